"""What there is to say of an edition: from it every catalogue and descriptor is written, so that all say the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from r2pgraph import vocab
from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.publication.edition.describing import licences
from r2pgraph.vocab import BASE, iri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from r2pgraph.publication.edition.folder import File
    from r2pgraph.publication.edition.tidy import Tidy

TITLE: Final = "r2pgraph: the Responsibility to Protect in the Asia-Pacific as linked data"
ABOUT: Final = (
    "Ratings of how states carry out their responsibility to protect, the evidence behind each rating with its "
    "source, the scores made from them, and what the ratings rest on: treaty actions, votes, resolutions, "
    "commitments, institutions. As RDF, as tables, and with the queries and rules that check them."
)
KEYWORDS: Final = ("responsibility to protect", "linked data", "human rights", "atrocity prevention")
CREATOR: Final = iri("organisation", "r2pgraph")
CREATOR_NAME: Final = "The r2pgraph developers"
LICENCE_NAME: Final = "Creative Commons Attribution 4.0 International"
SERIES: Final = BASE + "editions"
"""The series of which every edition is one."""

DQV: Final = "http://www.w3.org/ns/dqv#"
LDQD: Final = "http://www.w3.org/2016/05/ldqd#"
SPDX: Final = "http://spdx.org/rdf/terms#"
PREFIXES: Final = {**vocab.PREFIXES, "dqv": DQV, "ldqd": LDQD, "spdx": SPDX}
"""Every prefix that a catalogue uses."""


@dataclass(frozen=True)
class Description:
    """An edition as its descriptors tell it.

    Attributes:
        name: such as ``2026.1``.
        day: the last day of its data, as in ``2026-11-22``.
        before: the edition before it, empty where there is none.
        package: the version of the package that wrote it.
        files: its files without descriptors and checksums, by path.
        tables: the tables whose CSV is among the files.
        licences: licence and terms of each of its named graphs, by IRI, as `licences.terms` returns them.
        checks: how many rows each saved check returned, by its id.
    """

    name: str
    day: str
    before: str
    package: str
    files: Sequence[File]
    tables: Sequence[Tidy]
    licences: Mapping[str, tuple[str, str]]
    checks: Mapping[str, int]

    @property
    def iri(self) -> str:
        """Return the name of the edition on the web."""
        return iri("edition", self.name)

    @property
    def title(self) -> str:
        """Return what the edition is called."""
        return f"{TITLE}, edition {self.name}"

    @property
    def graphs(self) -> list[str]:
        """Return the IRI of each named graph."""
        return sorted(self.licences)

    @property
    def licence(self) -> str:
        """Return the licence of the whole; where its parts bear several, the page that tells them."""
        return LICENCE if licences.is_one(self.licences) else self.address(licences.PAGE)

    @property
    def licence_name(self) -> str:
        """Return what that licence is called."""
        return LICENCE_NAME if self.licence == LICENCE else "Each part bears its own licence"

    def licence_of(self, file: File) -> str:
        """Return the licence of a file, empty where none is stated."""
        return licences.of_file(PurePosixPath(file.path), self.licences, self.licence)

    @property
    def cited(self) -> str:
        """Return the edition as a list of references names it."""
        return f"{CREATOR_NAME}. {TITLE}. Edition {self.name}, {self.day}. {self.iri}"

    @property
    def semantic(self) -> str:
        """Return the edition as a version of three numbers, for tools that take no other."""
        return f"{self.name}.0"

    def address(self, path: str) -> str:
        """Return where a file of the edition is to be had."""
        return f"{self.iri}/{path}"

    def table_files(self, ending: str) -> list[tuple[Tidy, File]]:
        """Return each table with its file of an ending, ``csv`` or ``parquet``."""
        known = {file.path: file for file in self.files}
        return [(each, known[each.path.removesuffix("csv") + ending]) for each in self.tables]


def word(name: str) -> str:
    """Return the name of a table as one word without slashes and capitals."""
    return name.replace("/", "-").lower()

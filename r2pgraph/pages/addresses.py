"""Which address stands for which IRI, and in which forms a thing is to be had."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.vocab import BASE, SEGMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: Final[Mapping[str, str]] = MappingProxyType({})

FORMS: Final = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The forms of a thing by the ending of their address; the first is given to who has no wish."""

PRINTED: Final = ("docx", "pdf")
"""The forms in which an assessment is to be had as people publish it, and nothing else is."""

_KEY: Final = re.compile(r"[A-Za-z0-9_~-]+")
_MODULE: Final = re.compile(r"[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")
"""The key of a part of the ontology: a module, a closed list below ``schemes``, or a version."""

_ENDING: Final = re.compile(rf"(?P<stem>.+)\.(?P<form>{'|'.join(FORMS)})")


class Address(NamedTuple):
    """A path in its parts: ``/state/TLS.ttl`` is segment ``state``, key ``TLS``, form ``ttl``.

    ``parameters`` are what stands behind the question mark.
    """

    segment: str
    key: str
    form: str = ""
    parameters: Mapping[str, str] = _NONE

    @property
    def stem(self) -> str:
        """Return the path without a form."""
        return "/" + "/".join(filter(None, (self.segment, self.key)))

    @property
    def iri(self) -> str:
        """Return the IRI for which the path stands."""
        return BASE + self.stem.removeprefix("/")

    @property
    def path(self) -> str:
        """Return the path itself."""
        return self.of_form(self.form) if self.form else self.stem

    def of_form(self, form: str) -> str:
        """Return the path of one form of the same thing."""
        return f"{self.stem}.{form}"


def read(path: str) -> Address | None:
    """Return the parts of a path, or None where it can be no address of ours."""
    found = _ENDING.fullmatch(path)
    stem, form = (found["stem"], found["form"]) if found else (path, "")
    segment, _, key = stem.removeprefix("/").partition("/")
    keys = _MODULE if segment == "ontology" else _KEY
    fits = (not segment or _KEY.fullmatch(segment)) and (not key or keys.fullmatch(key))
    if path != Address(segment, key, form).path or not fits:
        return None
    return Address(segment, key, form)


def path(iri: str) -> str:
    """Return the path of an IRI of ours, terms of the ontology with their fragment; empty for any other IRI."""
    rest = iri.removeprefix(BASE)
    if rest == iri or rest.partition("/")[0].partition("#")[0] not in {*SEGMENTS, "ontology"}:
        return ""
    return f"/{rest}"

"""Read the files of the UN and others as they are: bytes in, tidy tables and findings out; no RDF is known here.

One module a format; the modules are strangers to each other. ``KINDS`` says which module reads what.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError, UnreadableFileError
from r2pgraph.importers.findings import Finding, Imported

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["KINDS", "Finding", "Imported", "Kind", "find", "read"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its name, the module that reads it, and whether the files of one call belong together.

    Files with the ending ``loose`` belong together where they come outside an archive.
    """

    name: str
    module: str
    together: bool = False
    loose: str = ""


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("undgacm-ga", "votes.undgacm"),
        Kind("undgacm-sc", "votes.undgacm"),
        Kind("undgacm-texts", "votes.undgacm_texts", loose=".xml"),
        Kind("undl-ga-votes", "votes.undl"),
        Kind("undl-sc-votes", "votes.undl"),
        Kind("unvotes", "votes.unvotes", together=True),
        Kind("untc-status", "treaties.untc", together=True),
        Kind("ohchr-treaty-status", "treaties.ohchr", together=True),
        Kind("icc-parties", "treaties.icc"),
        Kind("upr-info", "reviews.upr_info"),
        Kind("freedom-house", "measures.freedom_house"),
        Kind("rsf", "measures.rsf"),
        Kind("v-dem", "measures.v_dem"),
        Kind("un-psdata-contributions", "deployments.contributions"),
        Kind("un-psdata-fatalities", "deployments.fatalities"),
        Kind("country-codes", "states.country_codes"),
        Kind("m49", "states.m49", together=True),
        Kind("cow-codes", "states.cow"),
        Kind("register", "register"),
    )
}
"""Every kind of file that can be read, by its name."""


def read(kind: str, files: Sequence[Path]) -> list[Imported]:
    """Return what files of one kind hold: one result a file, or a single one where the files belong together.

    Args:
        kind: a name in ``KINDS``.
        files: at least one file; a folder stands for the files in it and in the folders below. A file that is named
            twice is read once.

    Raises:
        UnknownNameError: no such kind.
        UnreadableFileError: a file is refused whole: damaged, of another kind, unsafe.
    """
    found = find(kind)
    paths = list({path.resolve(): path for given in files for path in _expanded(given)}.values())
    module = import_module(f"r2pgraph.importers.{found.module}")
    return [replace(module.read(kind, each), paths=tuple(each)) for each in _sets(found, paths)]


def find(kind: str) -> Kind:
    """Return the kind of this name; raises UnknownNameError with the nearest names."""
    if kind not in KINDS:
        raise UnknownNameError.among("kind of file", kind, KINDS, "List them with `r2pgraph sources`.")
    return KINDS[kind]


def _sets(kind: Kind, paths: list[Path]) -> list[list[Path]]:
    if kind.together:
        return [paths]
    loose = [path for path in paths if kind.loose and path.suffix.lower() == kind.loose]
    return [*([loose] if loose else []), *([path] for path in paths if path not in loose)]


def _expanded(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    below = (inside for inside in path.rglob("*") if inside.is_file())
    found = sorted(inside for inside in below if not _is_hidden(inside.relative_to(path)))
    if not found:
        raise UnreadableFileError(path.name, "The folder holds no file.", None, "Name the files, or another folder.")
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)

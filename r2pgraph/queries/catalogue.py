"""The saved queries: one file each, which says in its header what it asks and what it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.files import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANY: Final = "any"
"""The value of a parameter that leaves it open; ``UNDEF`` in the query."""

WORDS: Final = MappingProxyType({"evidence": "evidence", "levels": "level"})
"""Folders whose files are named by an indicator, and the word before it in the id: ``evidence-upr``, ``level-upr``."""

_HEADER: Final = re.compile(r"^#\+ (\w+): (.*)$", re.MULTILINE)
_PARAMETER: Final = re.compile(r"^(?P<name>\w+) \((?P<type>\w+:\w+)\) = (?P<default>\S+)$")


@dataclass(frozen=True)
class Parameter:
    """One value that a saved query lets its reader choose: a class of the ontology or a datatype, and a default.

    One that ``is_needed`` cannot be left open: the query would find nothing, or too much for one answer.
    """

    name: str
    type: str
    default: str
    is_needed: bool = False


@dataclass(frozen=True)
class SavedQuery:
    """One question with its SPARQL; ``kind`` is its folder.

    A check has a ``remedy``, a query that suggests a level has its ``rule`` in words, and evidence an ``indicator``.
    ``unanswered`` names engines that refuse it or answer it wrongly; docs/engines.md says which fault of theirs it is.
    """

    id: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str
    path: Path
    kind: str
    indicator: str | None = None
    since: str = ""
    remedy: str = ""
    rule: str = ""
    unanswered: tuple[str, ...] = ()

    @property
    def makes_triples(self) -> bool:
        """Whether it is a CONSTRUCT, so that its answer is a graph."""
        return re.search(r"^CONSTRUCT\b", self.text, re.MULTILINE) is not None


@cache
def catalogue() -> Mapping[str, SavedQuery]:
    """Return every saved query by its id, in order of kind and id.

    Raises:
        QueryError: a file's header is not of the agreed form.
    """
    paths = sorted(folder("queries").glob("*/*.rq"), key=lambda path: (path.parent.name, path.stem))
    return MappingProxyType({query.id: query for query in map(_read, paths)})


@cache
def by_indicator(kind: str) -> Mapping[str, SavedQuery]:
    """Return the saved queries of a folder by the key of the indicator that each speaks to; others are left out."""
    return MappingProxyType(
        {query.indicator: query for query in catalogue().values() if query.kind == kind and query.indicator}
    )


def find(query_id: str) -> SavedQuery:
    """Return the saved query ``query_id``; raises UnknownNameError with the nearest ids."""
    known = catalogue()
    if query_id not in known:
        raise UnknownNameError.among("saved query", query_id, known, "`r2pgraph queries` lists them.")
    return known[query_id]


def _read(path: Path) -> SavedQuery:
    text = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    missing = {"id", "title", "question", "returns", "since"} - header.keys()
    if missing or header["id"] != _id(path):
        raise QueryError(f"{path.name}: the header lacks {', '.join(sorted(missing)) or 'the id of its file'}.")
    return SavedQuery(
        header["id"],
        header["title"],
        header["question"],
        _parameters(path, header),
        tuple(header["returns"].split(", ")),
        text,
        path,
        path.parent.name,
        header.get("indicator"),
        header["since"],
        header.get("remedy", ""),
        header.get("rule", ""),
        tuple(filter(None, header.get("unanswered", "").split(", "))),
    )


def _id(path: Path) -> str:
    """Return the id that the query of a file must have."""
    word = WORDS.get(path.parent.name)
    return f"{word}-{path.stem}" if word else path.stem


def _parameters(path: Path, header: Mapping[str, str]) -> tuple[Parameter, ...]:
    """Return what the header declares, and which of these need a value."""
    found = [_parameter(path, part) for part in header.get("parameters", "").split("; ") if part]
    needed = set(header.get("needs", "").split(", ")) - {""}
    if unknown := sorted(needed - {each.name for each in found}):
        raise QueryError(f"{path.name}: {unknown[0]!r} is needed, and is no parameter.", "Declare it.")
    return tuple(replace(each, is_needed=each.name in needed) for each in found)


def _parameter(path: Path, text: str) -> Parameter:
    found = _PARAMETER.match(text)
    if found is None:
        raise QueryError(f"{path.name}: {text!r} is no parameter.", "Write: name (class-or-datatype) = default.")
    return Parameter(found["name"], found["type"], found["default"])

"""Write an edition, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.edition import definitions, dumps, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from r2pgraph.editions import Edition
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store

PARTS: Final = ("definitions", "dumps", "tables")
"""What an edition has, in the order in which it is written."""


@dataclass(frozen=True)
class Release:
    """What is published.

    Attributes:
        name: the edition, such as ``2026.1``.
        day: the last day of its data, as in ``2026-11-22``.
        store: the graph.
        votes: whether every vote is also written as a thing of its own.
        imports: what was imported and counts in the graph.
    """

    name: str
    day: str
    store: Store
    votes: bool = False
    imports: Sequence[Edition] = ()


def write(draft: Draft, release: Release, tell: Callable[[str, int, int], None]) -> None:
    """Write every part of ``release`` into the draft of its folder."""
    for done, part in enumerate(PARTS):
        tell(part, done, len(PARTS))
        _WRITERS[part](draft, release)
    tell(PARTS[-1], len(PARTS), len(PARTS))


def _definitions(draft: Draft, release: Release) -> None:
    definitions.write(draft, release.name)


def _dumps(draft: Draft, release: Release) -> None:
    dumps.write(draft, dumps.statements(release.store))
    if release.votes:
        dumps.write_votes(draft, release.store)


def _tables(draft: Draft, release: Release) -> None:
    tidy.write(draft, tidy.gather(release.store, release.imports), release.day)


_WRITERS: Final[dict[str, Callable[[Draft, Release], None]]] = {
    "definitions": _definitions,
    "dumps": _dumps,
    "tables": _tables,
}

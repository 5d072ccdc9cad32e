"""Write an edition, part by part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from r2pgraph import __version__
from r2pgraph.publication.edition import definitions, describing, dumps, revision, tidy
from r2pgraph.publication.edition.describing import licences
from r2pgraph.queries import catalogue, run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.editions import Edition
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.publication.edition.revision import Former
    from r2pgraph.store import Store

Writer = Callable[["Draft", "Release"], None]
"""What writes a part of an edition into the draft of its folder."""


@dataclass(frozen=True)
class Release:
    """What is published.

    Attributes:
        name: the edition, such as ``2026.1``.
        day: the last day of its data, as in ``2026-11-22``.
        store: the graph.
        votes: whether every vote is also written as a thing of its own.
        imports: what was imported and counts in the graph.
        former: the edition before, None where there is none.
    """

    name: str
    day: str
    store: Store
    votes: bool = False
    imports: Sequence[Edition] = ()
    former: Former | None = None


def write(
    draft: Draft, release: Release, tell: Callable[[str, int, int], None], further: Sequence[tuple[str, Writer]] = ()
) -> None:
    """Write every part of ``release`` into the draft of its folder.

    Args:
        draft: the folder.
        release: what is published.
        tell: who is told how far the work has come.
        further: parts by name that stand beside the data, such as pages. They are written last and find all else in
            the draft. Their files have checksums, and no place in the catalogue, which tells what the data are.
    """
    graphs = dumps.statements(release.store, draft.place)
    parts: list[tuple[str, Writer]] = [
        ("definitions", _definitions),
        ("dumps", partial(_dumps, graphs)),
        ("changes", partial(_changes, graphs)),
        ("tables and catalogue", partial(_data, graphs)),
        *further,
    ]
    for done, (name, writer) in enumerate(parts):
        tell(name, done, len(parts))
        writer(draft, release)
    tell(parts[-1][0], len(parts), len(parts))


def _definitions(draft: Draft, release: Release) -> None:
    definitions.write(draft, release.name)


def _dumps(graphs: Mapping[str, bytes], draft: Draft, release: Release) -> None:
    dumps.write(draft, graphs)
    if release.votes:
        dumps.write_votes(draft, release.store)


def _changes(graphs: Mapping[str, bytes], draft: Draft, release: Release) -> None:
    revision.write(draft, release.name, release.store, graphs, release.former)


def _data(graphs: Mapping[str, bytes], draft: Draft, release: Release) -> None:
    """Write the tables, and the description of these and of every file before."""
    store = release.store
    tables = tidy.gather(store, release.imports)
    tidy.write(draft, tables, release.day)
    checks = [query.id for query in catalogue().values() if query.kind == "checks"]
    about = describing.Description(
        release.name,
        release.day,
        release.former.name if release.former else "",
        __version__,
        draft.listed(),
        tables,
        licences.terms(store),
        {check: len(run(store, check).rows) for check in checks},
    )
    describing.write(draft, about, store, graphs)

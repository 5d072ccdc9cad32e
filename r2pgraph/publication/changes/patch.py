"""A patch that leads from one edition to another, in the form of RDF Patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from r2pgraph.publication.canonical import apart, in_graph, nquads
from r2pgraph.publication.changes.graphs import sizes
from r2pgraph.publication.export import Statements
from r2pgraph.publication.statements import Merging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from r2pgraph.store import Store


def patch(before: Store, after: Store) -> bytes:
    """Return one transaction of an RDF Patch: a line ``D`` for each statement that goes, ``A`` for each that comes.

    The statements are canonical N-Quads. Applied line by line to the canonical N-Quads of the former edition, they
    give those of the later one, blank nodes included; two equal editions give a transaction without a line.
    """
    return b"".join(pieces(Statements(before), Statements(after)))


def pieces(before: Mapping[str, bytes], after: Mapping[str, bytes], folder: Path | None = None) -> Iterator[bytes]:
    """Yield what `patch` returns, piece by piece: one graph at a time is in memory, what moved waits in ``folder``.

    Args:
        before: the former edition as sorted N-Triples by the IRI of each named graph.
        after: the later one.
        folder: where there is room for what moved.
    """
    with Merging(folder) as goes, Merging(folder) as comes:
        for former, later in _graph_by_graph(before, after):
            goes.add(_beyond(b"D ", former, later))
            comes.add(_beyond(b"A ", later, former))
        yield b"TX .\n"
        yield from goes.pieces()
        yield from comes.pieces()
        yield b"TC .\n"


def is_same(before: Store, after: Store) -> bool:
    """Return whether two stores hold the same statements in the same graphs, whatever their blank nodes are called."""
    if sizes(before) != sizes(after):
        return False
    return all(one == other for one, other in _graph_by_graph(Statements(before), Statements(after)))


def _graph_by_graph(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the canonical N-Quads of each graph in both editions; last, of all graphs, what speaks of blank nodes."""
    unnamed: tuple[list[bytes], list[bytes]] = ([], [])
    for graph in sorted({*before, *after}):
        named = []
        for texts, lines in zip((before, after), unnamed, strict=True):
            clear, blank = apart(texts.get(graph, b""))
            named.append(in_graph(clear, graph))
            lines.append(in_graph(blank, graph))
        yield named[0], named[1]
    former, later = (nquads(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)) for lines in unnamed)
    yield former, later


def _beyond(mark: bytes, quads: bytes, others: bytes) -> bytes:
    """Return the lines that stand among the quads and not among the others, in their order, each after a mark."""
    if quads == others:
        return b""
    known = set(others.splitlines(keepends=True))
    return b"".join(mark + line for line in quads.splitlines(keepends=True) if line not in known)

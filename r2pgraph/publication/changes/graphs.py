"""Which statements came and which went, graph by graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.canonical import BLANK
from r2pgraph.publication.changes.blanks import steady
from r2pgraph.publication.export import Statements
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.store import Store

    Texts = tuple[Mapping[str, bytes], Mapping[str, bytes]]

DERIVED: Final = frozenset(iri("graph", key) for key in ("catalogue", "cube", "scores", "service"))
"""The graphs that are made from the others: they follow, and state no fact of their own."""

_SIZES: Final = "SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


@dataclass(frozen=True)
class GraphChange:
    """A named graph that is not as it was, or too large to be looked at here.

    Attributes:
        graph: its IRI.
        before: how many statements it had.
        after: how many it has.
        came: the lines of N-Triples that came, sorted; a blank node bears a name made from what it says.
        went: those that went, sorted.
        is_compared: whether it was compared; else only its size is known.
        owners: to which IRI each blank node in the lines belongs, empty where to none.
    """

    graph: str
    before: int
    after: int
    came: tuple[bytes, ...]
    went: tuple[bytes, ...]
    is_compared: bool
    owners: Mapping[str, str]

    @property
    def is_derived(self) -> bool:
        """Return whether the graph is made from the others."""
        return self.graph in DERIVED


def compare(before: Store, after: Store, most: int | None = None, texts: Texts | None = None) -> Iterator[GraphChange]:
    """Yield every graph that differs, sorted by IRI; and those that are not compared, since all together are too large.

    Args:
        before: the former edition.
        after: the later one.
        most: how many statements of either edition are looked at; the smallest graphs come first. None for all.
        texts: the statements of both, where they are read already; a graph that is not among them is not looked at.
    """
    was_said, is_said = texts or (Statements(before), Statements(after))
    former, later = sizes(before), sizes(after)
    if texts:
        former = {graph: size for graph, size in former.items() if graph in was_said}
    chosen = _chosen({graph: max(former.get(graph, 0), later.get(graph, 0)) for graph in {*former, *later}}, most)
    for graph in sorted({*former, *later}):
        was, now = former.get(graph, 0), later.get(graph, 0)
        if graph not in chosen:
            yield GraphChange(graph, was, now, (), (), is_compared=False, owners={})
            continue
        change = _compared(graph, was_said[graph] if was else b"", is_said[graph] if now else b"")
        if change.came or change.went:
            yield change


def sizes(store: Store) -> dict[str, int]:
    """Return how many statements each named graph holds."""
    return {graph.value: int(size.value) for graph, size in store.select(_SIZES).rows if graph and size}


def _chosen(largest: Mapping[str, int], most: int | None) -> set[str]:
    if most is None:
        return set(largest)
    chosen, together = set(), 0
    for graph, size in sorted(largest.items(), key=lambda pair: (pair[1], pair[0])):
        together += size
        if together <= most:
            chosen.add(graph)
    return chosen


def _compared(graph: str, before: bytes, after: bytes) -> GraphChange:
    if before == after:
        return GraphChange(graph, 0, 0, (), (), is_compared=True, owners={})
    (was, owned), (now, owning) = _lines(before), _lines(after)
    former, later = set(was), set(now)
    came, went = _ordered(later - former), _ordered(former - later)
    return GraphChange(graph, len(former), len(later), came, went, is_compared=True, owners={**owned, **owning})


def _lines(triples: bytes) -> tuple[list[bytes], dict[str, str]]:
    """Return the lines of a graph, and the owners of its blank nodes; a graph without any is taken as it is."""
    return steady(triples) if BLANK in triples else (triples.splitlines(keepends=True), {})


def _ordered(lines: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(sorted(lines))

"""The graph that tells programs what stands in the others: counts, saved queries and prefixes.

An editor that asks an endpoint for these three completes by itself what its user types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.publication.service_graph.counting import classes, of_each_class, pieces, tally, together
from r2pgraph.publication.service_graph.linksets import linksets
from r2pgraph.publication.service_graph.partitions import partitions, sizes
from r2pgraph.publication.service_graph.reading_aids import executables, prefixes, whole
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["SERVICE", "partitions_of", "service_graph"]

SERVICE: Final = iri("graph", "service")
"""The graph itself, which is counted like the others."""


def service_graph(graphs: Mapping[str, bytes]) -> bytes:
    """Return the description of ``graphs`` and of itself as sorted N-Triples; the same graphs, the same bytes.

    What it counts of itself is made until it agrees with itself: more counts, but the same kinds of them, after one
    more round. The other graphs speak of none of its counts, so they are counted once.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
    """
    others = [name for name in graphs if name != SERVICE]
    fixed = [*executables(), *prefixes(), *whole([*others, SERVICE]), *linksets(graphs)]
    before, now = b"", _written(fixed)
    found = _parsed(graphs, others)
    known = classes([*found, *pieces(SERVICE, now)])
    counted = tally(found, known)
    stated = {name for name in others for name in sizes(graphs[name])}
    while now != before:
        own = list(pieces(SERVICE, now))
        kinds = pl.concat([known, classes(own)]).unique()
        all_counts = together([counted, tally(own, kinds)])
        before, now = now, _written([*fixed, *partitions(all_counts, of_each_class(kinds), stated)])
    return now


def partitions_of(graphs: Mapping[str, bytes], whole: str) -> Iterator[str]:
    """Yield how much there is of what in ``graphs`` as they are, as N-Triples.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
        whole: the IRI of the data set of them all.
    """
    found = _parsed(graphs, graphs)
    known = classes(found)
    return partitions(tally(found, known), of_each_class(known), (), whole)


def _parsed(graphs: Mapping[str, bytes], names: Iterable[str]) -> list[pl.DataFrame]:
    """Return the triples of some graphs as one piece, for counting many small ones takes as long as a few large ones.

    It needs less room than the graphs themselves; of those that wait on disk, one at a time is in memory.
    """
    every = [piece for name in names for piece in pieces(name, graphs[name])]
    return [pl.concat(every)] if every else []


def _written(lines: list[str]) -> bytes:
    return "".join(sorted(set(lines))).encode()

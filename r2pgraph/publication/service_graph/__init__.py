"""The graph that tells programs what stands in the others: counts, saved queries and prefixes.

An editor that asks an endpoint for these three completes by itself what its user types.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.publication.service_graph.counting import classes, nothing, of_each_class, pieces, tally, together
from r2pgraph.publication.service_graph.linksets import linksets
from r2pgraph.publication.service_graph.partitions import partitions, sizes
from r2pgraph.publication.service_graph.reading_aids import executables, prefixes, whole
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SERVICE", "fixed", "parsed", "partitions_of", "service_graph"]

SERVICE: Final = iri("graph", "service")
"""The graph itself, which is counted like the others."""


def service_graph(graphs: Mapping[str, bytes], some: pl.DataFrame | None = None) -> bytes:
    """Return the description of ``graphs`` and of itself as sorted N-Triples; the same graphs, the same bytes.

    What it counts of itself is made until it agrees with itself: more counts, but the same kinds of them, after one
    more round. The other graphs speak of none of its counts, so they are counted once.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
        some: what `parsed` made of some of these graphs.
    """
    others = [name for name in graphs if name != SERVICE]
    stay = [*fixed(), *whole([*others, SERVICE]), *linksets(graphs)]
    before, now = b"", _written(stay)
    known_already = set() if some is None else set(some["graph"].unique())
    rest = parsed({name: graphs[name] for name in others if name not in known_already})
    found = [rest] if some is None else [some, rest]
    known = classes([*found, *pieces(SERVICE, now)])
    counted = tally(found, known)
    stated = {name for name in others for name in sizes(graphs[name])}
    while now != before:
        own = list(pieces(SERVICE, now))
        kinds = pl.concat([known, classes(own)]).unique()
        all_counts = together([counted, tally(own, kinds)])
        before, now = now, _written([*stay, *partitions(all_counts, of_each_class(kinds), stated)])
    return now


def partitions_of(graphs: Mapping[str, bytes], whole: str) -> Iterator[str]:
    """Yield how much there is of what in ``graphs`` as they are, as N-Triples.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
        whole: the IRI of the data set of them all.
    """
    found = [parsed(graphs)]
    known = classes(found)
    return partitions(tally(found, known), of_each_class(known), (), whole)


@cache
def fixed() -> tuple[str, ...]:
    """Return what the service graph says of the saved queries and prefixes, whatever stands in the others."""
    return (*executables(), *prefixes())


def parsed(graphs: Mapping[str, bytes]) -> pl.DataFrame:
    """Return the triples of some graphs as one piece, for counting many small ones takes as long as a few large ones.

    It needs less room than the graphs themselves; of those that wait on disk, one at a time is in memory.

    Returns:
        the columns that `counting.pieces` names.
    """
    return pl.concat([nothing(), *(piece for name in graphs for piece in pieces(name, graphs[name]))])


def _written(lines: list[str]) -> bytes:
    return "".join(sorted(set(lines))).encode()

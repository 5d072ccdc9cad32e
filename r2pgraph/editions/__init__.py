"""What was imported from files of others, kept in the user's home: every edition of every series, none overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.editions.catalogue import CATALOGUE, describe
from r2pgraph.editions.coverage import lost, refuse_loss
from r2pgraph.editions.keeping import Edition, announce, counting, current, editions, keep, refuse, together
from r2pgraph.editions.pointing import pointers, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from r2pgraph.editions.spooling import Spool

__all__ = [
    "CATALOGUE",
    "Edition",
    "announce",
    "counting",
    "current",
    "editions",
    "graphs",
    "keep",
    "lost",
    "pointers",
    "refuse",
    "refuse_loss",
    "text",
    "together",
]


def graphs(counted: Sequence[Edition], shipped: Mapping[str, pl.DataFrame], known: Sequence[bytes]) -> Spool:
    """Return the triples of the editions that count, and of the graph that describes them, by the IRI of the graph.

    Args:
        counted: the editions that count, at least one.
        shipped: the curated tables.
        known: the triples that stand already, as N-Triples; none of them is said twice.
    """
    from r2pgraph.editions import triples

    made = triples.graphs(counted, shipped, known)
    made.put(CATALOGUE, [describe(counted, shipped.get("datasets"))])
    return made

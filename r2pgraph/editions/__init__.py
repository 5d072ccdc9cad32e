"""What was imported from files of others, kept in the user's home: every edition of every series, none overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.editions.catalogue import CATALOGUE, describe
from r2pgraph.editions.coverage import loss, lost, refuse_loss
from r2pgraph.editions.keeping import Edition, announce, counting, current, editions, keep, refuse, together
from r2pgraph.editions.pointing import pointers, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from r2pgraph.editions.comparison import VoteComparison
    from r2pgraph.editions.spooling import Spool

__all__ = [
    "CATALOGUE",
    "Edition",
    "announce",
    "compared",
    "counting",
    "current",
    "editions",
    "graphs",
    "keep",
    "loss",
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


def compared(edition: Edition, counted: Sequence[Edition]) -> Iterator[tuple[str, VoteComparison]]:
    """Yield how the votes of an edition stand to those of each other series that has some of its roll calls.

    Args:
        edition: what was imported.
        counted: the editions that count; the one of the same series is passed over.

    Raises:
        StoreError: the table of an edition is gone or damaged.
    """
    from r2pgraph.editions.comparison import compare_votes

    if not edition.rows.get("votes"):
        return
    votes = edition.table("votes")
    for other in counted:
        if other.series != edition.series and other.rows.get("votes"):
            found = compare_votes(votes, other.table("votes"))
            if found.roll_calls:
                yield other.series, found

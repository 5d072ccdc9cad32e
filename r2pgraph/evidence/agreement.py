"""Count column-wise how often every two states voted alike in an organ; the saved query says the same of one pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from r2pgraph.store import Store

POSITIONS: Final = ("votedYes", "votedNo", "abstainedOn")
"""What counts as a vote; who was absent or only put a text forward did not vote."""

_VOTES: Final = """
SELECT ?state ?resolution ?relation ?on WHERE {
  VALUES ?relation { r2p:votedYes r2p:votedNo r2p:abstainedOn }
  ?state ?relation ?resolution .
  ?resolution r2p:adoptedOn ?on ; r2p:adoptedBy|r2p:votedIn <https://w3id.org/r2pgraph/organisation/%s> .
}
"""


def votes(store: Store, organ: str = "UNGA") -> pl.DataFrame:
    """Return every recorded vote in one organ; two organs are not added up, for only one tells of what it turned down.

    Args:
        store: the graph to ask.
        organ: the key of the organ, as in the table ``organisations``.

    Returns:
        The columns ``state``, ``resolution``, ``relation`` (a key each) and ``date``, every one of type String.
    """
    from r2pgraph.queries import with_prefixes

    rows = store.able(("Virtuoso",)).select(with_prefixes(_VOTES % organ)).rows
    cells = [[term.value if term else "" for term in row] for row in rows]
    names = ("state", "resolution", "relation", "date")
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(pl.col("state", "resolution", "relation").str.extract(r"([^/#]+)$"))


def agreement(cast: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Return how often every two states voted alike in a span of years.

    Args:
        cast: one row a vote with the columns ``state``, ``resolution``, ``relation`` and ``date``; other relations
            than the three positions are passed over.
        first: the first year that counts.
        last: the last year that counts.

    Returns:
        One row a pair, ``state`` before ``other`` in order: ``shared`` and ``same`` votes, and ``agreement``, the share
        in four decimal places. Pairs without a shared vote have no row.
    """
    wide = _chosen(cast, first, last).pivot("state", index="resolution", values="position", sort_columns=True)
    states = sorted(set(wide.columns) - {"resolution"})
    counted = [_against(one, wide.select(states[at + 1 :]), wide.get_column(one)) for at, one in enumerate(states[:-1])]
    share = ((pl.col("same") * 20_000 + pl.col("shared")) // (pl.col("shared") * 2) / 10_000).round(4)
    whole = pl.concat([pl.DataFrame(schema=_COUNTS), *counted])
    return whole.filter(pl.col("shared") > 0).with_columns(agreement=share).sort("state", "other")


def _against(one: str, others: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Return the counts of one state with those that follow it; the difference of two equal positions is zero."""
    apart = others - own
    shared = [others.height - absent for absent in apart.null_count().row(0)]
    same = [alike or 0 for alike in (apart == 0).sum().row(0)]
    return pl.DataFrame(
        {"state": [one] * others.width, "other": others.columns, "shared": shared, "same": same}, schema=_COUNTS
    )


_COUNTS: Final = {"state": pl.String, "other": pl.String, "shared": pl.Int64, "same": pl.Int64}


def _chosen(cast: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Return state, resolution and the position as a small number, of the votes that count, one a state and text."""
    year = pl.col("date").str.slice(0, 4).cast(pl.Int32)
    positions = {name: number for number, name in enumerate(POSITIONS, start=1)}
    return (
        cast.filter(pl.col("relation").is_in(POSITIONS) & year.is_between(first, last) & (pl.col("state") != ""))
        .select("state", "resolution", position=pl.col("relation").replace_strict(positions, return_dtype=pl.Int8))
        .unique(("state", "resolution"), keep="first", maintain_order=True)
    )

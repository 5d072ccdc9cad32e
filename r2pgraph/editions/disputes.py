"""Keep what a second source says otherwise about a vote: a vote of its own with its source, beside the better one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.graph.mappings.words import NOTE, SOURCE, TYPE, Chosen, Individual, Mapping, Term, describe
from r2pgraph.graph.rendering import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

POSITIONS: Final = {"votedYes": "position:yes", "votedNo": "position:no", "abstainedOn": "position:abstain"}
"""The position that each triple of a vote stands for; a sponsorship is no vote."""

_SAYS: Final = "Another source, which we take to be the better one, has this vote otherwise."
_MAPPING: Final = Mapping(
    "disputed_votes",
    "",
    (
        describe(
            "vote:{resolution}-{state}-{series}",
            (TYPE, Term("r2p:Vote")),
            ("r2p:state", Individual("state:{state}")),
            ("r2p:castOn", Individual("resolution:{resolution}")),
            ("r2p:hasPosition", Chosen("relation", POSITIONS)),
            SOURCE,
            NOTE,
        ),
    ),
)


def disputed(votes: pl.DataFrame, better: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the votes that a better source has otherwise: resolution, state, relation.

    Args:
        votes: what one source says: resolution, state, relation; rows without a state are passed over.
        better: what better sources say, in the same columns.
    """
    columns = ["resolution", "state", "relation"]
    said = votes.select(columns).filter(pl.col("relation").is_in(list(POSITIONS)), pl.col("state") != "").unique()
    known = pl.concat([frame.select(columns) for frame in better]).filter(pl.col("relation").is_in(list(POSITIONS)))
    common = said.join(known.unique(), on=["resolution", "state"], suffix="_better", how="inner")
    agreed = common.filter(pl.col("relation") == pl.col("relation_better")).select(columns)
    return common.select(columns).unique().join(agreed, on=columns, how="anti").sort(columns)


def statements(votes: pl.DataFrame, series: str, source: str) -> pl.Series:
    """Return disputed votes as N-Triples, one statement an entry.

    Args:
        votes: as ``disputed`` gives them.
        series: the series whose votes they are, which keeps their names apart from those of other series.
        source: the key of its source.
    """
    told = [pl.lit(text).alias(name) for name, text in (("series", series), ("source", source), ("note", _SAYS))]
    return lines(_MAPPING, votes.with_columns(told))

"""Hold the votes of two sources against each other, roll call by roll call and state by state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from typing import Self

_VOTES: Final = ("votedYes", "votedNo", "abstainedOn")
_PAIR: Final = ("resolution", "state")


@dataclass(frozen=True)
class VoteComparison:
    """What two sources say of the same votes.

    Attributes:
        roll_calls: how many roll calls both have; only their votes are compared.
        only_in_first: how many roll calls the first alone has.
        only_in_second: how many roll calls the second alone has.
        compared: how many votes both have, of a state in a roll call.
        agreeing: how many of them are the same.
        disagreements: the others: columns ``resolution``, ``state``, ``first``, ``second``, in this order.
        lacking: votes in shared roll calls that one source alone has: columns ``resolution``, ``state``, ``first``,
            ``second``, with the empty string where a source has none.
        unresolved: how many votes of both were left out because their state is not known.
    """

    roll_calls: int
    only_in_first: int
    only_in_second: int
    compared: int
    agreeing: int
    disagreements: pl.DataFrame
    lacking: pl.DataFrame
    unresolved: int

    @property
    def disagreeing(self) -> int:
        """Return how many votes that both have are not the same."""
        return self.disagreements.height

    @property
    def votes_only_in_first(self) -> int:
        """Return how many votes in shared roll calls the first alone has."""
        return self.lacking.filter(pl.col("second") == "").height

    @property
    def votes_only_in_second(self) -> int:
        """Return how many votes in shared roll calls the second alone has."""
        return self.lacking.filter(pl.col("first") == "").height

    @classmethod
    def of(cls, both: pl.DataFrame, calls: tuple[int, int, int], unresolved: int) -> Self:
        """Build the comparison from votes side by side, and from roll calls shared, first alone, second alone."""
        shared = both.filter((pl.col("first") != "") & (pl.col("second") != ""))
        different = shared.filter(pl.col("first") != pl.col("second"))
        lacking = both.filter((pl.col("first") == "") | (pl.col("second") == ""))
        return cls(*calls, shared.height, shared.height - different.height, different, lacking, unresolved)


def compare_votes(first: pl.DataFrame, second: pl.DataFrame) -> VoteComparison:
    """Compare two tables of votes by the key of the roll call and the state; sponsors are left out.

    Args:
        first: columns ``resolution``, ``state`` and ``relation``, as the table ``votes`` is declared.
        second: the same of another source.
    """
    one, two = _cast(first), _cast(second)
    unresolved = sum(frame.filter(pl.col("state") == "").height for frame in (one, two))
    ours, theirs = set(one["resolution"].unique()), set(two["resolution"].unique())
    side_by_side = _known(one, theirs, "first").join(
        _known(two, ours, "second"), on=list(_PAIR), how="full", coalesce=True
    )
    both = side_by_side.with_columns(pl.col("first", "second").fill_null("")).sort(_PAIR)
    return VoteComparison.of(both, (len(ours & theirs), len(ours - theirs), len(theirs - ours)), unresolved)


def _cast(votes: pl.DataFrame) -> pl.DataFrame:
    """Return the votes alone, without sponsors."""
    return votes.filter(pl.col("relation").is_in(_VOTES)).select(*_PAIR, "relation")


def _known(votes: pl.DataFrame, shared: set[str], name: str) -> pl.DataFrame:
    """Return the votes of known states in roll calls that the other source has, one a state, under a name."""
    kept = votes.filter((pl.col("state") != "") & pl.col("resolution").is_in(list(shared)))
    return kept.unique(list(_PAIR), keep="first", maintain_order=True).rename({"relation": name})

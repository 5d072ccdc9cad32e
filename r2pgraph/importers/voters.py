"""Say which votes are of no member of the United Nations on their day, and where a code names another state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.findings import Finding
from r2pgraph.sources import states

if TYPE_CHECKING:
    from collections.abc import Sequence

_CAST: Final = ("votedYes", "votedNo", "abstainedOn")


def doubtful(votes: pl.DataFrame, file: str, crosswalk: str) -> list[Finding]:
    """Return what is odd about who voted: no members, and codes of other states; every row stays as it is.

    Args:
        votes: the columns ``state_name``, ``state``, ``adopted_on`` and ``relation``, and ``state_code`` where the file
            has codes.
        file: the name to report.
        crosswalk: the stem of the file in ``data/names`` that knows the names and codes of this source.
    """
    coded = "state_code" in votes.columns
    return [*_no_members(votes, file), *(_other_codes(votes, file, crosswalk) if coded else [])]


def _no_members(votes: pl.DataFrame, file: str) -> list[Finding]:
    """Return one finding for each name under which votes stand of days on which its state was no member."""
    cast = votes.filter(pl.col("relation").is_in(_CAST), pl.col("state") != "", pl.col("adopted_on") != "")
    days = cast.select("state_name", "state", "adopted_on").unique()
    odd = days.filter(~states.were_members(days["state"], days["adopted_on"]))
    counted = cast.join(odd, on=odd.columns).group_by("state_name", "state").agg(
        pl.col("adopted_on").min().alias("first"), pl.col("adopted_on").max().alias("last"), pl.len()
    )  # fmt: skip
    return [
        Finding("not-a-member", file, None, name, "kept", _outside(state, first, last, count))
        for name, state, first, last, count in counted.sort("state_name", "state").iter_rows()
    ]


def _outside(state: str, first: str, last: str, count: int) -> str:
    days = f"on {first}" if first == last else f"from {first} to {last}"
    votes = "1 vote stands" if count == 1 else f"{count:,} votes stand"
    return f"{state} is on record as no member of the United Nations then; {votes} as printed, {days}."


def _other_codes(votes: pl.DataFrame, file: str, crosswalk: str) -> list[Finding]:
    """Return one finding for each name that stands beside the code of another state; the name is followed."""
    cases = votes.filter(pl.col("state") != "", pl.col("state_code") != "")
    cases = cases.group_by("state_name", "state_code", "state").agg(pl.col("adopted_on").min(), pl.len())
    nameless = pl.Series([""], dtype=pl.String).new_from_index(0, len(cases))
    coded = states.resolve(nameless, codes=cases["state_code"], dates=cases["adopted_on"], crosswalk=crosswalk)
    other = cases.with_columns(coded.alias("coded")).filter(pl.col("coded") != "", pl.col("coded") != pl.col("state"))
    return [_beside(file, row) for row in other.sort("state_name", "state_code").iter_rows()]


def _beside(file: str, row: Sequence[object]) -> Finding:
    name, code, state, _, count, coded = row
    rows = "1 row" if count == 1 else f"{count:,} rows"
    reason = f"The name means {state} and the code {coded}; the name is followed, in {rows}."
    return Finding("code-disagrees", file, None, f"{code} {name}", "kept", reason)

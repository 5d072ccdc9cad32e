"""Make the declared tables of what a source says of roll calls, and say which names of states are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.findings import Finding
from r2pgraph.importers.naming import no_state
from r2pgraph.sources import states
from r2pgraph.tables.imported.votes import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEADERS: Final = {table.stem: table.header for table in TABLES}


def tidy(text: pl.Expr) -> pl.Expr:
    """Return texts in NFC, on one line, without white space at their ends or twice."""
    return text.str.normalize("NFC").str.replace_all(r"[\s\p{Cc}\p{Zl}\p{Zp}\u00A0]+", " ").str.strip_chars()


def declared(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return frames by stem with the declared columns in their order, as strings, and empty for what is missing."""
    return {
        stem: frame.select(
            (pl.col(name).cast(pl.String).fill_null("") if name in frame.columns else pl.lit("").alias(name))
            for name in _HEADERS[stem]
        )
        for stem, frame in frames.items()
    }


def meant(votes: pl.DataFrame, crosswalk: str) -> pl.DataFrame:
    """Return votes with the column ``state``: which state each name means on the day of its vote.

    Args:
        votes: columns ``state_name``, ``adopted_on``, and ``state_code`` where the file has codes.
        crosswalk: the stem of the file in ``data/names`` that knows the names of this source.
    """
    named = [name for name in ("state_name", "state_code") if name in votes.columns]
    who = pl.concat_str(named, separator="\0") if len(named) > 1 else pl.col("state_name")
    once = votes.select(named).unique().with_columns(who.alias("_who"))
    alone = dict(zip(once["_who"], _resolved(once, crosswalk), strict=True))
    then = [name for name, state in alone.items() if not state]
    state = who.replace_strict(list(alone), list(alone.values()), return_dtype=pl.String)
    if not then:
        return votes.with_columns(state.alias("state"))
    dated = votes.filter(who.is_in(then)).select(*named, "adopted_on").unique()
    when = pl.concat_str(who, pl.lit("\0"), "adopted_on")
    days = dated.with_columns(when.alias("_when"), _resolved(dated, crosswalk))
    decided = pl.when(who.is_in(then)).then(when).replace_strict(days["_when"], days["state"], default=None)
    return votes.with_columns(pl.coalesce(decided, state).alias("state"))


def _resolved(names: pl.DataFrame, crosswalk: str) -> pl.Series:
    codes, dates = (names[name] if name in names.columns else None for name in ("state_code", "adopted_on"))
    return states.resolve(names["state_name"], codes=codes, dates=dates, crosswalk=crosswalk).alias("state")


def unknown_states(votes: pl.DataFrame, file: str, crosswalk: str) -> list[Finding]:
    """Return one finding for each name without a state: no known one, with the nearest, or known to be none."""
    open_ones = states.unknown(votes["state_name"], votes["state"], crosswalk=crosswalk)
    reasons = {name: _unknown(count, candidates) for name, count, candidates in open_ones}
    bare = votes.filter(pl.col("state") == "").group_by("state_name").len().sort("state_name")
    return [
        Finding("unknown-state", file, None, name, "kept", reasons.get(name) or no_state(count))
        for name, count in bare.iter_rows()
    ]


def _unknown(count: int, candidates: Sequence[str]) -> str:
    near = f" Nearest known: {', '.join(candidates)}." if candidates else ""
    rows = f"{count:,} {'row stands' if count == 1 else 'rows stand'} without a state."
    return f"No state is known by this name; {rows}{near}"


def once_a_state(votes: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return votes with one row for each state, roll call and relation, and a finding for each that was left out.

    Two names of one state in one list are one vote; the first stands.
    """
    named = pl.when(pl.col("state") == "").then(pl.col("state_name")).otherwise(pl.col("state"))
    numbered = votes.with_columns(named.alias("_who"))
    first = numbered.unique(["resolution", "_who", "relation"], keep="first", maintain_order=True)
    if first.height == votes.height:
        return votes, []
    again = numbered.filter(pl.struct("resolution", "_who", "relation").is_duplicated())
    pairs = again.group_by("resolution", "_who", "relation", maintain_order=True).agg("state_name")
    reason = "Both names mean one state, which counts once; the first name stands."
    found = [
        Finding("listed-twice", file, None, f"{row['resolution']}: {' = '.join(row['state_name'])}", "repaired", reason)
        for row in pairs.iter_rows(named=True)
    ]
    return first.drop("_who"), found


def one_vote_a_state(votes: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return votes without those of a state that has two different ones in a roll call, and a finding for each pair."""
    named = pl.when(pl.col("state") == "").then(pl.col("state_name")).otherwise(pl.col("state"))
    marked = votes.with_columns(named.alias("_who"))
    torn = pl.struct("resolution", "_who").is_duplicated()
    reason = "The state has two different votes in one roll call; which is meant cannot be told, so none is kept."
    pairs = marked.filter(torn).select("resolution", "_who").unique(maintain_order=True)
    found = [
        Finding("listed-twice", file, None, f"{who} on {resolution}", "refused", reason)
        for resolution, who in pairs.iter_rows()
    ]
    return marked.filter(~torn).drop("_who"), found

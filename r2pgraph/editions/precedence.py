"""Take each fact from the best source that states it: what a fact is differs from table to table."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fact:
    """What the rows of a table state.

    Attributes:
        names: what names a fact; rows of several sources with the same names state the same fact.
        parts: columns that are facts by themselves, together where they stand together: a part that the better source
            leaves empty is taken from the lesser one. Without parts a fact is taken whole.
        each: what names one row of a fact of several rows.
    """

    names: tuple[pl.Expr, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    each: tuple[str, ...] = ()


def _columns(*names: str) -> tuple[pl.Expr, ...]:
    return tuple(pl.col(name) for name in names)


FACTS: Final[Mapping[str, Fact]] = MappingProxyType({
    "roll_calls": Fact(
        _columns("key"),
        (("title",), ("adopted_on",), ("adoption_mode",), ("yes_count", "no_count", "abstention_count")),
    ),
    "votes": Fact(
        (pl.col("resolution"), (pl.col("relation") == "coSponsors").alias("is_sponsorship")), each=("state",)
    ),
    "treaty_actions_imported": Fact(_columns("state", "treaty", "kind"), (("date",),)),
    "deployments": Fact(_columns("state", "mission", "month", "personnel_type", "gender")),
})  # fmt: skip
"""The facts that several sources state. The votes in a roll call are one fact, and its sponsors are another.

Where a source lists fewer votes than it counts, only the votes that it lists are stated.
"""

SHIPPED: Final[Mapping[str, str]] = MappingProxyType({
    "roll_calls": "resolutions",
    "votes": "state_votes",
    "treaty_actions_imported": "treaty_actions",
})  # fmt: skip
"""The curated table that states the same facts in columns of the same names."""


class Stated:
    """The facts that better sources have stated so far."""

    def __init__(self, shipped: Mapping[str, pl.DataFrame]) -> None:
        """Begin with the curated tables, which are better than any import."""
        self._known: dict[str, pl.DataFrame] = {}
        self._rows: dict[str, list[pl.DataFrame]] = {}
        self.add("roll_calls", shipped[SHIPPED["roll_calls"]])
        self.add("treaty_actions_imported", shipped[SHIPPED["treaty_actions_imported"]])
        self.add_votes(shipped[SHIPPED["roll_calls"]], shipped[SHIPPED["votes"]])

    def add(self, stem: str, frame: pl.DataFrame) -> None:
        """Note what a source states in one table."""
        if stem in FACTS:
            both = [*([self._known[stem]] if stem in self._known else []), _stated(FACTS[stem], frame)]
            names = both[0].select(pl.exclude(r"^part-\d+$")).columns
            self._known[stem] = pl.concat(both).group_by(names).agg(pl.all().any())

    def add_votes(self, calls: pl.DataFrame, frame: pl.DataFrame) -> None:
        """Note the votes of a source, a roll call as a whole where as many are listed as the source counts in it."""
        fact, short = FACTS["votes"], unlisted(calls, frame)
        is_short = pl.col("resolution").is_in(short.implode()) & (pl.col("relation") != "coSponsors")
        self.add("votes", frame.filter(~is_short))
        rows = frame.filter(is_short, *(pl.col(name) != "" for name in fact.each))
        if not rows.is_empty():
            self._rows.setdefault("votes", []).append(rows.select(*_named(fact), *fact.each))

    def without(self, stem: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a lesser source that state something new; what better ones state is emptied in them."""
        if stem not in self._known:
            return frame
        fact, known = FACTS[stem], self._known[stem]
        named = frame.with_columns(_named(fact))
        on = [f"name-{place}" for place in range(len(fact.names))]
        if not fact.parts:
            new = named.join(known, on=on, how="anti", maintain_order="left")
            for rows in self._rows.get(stem, []):
                new = new.join(rows, on=[*on, *fact.each], how="anti", maintain_order="left")
            return new.drop(on)
        joined = named.join(known, on=on, how="left", maintain_order="left")
        emptied = [
            pl.when(f"part-{place}").then(pl.lit("")).otherwise(pl.col(name)).alias(name)
            for place, part in enumerate(fact.parts)
            for name in part
        ]
        says_more = pl.any_horizontal(pl.col("part-0").is_null(), *(pl.col(*part) != "" for part in fact.parts))
        return joined.with_columns(emptied).filter(says_more).select(frame.columns)


def unlisted(calls: pl.DataFrame, votes: pl.DataFrame) -> pl.Series:
    """Return the keys of the roll calls of which some votes are listed, and fewer than the same source counts.

    Args:
        calls: roll calls, with their counts as strings, empty where they are not known.
        votes: what states did in them, sponsors among it.
    """
    counts = pl.col("yes_count", "no_count", "abstention_count").cast(pl.Int64, strict=False)
    counted = calls.select(pl.col("key").alias("resolution"), pl.sum_horizontal(counts).alias("counted"))
    listed = votes.filter(pl.col("relation") != "coSponsors").group_by("resolution").len("listed")
    both = listed.join(counted.group_by("resolution").agg(pl.col("counted").max()), on="resolution")
    return both.filter(pl.col("listed") < pl.col("counted"))["resolution"].sort()


def _named(fact: Fact) -> list[pl.Expr]:
    return [name.alias(f"name-{place}") for place, name in enumerate(fact.names)]


def _stated(fact: Fact, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the names of the facts in a table, and which parts of each are filled in."""
    return frame.select(
        *_named(fact),
        *(pl.any_horizontal(pl.col(*part) != "").alias(f"part-{place}") for place, part in enumerate(fact.parts)),
    ).unique()

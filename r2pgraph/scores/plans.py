"""A scoring plan and the ratings that it turns into a score, as plain values read from the graph."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from r2pgraph.queries import run
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.store import Store, Term

BY_AREA = iri("grouping", "by-area")
PERCENT = iri("normalisation", "percent-of-maximum")
INCREASE, DECREASE, UNCHANGED = (iri("trend", key) for key in ("increase", "decrease", "unchanged"))


class Rated(NamedTuple):
    """One rating with a level, by the IRIs of what it is about."""

    indicator: str
    area: str
    level: str
    trend: str | None


@dataclass(frozen=True)
class Plan:
    """How a plan counts: points by level from the weakest to the strongest, and weights where they are not one."""

    points: Mapping[str, Fraction]
    weights: Mapping[str, Fraction]
    is_by_area: bool
    is_percent: bool

    @property
    def top(self) -> Fraction:
        """Return the most points that a level earns."""
        return max(self.points.values())

    def weight(self, target: str) -> Fraction:
        """Return the weight of an indicator or area; one where the plan says nothing."""
        return self.weights.get(target, Fraction(1))

    def factor(self, rated: Rated) -> Fraction:
        """Return what a rating's points are multiplied with; the area's weight is in it unless areas are averaged."""
        return self.weight(rated.indicator) * (1 if self.is_by_area else self.weight(rated.area))

    def earlier(self, rated: Rated) -> tuple[str, ...]:
        """Return the levels that a rating can have had before, the nearest first; none where the trend is not told."""
        order = list(self.points)
        place = order.index(rated.level)
        match rated.trend:
            case trend if trend == INCREASE:
                return tuple(reversed(order[:place]))
            case trend if trend == DECREASE:
                return tuple(order[place + 1 :])
            case trend if trend == UNCHANGED:
                return (rated.level,)
            case _:
                return ()


def plan_of(store: Store, plan: str) -> Plan:
    """Read a plan from the graph; raises UnknownNameError where the graph does not hold it."""
    points = run(store, "plan-points", {"plan": plan}).records()
    weights = run(store, "plan-weights", {"plan": plan}).records()
    (kind,) = run(store, "plans", {"plan": plan}).records()
    return Plan(
        {text(row["level"]): Fraction(text(row["points"])) for row in points},
        {text(row["target"]): Fraction(text(row["weight"])) for row in weights},
        text(kind["grouping"]) == BY_AREA,
        text(kind["normalisation"]) == PERCENT,
    )


def ratings_of(store: Store, state: str, year: str) -> list[Rated]:
    """Read the ratings of an assessment that have a level, in order of their indicators' numbers."""
    rows = run(store, "ratings", {"state": state, "year": year}).records()
    return [
        Rated(
            text(row["indicator"]), text(row["area"]), text(row["level"]), row["trend"].value if row["trend"] else None
        )
        for row in rows
        if row["level"]
    ]


def text(term: Term | None) -> str:
    """Return the text of a term, or nothing for none."""
    return term.value if term else ""


def key(full: str) -> str:
    """Return the last segment of an IRI, such as ``TLS``."""
    return full.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]

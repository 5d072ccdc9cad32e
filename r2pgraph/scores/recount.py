"""Count a score again in plain arithmetic, with fractions and without SPARQL, so that two ways must agree."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from r2pgraph.scores.plans import Plan, Rated, plan_of, ratings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from r2pgraph.store import Store


class Figures(NamedTuple):
    """Points earned, points that could have been earned, and the value made from them, rounded to two places."""

    points: Decimal
    maximum: Decimal
    value: Decimal


class Recount(NamedTuple):
    """The figures of the whole and of its areas by IRI; the least, greatest and single-step change where known."""

    whole: Figures
    areas: Mapping[str, Figures]
    change: tuple[Decimal, Decimal, Decimal] | None


def recount(store: Store, state: str, year: str, plan: str) -> Recount:
    """Count the score of an assessment from the rows of its ratings and the points of the plan.

    Raises:
        UnknownNameError: the graph does not hold the state or the plan.
    """
    return count(ratings_of(store, state, year), plan_of(store, plan))


def count(ratings: Iterable[Rated], plan: Plan) -> Recount:
    """Count the score of ``ratings`` under ``plan``; values are rounded half up to two places."""
    rated = list(ratings)
    by_area: dict[str, list[Rated]] = defaultdict(list)
    for rating in rated:
        by_area[rating.area].append(rating)

    def earned(rating: Rated) -> Fraction:
        return plan.points[rating.level]

    whole = Figures(
        exact(_weighted(rated, plan, earned)),
        exact(_maximum(rated, plan)),
        rounded(worth(rated, plan, earned)),
    )
    areas = {
        area: Figures(
            exact(_weighted(members, plan, earned)),
            exact(_maximum(members, plan)),
            rounded(_share(members, plan, earned)),
        )
        for area, members in by_area.items()
    }
    return Recount(whole, areas, _change(rated, plan))


def worth(rated: Sequence[Rated], plan: Plan, points: Callable[[Rated], Fraction]) -> Fraction:
    """Return the unrounded value that an index takes from ``points`` a rating: a level, or the change of one."""
    if not plan.is_by_area:
        return _share(rated, plan, points)
    areas = {rating.area for rating in rated}
    weighted = sum(
        (plan.weight(area) * _share([r for r in rated if r.area == area], plan, points) for area in areas), Fraction()
    )
    return weighted / sum(plan.weight(area) for area in areas)


def rounded(value: Fraction) -> Decimal:
    """Return a value with two places at most, halves up."""
    return exact(Fraction(floor(value * 100 + Fraction(1, 2)), 100))


def exact(value: Fraction) -> Decimal:
    """Return a fraction of decimal numbers as a decimal number without needless zeros."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _share(rated: Sequence[Rated], plan: Plan, points: Callable[[Rated], Fraction]) -> Fraction:
    total = _weighted(rated, plan, points)
    return 100 * total / _maximum(rated, plan) if plan.is_percent else total


def _weighted(rated: Sequence[Rated], plan: Plan, points: Callable[[Rated], Fraction]) -> Fraction:
    return sum((plan.factor(rating) * points(rating) for rating in rated), Fraction())


def _maximum(rated: Sequence[Rated], plan: Plan) -> Fraction:
    return _weighted(rated, plan, lambda _: plan.top)


def _change(rated: list[Rated], plan: Plan) -> tuple[Decimal, Decimal, Decimal] | None:
    steps = {
        rating: [plan.points[rating.level] - plan.points[level] for level in plan.earlier(rating)] for rating in rated
    }
    if not all(steps.values()):
        return None
    least = worth(rated, plan, lambda rating: min(steps[rating]))
    most = worth(rated, plan, lambda rating: max(steps[rating]))
    single = worth(rated, plan, lambda rating: steps[rating][0])
    return rounded(least), rounded(most), rounded(single)

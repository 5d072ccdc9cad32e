"""Say whether the change of the index that a report states can come from the trends it prints."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.scores.recount import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from r2pgraph.scores.plans import Plan, Rated

MOST_SUMS: Final = 50_000
"""Sums that are followed at most; only a plan of odd weights has more, and then nothing is claimed."""


class Cases(NamedTuple):
    """Of ``all`` earlier states that the trends allow, how many give the stated change: exactly, and after rounding."""

    exact: int
    rounded: int
    all: int


def counted(rated: Sequence[Rated], plan: Plan) -> Mapping[Fraction, int] | None:
    """Return each exact change of the index with the number of earlier states that give it.

    An earlier state is one choice of an earlier level for each rating. Rating by rating, the sums that can be reached
    so far are joined with each change that the rating can bring, and the ways that lead to each sum are added up.

    Returns:
        The changes; None where a trend is not told, or where there are more than can be followed.
    """
    ways, value = {Fraction(): 1}, _value_of_a_point(rated, plan)
    for rating in rated:
        steps = [value(rating) * (plan.points[rating.level] - plan.points[level]) for level in plan.earlier(rating)]
        joined: dict[Fraction, int] = defaultdict(int)
        for so_far, count in ways.items():
            for step in steps:
                joined[so_far + step] += count
        if not joined or len(joined) > MOST_SUMS:
            return None
        ways = joined
    return ways


def reachable(rated: Sequence[Rated], plan: Plan) -> frozenset[Fraction] | None:
    """Return every exact change of the index that some earlier state gives; None as `counted` does."""
    changes = counted(rated, plan)
    return None if changes is None else frozenset(changes)


def cases(stated: Decimal, rated: Sequence[Rated], plan: Plan) -> Cases | None:
    """Count the earlier states that give the stated change; None where the changes cannot be counted."""
    changes = counted(rated, plan)
    if changes is None:
        return None
    return Cases(
        changes.get(Fraction(stated), 0),
        sum(count for change, count in changes.items() if rounded_like(stated, change) == stated),
        sum(changes.values()),
    )


def is_possible(stated: Decimal, rated: Sequence[Rated], plan: Plan) -> bool | None:
    """Say whether a reachable change, rounded as the stated one is, equals it and the stated one lies in the range.

    Returns:
        True or False; None where the reachable changes are not known.
    """
    changes = reachable(rated, plan)
    if changes is None:
        return None
    fits = any(rounded_like(stated, change) == stated for change in changes)
    return fits and rounded(min(changes)) <= stated <= rounded(max(changes))


def rounded_like(stated: Decimal, change: Fraction | Decimal) -> Decimal:
    """Return a change with as many decimal places as the stated one has, halves up."""
    place = Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))
    exact = Fraction(change)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(place, ROUND_HALF_UP)


def _value_of_a_point(rated: Sequence[Rated], plan: Plan) -> Callable[[Rated], Fraction]:
    """Return how much the index moves when a rating earns one point more; the index is linear in the points."""
    maxima: dict[str, Fraction] = defaultdict(Fraction)
    for rating in rated:
        maxima[rating.area] += plan.factor(rating) * plan.top
    weights, whole = sum(map(plan.weight, maxima)), sum(maxima.values())

    def value(rating: Rated) -> Fraction:
        share = plan.weight(rating.area) / weights if plan.is_by_area else Fraction(1)
        maximum = maxima[rating.area] if plan.is_by_area else whole
        return plan.factor(rating) * share * (Fraction(100) / maximum if plan.is_percent else 1)

    return value

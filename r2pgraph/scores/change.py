"""Say whether the change of the index that a report states can come from the trends it prints."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from r2pgraph.scores.recount import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from r2pgraph.scores.plans import Plan, Rated

MOST_SUMS: Final = 50_000
"""Sums that are followed at most; only a plan of odd weights has more, and then nothing is claimed."""


def reachable(rated: Sequence[Rated], plan: Plan) -> frozenset[Fraction] | None:
    """Return every exact change of the index that some choice of earlier levels gives.

    Rating by rating, the sums that can be reached so far are joined with each change that the rating can bring.

    Returns:
        The changes; None where a trend is not told, or where there are more than can be followed.
    """
    sums, value = {Fraction()}, _value_of_a_point(rated, plan)
    for rating in rated:
        steps = {plan.points[rating.level] - plan.points[level] for level in plan.earlier(rating)}
        sums = {so_far + value(rating) * step for so_far in sums for step in steps}
        if not sums or len(sums) > MOST_SUMS:
            return None
    return frozenset(sums)


def is_possible(stated: Decimal, rated: Sequence[Rated], plan: Plan) -> bool | None:
    """Say whether a reachable change, rounded as the stated one is, equals it and the stated one lies in the range.

    Returns:
        True or False; None where the reachable changes are not known.
    """
    changes = reachable(rated, plan)
    if changes is None:
        return None
    place = Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))
    fits = any(_rounded(change, place) == stated for change in changes)
    return fits and rounded(min(changes)) <= stated <= rounded(max(changes))


def _rounded(change: Fraction, place: Decimal) -> Decimal:
    return (Decimal(change.numerator) / Decimal(change.denominator)).quantize(place, ROUND_HALF_UP)


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

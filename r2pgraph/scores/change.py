"""Say whether the change of the index that a report states can come from the trends it prints."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from r2pgraph.scores.recount import worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.scores.plans import Plan, Rated

MOST_SUMS: Final = 200_000
"""Sums that are followed at most; only a plan of odd weights has more, and then nothing is claimed."""


def reachable(rated: Sequence[Rated], plan: Plan) -> frozenset[Fraction] | None:
    """Return every exact change of the index that some choice of earlier levels gives.

    Rating by rating, the sums that can be reached so far are joined with each change that the rating can bring.

    Returns:
        The changes; None where a trend is not told, or where there are more than can be followed.
    """
    sums = {Fraction()}
    for rating in rated:
        steps = {plan.points[rating.level] - plan.points[level] for level in plan.earlier(rating)}
        one = worth(rated, plan, partial(_one_for, rating)) if any(steps) else Fraction()
        sums = {so_far + one * step for so_far in sums for step in steps}
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
    return fits and min(changes) <= stated <= max(changes)


def _rounded(change: Fraction, place: Decimal) -> Decimal:
    return (Decimal(change.numerator) / Decimal(change.denominator)).quantize(place, ROUND_HALF_UP)


def _one_for(own: Rated, other: Rated) -> Fraction:
    return Fraction(other == own)

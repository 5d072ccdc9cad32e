"""Put back the decimal comma that a column of scores has lost, by the scale and by the order of the ranks.

A score printed 84,49 stands in such a column as 8449, and 82,10 as 821, so that 821 may be 82.1 or 8.21. Scores fall
or rise with the rank: of all readings, those that keep the order are the true ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_USUAL_PLACES: Final = 2
_MOST_PLACES: Final = 3
_NO_ORDER: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale with its ends, and whether the score rises as the rank goes down the list."""

    key: str
    least: Decimal
    most: Decimal
    rising: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the digits: its value, and whether it needs a zero before the comma that does not stand there."""

    value: Decimal
    needs_zero: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What the digits mean, or None where that stays open, and every reading that the ends of the scale allow.

    A score ``breaks_order`` where it alone stands against its rank, in each of its readings; it stays open.
    """

    value: Decimal | None
    possible: tuple[Decimal, ...]
    breaks_order: bool = False


def restore(written: Sequence[str], ranks: Sequence[int | None], scale: Scale) -> list[Restored]:
    """Return what each score means.

    Args:
        written: whole numbers without a comma, a minus sign allowed; anything else stays open.
        ranks: the rank of each score, 1 first; None where there is none, so that only the scale can decide.
        scale: the ends and the direction.

    Returns:
        As many as ``written``. A score stays open where two readings keep the order equally well, or where the ranks
        and the readings cannot be brought into order and the scale leaves more than one. Where one score alone is in
        no order with the others, it stays open, and they are read without it.
    """
    options = [_readings(cell, scale) for cell in written]
    order = sorted(
        (at for at, rank in enumerate(ranks) if rank is not None and options[at]), key=lambda at: _by(ranks, at)
    )
    kept = _in_order([options[at] for at in order], rising=scale.rising)
    odd = None if kept else _odd_one(order, options, scale)
    if odd is not None:
        order.remove(odd)
        kept = _in_order([options[at] for at in order], rising=scale.rising)
    allowed = dict(zip(order, kept, strict=True)) if kept else {}
    found = [_restored(option, allowed.get(at, option)) for at, option in enumerate(options)]
    if odd is not None:
        found[odd] = Restored(None, found[odd].possible, breaks_order=True)
    return found


def _odd_one(order: Sequence[int], options: Sequence[list[Reading]], scale: Scale) -> int | None:
    """Return which score alone keeps the others from an order: none where it could be any of several."""
    readings = [options[at] for at in order]
    without = (
        at
        for place, at in enumerate(order)
        if _in_order([*readings[:place], *readings[place + 1 :]], rising=scale.rising)
    )
    first, second = next(without, None), next(without, None)
    return first if second is None else None


def _by(ranks: Sequence[int | None], at: int) -> tuple[int, int]:
    return ranks[at] or 0, at


def _restored(options: list[Reading], allowed: list[Reading]) -> Restored:
    only = allowed[0].value if len(allowed) == 1 else None
    return Restored(only, tuple(reading.value for reading in options))


def _readings(cell: str, scale: Scale) -> list[Reading]:
    """Return every reading within the scale: none, one, two or, only where these fail, three places after the comma."""
    digits = cell.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return []
    places = range(1 if int(digits) % 10 == 0 else _MOST_PLACES + 1)
    every = [Reading(Decimal(cell).scaleb(-place), place >= len(digits)) for place in places]
    within = [reading for reading in every if scale.least <= reading.value <= scale.most]
    usual = [reading for reading in within if reading in every[: _USUAL_PLACES + 1]]
    return usual or within


def _in_order(options: list[list[Reading]], *, rising: bool) -> list[list[Reading]]:
    """Return for each score, in order of rank, the readings of the best orders; nothing where there is no order.

    An order is the better the fewer of its readings need a zero that does not stand there.
    """
    forward = _costs(options, rising=rising)
    backward = _costs(options[::-1], rising=not rising)[::-1]
    totals = [
        [before + after - reading.needs_zero for before, after, reading in zip(*three, strict=True)]
        for three in zip(forward, backward, options, strict=True)
    ]
    least = min(totals[0], default=_NO_ORDER) if totals else _NO_ORDER
    if least >= _NO_ORDER:
        return []
    return [
        [reading for reading, cost in zip(each, costs, strict=True) if cost == least]
        for each, costs in zip(options, totals, strict=True)
    ]


def _costs(options: list[list[Reading]], *, rising: bool) -> list[list[int]]:
    """Return for each reading the fewest needed zeros of an order that ends with it."""
    found: list[list[int]] = []
    for at, each in enumerate(options):
        costs = []
        for reading in each:
            before = (
                [0]
                if at == 0
                else [
                    cost
                    for cost, earlier in zip(found[at - 1], options[at - 1], strict=True)
                    if (earlier.value <= reading.value if rising else earlier.value >= reading.value)
                ]
            )
            costs.append(min(before, default=_NO_ORDER) + reading.needs_zero)
        found.append(costs)
    return found

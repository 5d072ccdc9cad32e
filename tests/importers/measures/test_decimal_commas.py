"""A lost decimal comma comes back where the scale or the ranks allow one reading, and stays open where not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2pgraph.importers.measures.decimal_commas import Scale, restore

FALLING = Scale("falling", Decimal(0), Decimal(100), rising=False)
RISING = Scale("rising", Decimal(-10), Decimal(150), rising=True)


def values(written: list[str], scale: Scale, ranks: list[int | None] | None = None) -> list[str]:
    """Return what is made of scores that stand in order of rank."""
    found = restore(written, ranks or list(range(1, len(written) + 1)), scale)
    return ["" if each.value is None else f"{each.value:f}" for each in found]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["8449"], ["84.49"]),
        (["9308", "895", "8854"], ["93.08", "89.5", "88.54"]),
        (["8308", "821", "8154"], ["83.08", "82.1", "81.54"]),
        (["9231", "90", "8954"], ["92.31", "90", "89.54"]),
        (["6636", "65487", "65486", "6518"], ["66.36", "65.487", "65.486", "65.18"]),
        (["1020", "100", "9987"], ["", "100", "99.87"]),
    ],
)
def test_the_scale_and_the_ranks_put_the_comma_back(written: list[str], expected: list[str]) -> None:
    """Four digits have one reading below a hundred, and between two of them so has a shorter one; none is over it."""
    assert expected == values(written, FALLING)


def test_the_same_digits_mean_two_scores_in_one_column() -> None:
    """In 2008 the figures 975 stand for 9.75 at rank 51 and for 97.5 at the end of the list."""
    assert ["9", "9.75", "9.75", "10", "94.38", "97.5"] == values(["9", "975", "975", "10", "9438", "975"], RISING)


def test_scores_below_zero_are_read_like_those_above() -> None:
    """In 2012 the best were below zero, and a zero before the comma had gone where nothing else keeps the order."""
    assert ["-10", "-6.2", "-6", "-1", "-0.67", "0", "2.5", "4"] == values(
        ["-10", "-62", "-6", "-1", "-67", "0", "25", "4"], RISING
    )


def test_a_score_that_fits_twice_stays_open() -> None:
    """At the end of a falling list nothing says whether 12 is 12 or 1.2."""
    last = restore(["1967", "12"], [1, 2], FALLING)[1]

    assert last.value is None
    assert (Decimal(12), Decimal("1.2"), Decimal("0.12")) == last.possible


def test_without_an_order_only_the_scale_decides() -> None:
    """Where the ranks contradict every reading, a score with one reading is taken and another stays open."""
    assert ["10.01", "99.99", ""] == values(["1001", "9999", "505"], FALLING)


def test_one_score_against_its_rank_stays_open_and_spoils_no_other() -> None:
    """Below 96.01 and 95.01 stands no 99.999; without it 895 is 89.5. At the second place it might be the first."""
    found = restore(["9601", "9501", "99999", "895", "8854"], [1, 2, 3, 4, 5], FALLING)

    assert ["96.01", "95.01", "None", "89.5", "88.54"] == [str(each.value) for each in found]
    assert [False, False, True, False, False] == [each.breaks_order for each in found]
    assert (Decimal("99.999"),) == found[2].possible
    assert not any(each.breaks_order for each in restore(["9501", "99999", "8854"], [1, 2, 3], FALLING))


def test_a_score_without_a_rank_is_read_by_the_scale_alone() -> None:
    """It takes no part in the order."""
    assert ["93.08", "", "88.54"] == values(["9308", "895", "8854"], FALLING, [1, None, 2])


def test_what_is_no_whole_number_stays_open() -> None:
    """Words, an empty cell and other digits have no reading."""
    assert ["", "", "", "84.49"] == values(["n/a", "", "²", "8449"], FALLING)


def test_equal_ranks_may_hold_equal_scores() -> None:
    """Three states share the first place of 2008 with 1.5."""
    assert ["1.5", "1.5", "1.5", "2"] == values(["15", "15", "15", "2"], RISING, [1, 1, 1, 4])


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_a_score_of_four_digits_always_comes_back(hundredths: list[int]) -> None:
    """Whatever falls from 100 to 0 loses its comma: from ten on, two decimals leave one reading below a hundred."""
    true = sorted((Decimal(number).scaleb(-2) for number in hundredths), reverse=True)
    lost = [f"{value:f}".rstrip("0").rstrip(".").replace(".", "").lstrip("0") or "0" for value in true]
    found = restore(lost, list(range(1, len(lost) + 1)), FALLING)
    anchored = [each for each in true if len(f"{each:f}".rstrip("0").rstrip(".").replace(".", "").lstrip("0")) == 4]

    assert len(true) == len(found)
    assert all(each.value == value for each, value in zip(found, true, strict=True) if value in anchored)

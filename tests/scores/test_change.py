"""Hold the judgement on a stated change to what the trends allow, no more and no less."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from r2pgraph.scores.change import MOST_SUMS, Cases, cases, counted, is_possible, reachable
from r2pgraph.scores.plans import DECREASE, INCREASE, UNCHANGED, Plan, Rated
from r2pgraph.scores.report import AreaScore, Change, ScoreReport, signed

LEVELS = ("very-weak", "weak", "fair", "strong", "very-strong")


def plan(*points: int, percent: bool = False) -> Plan:
    """Return a plan of equal weights with these points from the weakest level to the strongest."""
    return Plan({level: Fraction(p) for level, p in zip(LEVELS, points, strict=True)}, {}, False, percent)  # noqa: FBT003


def timor_leste() -> list[Rated]:
    """Return the six ratings of 2023 that moved, and thirty that did not."""
    moved = [("fair", INCREASE), ("strong", DECREASE), ("fair", DECREASE), ("fair", INCREASE), ("strong", INCREASE),
             ("strong", INCREASE)]  # fmt: skip
    still = [("very-strong", UNCHANGED)] * 30
    return [Rated(f"i{n}", "a", level, trend) for n, (level, trend) in enumerate(moved + still)]


def test_the_sums_of_steps_are_those_of_the_reconstruction() -> None:
    """Net changes of +1 to +8 points, each of them."""
    assert set(range(1, 9)) == reachable(timor_leste(), plan(0, 1, 2, 3, 4))


def test_every_earlier_state_is_counted_once() -> None:
    """The six marks leave 2 x 1 x 2 x 2 x 3 x 3 = 72 earlier states; +1 and +8 come from one of them each."""
    changes = counted(timor_leste(), plan(0, 1, 2, 3, 4)) or {}

    assert (72, 1, 1) == (sum(changes.values()), changes[Fraction(1)], changes[Fraction(8)])


@pytest.mark.parametrize(
    ("points", "percent", "expected"),
    [
        ((0, 1, 2, 3, 4), True, Cases(0, 12, 72)),
        ((1, 2, 3, 4, 5), True, Cases(0, 6, 72)),
        ((0, 2, 4, 6, 8), False, Cases(5, 5, 72)),
    ],
)
def test_the_cases_are_those_of_a_plain_enumeration(points: tuple[int, ...], *, percent: bool, expected: Cases) -> None:
    """Every earlier state is written out and its change counted, as somebody with a pencil would."""
    rated, own = timor_leste(), plan(*points, percent=percent)
    scale = Fraction(100, 36 * points[-1]) if percent else Fraction(1)
    worth = [[own.points[r.level] - own.points[then] for then in own.earlier(r)] for r in rated]
    changes = [scale * sum(steps) for steps in product(*worth)]
    near = [change for change in changes if Fraction(7, 2) <= change < Fraction(9, 2)]

    assert expected == (changes.count(Fraction(4)), len(near), len(changes)) == cases(Decimal(4), rated, own)


def test_two_points_a_step_reach_even_numbers_alone() -> None:
    """+4 is reachable and +3 is not, though it lies between +2 and +16."""
    twice = plan(0, 2, 4, 6, 8)

    assert (True, False) == (
        is_possible(Decimal(4), timor_leste(), twice),
        is_possible(Decimal(3), timor_leste(), twice),
    )


@pytest.mark.parametrize(("stated", "possible"), [("0", False), ("1", True), ("8", True), ("9", False), ("-4", False)])
def test_a_change_outside_the_range_is_not_possible(stated: str, *, possible: bool) -> None:
    """With a point a step the range is +1 to +8."""
    assert possible == is_possible(Decimal(stated), timor_leste(), plan(0, 1, 2, 3, 4))


@pytest.mark.parametrize(
    ("stated", "possible"), [("4", True), ("4.2", True), ("4.17", True), ("4.1", False), ("5.56", True)]
)
def test_a_change_is_compared_in_the_precision_in_which_it_is_stated(stated: str, *, possible: bool) -> None:
    """Six steps of 144 points are 4.1666...: a stated 4, 4.2 or 4.17 fits, 4.1 does not; eight are 5.5555..."""
    assert possible == is_possible(Decimal(stated), timor_leste(), plan(0, 1, 2, 3, 4, percent=True))


@pytest.mark.parametrize("rated", [Rated("i", "a", "very-weak", INCREASE), Rated("i", "a", "fair", None)])
def test_nothing_is_claimed_where_a_trend_is_not_told_or_cannot_be(rated: Rated) -> None:
    """A missing trend, or a rise to the weakest level, leaves the question open."""
    assert (None, None, None) == (
        reachable([*timor_leste(), rated], plan(0, 1, 2, 3, 4)),
        cases(Decimal(4), [*timor_leste(), rated], plan(0, 1, 2, 3, 4)),
        is_possible(Decimal(4), [*timor_leste(), rated], plan(0, 1, 2, 3, 4)),
    )


def test_nothing_is_claimed_where_there_are_too_many_sums() -> None:
    """Weights that share no step make more sums than can be followed."""
    rated = [Rated(f"i{n}", "a", "very-strong", INCREASE) for n in range(36)]
    odd = Plan(plan(0, 1, 2, 3, 4).points, {f"i{n}": Fraction(10**n) for n in range(36)}, False, False)  # noqa: FBT003

    assert 4**36 > MOST_SUMS
    assert reachable(rated, odd) is None


def report(change: Change) -> ScoreReport:
    """Return a report that says nothing but a change."""
    one = Decimal(1)
    area = (AreaScore("a", "A", one, one, one),)
    return ScoreReport("x", "TLS", "Timor-Leste", "2023", "p", "P", "user", one, one, one, area, change)


def judged(stated: int, *, verdict: bool | None, single: str = "4", counts: Cases | None = None) -> Change:
    """Return a stated change with a verdict on it."""
    return Change(Decimal(stated), Decimal(2), Decimal(16), verdict, Decimal(single), counts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(None, Decimal(1), Decimal(2), None, None), r"states no change of the index\. .* \+1 to \+2\.$"),
        (Change(None, Decimal(1), Decimal(2), None, Decimal(1)), r"\+2, and \+1 if each is a single step\.$"),
        (Change(Decimal(4), None, None, None, None), "do not tell"),
        (judged(4, verdict=True), r"\+4, which agrees with one step a mark under this plan\. "),
        (
            judged(4, verdict=True, counts=Cases(5, 5, 72)),
            r"agrees with one step a mark under this plan \(5 of 72 cases\)",
        ),
        (
            judged(4, verdict=True, single="1.39", counts=Cases(0, 12, 72)),
            r"only if some marks hide more than one step \(12 of 72 cases, after rounding\); single steps give \+1\.39",
        ),
        (judged(3, verdict=False), "is not possible"),
        (judged(3, verdict=None), "could not be tested"),
    ],
)
def test_the_change_is_told_in_a_sentence(change: Change, words: str) -> None:
    """Each case has its own words."""
    import re

    assert re.search(words, report(change).change_sentence)


def test_where_nothing_was_stated_the_change_is_null() -> None:
    """The agreed object has no figure for what nobody stated."""
    given = report(Change(None, Decimal(1), Decimal(2), None, Decimal(1))).to_json()["change"]

    assert {"stated": None, "possible_min": None, "possible_max": None, "stated_is_possible": None} == given


@pytest.mark.parametrize(("value", "text"), [("4", "+4"), ("-0.69", "-0.69"), ("0", "0")])
def test_a_change_is_written_with_its_sign(value: str, text: str) -> None:
    """A rise has a plus, nothing has none."""
    assert text == signed(Decimal(value))

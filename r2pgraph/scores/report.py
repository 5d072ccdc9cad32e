"""What a score looks like once it is computed: plain frozen figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from r2pgraph.scores.change import Cases


@dataclass(frozen=True)
class AreaScore:
    """The score of one thematic area; ``area`` is its key, ``label`` its title."""

    area: str
    label: str
    points: Decimal
    maximum: Decimal
    value: Decimal


@dataclass(frozen=True)
class Change:
    """The change of the index that the report states, and what the trends allow; None where nothing is known."""

    stated: Decimal | None
    possible_min: Decimal | None
    possible_max: Decimal | None
    stated_is_possible: bool | None
    single_step: Decimal | None
    cases: Cases | None = None

    @property
    def is_single_step(self) -> bool:
        """Say whether one step a mark gives the stated change, in the precision in which it is stated."""
        from r2pgraph.scores.change import rounded_like

        if self.stated is None or self.single_step is None:
            return False
        return rounded_like(self.stated, self.single_step) == self.stated

    @property
    def verdict(self) -> str:
        """Say whether the trends allow the stated change, and in how many of the earlier states."""
        count = f" ({self.counted})" if self.cases else ""
        if self.stated_is_possible is None:
            return "which could not be tested under this plan"
        if not self.stated_is_possible:
            return "which is not possible under this plan"
        if self.is_single_step:
            return f"which agrees with one step a mark under this plan{count}"
        single = "" if self.single_step is None else f"; single steps give {signed(self.single_step)}"
        return f"which is possible under this plan only if some marks hide more than one step{count}{single}"

    @property
    def counted(self) -> str:
        """Say how many of the earlier states give the stated change, such as ``12 of 72 cases, after rounding``."""
        if self.cases is None:
            return ""
        rounding = ", after rounding" if self.cases.exact < self.cases.rounded else ""
        return f"{self.cases.rounded} of {self.cases.all} cases{rounding}"


@dataclass(frozen=True)
class ScoreReport:
    """The score of one assessment under one plan; ``state`` and ``plan`` are keys, numbers are exact decimals."""

    assessment: str
    state: str
    state_label: str
    year: str
    plan: str
    plan_label: str
    standing: str
    points: Decimal
    maximum: Decimal
    value: Decimal
    areas: tuple[AreaScore, ...]
    change: Change

    def to_json(self) -> dict[str, object]:
        """Return the agreed JSON object; whole numbers are integers, a change that nobody stated is null."""
        return {
            "state": self.state,
            "year": int(self.year),
            "plan": self.plan,
            "points": number(self.points),
            "maximum": number(self.maximum),
            "value": number(self.value),
            "areas": [
                {
                    "area": area.area,
                    "points": number(area.points),
                    "maximum": number(area.maximum),
                    "value": number(area.value),
                }
                for area in self.areas
            ],
            "change": self._change(),
        }

    def to_csv(self) -> str:
        """Return one line for the index, with the change, and one for each area, under a line of column names."""
        change = self._change()
        rows: list[list[object]] = [["index", self.points, self.maximum, self.value, *map(cell, change.values())]]
        rows += [[area.area, area.points, area.maximum, area.value, *("" for _ in change)] for area in self.areas]
        names = ["part", "points", "maximum", "value", *change]
        return "\r\n".join([",".join(names), *(",".join(map(str, row)) for row in rows), ""])

    def _change(self) -> dict[str, int | float | bool | None]:
        """Return the change as the agreed JSON object has it."""
        is_stated = self.change.stated is not None
        return {
            "stated": number(self.change.stated),
            "possible_min": number(self.change.possible_min) if is_stated else None,
            "possible_max": number(self.change.possible_max) if is_stated else None,
            "stated_is_possible": self.change.stated_is_possible,
        }

    @property
    def status(self) -> str:
        """Say where the plan comes from, such as ``Status: user plan.`` for one of a user's own."""
        words = {"user": "user plan", "published": "published method", "plan": "not told"}
        return f"Status: {words.get(self.standing, self.standing)}."

    @property
    def change_sentence(self) -> str:
        """Say in a sentence or two what the report states and whether the trends allow it."""
        change = self.change
        if change.possible_min is None or change.possible_max is None:
            return "The trends do not tell by how much the index can have changed."
        allowed = f"The trends allow {signed(change.possible_min)} to {signed(change.possible_max)}"
        if change.stated is None:
            single = change.single_step
            steps = "" if single is None else f", and {signed(single)} if each is a single step"
            return f"The report states no change of the index. {allowed}{steps}."
        return f"The report states {signed(change.stated)}, {change.verdict}. {allowed}."


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: an integer where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def cell(value: object) -> str:
    """Return a value as a cell of CSV has it: true and false as in JSON, nothing for none."""
    return "" if value is None else str(value).lower()


def signed(value: Decimal) -> str:
    """Return a change with its sign, such as ``+4`` or ``-0.69``."""
    return f"{value:+f}" if value else "0"

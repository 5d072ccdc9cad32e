"""What a score looks like once it is computed: plain frozen figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


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
        is_stated = self.change.stated is not None
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
            "change": {
                "stated": number(self.change.stated),
                "possible_min": number(self.change.possible_min) if is_stated else None,
                "possible_max": number(self.change.possible_max) if is_stated else None,
                "stated_is_possible": self.change.stated_is_possible,
            },
        }

    def to_csv(self) -> str:
        """Return one line for the index and one for each area, under a line of column names."""
        rows = [("index", self.points, self.maximum, self.value)]
        rows += [(area.area, area.points, area.maximum, area.value) for area in self.areas]
        return "\r\n".join(["part,points,maximum,value", *(",".join(map(str, row)) for row in rows), ""])

    @property
    def change_sentence(self) -> str:
        """Say in a sentence or two what the report states and whether the trends allow it."""
        change = self.change
        if change.possible_min is None or change.possible_max is None:
            return "The trends do not tell by how much the index can have changed."
        allowed = f"The trends allow {signed(change.possible_min)} to {signed(change.possible_max)}"
        if change.single_step is not None:
            allowed += f", and {signed(change.single_step)} if each is a single step"
        if change.stated is None:
            return f"The report states no change of the index. {allowed}."
        verdict = {True: "is possible", False: "is not possible", None: "could not be decided"}[
            change.stated_is_possible
        ]
        return f"The report states {signed(change.stated)}, which {verdict} under this plan. {allowed}."


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: an integer where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def signed(value: Decimal) -> str:
    """Return a change with its sign, such as ``+4`` or ``-0.69``."""
    return f"{value:+f}" if value else "0"

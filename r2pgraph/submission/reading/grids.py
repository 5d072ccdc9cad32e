"""What stands in a sheet before anybody asks what it means: cells by row and column, with what is wrong with a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from r2pgraph.validation.report import Problem, Severity, visible

LONGEST: Final = 32_767
"""The most characters that one cell may hold; Excel has the same limit."""

_LONGEST_SHOWN: Final = 60
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Place(NamedTuple):
    """Where something stands: row and column as numbers, the letters of the column; 0 and nothing where unknown."""

    row: int = 0
    column: int = 0
    letters: str = ""


class Raw(NamedTuple):
    """One cell that holds something: where it stands, and its text without blanks around it."""

    place: Place
    text: str


@dataclass
class Grid:
    """One sheet: its name, its rows of cells that hold something, and what is wrong with single cells or rows."""

    name: str
    file: str
    rows: list[list[Raw]] = field(default_factory=list)
    problems: list[tuple[Place, Problem]] = field(default_factory=list)
    is_hidden: bool = False

    def tell(
        self, place: Place, found: str, message: str, remedy: str, severity: Severity = Severity.VIOLATION
    ) -> None:
        """Note a problem of one cell, or of a row where the place has no column."""
        problem = told(self.file, self.name, message, remedy, severity=severity, found=found)
        self.problems.append((place, problem))

    def admit(self, place: Place, text: str) -> str:
        """Return the text of a cell; nothing, and a problem, where it is too long or holds what no text may hold."""
        if len(text) > LONGEST:
            message = f"The cell holds {len(text):,} characters; at most {LONGEST:,} are read."
            self.tell(place, text, message, "Shorten the text; what is longer belongs into a document that is cited.")
            return ""
        if hidden := _CONTROL.search(text):
            message = f"The cell holds the control character U+{ord(hidden[0]):04X}, which nobody can see."
            self.tell(place, text, message, "Type the text anew instead of pasting it.")
            return ""
        return text


def told(  # noqa: PLR0913 - a problem has that many sides
    file: str,
    sheet: str,
    message: str,
    remedy: str,
    *,
    severity: Severity = Severity.VIOLATION,
    found: str = "",
    row: int | None = None,
    column: str = "",
    title: str = "",
) -> Problem:
    """Return what is wrong with a sheet, a row or a cell as a problem of the report."""
    short = found if len(found) <= _LONGEST_SHOWN else found[: _LONGEST_SHOWN - 3] + "..."
    return Problem(
        severity, file, None, f"sheet {sheet}", title, visible(short.encode("utf-8", "replace").decode()), message,
        remedy, sheet=sheet, row=row, column=column, title=title,
    )  # fmt: skip

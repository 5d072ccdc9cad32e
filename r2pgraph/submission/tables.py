"""What a filled form is, whatever file it came in: sheets of rows of cells, each cell with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file.

    Attributes:
        sheet: the sheet it stands on.
        row: the row, counted from 1 as people see it; in CSV the line on which the record begins.
        column: its letters in a workbook, such as ``E``; nothing in CSV.
        title: what the column is called, such as ``Level``.
        text: what stands there without blanks around it; numbers and dates as people write them in text.
    """

    sheet: str
    row: int
    column: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Return where it stands, such as ``sheet Ratings, row 12, column Level (E12)``."""
        name = f" ({self.column}{self.row})" if self.column else ""
        return f"sheet {self.sheet}, row {self.row}, column {self.title}{name}"


@dataclass(frozen=True, slots=True)
class Rows:
    """One sheet: each row that holds something, as its cells by the title of the column."""

    sheet: str
    rows: tuple[Mapping[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A whole filled form: its sheets by name."""

    sheets: Mapping[str, Rows] = field(default_factory=dict)

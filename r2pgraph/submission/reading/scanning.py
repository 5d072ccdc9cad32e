"""Scan the XML of one sheet once, before it is walked: how far it reaches, what is merged, and what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from r2pgraph.errors import UnreadableFileError

MOST_ROWS: Final = 10_000
"""The last row in which a cell may hold something."""

MOST_COLUMNS: Final = 200
"""The last column in which a cell may hold something."""

MOST_CELLS: Final = 100_000
"""The most cells of one sheet that may hold something."""

_TAG: Final = re.compile(
    rb"""<(?:[A-Za-z][\w.-]*:)?(?P<name>row|c|f|v|is|mergeCell)(?P<attributes>(?:\s(?:[^<>"']|"[^"]*+"|'[^']*+')*+)?)>""",
)
_ATTRIBUTE: Final = re.compile(rb"""(?:^|\s)(r|ref|hidden)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE: Final = ("1", "true")
_REMEDY: Final = "Delete what stands far outside the form, or copy the answers into a fresh template."


@dataclass
class Reach:
    """How far a sheet reaches: the last row and column that hold something, merged ranges, and hidden rows."""

    row: int = 0
    column: int = 0
    cells: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def scan(xml: bytes, sheet: str, file: str) -> Reach:
    """Return how far a sheet reaches.

    Args:
        xml: the part of the workbook that holds the sheet.
        sheet: the name of the sheet, to report.
        file: the name of the workbook, to report.

    Raises:
        UnreadableFileError: a cell lies too far out or has no readable address, or there are too many cells.
    """
    reach = Reach()
    row = column = 0
    for tag in _TAG.finditer(xml):
        name, said = tag["name"], _attributes(tag["attributes"])
        if name == b"row":
            row, column = _row(said.get("r", ""), row, sheet, file), 0
            if said.get("hidden", "") in _TRUE:
                reach.hidden.add(row)
        elif name == b"c":
            column, row = _cell(said.get("r", ""), column, row, sheet, file)
        elif name == b"mergeCell":
            reach.merged.append(said.get("ref", ""))
        else:
            _note(reach, row, column, sheet, file)
    return reach


def number_of(letters: str) -> int:
    """Return the number of a column by its letters: 1 for ``A``, 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def box(ref: str) -> tuple[int, int, int, int] | None:
    """Return first column, first row, last column and last row of a range such as ``A1:C3``; None where it is none."""
    first, _, last = ref.partition(":")
    begin, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
    if not begin or not end:
        return None
    return number_of(begin[1]), int(begin[2]), number_of(end[1]), int(end[2])


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): (double or single).decode("utf-8", "replace")
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _row(said: str, before: int, sheet: str, file: str) -> int:
    if said and not (said.isascii() and said.isdigit() and len(said) < 9):  # noqa: PLR2004 - digits of any row
        raise _refusal(file, f"Sheet {sheet} has a row without a readable number, {said[:20]!r}")
    return int(said) if said else before + 1


def _cell(said: str, column: int, row: int, sheet: str, file: str) -> tuple[int, int]:
    if not said:
        return column + 1, row
    found = _ADDRESS.fullmatch(said)
    if found is None:
        raise _refusal(file, f"Sheet {sheet}, row {row} has a cell without a readable address, {said[:20]!r}")
    return number_of(found[1]), int(found[2])


def _note(reach: Reach, row: int, column: int, sheet: str, file: str) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        reason = f"Sheet {sheet} has something in row {row:,}, column {column:,}"
        raise _refusal(file, f"{reason}; rows up to {MOST_ROWS:,} and columns up to {MOST_COLUMNS} are read")
    reach.row, reach.column, reach.cells = max(reach.row, row), max(reach.column, column), reach.cells + 1
    if reach.cells > 2 * MOST_CELLS:
        raise _refusal(file, f"Sheet {sheet} has more than {MOST_CELLS:,} cells")


def _refusal(file: str, reason: str) -> UnreadableFileError:
    return UnreadableFileError(file, f"{reason}.", None, _REMEDY)

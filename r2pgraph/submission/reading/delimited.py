"""Read one CSV file into a grid: UTF-8 only, commas, semicolons or tabs, and every kind of line end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import border, disguises
from r2pgraph.submission.reading import scanning
from r2pgraph.submission.reading.grids import Grid, Place, Raw
from r2pgraph.validation.report import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may stand between two columns, and what it is called."""

_AS_UTF8: Final = "Save it as CSV UTF-8; Excel offers this among the kinds of file."
_GUARD: Final = re.compile(r"\A'(?='*[=+\-@\t\r])")
"""The apostrophe before a text that a table program would take for a formula; one more where the text has its own."""

_QUOTED: Final = re.compile(r'"((?:[^"]|"")*+)"')
_LINE_END: Final = re.compile("\r\n|\r|\n")


def grid(data: bytes, name: str, file: str, count_known: Callable[[list[str]], int]) -> Grid:
    """Return the rows of a CSV file; the row of a record is the line on which it begins.

    Args:
        data: the bytes of the file.
        name: the name of the sheet, which is that of the file without its ending.
        file: the name of the file, to report.
        count_known: how many titles of columns are known among some; the header tells so what separates columns.

    Raises:
        UnreadableFileError: it is no text in UTF-8, or a quotation mark is not closed.
    """
    text = _text(data, file)
    result = Grid(name, file)
    separator = _separator(text, count_known)
    if separator != ",":
        said = f"The columns of the file are separated by {SEPARATORS[separator]}."
        remedy = "Nothing is to be done; commas are what this project writes itself."
        result.tell(Place(), "", said, remedy, Severity.INFO)
    for line, values in _records(text, separator, file):
        row = [raw for raw in _raws(result, line, values) if raw.text]
        if row:
            result.rows.append(row)
    return result


def _text(data: bytes, file: str) -> str:
    try:
        disguises.refuse(data, file)
        return border.clean(data, file).decode("utf-8")
    except UnreadableFileError as error:
        raise UnreadableFileError(file, error.reason, error.line, _AS_UTF8) from None


def _separator(text: str, count_known: Callable[[list[str]], int]) -> str:
    """Return what separates the columns of the header: what makes the most known titles of it."""
    header = _LINE_END.split(text, maxsplit=1)[0]
    found = {mark: count_known([word.strip('" ') for word in header.split(mark)]) for mark in SEPARATORS}
    return max(found, key=lambda mark: found[mark])


def _records(text: str, separator: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins."""
    plain = re.compile(f"[^{separator}\r\n]*+")
    position, line = 0, 1
    while position < len(text):
        values, begin = [], line
        while True:
            value, position, line = _value(text, position, line, plain, file)
            values.append(value)
            if position < len(text) and text[position] == separator:
                position += 1
                continue
            break
        if end := _LINE_END.match(text, position):
            position, line = end.end(), line + 1
        elif position < len(text):
            reason = f"After the closing quotation mark stands {text[position : position + 10]!r}."
            raise UnreadableFileError(file, reason, line, 'Write a quotation mark within a text twice: "".')
        if begin > scanning.MOST_ROWS * 5 or len(values) > scanning.MOST_COLUMNS:
            reason = (
                f"The file reaches further than {scanning.MOST_COLUMNS} columns or {scanning.MOST_ROWS * 5:,} lines."
            )
            raise UnreadableFileError(file, reason, begin, "Copy the answers into a fresh template.")
        yield begin, values


def _value(text: str, position: int, line: int, plain: re.Pattern[str], file: str) -> tuple[str, int, int]:
    """Return one value, the position behind it, and the line there."""
    if text.startswith('"', position):
        found = _QUOTED.match(text, position)
        if found is None:
            reason = "A quotation mark is opened here and never closed."
            raise UnreadableFileError(file, reason, line, 'Close it, or write it twice where it is meant: "".')
        lines = len(_LINE_END.findall(found[1]))
        return found[1].replace('""', '"'), found.end(), line + lines
    unquoted = plain.match(text, position)
    assert unquoted is not None  # noqa: S101 - the pattern matches nothing at least
    return unquoted[0], unquoted.end(), line


def _raws(grid: Grid, line: int, values: list[str]) -> Iterator[Raw]:
    for column, value in enumerate(values, start=1):
        place = Place(line, column)
        text = _GUARD.sub("", value)
        yield Raw(place, grid.admit(place, _LINE_END.sub("\n", text).strip()))

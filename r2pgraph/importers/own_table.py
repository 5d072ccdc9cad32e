"""Read and write a table of a user's own, as it came: every column, every cell, in its order."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_BYTES: Final = 256 << 20
"""The most bytes of a table."""

SEPARATORS: Final = (",", ";", "\t", "|")
"""What may stand between cells; the one that stands most often in the header does."""

_QUOTED: Final = re.compile(r'"[^"]*"')
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_LONGEST_HEADER: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"
_KINDS: Final = {b"PK\x03\x04": "an Excel or OpenDocument workbook", b"\xd0\xcf\x11\xe0": "an old Excel workbook",
                 b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"%PDF": "PDF", b"<": "HTML or XML"}  # fmt: skip
_SAVE: Final = "Save the table as CSV in UTF-8."


@dataclass(frozen=True)
class OwnTable:
    """A table as it came: its header, its rows, and how the file was written."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str = ","
    line_end: str = "\n"
    marked: bool = False

    def column(self, name: str) -> list[str]:
        """Return the cells of a column, from the top."""
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def beside(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> OwnTable:
        """Return the table with more columns at its right."""
        joined = tuple((*row, *more) for row, more in zip(self.rows, rows, strict=True))
        return OwnTable((*self.header, *header), joined, self.separator, self.line_end, self.marked)

    def written(self) -> bytes:
        """Return the bytes of the table, written as the file that it came from."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.separator, lineterminator=self.line_end)
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return (_BOM if self.marked else b"") + text.getvalue().encode()


def read(path: Path) -> OwnTable:
    """Return the table in a CSV file whose first line is its header; empty lines are left out.

    Raises:
        UnreadableFileError: the file is absent, empty, too large, no text in UTF-8, without a row; or a row has more or
            fewer cells than the header.
    """
    raw = _bytes(path)
    marked, raw = raw.startswith(_BOM), raw.removeprefix(_BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reason = f"The byte 0x{raw[error.start]:02X} is not UTF-8."
        raise UnreadableFileError(path.name, reason, line, _SAVE) from error
    separator, line_end = _manner(text)
    (_, header), *rows = _records(text, path.name, separator) or [(1, [])]
    _refuse_header(header, path.name)
    if not rows:
        raise UnreadableFileError(path.name, "The table has a header and no row.", 1, "Give it a row at least.")
    for line, cells in rows:
        if len(cells) != len(header):
            held = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            reason = f"The row has {held} and the header {len(header)}."
            raise UnreadableFileError(path.name, reason, line, "Quote a cell that holds a separator; add what lacks.")
    return OwnTable(tuple(header), tuple(tuple(cells) for _, cells in rows), separator, line_end, marked)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror}."
        raise UnreadableFileError(str(path), reason, None, "Name a file that you may read.") from error
    if len(raw) > MOST_BYTES:
        reason = f"The file has more than {MOST_BYTES >> 20} MB."
        raise UnreadableFileError(path.name, reason, None, "Link the distinct names alone, then join the rest.")
    if not raw.removeprefix(_BOM).strip():
        raise UnreadableFileError(path.name, "The file is empty.", None, "Give a table with a header and rows.")
    if kind := next((kind for mark, kind in _KINDS.items() if raw.startswith(mark)), ""):
        raise UnreadableFileError(path.name, f"The file is {kind} and no CSV.", None, _SAVE)
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise UnreadableFileError(path.name, "A zero byte stands in the file, so it is no text.", line, _SAVE)
    return raw


def _manner(text: str) -> tuple[str, str]:
    """Return what stands between the cells of the header and what ends it; what is quoted does not count."""
    bare = _QUOTED.sub("", text.lstrip("\r\n")[:_LONGEST_HEADER])
    found = _LINE_END.search(bare)
    header = bare[: found.start()] if found else bare
    return max(SEPARATORS, key=header.count), found[0] if found else "\n"


def _records(text: str, file: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return each record with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cells):
                found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(file, f"The line is not CSV: {error}.", line, "Close the quotation marks.") from error
    return found


def _refuse_header(header: Sequence[str], file: str) -> None:
    if repeated := next((name for name in header if header.count(name) > 1), None):
        reason = f"The column {repeated!r} stands twice." if repeated else "Two columns have no name."
        raise UnreadableFileError(file, reason, 1, "Give every column a name of its own.")

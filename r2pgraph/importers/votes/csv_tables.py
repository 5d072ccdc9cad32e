"""Read a CSV table by the names of its columns, every cell a string: "NA" is Namibia and nothing is taken for missing.

The order of columns, columns beyond those known, a byte order mark and the ends of lines do not matter.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_REMEDY: Final = "Fetch it again from its publisher."
_WIDEST: Final = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """The text of one CSV file that was let in, and the names of its columns without white space at their ends."""

    file: str
    text: str
    names: tuple[str, ...]


def opened(path: Path) -> Sheet:
    """Return the text and the header of a CSV file, plain or packed as ``.gz``.

    Raises:
        UnreadableFileError: it is no text, too large or damaged, or its header names a column twice.
    """
    text = border.text(path)
    return Sheet(path.name, text, _header(text, path.name))


def table(sheet: Sheet, needed: Collection[str], known: Collection[str] = ()) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows of a CSV file, findings: each column that is not read, and a last line without an end.

    Args:
        sheet: the opened file.
        needed: columns without which the file is refused.
        known: columns that may be absent, and are read where they are there.

    Returns:
        The needed and the known columns that are there, as strings, an empty cell as the empty string.

    Raises:
        UnreadableFileError: a column is missing, a row has too few or too many cells, or it is no CSV.
    """
    if missing := [name for name in needed if name not in sheet.names]:
        reason = f"The column {', '.join(missing)} is missing; the header names {', '.join(sheet.names)}."
        raise UnreadableFileError(sheet.file, reason, 1, _REMEDY)
    read = [name for name in sheet.names if name in needed or name in known]
    frame = _rows(sheet).select(read)
    extra = [name for name in sheet.names if name not in read]
    reason = "The column is not known; it is not read."
    unread = [Finding("extra-column", sheet.file, 1, name, "kept", reason) for name in extra]
    return frame, [*unread, *delimited.unended(sheet.text, sheet.file)]


def _header(text: str, file: str) -> tuple[str, ...]:
    first = text.partition("\n")[0]
    names = tuple(name.strip() for name in next(csv.reader([first]), []))
    if repeated := {name for name in names if names.count(name) > 1}:
        raise UnreadableFileError(file, f"The header names {min(repeated)!r} twice.", 1, _REMEDY)
    return names


def _rows(sheet: Sheet) -> pl.DataFrame:
    """Return the rows under the header; where one has another number of cells the file is refused with its line."""
    schema = dict.fromkeys(sheet.names, pl.String)
    try:
        frame = pl.read_csv(sheet.text.encode(), schema=schema)
    except pl.exceptions.PolarsError as error:
        _refuse_uneven(sheet)
        reason = f"The file is no CSV: {str(error).partition(chr(10))[0]}."
        raise UnreadableFileError(sheet.file, reason, None, _REMEDY) from error
    if frame.is_empty():
        raise UnreadableFileError(sheet.file, "The file has a header and no row.", 1, _REMEDY)
    if frame[sheet.names[-1]].null_count():
        _refuse_uneven(sheet)
    return frame.with_columns(pl.all().fill_null(""))


def _refuse_uneven(sheet: Sheet) -> None:
    """Raise on the first row that has not as many cells as the header, or is no CSV."""
    csv.field_size_limit(max(_WIDEST, csv.field_size_limit()))
    reader = csv.reader(io.StringIO(sheet.text, newline=""), strict=True)
    try:
        for row in reader:
            if row and len(row) != len(sheet.names):
                reason = f"The row has {len(row)} cells; the header has {len(sheet.names)}."
                raise UnreadableFileError(sheet.file, reason, reader.line_num, _REMEDY)
    except csv.Error as error:
        raise UnreadableFileError(sheet.file, f"The line is no CSV: {error}.", reader.line_num, _REMEDY) from error

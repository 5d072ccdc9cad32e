"""Read one CSV file as strings, or refuse it with the line and the remedy."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

_SAVE: Final = "Save it as UTF-8 without a byte order mark, with line feeds alone at the ends of lines."


def read(path: Path, separator: str = ",", skipped: int = 0) -> pl.DataFrame:
    """Return the rows of a CSV file, every cell a string and nothing taken for a missing value.

    Args:
        path: the file.
        separator: what stands between the cells.
        skipped: how many lines stand before the header.

    Returns:
        One row a record; every column of type String, an empty cell as the empty string.

    Raises:
        UnreadableFileError: the file is absent, not UTF-8, not plain CSV, or a row has too few or too many cells.
    """
    import polars as pl

    header, *rows = records(path, separator, skipped)
    return pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")


def records(path: Path, separator: str = ",", skipped: int = 0) -> list[list[str]]:
    """Return the header and the rows of a CSV file, without a library of data frames; takes and raises as `read`."""
    found = _records(text(path).split("\n", skipped)[-1], path.name, separator, skipped)
    header = found[0]
    if repeated := {name for name in header if header.count(name) > 1}:
        raise UnreadableFileError(path.name, f"The header names {min(repeated)!r} twice.", skipped + 1, "Name it once.")
    return found


def text(path: Path) -> str:
    """Return the text of a file; raises UnreadableFileError where it is absent or not UTF-8 with line feeds alone."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path.name, "The file cannot be opened.", None, "Put it back.") from error
    if data.startswith(b"\xef\xbb\xbf"):
        raise UnreadableFileError(path.name, "The file begins with a byte order mark.", 1, _SAVE)
    if b"\r" in data:
        line = data.count(b"\n", 0, data.index(b"\r")) + 1
        raise UnreadableFileError(path.name, "A carriage return stands in the file.", line, _SAVE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(path.name, "The bytes are not UTF-8.", line, _SAVE) from error


def _records(written: str, file: str, separator: str, skipped: int) -> list[list[str]]:
    """Return the header and the rows, each of which fills one line and has as many cells as the header."""
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            line = skipped + len(records) + 1
            if skipped + reader.line_num != line:
                raise UnreadableFileError(file, "A line end stands inside a cell.", line, "Write the cell on one line.")
            if records and len(record) != len(records[0]):
                reason = f"The row has {len(record)} cells; the header has {len(records[0])}."
                raise UnreadableFileError(
                    file, reason, line, "Quote a cell that holds a comma; fill the missing cells."
                )
            records.append(record)
    except csv.Error as error:
        raise UnreadableFileError(
            file, f"The line is not CSV: {error}.", skipped + reader.line_num, "Mend the quotes."
        ) from error
    if not records or not records[0]:
        raise UnreadableFileError(file, "The file has no header.", skipped + 1, "Restore the header and its rows.")
    return records

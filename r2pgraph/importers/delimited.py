"""Read rows of delimited text by the names of their columns, or refuse the file with the line and the reason."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOWN: Final = 80

ROW = "row"
"""The column that holds the line of the file on which each row begins."""


def rows(text: str, file: str, separator: str = ",") -> tuple[tuple[str, ...], pl.DataFrame]:
    """Return the header of a CSV text, and its rows with the column ``row`` before them.

    Args:
        text: the text, with line feeds alone at the ends of lines.
        file: the name to report.
        separator: what stands between the cells.

    Returns:
        The names of the columns without white space at their ends, and one row a record, every cell a String without
        white space at its ends; ``row`` is the line on which the record begins. Empty lines are left out.

    Raises:
        UnreadableFileError: a quotation mark is never closed, a row has more or fewer cells than the header, or a
            name stands twice in the header.
    """
    found = list(_records(text, file, separator))
    if not found:
        raise UnreadableFileError(file, "The file holds no header.", 1, "Fetch it again.")
    (_, first), *rest = found
    header = tuple(name.strip() for name in first)
    if repeated := next((name for name in header if name and header.count(name) > 1), None):
        raise UnreadableFileError(file, f"The column {repeated!r} stands twice.", 1, "Fetch it again.")
    for line, cells in rest:
        if len(cells) != len(header):
            reason = f"The row has {len(cells)} cells and the header {len(header)}."
            raise UnreadableFileError(file, reason, line, "The file is damaged or cut short; fetch it again.")
    data = {
        ROW: pl.Series([line for line, _ in rest], dtype=pl.Int64),
        **{name: pl.Series([cells[at] for _, cells in rest], dtype=pl.String) for at, name in enumerate(header)},
    }
    return header, pl.DataFrame(data).with_columns(pl.col(pl.String).str.strip_chars())


def named(
    text: str, file: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows of a CSV text by column name, in any order, with a finding for each column that is not read.

    There is a finding, too, where the last line has no end.

    Args:
        text: the text, with line feeds alone at the ends of lines.
        file: the name to report.
        needed: the columns without which the file is refused.
        optional: columns that are read where they stand, and empty where not.

    Returns:
        The columns ``row``, the needed and the optional ones, and the findings.

    Raises:
        UnreadableFileError: as ``rows`` does; or a needed column is missing, or every row.
    """
    header, frame = rows(text, file)
    extra = sorted({*header} - {*needed, *optional, ""})
    if missing := [name for name in needed if name not in header]:
        reason = f"The column {missing[0]!r} is missing; there are {', '.join(header)}."
        raise UnreadableFileError(file, reason, 1, "Give a file of this kind, with its header.")
    refuse_rowless(frame, file)
    absent = [pl.lit("").alias(name) for name in optional if name not in header]
    findings = [
        Finding("extra-column", file, None, name, "kept", "The column is not one that is read, so it is left alone.")
        for name in extra
    ]
    return frame.with_columns(absent).select(ROW, *needed, *optional), [*findings, *unended(text, file)]


def unended(text: str, file: str) -> list[Finding]:
    """Return a finding where the last line has no end, by which alone a file shows that it was cut in its last cell."""
    if text.endswith("\n"):
        return []
    line = text.rpartition("\n")[2]
    reason = "The last line has no line end, so the file may have been cut there; it is read as it stands."
    return [Finding("no-line-end", file, text.count("\n") + 1, line[-_SHOWN:], "kept", reason)]


def refuse_rowless(frame: pl.DataFrame, file: str) -> None:
    """Raise where there is a header alone: such a file would take the place of one with rows."""
    if frame.is_empty():
        raise UnreadableFileError(file, "The file has a header and no row.", 1, "It is cut short; fetch it again.")


def _records(text: str, file: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"The row cannot be told into cells: {error}."
        raise UnreadableFileError(file, reason, line, "The file is damaged or cut short; fetch it again.") from error

"""Hold a table against its declaration and say everything that is wrong with it, with the line and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.tables.column import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from r2pgraph.tables.column import Column, Table

_FIRST_ROW: Final = 2
"""The line of the first row after a header on the first line; a cell holds no line end, so lines and rows keep step."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell or header that breaks its declaration: where it stands, what it holds, the rule and the remedy."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.value!r}: {self.rule} {self.remedy}"


def check(
    frame: pl.DataFrame, table: Table, frames: Mapping[str, pl.DataFrame], file: str = "", skipped: int = 0
) -> list[Problem]:
    """Return every problem of ``frame``, by line and then by column.

    Args:
        frame: one row a fact, every column of type String, an empty cell as the empty string.
        table: the declaration to hold it against.
        frames: all tables by stem, for the references; a table that is absent holds no key.
        file: the name to report.
        skipped: how many lines stand before the header.
    """
    file = file or f"{table.stem}.csv"
    if tuple(frame.columns) != table.header:
        return [_wrong_header(frame, table, file, skipped)]
    order = {name: place for place, name in enumerate(table.header)}
    numbered = frame.with_row_index("__line", offset=_FIRST_ROW + skipped)
    problems = [
        Problem(file, line, name, value, rule, remedy)
        for name, offence, rule, remedy in _rules(table, frames)
        for line, value in numbered.filter(offence).select("__line", name).iter_rows()
    ]
    return sorted(problems, key=lambda problem: (problem.line, order[problem.column], problem.rule))


def _wrong_header(frame: pl.DataFrame, table: Table, file: str, skipped: int) -> Problem:
    found = ",".join(frame.columns)
    return Problem(
        file, skipped + 1, "header", found, "The header is not the declared one.", f"Use {','.join(table.header)}."
    )


def _rules(table: Table, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, pl.Expr, str, str]]:
    """Yield, for each rule of the table: the column, which rows break it, the rule and the remedy."""
    for column in table.columns:
        yield from _cell_rules(column)
        if column.refers:
            offence = (pl.col(column.name) != "") & ~pl.col(column.name).is_in(_targets(column, frames))
            where = " or ".join(f"{reference.table}.csv" for reference in column.refers)
            yield column.name, offence, f"It stands nowhere in {where}.", "Correct it, or add the row there first."
    repeated = pl.struct(table.unique).is_duplicated()
    yield table.unique[0], repeated, "The row stands twice.", f"Keep one row for each {' and '.join(table.unique)}."
    for start, end in table.spans:
        backwards = (pl.col(end) != "") & (pl.col(start).str.head(4) > pl.col(end).str.head(4))
        yield end, backwards, "It ends before it begins.", f"Exchange or correct {start} and {end}."


def _cell_rules(column: Column) -> Iterator[tuple[str, pl.Expr, str, str]]:
    """Yield the rules that look at one cell alone."""
    cell = pl.col(column.name)
    pattern, words = FORMS[column.form]
    filled = cell != ""
    if column.required:
        yield column.name, ~filled, "The cell is empty.", f"State {column.meaning}, or leave the row out."
    untidy = (cell != cell.str.strip_chars()) | cell.str.contains(r"[\p{Cc}\p{Zl}\p{Zp}]")
    yield column.name, untidy, "White space or a control character stands in it.", "Remove it."
    yield column.name, cell != cell.str.normalize("NFC"), "Its letters are composed in two ways.", "Write it in NFC."
    malformed = filled & ~cell.str.contains(f"^(?:{pattern})$")
    yield column.name, malformed, "It has not the form of the column.", f"Write {words}."
    if column.form == "date":
        yield column.name, filled & ~malformed & _no_day(cell), "The calendar has no such day.", "Correct the date."
    if column.choices:
        unlisted = filled & ~cell.is_in(column.choices)
        yield column.name, unlisted, "It is not one of the values.", f"Use one of {', '.join(column.choices)}."


def _no_day(cell: pl.Expr) -> pl.Expr:
    """Return which dates no calendar holds, a month or year counted as its first day."""
    whole = cell + pl.lit("-01-01").str.slice(cell.str.len_chars().cast(pl.Int64) - 4)
    return whole.str.to_date("%Y-%m-%d", strict=False).is_null()


def _targets(column: Column, frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """Return every value that the column may refer to."""
    return [
        f"{reference.prefix}:{key}" if reference.prefix else key
        for reference in column.refers
        if reference.table in frames and reference.column in frames[reference.table].columns
        for key in frames[reference.table][reference.column]
    ]

"""Read Freedom in the World: the publisher's workbook of aggregate scores, and the scores of the single questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.measures.assembling import ROW, measurements, nothing, plain, with_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from r2pgraph.importers.measures.workbook import Workbook

MEASURES: Final = {
    "PR Rating": "freedom-house-political-rights-rating",
    "CL Rating": "freedom-house-civil-liberties-rating",
    "A": "freedom-house-electoral-process",
    "B": "freedom-house-pluralism",
    "C": "freedom-house-government",
    "Add Q": "freedom-house-additional-question",
    "Add A": "freedom-house-additional-question-a",
    "PR": "freedom-house-political-rights",
    "D": "freedom-house-expression",
    "E": "freedom-house-association",
    "F": "freedom-house-rule-of-law",
    "G": "freedom-house-personal-autonomy",
    "CL": "freedom-house-civil-liberties",
    "Total": "freedom-house-total",
}
"""The measure in each column of the workbook."""

ITEMS: Final = tuple(
    f"{part}{number}"
    for part, most in zip("ABCDEFG", (3, 4, 3, 4, 3, 4, 4), strict=True)
    for number in range(1, most + 1)
)
"""The single questions, of which each is a measure: ``freedom-house-a1``."""

STATUSES: Final = {"F": "free", "PF": "partly-free", "NF": "not-free"}
SUMS: Final = {"PR": ("A", "B", "C", "Add A"), "CL": ("D", "E", "F", "G"), "Total": ("PR", "CL")}
"""What each sum is made of; the score of the additional question is taken from PR."""

_PLACE, _MARK, _TAKEN = "Country/Territory", "C/T?", "Add Q"
_LONG: Final = (_PLACE, _MARK, "Edition", "Status", *MEASURES)
_UNREAD: Final = frozenset({"", "x", "Region"})
_WIDE: Final = re.compile(r"FIW(\d\d) (PR|CL|Total)")
_NO_VALUE: Final = ("N/A", "-")
_LATER_SCALE: Final = 2018
_CROSSWALK: Final = "freedom-house"
_ITEM_COLUMNS: Final = ("year", "country", "sub_item", "score")
_ITEM_OPTIONS: Final = ("iso3c", "iso2c", "continent", "item", "item_description", "sub_item_description")


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return every score in a workbook, or in a CSV file of the single questions.

    Raises:
        UnreadableFileError: the file is neither, or damaged; no sheet of the workbook is one of scores.
    """
    (path,) = files
    return _questions(kind, path) if _is_text(path) else _workbook(kind, path)


def _is_text(path: Path) -> bool:
    return not border.data(path).startswith(b"PK")


def _workbook(kind: str, path: Path) -> Imported:
    from r2pgraph.importers.measures.workbook import Workbook

    book = Workbook(path)
    rows, findings, read = [], [], 0
    for sheet in book.sheets:
        header = book.header(sheet)
        if _PLACE not in header:
            continue
        found, noted, count = _long(book, sheet, header) if "Edition" in header else _wide(book, sheet, header)
        rows.append(found)
        findings += noted
        read += count
    if not rows:
        reason = f"No sheet has the column {_PLACE!r}; the sheets are {', '.join(book.sheets)}."
        raise UnreadableFileError(path.name, reason, None, "Give the workbook of aggregate scores.")
    table, noted = _finished(pl.concat(rows))
    return Imported(kind, "freedom-house", {"measurements": table}, (*findings, *noted), read)


def _long(book: Workbook, sheet: str, header: list[str]) -> tuple[pl.DataFrame, list[Finding], int]:
    """Return the scores of a sheet with one row a place and edition."""
    file = f"{book.file}/{sheet}"
    if missing := [name for name in _LONG if name not in header]:
        reason = f"The column {missing[0]!r} is missing; there are {', '.join(filter(None, header))}."
        raise UnreadableFileError(file, reason, 1, "Give the workbook as its publisher made it.")
    frame = book.rows(sheet, _LONG)
    found = frame.unpivot(list(MEASURES), index=[ROW, _PLACE, _MARK, "Edition", "Status"], variable_name="column")
    status = pl.col("Status").replace_strict(STATUSES, default="", return_dtype=pl.String)
    rows = found.with_columns(
        pl.col("column").replace_strict(MEASURES).alias("measure"),
        pl.when(pl.col("column") == "Total").then(status).otherwise(pl.lit("")).alias("status"),
        pl.col("Edition").alias("edition"),
    )
    findings = [
        *_extra(header, file),
        *_unknown_status(frame, file),
        *_disagreements(frame, file),
        *_without(rows, file),
    ]
    return _placed(rows, file), findings, len(frame)


def _wide(book: Workbook, sheet: str, header: list[str]) -> tuple[pl.DataFrame, list[Finding], int]:
    """Return the scores of a sheet with one row a place, and one column an edition and score."""
    file = f"{book.file}/{sheet}"
    columns = [name for name in header if _WIDE.fullmatch(name)]
    if not columns or _MARK not in header:
        missing = _MARK if columns else "FIW03 Total"
        reason = f"The column {missing!r} is missing; there are {', '.join(filter(None, header))}."
        raise UnreadableFileError(file, reason, 1, "Give the workbook as its publisher made it.")
    frame = book.rows(sheet, (_PLACE, _MARK, *columns))
    found = frame.unpivot(columns, index=[ROW, _PLACE, _MARK], variable_name="column")
    parts = {name: match for name in columns if (match := _WIDE.fullmatch(name))}
    rows = found.with_columns(
        pl.col("column").replace_strict({name: MEASURES[part[2]] for name, part in parts.items()}).alias("measure"),
        pl.col("column").replace_strict({name: f"20{part[1]}" for name, part in parts.items()}).alias("edition"),
        pl.lit("").alias("status"),
    )
    extra = [name for name in header if name not in {_PLACE, _MARK, "", *columns}]
    return _placed(rows, file), [*(_unread(name, file) for name in extra), *_without(rows, file)], len(frame)


def _placed(rows: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return rows with names, codes and territories as every index gives them, and without the marks of no value."""
    return rows.filter(~pl.col("value").is_in(_NO_VALUE)).select(
        pl.lit(file).alias("file"),
        ROW,
        plain(_PLACE).alias("state_name"),
        pl.lit("").alias("state_code"),
        (pl.col(_MARK) == "t").alias("territory"),
        "edition",
        "measure",
        "value",
        "status",
    )


def _finished(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the table of rows that say their edition, each about the year before it."""
    edition = pl.col("edition").str.extract(r"^(\d{4})$").cast(pl.Int32)
    wrong = [
        Finding("unknown-value", file, row, found, "refused", "The edition is no year.")
        for file, row, found in rows.filter(edition.is_null())
        .select("file", ROW, "edition")
        .unique()
        .sort(ROW)
        .iter_rows()
    ]
    told = rows.filter(edition.is_not_null()).with_columns(
        (edition - 1).cast(pl.String).alias("year"),
        pl.format("freedom-house-{}", pl.when(edition < _LATER_SCALE).then(2003).otherwise(_LATER_SCALE)).alias(
            "scale"
        ),
        pl.lit("freedom-house").alias("index"),
        pl.lit("freedom-house-fiw").alias("source"),
    )
    placed, unknown = with_states(told, _CROSSWALK)
    table, bad = measurements(placed)
    return table, [*wrong, *unknown, *bad]


def _questions(kind: str, path: Path) -> Imported:
    """Return the scores of single questions; the column ``year`` names the year that they are about."""
    frame, findings = delimited.named(border.text(path), path.name, _ITEM_COLUMNS, _ITEM_OPTIONS)
    listed = pl.col("sub_item").is_in(ITEMS) & pl.col("year").str.contains(r"^\d{4}$")
    refused = [
        Finding("unknown-value", path.name, row, f"{year} {item}", "refused", "No year, or no question of the index.")
        for row, year, item in frame.filter(~listed).select(ROW, "year", "sub_item").iter_rows()
    ]
    rows = frame.filter(listed).select(
        pl.lit(path.name).alias("file"),
        ROW,
        plain("country").alias("state_name"),
        plain("iso3c").alias("state_code"),
        (pl.col("year").cast(pl.Int32) + 1).cast(pl.String).alias("edition"),
        pl.format("freedom-house-{}", pl.col("sub_item").str.to_lowercase()).alias("measure"),
        pl.col("score").alias("value"),
        pl.lit("").alias("status"),
    )
    table, noted = _finished(rows)
    return Imported(kind, "freedom-house-questions", {"measurements": table}, (*findings, *refused, *noted), len(frame))


def _extra(header: list[str], file: str) -> Iterable[Finding]:
    return (_unread(name, file) for name in header if name not in {*_LONG, *_UNREAD})


def _unread(name: str, file: str) -> Finding:
    return Finding("extra-column", file, None, name, "kept", "The column is not one that is read, so it is left alone.")


def _unknown_status(frame: pl.DataFrame, file: str) -> Iterable[Finding]:
    for row, found in frame.filter(~pl.col("Status").is_in(list(STATUSES))).select(ROW, "Status").iter_rows():
        yield Finding(
            "unknown-value", file, row, found, "kept", "No status F, PF or NF; the scores are kept without one."
        )


def _without(rows: pl.DataFrame, file: str) -> Iterable[Finding]:
    marked = rows.filter(pl.col("value").is_in(_NO_VALUE)).group_by("column", "value").len().sort("column", "value")
    return (nothing(column, mark, count, file) for column, mark, count in marked.iter_rows())


def _disagreements(frame: pl.DataFrame, file: str) -> Iterable[Finding]:
    """Yield each sum that its parts do not make; both stay as they are printed."""
    numbers = frame.select(ROW, _PLACE, "Edition", *(pl.col(name).cast(pl.Int64, strict=False) for name in MEASURES))
    for name, parts in SUMS.items():
        made = pl.sum_horizontal(parts) - (pl.col(_TAKEN).fill_null(0) if name == "PR" else 0)
        for row, place, edition, total, found in (
            numbers.filter(made != pl.col(name)).select(ROW, _PLACE, "Edition", name, made.alias("made")).iter_rows()
        ):
            reason = (
                f"{name} of {place} in the edition of {edition} is not the sum of its parts, {found}; both are kept."
            )
            yield Finding("counts-disagree", file, row, str(total), "kept", reason)

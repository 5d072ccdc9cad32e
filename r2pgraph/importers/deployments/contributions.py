"""Read the uniformed personnel that states contribute to United Nations missions, by mission and month.

Written from the column definitions of the Peace and Security Data Hub, data set DPO-UCHISTORICAL. These exchange the
codes: they call ``isocode3`` the numeric M49 code and ``m49_code`` the ISO code. Each code is therefore told by its
form, three letters or digits, whatever column it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.deployments.serving import known, mission, refused, serving_somewhere, with_states, word
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.tables.imported.deployments import PERSONNEL, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NEEDED: Final = (
    "contributing_country", "mission_acronym", "personnel_type", "female_personnel", "male_personnel",
    "last_reporting_date",
)  # fmt: skip
_OPTIONAL: Final = ("isocode3", "m49_code", "contribution_id", "last_update")
_GENDERS: Final = {"female_personnel": "female", "male_personnel": "male"}
_SERIES: Final = "un-psdata-contributions"
_RANK: Final = "personnel_contribution_rank"
_HEADER: Final = next(table.header for table in TABLES if table.stem == "deployments")
_LETTERS: Final = r"^[A-Z]{3}$"
_NUMBER: Final = r"^\d{1,3}(?:\.0)?$"
_COUNT: Final = r"^(?:0|[1-9]\d*)(?:\.0)?$"


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return how many women and men each state had in each mission and month, by kind of personnel.

    A file of a single month, as the hub gives the latest, is a series of its own, named by the month; so it stands
    beside the file of all months, and takes the place of nothing but the same month.

    Raises:
        UnreadableFileError: the file is no CSV of contributions, or is damaged, or tells no mission.
    """
    (path,) = files
    data = border.text(path)
    _refuse_ranks(data, path.name)
    frame, findings = delimited.named(data, path.name, _NEEDED, _OPTIONAL)
    rows = frame.with_columns(
        pl.lit(path.name).alias("file"),
        pl.col("contributing_country").str.normalize("NFC").alias("state_name"),
        _code(_LETTERS, "isocode3", "m49_code").alias("state_code"),
        _code(_NUMBER, "m49_code", "isocode3").alias("m49"),
        pl.col("last_reporting_date").str.slice(0, 7).alias("month"),
        pl.lit(_SERIES).alias("source"),
        mission("mission_acronym"),
        word("personnel_type"),
    )
    good, bad = _sound(rows)
    placed, unknown = with_states(good, "month")
    table, repeated = _counted(placed)
    noted = (*findings, *_exchanged(frame, path.name), *bad, *unknown, *repeated, *_gaps(table, path.name))
    return Imported(kind, _series(table), {"deployments": table}, noted, len(frame))


def _refuse_ranks(data: str, file: str) -> None:
    """Raise where the file is the hub's list of ranks, DPO-UCLATEST, which tells neither mission nor kind."""
    if _RANK in data.partition("\n")[0]:
        reason = "It ranks the contributing countries of a month, and tells no mission and no kind of personnel."
        raise UnreadableFileError(file, reason, 1, "Import the data set DPO-UCHISTORICAL of the hub, which has both.")


def _series(table: pl.DataFrame) -> str:
    """Return the series of a file: one for all months, and one for each file of a single month."""
    months = table["month"].unique().to_list()
    return f"{_SERIES}-{months[0]}" if len(months) == 1 else _SERIES


def _code(form: str, first: str, second: str) -> pl.Expr:
    """Return the first of two cells that has the form of the code."""
    return (
        pl.when(pl.col(first).str.contains(form))
        .then(first)
        .otherwise(pl.when(pl.col(second).str.contains(form)).then(second).otherwise(pl.lit("")))
    )


def _sound(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that can stand in the table, and a finding for each of the others."""
    date = pl.col("last_reporting_date")
    day = (
        date.str.contains(r"^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+Z?)?$")
        & date.str.slice(0, 10).str.to_date(strict=False).is_not_null()
    )
    reason = "It is no day of the calendar, written YYYY-MM-DD."
    rows, found = refused(rows, day, "last_reporting_date", "no-such-date", reason)
    for column in _GENDERS:
        good = pl.col(column).str.contains(_COUNT)
        rows, bad = refused(rows, good, column, "unknown-value", f"The {column} is no count of people.")
        found += bad
    rows, bad = known(rows, "personnel_type", PERSONNEL)
    rows, homeless = serving_somewhere(rows)
    rows, nameless = refused(
        rows, pl.col("state_name") != "", "state_name", "unknown-value", "The row names no contributing country."
    )
    return rows, [*found, *bad, *homeless, *nameless]


def _counted(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row a gender, with its key, and a finding for each row that an earlier one has said."""
    index = [name for name in rows.columns if name not in _GENDERS]
    letters = pl.col("state_name").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    name = letters.str.replace_all(r"[^A-Za-z0-9]+", "-").str.strip_chars("-")
    who = pl.when(pl.col("state") == "").then(name).otherwise("state")
    found = rows.unpivot(list(_GENDERS), index=index, variable_name="gender", value_name="count").with_columns(
        pl.col("gender").replace_strict(_GENDERS),
        pl.col("count").str.strip_suffix(".0"),
    )
    keyed = found.with_columns(
        pl.concat_str(who, "mission", "month", "personnel_type", "gender", separator="-").alias("key")
    )
    again = ~pl.col("key").is_first_distinct()
    repeated = [
        Finding("repeated-row", file, row, key, "refused", "An earlier row of the file counts these people already.")
        for file, row, key in keyed.filter(again).select("file", ROW, "key").iter_rows()
    ]
    return keyed.filter(~again).select(_HEADER), repeated


def _exchanged(frame: pl.DataFrame, file: str) -> Iterator[Finding]:
    """Yield a finding where the columns of the codes hold each other's, as their definitions say."""
    numbers = frame.filter(pl.col("isocode3").str.contains(_NUMBER))
    if len(numbers):
        reason = f"The letter codes stand under numbers in {len(numbers)} rows; each code is told by its form."
        yield Finding("exchanged-codes", file, numbers[ROW][0], numbers["isocode3"][0], "repaired", reason)


def _gaps(table: pl.DataFrame, file: str) -> Iterator[Finding]:
    """Yield a finding for each month between the first and the last of which the file says nothing."""
    months = sorted(set(table["month"]))
    every = (
        [f"{year}-{month:02}" for year in range(int(months[0][:4]), int(months[-1][:4]) + 1) for month in range(1, 13)]
        if months
        else []
    )
    for month in every:
        if months[0] < month < months[-1] and month not in months:
            yield Finding(
                "missing-month", file, None, month, "kept", "The file holds no row of the month; nothing is filled in."
            )

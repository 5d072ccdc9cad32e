"""Read the codes of states of the Correlates of War project: three columns, a state for each time that it existed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.tables.imported.states import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE: Final = "cow-country-codes"
CROSSWALK: Final = "cow"

_COLUMNS: Final = {"CCode": "key", "StateAbb": "abbreviation", "StateNme": "state_name"}
_HEADER: Final = next(table.header for table in TABLES if table.stem == "cow_codes")


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return each state of the list once, with its code and three letters.

    Raises:
        UnreadableFileError: the file is damaged or lacks a column.
    """
    (path,) = files
    frame, findings = delimited.named(border.text(path), path.name, tuple(_COLUMNS))
    rows = frame.rename(_COLUMNS).with_columns(pl.lit(path.name).alias("file"), pl.lit(SOURCE).alias("source"))
    sound = (
        pl.col("key").str.contains(r"^\d{1,3}$")
        & pl.col("abbreviation").str.contains(r"^[A-Z]{3}$")
        & (pl.col("state_name") != "")
    )
    findings += _each(rows.filter(~sound), "unknown-value", "A state needs a number, three capital letters and a name.")
    good = rows.filter(sound)
    again = ~pl.struct(_COLUMNS.values()).is_first_distinct()
    findings += _each(good.filter(again), "repeated-row", "The state stands above for another time of its existence.")
    once = good.filter(~again)
    twice = ~pl.col("key").is_first_distinct()
    findings += _each(
        once.filter(twice), "repeated-row", "An earlier row gives this number to another name; it is kept."
    )
    placed = with_state(once.filter(~twice), CROSSWALK)
    tables = {"cow_codes": placed.select(_HEADER)}
    return Imported(kind, kind, tables, (*findings, *unknown_names(placed, CROSSWALK)), len(frame))


def _each(rows: pl.DataFrame, kind: str, reason: str) -> list[Finding]:
    said = rows.select(ROW, "file", pl.format("{} {} {}", "abbreviation", "key", "state_name").alias("said"))
    return [Finding(kind, file, row, found, "refused", reason) for row, file, found in said.iter_rows()]

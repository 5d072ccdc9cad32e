"""Make the table of measurements out of the rows of an index: states, keys, and nothing that is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.findings import Finding
from r2pgraph.importers.naming import unknown_names
from r2pgraph.tables.imported.measures import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

ROW: Final = "row"
MEASUREMENTS: Final = TABLES[0].header
_NUMBER: Final = r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$"


def with_states(rows: pl.DataFrame, crosswalk: str = "") -> tuple[pl.DataFrame, list[Finding]]:
    """Return rows with the column ``state``, and one finding a name that means no state of ours.

    Args:
        rows: with the columns ``file``, ``row``, ``state_name``, ``state_code``, ``year`` and, where the index marks
            territories as such, the Boolean ``territory``: a territory has no state, whatever its name or code.
        crosswalk: the stem of the file in ``data/names`` that says what this index calls states.

    A code that stands beside two names decides nothing: an index gives Northern Cyprus the code of Cyprus.
    """
    from r2pgraph.sources.states import resolve

    rows = rows.with_columns(pl.lit(False).alias("territory")) if "territory" not in rows.columns else rows  # noqa: FBT003
    shared = (pl.col("state_code") != "") & (pl.col("state_name").n_unique().over("state_code") > 1)
    told = rows.with_columns(pl.when(shared).then(pl.lit("")).otherwise("state_code").alias("told"))
    found = resolve(told["state_name"], codes=told["told"], dates=told["year"], crosswalk=crosswalk)
    states = rows.with_columns(found.alias("state"))
    placed = states.with_columns(pl.when("territory").then(pl.lit("")).otherwise("state").alias("state"))
    return placed, [*_territories(placed), *unknown_names(placed.filter(~pl.col("territory")), crosswalk)]


def measurements(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the table of measurements, and a finding for each value that is no number and each row that repeats.

    Args:
        rows: all columns of the table but ``key``, with ``file`` and ``row``; an empty value gives no row.
    """
    bare = rows.filter(pl.col("state_name") == "").select("file", ROW).unique(maintain_order=True)
    nameless = [
        Finding("unknown-value", file, row, "", "refused", "The row names no state or territory.")
        for file, row in bare.iter_rows()
    ]
    filled = rows.filter((pl.col("value") != "") & (pl.col("state_name") != ""))
    number = pl.col("value").str.contains(_NUMBER)
    wrong = [
        Finding("unknown-value", file, row, value, "refused", f"No decimal number, so there is no value of {measure}.")
        for file, row, measure, value in filled.filter(~number).select("file", ROW, "measure", "value").iter_rows()
    ]
    keyed = filled.filter(number).with_columns(_key())
    again = ~pl.col("key").is_first_distinct()
    repeated = [
        Finding("repeated-row", file, row, key, "refused", "An earlier row of the file says this already.")
        for file, row, key in keyed.filter(again).select("file", ROW, "key").iter_rows()
    ]
    return keyed.filter(~again).select(MEASUREMENTS), [*nameless, *wrong, *repeated]


def nothing(column: str, mark: str, count: int, file: str) -> Finding:
    """Return the finding that a mark in a column stands for no value."""
    reason = f"{count} cells of the column {column} hold this mark in place of a number; they give no row."
    return Finding("no-value", file, None, mark, "kept", reason)


def plain(column: str) -> pl.Expr:
    """Return a cell in NFC, without a missing value, control characters and white space at its ends."""
    return (
        pl.col(column)
        .fill_null("")
        .str.normalize("NFC")
        .str.replace_all(r"[\p{Cc}\p{Zl}\p{Zp}]", " ")
        .str.strip_chars()
    )


def _key() -> pl.Expr:
    """Return measure, year, and state or name, in letters, digits and single hyphens."""
    letters = pl.col("state_name").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    name = letters.str.replace_all(r"[^A-Za-z0-9]+", "-").str.strip_chars("-")
    named = pl.when(name == "").then(pl.format("row-{}", ROW)).otherwise(name)
    who = pl.when(pl.col("state") == "").then(named).otherwise("state")
    return pl.format("{}-{}-{}", "measure", "year", who).alias("key")


def _territories(rows: pl.DataFrame) -> Iterable[Finding]:
    marked = rows.filter("territory").group_by("state_name", maintain_order=True)
    for name, file, row, count in marked.agg(pl.col("file", ROW).first(), pl.len()).iter_rows():
        reason = f"The index marks it as a territory, in {count} rows; they are kept without a state."
        yield Finding("territory", file, row, name, "kept", reason)

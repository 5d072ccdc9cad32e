"""What the files of the United Nations about people in missions share: their states, missions, genders and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.findings import Finding
from r2pgraph.importers.naming import unknown_names
from r2pgraph.sources.states import resolve

if TYPE_CHECKING:
    from collections.abc import Collection

CROSSWALK: Final = "un-psdata"
_MISSION: Final = r"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$"


def word(column: str) -> pl.Expr:
    """Return a cell of words as a key: ``Malicious Act`` and ``malicious_act`` give ``malicious-act``."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-").alias(column)


def mission(column: str) -> pl.Expr:
    """Return an acronym as a key; all but letters and digits becomes a hyphen."""
    return pl.col(column).str.replace_all(r"[^A-Za-z0-9]+", "-").str.strip_chars("-").alias("mission")


def with_states(rows: pl.DataFrame, day: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return rows with the column ``state``, and one finding a name that means no state of ours.

    Args:
        rows: with ``file``, ``row``, ``state_name``, and the codes ``state_code`` and ``m49``, each as it is written.
        day: the column with the day or month for which the names stand.

    The name decides; where it is unknown the letter code, and without that the number, decides.
    """
    letters = pl.col("state_code").str.contains(r"^[A-Z]{3}$")
    code = rows.select(pl.when(letters).then("state_code").otherwise("m49").alias("code"))["code"]
    named = rows.with_columns(
        resolve(rows["state_name"], codes=code, dates=rows[day], crosswalk=CROSSWALK).alias("state")
    )
    return named, [*unknown_names(named, CROSSWALK), *_nameless(named)]


def refused(
    rows: pl.DataFrame, good: pl.Expr, column: str, kind: str, reason: str
) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that are good, and a finding for each of the others with what stands in the column."""
    bad = rows.filter(~good).select("file", ROW, column).iter_rows()
    findings = [Finding(kind, file, row, found, "refused", reason) for file, row, found in bad]
    return rows.filter(good), findings


def known(rows: pl.DataFrame, column: str, words: Collection[str]) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows whose word is one of those known, and a finding for each of the others."""
    reason = f"The {column} is none of {', '.join(words)}."
    return refused(rows, pl.col(column).is_in(list(words)), column, "unknown-value", reason)


def serving_somewhere(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that name a mission, and a finding for each of the others."""
    good = pl.col("mission").str.contains(_MISSION)
    return refused(rows, good, "mission_acronym", "unknown-value", "No acronym of a mission stands there.")


def _nameless(rows: pl.DataFrame) -> list[Finding]:
    bare = rows.filter((pl.col("state_name") == "") & (pl.col("state") == "")).select("file", ROW).iter_rows()
    reason = "The row names no state; it is kept without one."
    return [Finding("unknown-state", file, row, "", "kept", reason) for file, row in bare]

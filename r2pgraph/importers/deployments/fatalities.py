"""Read the fatalities in United Nations missions since 1948, as the Peace and Security Data Hub gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.deployments.serving import known, mission, refused, serving_somewhere, with_states, word
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.tables.imported.deployments import CASUALTIES, INCIDENTS, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NEEDED: Final = (
    "id", "incident_date", "casualty_id", "mission_acronym", "gender", "casualty_nationality",
    "casualty_personnel_type", "type_of_incident", "isocode3",
)  # fmt: skip
_OPTIONAL: Final = ("m49_code", "type_of_casualty", "last_update")
_GENDERS: Final = {"M": "male", "F": "female"}
_HEADER: Final = next(table.header for table in TABLES if table.stem == "fatalities")


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return one row a record of the file; a record without a date of the calendar or a mission is refused.

    Raises:
        UnreadableFileError: the file is no CSV of fatalities, or is damaged.
    """
    (path,) = files
    frame, findings = delimited.named(border.text(path), path.name, _NEEDED, _OPTIONAL)
    rows = frame.with_columns(
        pl.lit(path.name).alias("file"),
        pl.col("id").alias("key"),
        pl.col("casualty_nationality").str.normalize("NFC").alias("state_name"),
        pl.col("isocode3").alias("state_code"),
        pl.col("m49_code").alias("m49"),
        pl.col("incident_date").alias("date"),
        pl.col("gender").replace_strict(_GENDERS, default="").alias("gender_word"),
        pl.lit("un-psdata-fatalities").alias("source"),
        mission("mission_acronym"),
        word("casualty_personnel_type").alias("personnel"),
        word("type_of_incident").alias("incident_type"),
    )
    good, bad = _sound(rows)
    placed, unknown = with_states(good, "date")
    table = placed.with_columns(pl.col("gender_word").alias("gender")).select(_HEADER)
    noted = (*findings, *bad, *_genders(good), *_twice(good), *unknown)
    return Imported(kind, "un-psdata-fatalities", {"fatalities": table}, noted, len(frame))


def _sound(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that can stand in the table, and a finding for each of the others."""
    day = pl.col("date").str.to_date("%Y-%m-%d", strict=False).is_not_null() & (
        pl.col("date").str.len_chars() == len("YYYY-MM-DD")
    )
    fatal = pl.col("type_of_casualty").is_in(["", "Fatality"])
    found: list[Finding] = []
    for good, column, kind, reason in (
        (pl.col("key").str.contains(r"^[0-9]+$"), "id", "unknown-value", "The number of the record is no number."),
        (pl.col("key").is_first_distinct(), "id", "repeated-row", "An earlier record bears the number."),
        (day, "incident_date", "no-such-date", "It is no day of the calendar, written YYYY-MM-DD."),
        (fatal, "type_of_casualty", "unknown-value", "The file is of fatalities, and this is none."),
    ):
        rows, bad = refused(rows, good, column, kind, reason)
        found += bad
    for column, words in (("personnel", CASUALTIES), ("incident_type", INCIDENTS)):
        rows, bad = known(rows, column, words)
        found += bad
    rows, bad = serving_somewhere(rows)
    return rows, [*found, *bad]


def _genders(rows: pl.DataFrame) -> list[Finding]:
    """Return a finding for each mark of a gender that is neither M nor F."""
    odd = rows.filter((pl.col("gender_word") == "") & (pl.col("gender") != "")).select("file", ROW, "gender")
    reason = "Neither M nor F; the row is kept without a gender."
    return [Finding("unknown-value", file, row, found, "kept", reason) for file, row, found in odd.iter_rows()]


def _twice(rows: pl.DataFrame) -> list[Finding]:
    """Return a finding for each person who stands in several records."""
    people = rows.filter(pl.col("casualty_id").is_duplicated() & (pl.col("casualty_id") != ""))
    later = people.filter(~pl.col("casualty_id").is_first_distinct())
    return [
        Finding(
            "listed-twice", file, row, person, "kept", f"An earlier record is of this person; this one says {state}."
        )
        for file, row, person, state in later.select("file", ROW, "casualty_id", "state_name").iter_rows()
    ]

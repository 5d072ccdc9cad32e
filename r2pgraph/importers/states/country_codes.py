"""Read the table of country codes of datasets/country-codes: ISO 3166, M49, names at the United Nations, Wikidata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.importers.states.languages import names
from r2pgraph.tables.imported.states import LANGUAGES, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE: Final = "country-codes"

_COLUMNS: Final = {
    "ISO3166-1-Alpha-3": "state_code", "ISO3166-1-Alpha-2": "iso2", "M49": "m49", "official_name_en": "state_name",
    "is_independent": "independent", "wikidata_id": "wikidata_id",
}  # fmt: skip
_SHORT: Final = {tag: f"UNTERM {word} Short" for tag, word in LANGUAGES.items()}
_FORMAL: Final = {tag: f"UNTERM {word} Formal" for tag, word in LANGUAGES.items()}
_KNOWN: Final = (
    "Capital", "CLDR display name", "Continent", "DS", "Dial", "EDGAR", "FIFA", "FIPS", "GAUL", "Geoname ID",
    "Global Code", "Global Name", "IOC", "ISO3166-1-numeric", "ISO4217-currency_alphabetic_code",
    "ISO4217-currency_country_name", "ISO4217-currency_minor_unit", "ISO4217-currency_name",
    "ISO4217-currency_numeric_code", "ITU", "Intermediate Region Code", "Intermediate Region Name",
    "Land Locked Developing Countries (LLDC)", "Languages", "Least Developed Countries (LDC)", "MARC", "Region Code",
    "Region Name", "Small Island Developing States (SIDS)", "Sub-region Code", "Sub-region Name", "TLD", "WMO",
    "official_name_ar", "official_name_cn", "official_name_es", "official_name_fr", "official_name_ru",
)  # fmt: skip
"""Columns that the file has and that are not read: other codes, currencies, the groups and names of M49."""

_ADDRESS: Final = r"^https?://www\.wikidata\.org/(?:wiki|entity)/Q[1-9]\d*$"
_HEADER: Final = next(table.header for table in TABLES if table.stem == "country_codes")


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return the codes of countries and areas, and the names of states at the United Nations in six languages.

    Raises:
        UnreadableFileError: the file is damaged or lacks a column.
    """
    (path,) = files
    needed = (*_COLUMNS, *_SHORT.values(), *_FORMAL.values())
    frame, findings = delimited.named(border.text(path), path.name, needed, _KNOWN)
    rows = frame.rename(_COLUMNS).with_columns(
        pl.col("state_code").alias("key"), pl.lit(path.name).alias("file"), pl.lit(SOURCE).alias("source")
    )
    sound = pl.col("key").str.contains("^[A-Z]{3}$") & pl.col("key").is_first_distinct() & (pl.col("state_name") != "")
    findings += _each(rows.filter(~sound), "key", "unknown-value", "refused", "A row needs a code and a name, once.")
    placed, noticed = _tidied(with_state(rows.filter(sound), SOURCE))
    tables = {
        "country_codes": placed.select(_HEADER),
        "state_names": pl.concat(
            [names(placed, _SHORT, "unterm", "short", SOURCE), names(placed, _FORMAL, "unterm", "formal", SOURCE)]
        ),
    }
    found = (*findings, *noticed, *unknown_names(placed, SOURCE))
    return Imported(kind, kind, tables, found, len(frame))


def _tidied(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows with whole M49 codes and addresses alone, and what is missing or was repaired."""
    short = rows.filter(pl.col("m49").str.contains(r"^\d{1,2}$"))
    strange = rows.filter((pl.col("wikidata_id") != "") & ~pl.col("wikidata_id").str.contains(_ADDRESS))
    unnamed = rows.filter((pl.col(_SHORT["en"]) == "") & (pl.col("state") != ""))
    findings = [
        *_each(
            short, "m49", "leading-zeros-lost", "repaired", "An M49 code has three digits; zeros were put before it."
        ),
        *_each(strange, "wikidata_id", "unknown-value", "refused", "It is no address of an item; the cell is emptied."),
        *_each(rows.filter(pl.col("wikidata_id") == ""), "key", "missing-value", "kept", "It has no item in Wikidata."),
        *_each(unnamed, "key", "missing-value", "kept", "The names at the United Nations are empty for this state."),
    ]
    tidy = rows.with_columns(
        pl.col("m49").str.zfill(3),
        pl.when(pl.col("wikidata_id").str.contains(_ADDRESS)).then("wikidata_id").otherwise(pl.lit("")),
    )
    return tidy, findings


def _each(rows: pl.DataFrame, column: str, kind: str, action: str, reason: str) -> list[Finding]:
    return [
        Finding(kind, file, row, found, action, reason)  # type: ignore[arg-type]
        for file, row, found in rows.select("file", ROW, column).iter_rows()
    ]

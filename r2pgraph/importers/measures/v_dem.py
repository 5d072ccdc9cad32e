"""Read country-years of Varieties of Democracy from a workbook: the columns of its own indices, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.measures.assembling import ROW, measurements, plain, with_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MEASURES: Final = {
    "v2x_polyarchy": "v-dem-polyarchy",
    "v2x_clphy": "v-dem-physical-violence",
    "v2x_gencl": "v-dem-women-civil-liberties",
    "v2x_gender": "v-dem-women-empowerment",
    "v2xpe_exlgender": "v-dem-exclusion-by-gender",
    "v2juhcind": "v-dem-high-court-independence",
    "v2juncind": "v-dem-lower-court-independence",
    "v2cltort": "v-dem-freedom-from-torture",
    "v2csprtcpt": "v-dem-civil-society-participation",
}
"""The measure in each column that is read; an index lies between 0 and 1, the others on a scale around 0."""

SCALES: Final = {True: "v-dem-unit-interval", False: "v-dem-measurement-model"}
"""The scale of a column, by whether its name begins as that of an index does."""

_NEEDED: Final = ("country_name", "year")
_CROSSWALK: Final = "v-dem"
_MISENCODED: Final = r"[ÂÃ][\u0080-\u00bf]"


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return every value of a known column of the first sheet; an empty cell gives no row.

    Raises:
        UnreadableFileError: the file is no workbook, or has not the columns country_name and year and one of V-Dem's.
    """
    from r2pgraph.importers.measures.workbook import Workbook

    (path,) = files
    book = Workbook(path)
    sheet = book.sheets[0]
    header = book.header(sheet)
    known = [name for name in MEASURES if name in header]
    if missing := [name for name in _NEEDED if name not in header] or ([] if known else [next(iter(MEASURES))]):
        reason = f"The column {missing[0]!r} is missing; there are {', '.join(filter(None, header))}."
        raise UnreadableFileError(path.name, reason, 1, "Give a table of country-years with its header.")
    frame = book.rows(sheet, (*_NEEDED, *known))
    rows, mended = _mended(frame, path.name)
    dated, undated = _dated(rows, path.name)
    placed, unknown = with_states(dated.with_columns(pl.lit(path.name).alias("file")), _CROSSWALK)
    table, wrong = measurements(_values(placed, known))
    findings = (*_extra(header, path.name), *mended, *undated, *unknown, *wrong)
    return Imported(kind, "v-dem", {"measurements": table}, findings, len(frame))


def _values(rows: pl.DataFrame, known: list[str]) -> pl.DataFrame:
    """Return one row a country, year and column; V-Dem's file names no edition."""
    index = [name for name in rows.columns if name not in known]
    column = pl.col("column")
    return rows.unpivot(known, index=index, variable_name="column").with_columns(
        column.replace_strict(MEASURES, return_dtype=pl.String).alias("measure"),
        pl.when(column.str.starts_with("v2x"))
        .then(pl.lit(SCALES[True]))
        .otherwise(pl.lit(SCALES[False]))
        .alias("scale"),
        pl.lit("v-dem").alias("index"),
        pl.lit("").alias("edition"),
        pl.lit("").alias("status"),
        pl.lit("v-dem-extract").alias("source"),
    )


def _mended(frame: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return rows whose names are decoded once more where they were encoded twice."""
    name = plain("country_name")
    odd = frame.filter(pl.col("country_name").str.contains(_MISENCODED))["country_name"].unique().to_list()
    mended = {found: once for found in odd if (once := _once(found)) != found}
    first = frame.filter(pl.col("country_name").is_in(list(mended))).group_by("country_name").agg(pl.col(ROW).min())
    findings = [
        Finding("mojibake-repaired", file, row, found, "repaired", f"Encoded as UTF-8 twice; read as {mended[found]}.")
        for found, row in first.sort(ROW).iter_rows()
    ]
    return frame.with_columns(name.replace(mended).alias("state_name"), pl.lit("").alias("state_code")), findings


def _once(name: str) -> str:
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def _dated(rows: pl.DataFrame, file: str) -> tuple[pl.DataFrame, Iterable[Finding]]:
    year = pl.col("year").str.contains(r"^\d{4}$")
    wrong = [
        Finding("unknown-value", file, row, found, "refused", "The year has not four digits.")
        for row, found in rows.filter(~year).select(ROW, "year").iter_rows()
    ]
    return rows.filter(year), wrong


def _extra(header: list[str], file: str) -> Iterable[Finding]:
    read = {*_NEEDED, *MEASURES, ""}
    reason = "No index of V-Dem's own that is read here, so it is left alone."
    return (Finding("extra-column", file, None, name, "kept", reason) for name in header if name not in read)

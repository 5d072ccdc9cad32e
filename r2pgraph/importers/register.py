"""Read a register kept by hand: one template for facts that stand only in prose or PDF, each row with its source.

What the columns mean for each subject, and what a row on it must fill, stands in ``r2pgraph.tables.imported.register``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph import sources
from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names
from r2pgraph.sources.states import resolve
from r2pgraph.tables.imported.register import ALWAYS, COLUMNS, SUBJECTS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from r2pgraph.tables.imported.register import Subject

_DATE: Final = r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$"
_DATES: Final = ("date", "valid_to", "source_date", "accessed")
_WHOLE: Final = r"^(?:0|[1-9]\d*)$"
_NUMBER: Final = r"^-?\d+(?:\.\d+)?$"
_ADDRESS: Final = r"^https?://[^\s<>\"{}|\\^`]+$"
_LONGEST: Final = 60
_SHARED: Final = (*ALWAYS, "source_date", "source_url", "accessed", "note")
_TAKEN: Final = {
    "register_endorsements": {"commitment": "subject"},
    "register_focal_points": {"label": "name"},
    "register_accreditations": {"label": "name"},
    "register_visits": {"mandate": "name"},
    "register_reviews": {"cycle": "name", "supported": "value", "received": "out_of"},
    "register_deployments": {"personnel": "unit"},
    "register_training_centres": {"label": "name"},
    "register_provisions": {"instrument": "name", "crime": "status"},
}
"""The columns of a table that bear another name in the template."""


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return the rows of a register as one table a subject, with the sources that they name.

    A row whose subject begins with ``#`` is a comment. A row that lacks a source, or what its subject needs, is
    refused with the reason; the others are kept.

    Raises:
        UnreadableFileError: the file is damaged, or lacks one of the columns that every row fills.
    """
    (path,) = files
    optional = [name for name in COLUMNS if name not in ALWAYS]
    frame, findings = delimited.named(border.text(path), path.name, ALWAYS, optional)
    rows = frame.filter(~pl.col("subject").str.starts_with("#")).with_columns(pl.lit(path.name).alias("file"))
    good, refused = _sound(_plain(rows))
    placed, repeated = _placed(good)
    noted = (*findings, *refused, *repeated, *_unused(good), *unknown_names(placed))
    return Imported(kind, f"register-{_slug(path.stem)}", _tables(placed), noted, len(rows))


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows in NFC, with subjects, statuses and kinds of personnel in small letters with hyphens."""
    words = pl.col("subject", "status").str.to_lowercase().str.replace_all(r"[\s_]+", "-")
    deployed = pl.col("subject") == "deployment"
    unit = pl.when(deployed).then(pl.col("unit").str.to_lowercase().str.replace_all(r"[\s_]+", "-")).otherwise("unit")
    plain = rows.with_columns(pl.col(pl.String).str.normalize("NFC")).with_columns(words).with_columns(unit)
    known = _treaties()
    treaties = {name: known.get(_slug(name), "") for name in plain["name"].unique()}
    return plain.with_columns(
        pl.col("name").replace_strict(treaties, default="", return_dtype=pl.String).alias("treaty")
    )


def _sound(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that keep every rule, and one finding for each of the others: the first rule that it breaks."""
    findings: list[Finding] = []
    for column, kind, offence, reason in _rules():
        findings += [
            Finding(kind, file, row, found, "refused", reason)
            for file, row, found in rows.filter(offence).select("file", ROW, column).iter_rows()
        ]
        rows = rows.filter(~offence)
    return rows, sorted(findings, key=lambda finding: finding.row or 0)


def _rules() -> Iterable[tuple[str, str, pl.Expr, str]]:
    """Yield column, class of finding, which rows break the rule, and the rule with its remedy."""
    unknown = ~pl.col("subject").is_in(list(SUBJECTS))
    yield "subject", "unknown-value", unknown, f"The subject is none of {', '.join(SUBJECTS)}."
    for column in ALWAYS[1:]:
        kind = "missing-source" if column.startswith("source") else "missing-value"
        yield column, kind, pl.col(column) == "", f"The cell {column} is empty, and every row fills it."
    for subject in SUBJECTS.values():
        yield from _own_rules(subject)
    for column in _DATES:
        filled = pl.col(column) != ""
        reason = f"The cell {column} is no day, month or year of the calendar; write YYYY-MM-DD, YYYY-MM or YYYY."
        yield column, "no-such-date", filled & (~pl.col(column).str.contains(_DATE) | _no_day(column)), reason
    address = (pl.col("source_url") != "") & ~pl.col("source_url").str.contains(_ADDRESS)
    yield "source_url", "unknown-value", address, "The address is no whole web address; write it with https://."
    for column in ("value", "out_of"):
        strange = (pl.col(column) != "") & ~pl.col(column).str.contains(_NUMBER)
        yield column, "unknown-value", strange, f"The cell {column} is no plain number, such as 186 or 39.5."
    more = pl.col("value").cast(pl.Float64, strict=False) > pl.col("out_of").cast(pl.Float64, strict=False)
    yield "value", "out-of-range", more.fill_null(value=False), "The value exceeds the whole that it is part of."
    before = (pl.col("valid_to") != "") & (pl.col("valid_to").str.head(4) < pl.col("date").str.head(4))
    yield "valid_to", "out-of-range", before, "It ends before it begins; exchange or correct date and valid_to."


def _own_rules(subject: Subject) -> Iterable[tuple[str, str, pl.Expr, str]]:
    """Yield the rules of one subject."""
    mine = pl.col("subject") == subject.name
    for column in subject.needs:
        reason = f"A row on {subject.name} fills {column}: {subject.meaning[column]}."
        yield column, "missing-value", mine & (pl.col(column) == ""), reason
    for column, words in subject.choices.items():
        strange = mine & (pl.col(column) != "") & ~pl.col(column).is_in(words)
        yield column, "unknown-value", strange, f"On {subject.name}, {column} is one of {', '.join(words)}."
    for column in subject.whole:
        strange = mine & ~pl.col(column).str.contains(_WHOLE)
        yield column, "unknown-value", strange, f"On {subject.name}, {column} is a whole number without a sign."
    if subject.table == "register_reports":
        yield (
            "name",
            "unknown-value",
            mine & (pl.col("treaty") == ""),
            "No treaty has this number, title or short name; see `treaties.csv`.",
        )


def _no_day(column: str) -> pl.Expr:
    whole = pl.col(column) + pl.lit("-01-01").str.slice(pl.col(column).str.len_chars().cast(pl.Int64) - 4)
    return whole.str.to_date("%Y-%m-%d", strict=False).is_null()


def _unused(rows: pl.DataFrame) -> list[Finding]:
    """Tell the cells that a row fills although its subject does not read them."""
    return [
        Finding("unused-cell", file, row, found, "kept", f"A row on {subject.name} does not read {column}.")
        for subject in SUBJECTS.values()
        for column in COLUMNS
        if column not in _SHARED and column not in subject.meaning
        for file, row, found in rows.filter((pl.col("subject") == subject.name) & (pl.col(column) != ""))
        .select("file", ROW, column)
        .iter_rows()
    ]


def _placed(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return rows with state, key and source, once each, and a finding for each that stands above already."""
    states = resolve(rows["state"], codes=rows["state"], dates=rows["date"])
    named = rows.rename({"state": "state_name"}).with_columns(
        states.alias("state"), pl.col("date").str.head(4).alias("year")
    )
    organisations = _organisations()
    made = [_keys(record, organisations) for record in named.to_dicts()]
    columns = ("table", "key", "rest", "institution", "mission", "source", "publisher")
    keys = pl.DataFrame(made, schema=dict.fromkeys(columns, pl.String), orient="row")
    keyed = pl.concat([named, keys], how="horizontal")
    again = ~pl.struct("table", "key").is_first_distinct()
    findings = [
        Finding("repeated-row", file, row, found, "refused", "A row above says this of the state already; keep one.")
        for file, row, found in keyed.filter(again).select("file", ROW, "key").iter_rows()
    ]
    return keyed.filter(~again), findings


def _keys(record: dict[str, str], organisations: dict[str, str]) -> tuple[str, ...]:
    """Return table, key, the rest of the key, institution, mission, source and publisher of a row."""
    subject = SUBJECTS[record["subject"]]
    rest = "-".join(_part(record[part]) for part in subject.parts if record[part])
    holder = record["state"] or _part(record["state_name"]).lower()
    publisher = organisations.get(_slug(record["source_publisher"]), _part(record["source_publisher"]))
    told = "|".join(record[name] for name in ("source_publisher", "source_title", "source_date", "source_url"))
    source = f"register-{_part(record['source_title'])}-{_mark(told)}"
    return (
        subject.table, f"{holder}-{rest}", rest, _part(record["name"]), _part(record["name"], small=False), source,
        publisher,
    )  # fmt: skip


def _tables(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the table of each subject that has rows, and the sources that they name."""
    made = {"register_sources": _sources(rows)}
    for table in TABLES[1:]:
        mine = rows.filter(table=table.stem).with_columns(
            pl.col(column).alias(name) for name, column in _TAKEN.get(table.stem, {}).items()
        )
        if table.stem == "register_findings":
            mine = mine.with_columns(_claim())
        if not mine.is_empty():
            made[table.stem] = mine.select(table.header)
    return made


def _claim() -> pl.Expr:
    """Return a claim with its number and unit, where it has one, in brackets after it."""
    whole = pl.when(pl.col("out_of") != "").then(pl.format(" of {}", "out_of")).otherwise(pl.lit(""))
    unit = pl.when(pl.col("unit") != "").then(pl.format(" {}", "unit")).otherwise(pl.lit(""))
    number = pl.format(" ({}{}{})", "value", whole, unit)
    return pl.concat_str("name", pl.when(pl.col("value") != "").then(number).otherwise(pl.lit(""))).alias("claim")


def _sources(rows: pl.DataFrame) -> pl.DataFrame:
    """Return each source once, its publisher under the name that the curated table gives it."""
    labels = {key: label for key, label in _curated("organisations", "key", "label")}  # noqa: C416 - typed pairs
    named = pl.col("publisher").replace_strict(labels, default=pl.col("source_publisher"), return_dtype=pl.String)
    return rows.select(
        pl.col("source").alias("key"),
        pl.col("source_title").alias("title"),
        "publisher",
        named.alias("publisher_name"),
        pl.col("source_date").alias("issued"),
        pl.when(pl.col("source_date") == "").then(pl.lit("true")).otherwise(pl.lit("false")).alias("undated"),
        pl.col("source_url").alias("url"),
        "accessed",
    ).unique("key", keep="first", maintain_order=True)


@lru_cache
def _curated(stem: str, *columns: str) -> tuple[tuple[str, ...], ...]:
    """Return columns of a curated table, which is read once."""
    return tuple(sources.tables()[stem].select(columns).rows())


def _treaties() -> dict[str, str]:
    """Return the key of each treaty by its number, title and short name."""
    return {_slug(name): key for key, *names in _curated("treaties", "key", "title", "short") for name in (key, *names)}


def _organisations() -> dict[str, str]:
    """Return the key of each organisation by its key and name."""
    return {_slug(name): key for key, label in _curated("organisations", "key", "label") for name in (key, label)}


def _slug(text: str, *, small: bool = True) -> str:
    """Return the letters and digits of a text with single hyphens between, without accents."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
    return words.lower() if small else words


def _part(text: str, *, small: bool = True) -> str:
    """Return a text as part of a key; a long one, or one in other letters, is cut down and marked."""
    words = _slug(text, small=small)
    lost = any(letter.isalpha() and not _slug(letter) for letter in text)
    if words and not lost and len(words) <= _LONGEST:
        return words
    return "-".join(filter(None, [words[: _LONGEST // 2].strip("-"), _mark(text)]))


def _mark(text: str) -> str:
    """Return eight letters and digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]

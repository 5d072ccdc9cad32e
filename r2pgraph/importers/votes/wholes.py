"""Tell the roll calls of unvotes on adopted texts as a whole from those on paragraphs, amendments and motions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.findings import Finding
from r2pgraph.importers.votes import symbols
from r2pgraph.importers.votes.assembling import tidy

if TYPE_CHECKING:
    from r2pgraph.importers.findings import Action

_FIRST_NUMBERED: Final = 18
"""The first session in which ``unres`` is the number of a resolution and no page of the records."""

_FIRST_OWN: Final = 31
"""The first session whose resolutions are numbered from 1, and whose letters are parts of resolutions alone."""

_MISSING: Final = ("", "NA")
_SECTION: Final = r"/[IVX]+$"


def roll_calls(file: str, frame: pl.DataFrame, votes: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the roll calls with the declared columns and ``rcid``, and what is odd in them.

    Args:
        file: the name to report.
        frame: the table as it is read, all strings.
        votes: columns ``rcid`` and ``relation``; a text with no more votes for it than against was not adopted.
    """
    frame = frame.with_row_index("row", offset=2).with_columns(_given("short"), _given("descr"), *_day("date"))
    frame = frame.with_columns(_symbol().alias("symbol"), _session().alias("in_session"))
    frame = frame.join(_balance(votes), on="rcid", how="left", maintain_order="left")
    frame = frame.with_columns(_why_not().alias("why")).with_columns(_rivals())
    whole = pl.col("why") == ""
    kept = pl.when(whole).then(symbols.key(pl.col("symbol"))).otherwise(pl.concat_str(pl.lit("UNGA-vote-"), "rcid"))
    rows = frame.unique("rcid", keep="first", maintain_order=True).select(
        "rcid",
        kept.alias("key"),
        "symbol",
        pl.when(whole).then(symbols.part(pl.col("symbol"))).otherwise(pl.lit("")).alias("part"),
        pl.col("in_session").alias("session"),
        _title().alias("title"),
        pl.col("date").alias("adopted_on"),
        pl.when(whole).then(pl.lit("recorded-vote")).otherwise(pl.lit("")).alias("adoption_mode"),
        pl.lit("UNGA").alias("adopted_by"),
        pl.when(whole).then(pl.lit("true")).otherwise(pl.lit("false")).alias("whole"),
    )
    return rows, _findings(file, frame)


def _given(column: str) -> pl.Expr:
    """Return a text without the sign for a missing one."""
    text = tidy(pl.col(column))
    return pl.when(text.is_in(_MISSING)).then(pl.lit("")).otherwise(text).alias(column)


def _day(column: str) -> tuple[pl.Expr, pl.Expr]:
    """Return a date as it stands, or the empty string where the calendar has no such day."""
    known = pl.col(column).str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return pl.when(known).then(pl.col(column)).otherwise(pl.lit("")).alias(column), pl.col(column).alias("printed_date")


def _session() -> pl.Expr:
    """Return the session: that of an emergency or special one where ``unres`` says so, else the column."""
    unres = pl.col("unres")
    special = pl.coalesce(
        pl.concat_str(pl.lit("ES-"), unres.str.extract(r"^ESS/(\d+)")),
        pl.concat_str(pl.lit("S-"), unres.str.extract(r"^SS/(\d+)")),
        unres.str.extract(r"^A/RES/(E?S-\d+)/"),
    )
    return pl.coalesce(special, pl.col("session"))


def _symbol() -> pl.Expr:
    """Return the symbol of the resolution that ``unres`` names; empty where it names a page, or another session."""
    unres = pl.col("unres").str.replace(r"^A/RES/", "R/").str.replace(_SECTION, "")
    session, number = unres.str.extract(r"^R/(E?S?-?\d+)/"), unres.str.extract(r"^R/E?S?-?\d+/(\d+)")
    letters = pl.concat_str(pl.lit(" "), unres.str.extract(r"^R/E?S?-?\d+/\d+/?([A-Z]{1,2})$")).fill_null("")
    roman = symbols.roman(session)
    modern = pl.concat_str(pl.lit("A/RES/"), session, pl.lit("/"), number, letters)
    old = pl.concat_str(pl.lit("A/RES/"), number, pl.lit(" ("), roman, pl.lit(")"))
    own = session.cast(pl.Int64, strict=False)
    fits = (session == pl.col("session")) | session.str.contains("S")
    return (
        pl.when(fits & (own.is_null() | (own >= _FIRST_OWN)))
        .then(modern)
        .when(fits & (own >= _FIRST_NUMBERED))
        .then(old)
        .otherwise(pl.lit(""))
        .fill_null("")
    )


def _balance(votes: pl.DataFrame) -> pl.DataFrame:
    """Return for each roll call how many more voted for it than against."""
    sign = (pl.col("relation") == "votedYes").cast(pl.Int32) - (pl.col("relation") == "votedNo").cast(pl.Int32)
    return votes.group_by("rcid").agg(sign.sum().alias("balance"))


def _why_not() -> pl.Expr:
    """Return why a roll call is not one on an adopted text as a whole; the empty string where it may be one."""
    lettered = pl.col("unres").str.contains(r"[A-Z]$") & (pl.col("session").cast(pl.Int64, strict=False) < _FIRST_OWN)
    return (
        pl.when(pl.col("symbol") == "")
        .then(pl.lit("no-symbol"))
        .when((pl.col("amend") == "1") | (pl.col("para") == "1") | pl.col("unres").str.contains(_SECTION))
        .then(pl.lit("part"))
        .when(lettered)
        .then(pl.lit("letter"))
        .when(pl.col("balance").fill_null(0) <= 0)
        .then(pl.lit("not-adopted"))
        .otherwise(pl.lit(""))
    )


def _rivals() -> pl.Expr:
    """Return why, with those left out that share a symbol: the one with a title stands, or none where several have."""
    candidate = pl.col("why") == ""
    alone = candidate.sum().over("symbol") == 1
    titled = candidate & (pl.col("short") != "")
    chosen = titled & (titled.sum().over("symbol") == 1)
    return pl.when(candidate & ~alone & ~chosen).then(pl.lit("rival")).otherwise(pl.col("why")).alias("why")


def _title() -> pl.Expr:
    """Return the longer description, or the short title where there is none."""
    return pl.when(pl.col("descr") != "").then(pl.col("descr")).otherwise(pl.col("short"))


_REASONS: Final[dict[str, tuple[str, Action, str]]] = {
    "letter": (
        "ambiguous-symbol",
        "kept",
        "Before session 31 a letter may number the roll calls on one resolution; this one is known by its own number.",
    ),
    "not-adopted": (
        "not-adopted",
        "kept",
        "No more voted for it than against, so it is not the resolution that bears the symbol.",
    ),
    "rival": (
        "repeated-symbol",
        "kept",
        "Another roll call bears the symbol, and a title; this one is known by its own number.",
    ),
}


def _findings(file: str, frame: pl.DataFrame) -> list[Finding]:
    """Return what is odd: symbols that are none, that several bear, or that were rejected; dates; repeated numbers."""
    odd = frame.filter(pl.col("why").is_in(list(_REASONS))).select("row", "rcid", "unres", "why")
    found = [
        Finding(kind, file, row, f"{unres} (roll call {rcid})", action, reason)
        for row, rcid, unres, why in odd.iter_rows()
        for kind, action, reason in [_REASONS[why]]
    ]
    session = pl.col("unres").str.extract(r"^(?:A/)?R(?:ES)?/(\d+)[/ ]").cast(pl.Int64, strict=False)
    late = pl.col("session").cast(pl.Int64, strict=False) >= _FIRST_NUMBERED
    other = frame.filter((pl.col("symbol") == "") & late & session.is_not_null())
    reason = "The symbol names another session than the row; it is not taken, and the number of the roll call stands."
    found += [Finding("unknown-value", file, row, unres, "kept", reason) for row, unres in _pairs(other, "unres")]
    undated = frame.filter(pl.col("date") == "")
    reason = "The calendar has no such day; the date is left out."
    found += [
        Finding("no-such-date", file, row, day, "refused", reason) for row, day in _pairs(undated, "printed_date")
    ]
    again = frame.filter(~pl.col("rcid").is_first_distinct())
    reason = "The number of a roll call stands twice; the first row stands."
    found += [Finding("repeated-row", file, row, rcid, "refused", reason) for row, rcid in _pairs(again, "rcid")]
    return sorted(found, key=lambda finding: finding.row or 0)


def _pairs(frame: pl.DataFrame, column: str) -> list[tuple[int, str]]:
    return frame.select("row", column).rows()

"""Read recommendations of the Universal Periodic Review from the export of UPR Info's database.

One CSV row a recommendation and recommending state, so that one by several states stands on several rows. Lines may
end in a carriage return alone, and the letters may be Mac Roman.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE: Final = "upr-info-2015"
"""The data set whose layout this is."""

CROSSWALK: Final = "upr-info"

YEARS: Final = {
    **{str(session): str(2008 + (session - 1) // 3) for session in range(1, 13)},
    "13": "2012", "14": "2012", "15": "2013", "16": "2013", "17": "2013",
}  # fmt: skip
"""The year of each session that the files hold: three a year in the first cycle, then as they were held."""

_LAST_OF_FIRST: Final = 12
_NEEDED: Final = ("To", "Text", "From", "Response", "Action", "Issue", "Session")
_UNUSED: Final = ("To-Rgrp", "To-Org", "From-Rgrp", "From-Org")
_RESPONSES: Final = {"Accepted": "accepted", "Noted": "noted"}
_ESCAPE: Final = re.compile(r"%u([0-9A-Fa-f]{4})")
_STATES: Final = (("state_name", "state"), ("recommender_name", "recommender"))
_SHORTEST_SHARE: Final = 2
_COLUMNS: Final = (
    "key", "review", "state_name", "state", "recommender_name", "recommender", "session", "response", "action",
    "issues", "text", "source",
)  # fmt: skip


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return each recommendation of each state, and each review with the number of distinct recommendations.

    A recommendation by several states is one where the words are the same in one review, apart from white space,
    capitals and the mark at the end. It counts as supported where it was accepted from all of them, and as noted
    where it was not accepted from one.

    Args:
        kind: ``upr-info``.
        files: one file.

    Raises:
        UnreadableFileError: the file is damaged, or lacks a column.
    """
    (path,) = files
    text, mended = _text(path)
    frame, extra = delimited.named(text, path.name, _NEEDED, _UNUSED)
    plain, escapes = _unescaped(frame.with_columns(pl.lit(path.name).alias("file")))
    rows = plain.rename({"To": "state_name", "From": "recommender_name", "Text": "text", "Session": "session"})
    for name, to in _STATES:
        rows = with_state(rows, CROSSWALK, name=name, to=to)
    rows = _keyed(rows)
    reviews, mixed = _reviews(rows)
    names = [found for name, to in _STATES for found in unknown_names(rows, CROSSWALK, name=name, to=to)]
    source = pl.lit(SOURCE).alias("source")
    tables = {
        "recommendations": rows.with_columns(source).select(_COLUMNS),
        "reviews_imported": reviews.with_columns(source),
    }
    found = (*mended, *extra, *escapes, *_strange(rows), *_repeated(rows), *mixed, *names)
    return Imported(kind, _series(kind, rows), tables, found, len(rows))


def _series(kind: str, rows: pl.DataFrame) -> str:
    """Return the series by the sessions that the rows are of, whatever the file is called."""
    sessions = rows["session"].cast(pl.Int64, strict=False).drop_nulls()
    ends = dict.fromkeys([sessions.min(), sessions.max()]) if len(sessions) else {}
    return "-".join([kind, *map(str, ends)])


def _text(path: Path) -> tuple[str, list[Finding]]:
    """Return the text of the file, and a finding where it is not UTF-8."""
    raw = border.data(path)
    text = border.decoded(raw, path.name, ("utf-8", "mac_roman"))
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        reason = "The bytes break the rules of UTF-8, so they are read as Mac Roman, in which the export was written."
        return text, [Finding("encoding-repaired", path.name, None, "Mac Roman", "repaired", reason)]
    return text, []


def _unescaped(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows with escapes such as ``%u2019`` and ``&#40;`` as the letters they mean."""
    findings = []
    for name in _NEEDED:
        escaped = rows.filter(pl.col(name).str.contains(r"%u[0-9A-Fa-f]{4}|&#?\w+;")).select("file", "row", name)
        mended = {cell: _letters(cell) for cell in escaped[name].unique()}
        findings += [
            Finding("encoding-repaired", file, row, cell[:80], "repaired", "An escape is put back into its letter.")
            for file, row, cell in escaped.iter_rows()
        ]
        rows = rows.with_columns(pl.col(name).replace(mended))
    return rows, findings


def _letters(cell: str) -> str:
    return html.unescape(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell))


def _keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the keys of their review and of themselves, the answer, and what makes words the same."""
    year = pl.col("session").replace_strict(YEARS, default=None)
    party = pl.when(pl.col("state") != "").then("state").otherwise(
        pl.col("state_name").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-")
    )  # fmt: skip
    held = pl.coalesce(year, pl.concat_str(pl.lit("session-"), pl.col("session").str.replace_all(r"[^A-Za-z0-9]+", "")))
    same = pl.col("text").str.replace_all(r"\s+", " ").str.to_lowercase().str.strip_chars(" .;")
    return rows.with_columns(
        pl.concat_str(party, held, separator="-").alias("review"),
        year.fill_null("").alias("year"),
        pl.col("Response").replace_strict(_RESPONSES, default="").alias("response"),
        pl.when(pl.col("Action").is_in(["1", "2", "3", "4", "5"])).then("Action").otherwise(pl.lit("")).alias("action"),
        pl.col("Issue").str.replace_all(r"\s*,\s*", ",").alias("issues"),
        same.alias("same"),
    ).with_columns(
        pl.concat_str("review", pl.int_range(1, pl.len() + 1).over("review"), separator="-").alias("key")
    )  # fmt: skip


def _reviews(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return each review with its numbers, and the recommendations that were answered in two ways."""
    each = rows.group_by("review", "same", maintain_order=True).agg(
        pl.col("state_name", "state", "session", "year", "file", "row", "text").first(),
        (pl.col("response") == "noted").any().alias("noted"),
        (pl.col("response") == "accepted").any().alias("supported"),
    )
    mixed = each.filter(pl.col("noted") & pl.col("supported"))
    findings = [
        Finding(
            "counts-disagree", file, row, text, "kept", "Accepted from one state, not from another: counted as noted."
        )
        for file, row, text in mixed.select("file", "row", "text").iter_rows()
    ]
    first = pl.col("session").str.contains(r"^\d+$") & (
        pl.col("session").cast(pl.Int64, strict=False) <= _LAST_OF_FIRST
    )
    reviews = each.group_by("review", maintain_order=True).agg(
        pl.col("state_name", "state", "session", "year").first(),
        pl.len().cast(pl.String).alias("received"),
        (pl.col("supported") & ~pl.col("noted")).sum().cast(pl.String).alias("supported"),
        pl.col("noted").sum().cast(pl.String).alias("noted"),
    )
    known = pl.when(pl.col("year") == "").then(pl.lit("")).when(first).then(pl.lit("UPR-1")).otherwise(pl.lit("UPR-2"))
    return reviews.rename({"review": "key"}).with_columns(known.alias("cycle")), findings


def _strange(rows: pl.DataFrame) -> list[Finding]:
    """Tell answers, categories of action and sessions that are none of the known ones."""
    cases = (
        ("Response", pl.col("response") == "", "It is neither Accepted nor Noted; the answer is left empty."),
        ("Action", pl.col("action") == "", "The category of action is not 1 to 5; it is left empty."),
        ("session", pl.col("year") == "", "The year of this session is not known, so the review is named by it."),
    )
    return [
        Finding("unknown-value", file, row, cell, "kept", reason)
        for column, offence, reason in cases
        for file, row, cell in rows.filter(offence).select("file", "row", column).iter_rows()
    ]


def _repeated(rows: pl.DataFrame) -> list[Finding]:
    """Tell the rows that say the same words by the same state in the same review again."""
    turn = pl.int_range(1, pl.len() + 1).over("review", "same", "recommender_name")
    again = rows.filter(turn >= _SHORTEST_SHARE).select("file", "row", "text")
    return [
        Finding("repeated-row", file, row, text[:80], "kept", "The same state said it already; it is counted once.")
        for file, row, text in again.iter_rows()
    ]

"""Read the voting data that the United Nations Digital Library offers in bulk: one CSV row a state and roll call.

Columns are found by name, so both published layouts are read, with ``vote_note`` and without. The file holds adopted
texts put to a recorded vote. A state that did not vote, ``X`` or ``NV``, has no row in the table of votes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import voters
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.votes import assembling, csv_tables, symbols

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ORGANS: Final = {"undl-ga-votes": "UNGA", "undl-sc-votes": "UNSC"}
_SOURCES: Final = {"undl-ga-votes": "undl-ga-voting", "undl-sc-votes": "undl-voting"}
_COUNTS: Final = {"total_yes": "yes_count", "total_no": "no_count", "total_abstentions": "abstention_count"}
_NEEDED: Final = ("undl_id", "ms_code", "ms_name", "ms_vote", "date", "resolution", "title", *_COUNTS)
_READ: Final = ("session", "draft", "meeting", "subjects")
_KNOWN: Final = frozenset(
    {
        "agenda", "agenda_title", "committee_report", "description", "modality", "permanent_member",
        "total_non_voting", "total_ms", "undl_link", "vote_note",
    }
)  # fmt: skip
_RELATIONS: Final = {"Y": "votedYes", "N": "votedNo", "A": "abstainedOn", "X": "", "NV": "", "": ""}
_CROSSWALK: Final = "undgacm"


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return what one bulk file holds.

    Args:
        kind: ``undl-ga-votes`` or ``undl-sc-votes``.
        files: one CSV file.

    Returns:
        The tables ``roll_calls``, ``votes`` and ``subjects``.

    Raises:
        UnreadableFileError: it is no CSV, a column is missing, or a resolution is not one of this organ.
    """
    (path,) = files
    sheet = csv_tables.opened(path)
    frame, extra = csv_tables.table(sheet, _NEEDED, (*_READ, *_KNOWN))
    absent = [pl.lit("").alias(name) for name in _READ if name not in frame.columns]
    rows = frame.select(*_NEEDED, *(name for name in _READ if name in frame.columns), *absent).with_row_index("row", 2)
    rows = rows.with_columns(symbols.uniform(pl.col("resolution")).alias("symbol"))
    _refuse_other_organ(rows, path.name, _ORGANS[kind])
    calls, found = _roll_calls(rows, path.name, kind)
    votes, more = _votes(rows, calls, path.name)
    tables = {"roll_calls": calls, "votes": votes, "subjects": _subjects(calls)}
    findings = [each for each in extra if each.found not in _KNOWN] + found + _disagreeing(calls, votes, path.name)
    return Imported(kind, kind, assembling.declared(tables), (*findings, *more), frame.height)


def _refuse_other_organ(rows: pl.DataFrame, file: str, organ: str) -> None:
    symbol = pl.col("symbol")
    start = "A/RES/" if organ == "UNGA" else "S/RES/"
    other = rows.filter(~(symbols.known(symbol) & symbol.str.starts_with(start)))
    if not other.is_empty():
        reason = f"{other['resolution'][0]!r} is no symbol of a resolution of {organ}, such as {start}..."
        raise UnreadableFileError(file, reason, other["row"][0], "Name the kind that the file is of.")


def _roll_calls(rows: pl.DataFrame, file: str, kind: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row a symbol; of several voting records of one symbol the one in which most states voted."""
    voted = pl.col("ms_vote").str.strip_chars().is_in(["Y", "N", "A"]).sum()
    firsts = pl.col("row", "date", "title", "session", "draft", "meeting", "subjects", *_COUNTS).first()
    records = rows.group_by("symbol", "undl_id", maintain_order=True).agg(firsts, voted.alias("voted"))
    best = records.sort("voted", descending=True, maintain_order=True).unique("symbol", keep="first").sort("row")
    reason = "Another voting record of this symbol has as many voters or more, and stands."
    found = [
        Finding("repeated-symbol", file, row, f"{symbol}: record {record} with {count} voters", "refused", reason)
        for symbol, record, row, count in records.join(best, on=["symbol", "undl_id"], how="anti")
        .select("symbol", "undl_id", "row", "voted")
        .iter_rows()
    ]
    symbol, day = pl.col("symbol"), pl.col("date").str.to_date("%Y-%m-%d", strict=False)
    counts = (
        pl.col(printed).str.strip_chars().str.extract(r"^0*(\d+)(?:\.0+)?$").fill_null("").alias(name)
        for printed, name in _COUNTS.items()
    )
    written = pl.col("session").str.strip_chars()
    calls = best.with_columns(
        symbols.key(symbol).alias("key"),
        symbols.part(symbol).alias("part"),
        pl.when(written == "").then(symbols.session(symbol)).otherwise(written).alias("session"),
        *(assembling.tidy(pl.col(name)) for name in ("title", "draft", "meeting")),
        day.cast(pl.String).fill_null("").alias("adopted_on"),
        pl.lit("recorded-vote").alias("adoption_mode"),
        *counts,
        pl.lit(_ORGANS[kind]).alias("adopted_by"),
        pl.lit("true").alias("whole"),
        pl.lit(_SOURCES[kind]).alias("source"),
    )
    return calls, [*found, *_odd_cells(calls, file)]


def _odd_cells(calls: pl.DataFrame, file: str) -> list[Finding]:
    """Return findings of days that do not exist and of counts that are no numbers."""
    undated = calls.filter(pl.col("adopted_on") == "").select("row", "date").iter_rows()
    reason = "No day of the calendar stands there, as in 2020-12-16; it is left out."
    found = [Finding("no-such-date", file, row, date, "refused", reason) for row, date in undated]
    for printed, name in _COUNTS.items():
        odd = calls.filter((pl.col(name) == "") & (pl.col(printed).str.strip_chars() != ""))
        reason = f"{printed} is a whole number; this one is left out."
        found += [
            Finding("unknown-value", file, row, value, "refused", reason)
            for row, value in odd.select("row", printed).iter_rows()
        ]
    return found


def _votes(rows: pl.DataFrame, calls: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row for each vote that was cast, with the state that is meant."""
    keys = calls.select("symbol", "undl_id", pl.col("key").alias("resolution"), "adopted_on")
    kept = rows.drop("resolution").join(keys, on=["symbol", "undl_id"], maintain_order="left")
    cast = pl.col("ms_vote").str.strip_chars().str.to_uppercase()
    kept = kept.with_columns(cast.replace_strict(_RELATIONS, default=None, return_dtype=pl.String).alias("relation"))
    reason = "A vote is Y, N, A, X or NV; the row is left out."
    findings = [
        Finding("unknown-value", file, row, vote, "refused", reason)
        for row, vote in kept.filter(pl.col("relation").is_null()).select("row", "ms_vote").iter_rows()
    ]
    named = kept.filter(pl.col("relation") != "").with_columns(
        assembling.tidy(pl.col("ms_name")).alias("state_name"), pl.col("ms_code").str.strip_chars().alias("state_code")
    )
    votes = assembling.meant(named, _CROSSWALK)
    unknown = assembling.unknown_states(votes, file, _CROSSWALK)
    votes, twice = assembling.once_a_state(votes, file)
    votes, torn = assembling.one_vote_a_state(votes, file)
    return votes, [*findings, *twice, *torn, *unknown, *voters.doubtful(votes, file, _CROSSWALK)]


def _subjects(calls: pl.DataFrame) -> pl.DataFrame:
    """Return one row a subject; ``|`` stands between subjects, ``--`` between the levels of one."""
    split = calls.select(
        pl.col("key").alias("resolution"),
        pl.lit("undl").alias("scheme"),
        pl.col("subjects").str.split("|").alias("term"),
    )
    terms = split.explode("term").with_columns(assembling.tidy(pl.col("term")))
    return terms.filter(pl.col("term").fill_null("") != "").unique(maintain_order=True)


def _disagreeing(calls: pl.DataFrame, votes: pl.DataFrame, file: str) -> list[Finding]:
    """Return a finding for each roll call whose counts are not those of its rows; both stay as they are printed."""
    listed = votes.group_by("resolution").agg(
        (pl.col("relation") == relation).sum().cast(pl.String).alias(relation)
        for relation in ("votedYes", "votedNo", "abstainedOn")
    )
    pairs = list(zip(_COUNTS.values(), ("votedYes", "votedNo", "abstainedOn"), strict=True))
    both = calls.join(listed, left_on="key", right_on="resolution", how="left", maintain_order="left")
    both = both.with_columns(pl.col(relation).fill_null("0") for _, relation in pairs)
    wrong = pl.any_horizontal((pl.col(count) != "") & (pl.col(count) != pl.col(relation)) for count, relation in pairs)
    counted, cast = (pl.concat_str(names, separator="-") for names in zip(*pairs, strict=True))
    odd = both.filter(wrong).select("row", "symbol", counted.alias("counted"), cast.alias("cast"))
    reason = "The totals and the rows disagree, and nothing says which is right; both stay as they are printed."
    return [
        Finding("counts-disagree", file, row, f"{symbol}: {total} counted, {rows} listed", "kept", reason)
        for row, symbol, total, rows in odd.iter_rows()
    ]

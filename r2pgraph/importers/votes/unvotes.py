"""Read the United Nations General Assembly Voting Data: the tables of the R package unvotes, as CSV or as R data.

``unres`` names a resolution since session 18 (``R/73/182``, later ``A/RES/74/169``); before, and for the special and
emergency sessions of that time (``SS``, ``ESS``), it names a page of the official records. A roll call is one on an
adopted text as a whole where its ``unres`` is the symbol of a resolution of its own session, it is marked neither as
amendment nor as paragraph, more voted for it than against, and no other such roll call bears the symbol. Everything
else that was put to the vote is known by its number. The counts are nowhere printed; they stay empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import voters
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.votes import assembling, csv_tables, r_data, wholes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_COLUMNS: Final = {
    "votes": ("rcid", "country", "country_code", "vote"),
    "roll_calls": ("rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr"),
    "issues": ("rcid", "short_name", "issue"),
}
_NAMES_OF: Final = {"votes": "unvotes.csv", "roll_calls": "roll_calls.csv", "issues": "issues.csv"}
_RELATIONS: Final = {"yes": "votedYes", "no": "votedNo", "abstain": "abstainedOn"}
_SOURCE: Final = "voeten-unvotes"
_CROSSWALK: Final = "voeten"

Read = dict[str, tuple[str, pl.DataFrame]]


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return what the tables of unvotes hold.

    Args:
        kind: ``unvotes``.
        files: the tables of votes and of roll calls, and of issues where wanted, each as ``.csv``, ``.csv.gz`` or
            ``.rda``; where both a CSV and R data hold a table the CSV is read.

    Returns:
        The tables ``roll_calls`` and ``votes``.

    Raises:
        UnreadableFileError: a file is none of these tables or damaged, or a table that is needed is not among them.
        MissingToolError: only R data hold a table, and what reads them is not installed.
    """
    found, findings = _found(files)
    for name in ("votes", "roll_calls"):
        if name not in found:
            reason = f"The table with the columns {', '.join(_COLUMNS[name])} is missing."
            raise UnreadableFileError(files[0].name, reason, None, f"Give {_NAMES_OF[name]} in the same call.")
    votes, more = _votes(*found["votes"])
    calls, most = wholes.roll_calls(*found["roll_calls"], votes)
    table, rest = _joined(votes, calls, found["votes"][0])
    tables = {"roll_calls": calls.with_columns(pl.lit(_SOURCE).alias("source")), "votes": table}
    rows = sum(frame.height for _, frame in found.values())
    return Imported(kind, kind, assembling.declared(tables), (*findings, *more, *most, *rest), rows)


def _found(files: Sequence[Path]) -> tuple[Read, list[Finding]]:
    """Return each table that the files hold, with the name of its file; CSV before R data."""
    found: Read = {}
    findings: list[Finding] = []
    for path in sorted(files, key=lambda path: (path.suffix == ".rda", path.name)):
        if path.suffix == ".rda" and len(found) == len(_COLUMNS):
            findings.append(_twice(path.name, "every table"))
            continue
        for frame in r_data.tables(path).values() if path.suffix == ".rda" else [_csv(path, findings)]:
            name = _name(frame.columns, path.name)
            if name in found:
                findings.append(_twice(path.name, f"the table of {name.replace('_', ' ')}"))
            else:
                found[name] = path.name, frame.select(_COLUMNS[name])
    return found, findings


def _csv(path: Path, findings: list[Finding]) -> pl.DataFrame:
    sheet = csv_tables.opened(path)
    frame, more = csv_tables.table(sheet, _COLUMNS[_name(sheet.names, path.name)])
    findings += more
    return frame


def _name(columns: Sequence[str], file: str) -> str:
    """Return which table has these columns; the one of which most are there decides what is missing."""
    shared = {name: len(set(wanted) & set(columns)) / len(wanted) for name, wanted in _COLUMNS.items()}
    name = max(shared, key=lambda each: shared[each])
    if missing := [each for each in _COLUMNS[name] if each not in columns]:
        reason = f"The table is none of unvotes: {', '.join(missing)} is missing beside {', '.join(columns)}."
        raise UnreadableFileError(file, reason, 1, "Name the kind that the file is of.")
    return name


def _twice(file: str, what: str) -> Finding:
    return Finding("repeated-file", file, None, what, "refused", "Another file holds the same; that one is read.")


def _votes(file: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows with a known vote, one a state and roll call, and what is wrong with the others."""
    relation = pl.col("vote").replace_strict(_RELATIONS, default=None, return_dtype=pl.String)
    rows = frame.select("rcid", "country", "vote", relation.alias("relation"))
    findings = [
        Finding(
            "unknown-value", file, row + 2, vote, "refused", f"A vote is yes, no or abstain; {count:,} rows are not."
        )
        for vote, row, count in _counted(rows, pl.col("relation").is_null(), "vote")
    ]
    rows = rows.drop_nulls("relation") if findings else rows
    if rows.select(_pair()).to_series().n_unique() == rows.height:
        return rows, findings
    return _unrepeated(rows, file, findings)


def _pair() -> pl.Expr:
    """Return one number for each state and roll call; numbers are told apart faster than texts."""
    call, country = (pl.col(name).cast(pl.Categorical).to_physical().cast(pl.UInt64) for name in ("rcid", "country"))
    return call * (country.max() + 1) + country


def _unrepeated(rows: pl.DataFrame, file: str, findings: list[Finding]) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row a state and roll call; none where two rows give it two votes."""
    kept = rows.unique(["rcid", "country", "relation"], keep="first", maintain_order=True)
    again = rows.height - kept.height
    if again:
        reason = "The same state casts the same vote in the same roll call; it counts once."
        findings.append(Finding("repeated-row", file, None, f"{again:,} rows", "refused", reason))
    two = kept.filter(pl.struct("rcid", "country").is_duplicated())
    reason = "Two rows give the state two votes in one roll call; which is meant cannot be told, so none is kept."
    findings += [
        Finding("repeated-row", file, None, f"{country} in roll call {rcid}", "refused", reason)
        for rcid, country in two.select("rcid", "country").unique(maintain_order=True).iter_rows()
    ]
    return kept.filter(~pl.struct("rcid", "country").is_duplicated()), findings


def _joined(votes: pl.DataFrame, calls: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the votes with the key of their roll call and the state that each name means on its day."""
    reason = "No roll call has this number; its votes are left out."
    keys, days = (dict(zip(calls["rcid"], calls[name], strict=True)) for name in ("key", "adopted_on"))
    rows = votes.select(
        _looked_up(keys).alias("resolution"),
        _looked_up(days).alias("adopted_on"),
        pl.col("country").alias("state_name"),
        "relation",
        "rcid",
    )
    strays = rows.filter(pl.col("resolution").is_null()).group_by("rcid", maintain_order=True).len()
    findings = [
        Finding("unknown-roll-call", file, None, f"{rcid} ({count:,} votes)", "refused", reason)
        for rcid, count in strays.iter_rows()
    ]
    meant = assembling.meant(rows.filter(pl.col("resolution").is_not_null()) if findings else rows, _CROSSWALK)
    unknown = assembling.unknown_states(meant, file, _CROSSWALK)
    return meant, [*findings, *unknown, *voters.doubtful(meant, file, _CROSSWALK)]


def _looked_up(values: dict[str, str]) -> pl.Expr:
    """Return what belongs to the number of each roll call, null for a number that is not known."""
    return pl.col("rcid").replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.String)


def _counted(rows: pl.DataFrame, offence: pl.Expr, column: str) -> list[tuple[str, int, int]]:
    """Return each value in the rows that offend, the first such row from 0, and how many there are."""
    offending = rows.with_row_index("_row").filter(offence)
    return offending.group_by(column, maintain_order=True).agg(pl.col("_row").min(), pl.len()).rows()

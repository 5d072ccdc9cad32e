"""Name treaties as the Treaty Collection numbers them, and acts by state, treaty and kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = re.compile(r"(?P<chapter>[0-9]{1,2})-(?P<number>[0-9]+[a-z]?(?:-[0-9a-z]+)*)")
_TENS: Final = (*("X" * tens for tens in range(4)), "XL")
_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_MOST_CHAPTERS: Final = 49

ACTIONS: Final = (
    "key", "state_name", "state_code", "state", "treaty", "kind", "date", "mark", "source",
)  # fmt: skip
"""The columns of the table of acts."""


def treaty_key(number: str) -> str:
    """Return the key of a treaty from chapter and number: ``4-9-b`` and ``4-9.b`` give ``IV-9-b``; "" if it is none."""
    found = _NUMBER.fullmatch(number.strip().replace(".", "-"))
    if not found or not 0 < int(found["chapter"]) <= _MOST_CHAPTERS:
        return ""
    tens, units = divmod(int(found["chapter"]), 10)
    return f"{_TENS[tens]}{_UNITS[units]}-{found['number']}"


def party_key() -> pl.Expr:
    """Return the expression that names who acts: the state, or its name in small letters where it is none of ours."""
    slug = (
        pl.col("state_name").str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-")
    ).str.strip_chars("-")
    return pl.when(pl.col("state") != "").then("state").otherwise(slug)


def with_keys(frame: pl.DataFrame, parts: Sequence[pl.Expr]) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the frame with a ``key`` of the parts, numbered from the second row that would bear the same one.

    Args:
        frame: rows with the columns ``file`` and ``row``.
        parts: the expressions that are joined by hyphens.

    Returns:
        The frame, and a finding for each row whose key had to be numbered.
    """
    whole = frame.with_columns(pl.concat_str(parts, separator="-").alias("key"))
    numbered = whole.with_columns(pl.int_range(1, pl.len() + 1).over("key").alias("turn"))
    again = numbered.filter(pl.col("turn") > 1)
    findings = [
        Finding("repeated-row", file, row, key, "kept", f"It is told {turn} times; this row has a number in its key.")
        for file, row, key, turn in again.select("file", "row", "key", "turn").iter_rows()
    ]
    suffix = pl.when(pl.col("turn") > 1).then(pl.concat_str(pl.lit("-"), "turn")).otherwise(pl.lit(""))
    return numbered.with_columns(pl.concat_str("key", suffix)).drop("turn"), findings

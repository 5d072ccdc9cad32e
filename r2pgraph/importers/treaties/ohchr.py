"""Read the status of the core human rights treaties as one CSV file a treaty, a member of the United Nations a row.

The layout is that of the data set ``hr-treaty-status-2022``: ISO alpha-2 code, name, flags for party, signatory and
no action, the year of ratification or accession, and the same status in words. A year, never a day; and it does not
tell ratification from accession, so the act is told as consent to be bound.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.importers.treaties.numbering import ACTIONS, party_key, with_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE: Final = "hr-treaty-status-2022"
"""The data set whose layout this is."""

CROSSWALK: Final = "ohchr"

TREATIES: Final = {
    "cedaw": "IV-8", "cped": "IV-16", "crc": "IV-11", "crpd": "IV-15", "iccpr": "IV-4", "iccpr_op1": "IV-5",
    "iccpr_op2": "IV-12", "icescr": "IV-3", "icescr_op": "IV-3-a", "icmw": "IV-13", "op_cedaw": "IV-8-b",
    "op_crc_ic": "IV-11-d", "op_crc_sc": "IV-11-c", "op_crpd": "IV-15-a",
}  # fmt: skip
"""The treaty after which a file is named, behind ``hr_status_``."""

_YEAR: Final = "year ratification or accession"
_NEEDED: Final = ("iso2", "member", "state party", _YEAR, "signatory", "no action", "status")
_FLAGS: Final = {
    "state party": {"state party": "1", "signatory": "0", "no action": "0"},
    "signatory state": {"state party": "0", "signatory": "1", "no action": "0"},
    "no action": {"state party": "0", "signatory": "0", "no action": "1"},
}
"""The flags that go with each status in words."""

_DENOUNCED: Final = r"(?i)\bdenounced\b.*?\b((?:19|20)\d\d)\b"
_PLAIN_YEAR: Final = r"^(?:19|20)\d\d$"


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return who is a party since which year, who signed, and who left, each as an act.

    Args:
        kind: ``ohchr-treaty-status``.
        files: one file a treaty.

    Raises:
        UnreadableFileError: a file is damaged, lacks a column, or its name does not say which treaty it is about.
    """
    frames: list[pl.DataFrame] = []
    findings: list[Finding] = []
    for path in files:
        frame, extra = delimited.named(border.text(path), path.name, _NEEDED, ("note",))
        frames.append(frame.with_columns(pl.lit(path.name).alias("file"), pl.lit(_treaty(path.name)).alias("treaty")))
        findings += extra
    whole = pl.concat(frames).rename({"iso2": "state_code", "member": "state_name"})
    placed = with_state(whole, CROSSWALK)
    acts, more = _acts(placed)
    keyed, repeated = with_keys(acts, [party_key(), pl.col("treaty"), pl.col("kind")])
    table = keyed.with_columns(pl.lit("").alias("mark"), pl.lit(SOURCE).alias("source")).select(ACTIONS)
    found = (*findings, *_contradictions(whole), *more, *repeated, *unknown_names(placed, CROSSWALK))
    return Imported(kind, kind, {"treaty_actions_imported": table}, found, len(whole))


def _treaty(file: str) -> str:
    name = Path(file).stem.removeprefix("hr_status_")
    if name not in TREATIES:
        reason = "The name of the file does not say which treaty it is about."
        remedy = f"Name it hr_status_TREATY.csv with one of {', '.join(TREATIES)}."
        raise UnreadableFileError(file, reason, None, remedy)
    return TREATIES[name]


def _acts(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return consents, signatures and withdrawals, and the rows of which a year or a status cannot be used."""
    year = pl.col(_YEAR)
    party = rows.filter(pl.col("status") == "state party").with_columns(pl.lit("consent").alias("kind"))
    sound = pl.when(year.str.contains(_PLAIN_YEAR)).then(year).otherwise(pl.lit(""))
    signed = rows.filter(pl.col("status") == "signatory state").with_columns(pl.lit("signature").alias("kind"))
    left = rows.with_columns(
        pl.col("note").str.extract(_DENOUNCED, 1).alias("date"), pl.lit("withdrawal").alias("kind")
    )
    acts = pl.concat(
        [
            party.with_columns(sound.alias("date")),
            signed.with_columns(pl.lit("").alias("date")),
            left.filter(pl.col("date").is_not_null()),
        ],
        how="diagonal",
    )
    undated = party.filter(~year.str.contains(_PLAIN_YEAR))
    strange = rows.filter(~pl.col("status").is_in(list(_FLAGS)))
    findings = [
        *_each(undated, _YEAR, "no-such-date", "kept", "A party without a year of four digits; its act has no date."),
        *_each(
            left.filter(pl.col("date").is_not_null()), "note", "note-read", "kept", "Told as a withdrawal in that year."
        ),
        *_each(strange, "status", "unknown-value", "refused", f"It is none of {', '.join(_FLAGS)}."),
    ]
    return acts.sort("treaty", "row", maintain_order=True), findings


def _contradictions(rows: pl.DataFrame) -> list[Finding]:
    """Tell the rows whose flags, or year, say another thing than their status in words."""
    wrong = pl.lit(value=False)
    for status, flags in _FLAGS.items():
        unlike = pl.any_horizontal(*(pl.col(name) != value for name, value in flags.items()))
        wrong = wrong | ((pl.col("status") == status) & unlike)
    wrong = wrong | ((pl.col("status") != "state party") & (pl.col(_YEAR) != ""))
    said = pl.format("{}: {}/{}/{}, year {}", "status", "state party", "signatory", "no action", _YEAR).alias("said")
    reason = "Flags, year and status disagree; the status in words is followed."
    return _each(rows.filter(wrong).with_columns(said), "said", "counts-disagree", "kept", reason)


def _each(rows: pl.DataFrame, column: str, kind: str, action: str, reason: str) -> list[Finding]:
    return [
        Finding(kind, file, row, found, "refused" if action == "refused" else "kept", reason)
        for file, row, found in rows.select("file", "row", column).iter_rows()
    ]

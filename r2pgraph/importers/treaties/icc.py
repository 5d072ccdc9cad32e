"""Read who joined the Rome Statute, and what the law of each country says, in the layout of the ABA-ICC site.

One CSV row a country page: dates of signature and of ratification or accession (not told apart), the date of the
agreement on the Court's privileges and immunities, and a linked passage of domestic law for each of four crimes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.importers.treaties.numbering import ACTIONS, party_key, with_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE: Final = "aba-icc-2021"
"""The data set whose layout this is."""

CROSSWALK: Final = "aba-icc"

STATUTE: Final = "XVIII-10"
PRIVILEGES: Final = "XVIII-13"
"""The Agreement on the Privileges and Immunities of the Court, which the site calls APIC."""

_DATES: Final = {
    "signed_date": (STATUTE, "signature"),
    "ratified_or_acceded_date": (STATUTE, "consent"),
    "ratified_apic_date": (PRIVILEGES, "consent"),
}
_CRIMES: Final = ("genocide", "crimes_against_humanity", "war_crimes", "aggression")
_NEEDED: Final = ("title", "iso_code", "geocode", "state_party", "signed_but_not_ratified", *_DATES, *_CRIMES)
_UNUSED: Final = ("territory", "entry_into_force_date", "published", "source_file")

_NO_PARTY: Final = (
    "It is no party by its flag, yet has a date: it withdrew, or is a territory; the source has no date of withdrawal, "
    "so the dated act stands alone."
)
_MOMENT: Final = r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:Z|\+00:00)?$"
_LINKED: Final = r"^\[([^\]]+)\]\((\S+?)\)+$"
_PLACE: Final = (
    r",\s+((?:Arts?\.|Article|Book|Chapter|Division|Part|Schedule|Section|Subdivision|Title|Volume|§)s?\b.*|§.*)$"
)


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return acts towards the Rome Statute and its agreement on privileges, and provisions of domestic law.

    Args:
        kind: ``icc-parties``.
        files: one file.

    Raises:
        UnreadableFileError: the file is damaged, or lacks a column.
    """
    (path,) = files
    frame, findings = delimited.named(border.text(path), path.name, _NEEDED, _UNUSED)
    named = frame.with_columns(pl.lit(path.name).alias("file")).rename(
        {"title": "state_name", "iso_code": "state_code"}
    )
    rows = with_state(named, CROSSWALK)
    acts, about_acts = _acts(rows)
    provisions, about_law = _provisions(rows)
    told = pl.concat(
        [acts.select("file", "row", "state_name", "state"), provisions.select("file", "row", "state_name", "state")]
    )
    source = pl.lit(SOURCE).alias("source")
    tables = {
        "treaty_actions_imported": acts.with_columns(pl.lit("").alias("mark"), source).select(ACTIONS),
        "legal_provisions": provisions.with_columns(source).select(
            "key", "state_name", "state_code", "state", "subject", "provision", "instrument", "article", "url", "source"
        ),
    }
    more = (*about_acts, *_disagreeing(rows), *about_law, *unknown_names(told, CROSSWALK))
    return Imported(kind, kind, tables, (*findings, *more), len(rows))


def _acts(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row an act, and the dates that are none or that a page was given by mistake."""
    long = (
        rows.select("file", "row", "state_name", "state_code", "state", *_DATES)
        .unpivot(
            list(_DATES),
            index=["file", "row", "state_name", "state_code", "state"],
            variable_name="field",
            value_name="cell",
        )
        .filter(pl.col("cell") != "")
        .sort("row", maintain_order=True)
    )
    split = long.with_columns(
        pl.col("cell")
        .str.extract(_MOMENT, 1)
        .str.to_date("%Y-%m-%d", strict=False)
        .dt.to_string("%Y-%m-%d")
        .alias("date"),
        pl.col("cell").str.extract(_MOMENT, 2).alias("time"),
        pl.col("field").replace_strict({name: treaty for name, (treaty, _) in _DATES.items()}).alias("treaty"),
        pl.col("field").replace_strict({name: act for name, (_, act) in _DATES.items()}).alias("kind"),
    )
    undated = split.filter(pl.col("date").is_null() | (pl.col("time") != "00:00:00"))
    findings = [
        Finding("no-such-date", file, row, cell, "refused", f"The field {field} holds no day; the act is left out.")
        if date is None
        else Finding("out-of-range", file, row, cell, "refused", f"The field {field} holds the moment of an edit.")
        for file, row, field, cell, date in undated.select("file", "row", "field", "cell", "date").iter_rows()
    ]
    keyed, repeated = with_keys(split.filter(pl.col("time") == "00:00:00", pl.col("date").is_not_null()), [
        party_key(), pl.col("treaty"), pl.col("kind"),
    ])  # fmt: skip
    return keyed, [*findings, *repeated]


def _disagreeing(rows: pl.DataFrame) -> list[Finding]:
    """Tell the pages whose flags say another thing than their dates, or whose treaty begins a day early."""
    consent, signed = pl.col("ratified_or_acceded_date") != "", pl.col("signed_date").str.contains(r"^\d")
    party, signatory = pl.col("state_party").str.to_lowercase(), pl.col("signed_but_not_ratified").str.to_lowercase()
    cases = (
        ((party != "true") & consent, "left-or-never-joined", _NO_PARTY),
        ((party == "true") & ~consent, "counts-disagree", "It is a party by its flag, without a date; no act is told."),
        ((signatory == "true") & ~signed, "counts-disagree", "It signed by its flag, without a date; no act is told."),
        (_begins_early(), "entry-into-force-early", "By the treaty it begins on the next day; the field is not read."),
    )
    return [
        Finding(kind, file, row, name, "kept", reason)
        for offence, kind, reason in cases
        for file, row, name in rows.filter(offence).select("file", "row", "state_name").iter_rows()
    ]


def _begins_early() -> pl.Expr:
    """Return where the entry into force is the last day of a month; the Statute binds from the first of the next."""
    day = pl.col("entry_into_force_date").str.extract(_MOMENT, 1).str.to_date("%Y-%m-%d", strict=False)
    return (day.is_not_null() & (day == day.dt.month_end())).fill_null(value=False)


def _provisions(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return one row a state and crime with its passage of law, taken apart into the law and the place in it."""
    places = ["file", "row", "state_name", "state_code", "state"]
    long = (
        rows.select(*places, *_CRIMES)
        .unpivot(list(_CRIMES), index=places, variable_name="field", value_name="cell")
        .filter(pl.col("cell") != "")
        .sort("row", maintain_order=True)
    )
    told = pl.coalesce(pl.col("cell").str.extract(_LINKED, 1), pl.col("cell")).str.replace_all(r"\s+", " ")
    split = long.with_columns(
        pl.col("field").str.replace_all("_", "-").alias("subject"),
        told.str.strip_chars().alias("provision"),
        pl.col("cell").str.extract(_LINKED, 2).fill_null("").alias("url"),
    ).with_columns(
        pl.col("provision").str.extract(_PLACE, 1).fill_null("").alias("article"),
        pl.col("provision").str.replace(_PLACE, "").alias("instrument"),
    )
    unlinked = split.filter(pl.col("url") == "")
    findings = [
        Finding("unknown-value", file, row, cell, "kept", "The passage is not one link, so it is kept as it stands.")
        for file, row, cell in unlinked.select("file", "row", "cell").iter_rows()
    ]
    keyed, repeated = with_keys(split, [party_key(), pl.col("subject")])
    return keyed, [*findings, *repeated]

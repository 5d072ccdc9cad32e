"""Parties to the Rome Statute and domestic law, in the layout of the ABA-ICC site."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.importers import Imported, read

Find = Callable[[str], Path]
Write = Callable[[str, str | bytes], Path]
FIELDS = (
    "title", "iso_code", "geocode", "state_party", "signed_but_not_ratified", "signed_date", "ratified_or_acceded_date",
    "ratified_apic_date", "genocide", "crimes_against_humanity", "war_crimes", "aggression",
)  # fmt: skip
MIDNIGHT = "T00:00:00+00:00"


def plain(path: Path) -> list[dict[str, str]]:
    """Return the rows of the real file by plain means."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(**values: str) -> str:
    """Return a file of one page."""
    row = {"title": "Fiji", "iso_code": "FJ", "geocode": "FJI", "state_party": "True", **values}
    return ",".join(FIELDS) + "\n" + ",".join(f'"{row.get(field, "")}"' for field in FIELDS) + "\n"


def acts(imported: Imported, **where: str) -> set[tuple[str, ...]]:
    """Return state, treaty, kind and date of each act."""
    frame = imported.tables["treaty_actions_imported"].filter(**where)
    return set(frame.select("state", "treaty", "kind", "date").rows())


@pytest.fixture(scope="module")
def everything(real: Find) -> Imported:
    """Return what the real file holds."""
    (found,) = read("icc-parties", [real("aba-icc-2021/countries.csv")])
    return found


@pytest.fixture(scope="module")
def pages(real: Find) -> list[dict[str, str]]:
    """Return the pages of the real file."""
    return plain(real("aba-icc-2021/countries.csv"))


def told(imported: Imported, kind: str) -> set[str]:
    """Return what the findings of a class found."""
    return {finding.found for finding in imported.findings if finding.kind == kind}


def test_the_tables_are_as_declared(everything: Imported, problems: Callable[[Imported], list[str]]) -> None:
    """Columns, keys, dates and references."""
    assert [] == problems(everything)


def test_every_date_is_an_act_and_every_passage_a_provision(pages: list[dict[str, str]], everything: Imported) -> None:
    """Counted by plain means, less the four cells that are no day."""
    crimes = ("genocide", "crimes_against_humanity", "war_crimes", "aggression")
    dates = [row[field] for row in pages for field in FIELDS[5:8] if row[field]]
    days = [cell for cell in dates if cell[10:19] == "T00:00:00"]

    assert len(dates) - 4 == len(days) == len(everything.tables["treaty_actions_imported"])
    assert sum(bool(row[field]) for row in pages for field in crimes) == len(everything.tables["legal_provisions"])
    assert 123 == sum(row["state_party"] == "True" for row in pages)


def test_timor_leste_consented_and_never_signed(everything: Imported) -> None:
    """The file does not tell ratification from accession, so the act is a consent."""
    assert {("TLS", "XVIII-10", "consent", "2002-09-06")} == acts(everything, state="TLS")


def test_the_law_is_told_from_the_place_in_it(everything: Imported) -> None:
    """Article 123 of the Criminal Code makes genocide punishable in Timor-Leste."""
    rows = everything.tables["legal_provisions"].filter(state="TLS").select("subject", "instrument", "article").rows()
    place = "Book 2, Title 1, Chapter 1, Article"

    assert {
        ("genocide", "Timorese Criminal Code", f"{place} 123"),
        ("crimes-against-humanity", "Timorese Criminal Code", f"{place} 124"),
        ("war-crimes", "Timorese Criminal Code", f"{place} 125-130"),
    } == set(rows)


def test_every_provision_has_its_law_without_markdown(everything: Imported) -> None:
    """No bracket of a link is left, and each passage has its address."""
    frame = everything.tables["legal_provisions"]

    assert not frame["provision"].str.contains(r"\]\(").any()
    assert frame["url"].str.contains(r"^https?://[^)]+$").all()


def test_a_state_that_left_is_told_with_its_consent(everything: Imported) -> None:
    """Burundi and the Philippines are no parties, yet have dates; so have two territories."""
    assert {"Burundi", "Philippines", "Aruba", "French Guiana"} == told(everything, "left-or-never-joined")
    assert ("BDI", "XVIII-10", "consent", "2004-09-21") in acts(everything)


def test_palestine_is_known_under_another_code(everything: Imported) -> None:
    """PAL is no code of ISO 3166."""
    assert ("PSE", "XVIII-10", "consent", "2015-01-02") in acts(everything)


def test_entry_into_force_a_day_early_is_told(pages: list[dict[str, str]], everything: Imported) -> None:
    """A treaty that binds from the first of a month cannot begin on the last."""
    last = ("-31", "-30", "-02-28")
    early = {row["title"] for row in pages if row["entry_into_force_date"][:10].endswith(last)}

    assert "Timor-Leste" in early
    assert early == told(everything, "entry-into-force-early")


def test_a_date_that_is_none_and_a_moment_of_an_edit_are_refused(everything: Imported) -> None:
    """Afghanistan and Malaysia have one of each."""
    assert {"Invalid date"} == told(everything, "no-such-date")
    assert {"2020-03-06T15:19:19", "2019-03-18T15:48:40"} == told(everything, "out-of-range")


def test_a_territory_with_facts_is_kept_and_told(everything: Imported) -> None:
    """Places that are no states of ours have rows without a state, and no triple."""
    assert {"Aruba", "Cook Islands", "French Guiana", "Hong Kong"} == told(everything, "unknown-state")
    rows = everything.tables["legal_provisions"].filter(state_name="Hong Kong")
    assert (1, b"") == (len(rows), render(IMPORTED["legal_provisions"], rows))


def test_the_agreement_on_privileges_is_a_treaty_of_its_own(pages: list[dict[str, str]], everything: Imported) -> None:
    """What the site calls APIC."""
    days = sum(row["ratified_apic_date"][10:19] == "T00:00:00" for row in pages)

    assert days == len(acts(everything, treaty="XVIII-13", kind="consent"))


def test_flags_without_dates_are_told(written: Write) -> None:
    """A party and a signatory without their days make no act."""
    (found,) = read("icc-parties", [written("countries.csv", page(signed_but_not_ratified="True"))])

    assert set() == acts(found)
    assert ["counts-disagree", "counts-disagree"] == [finding.kind for finding in found.findings]


def test_a_day_that_no_calendar_has_is_refused(written: Write) -> None:
    """The thirtieth of February."""
    (found,) = read("icc-parties", [written("countries.csv", page(signed_date=f"1999-02-30{MIDNIGHT}"))])

    assert set() == acts(found)
    assert {f"1999-02-30{MIDNIGHT}"} == told(found, "no-such-date")


@pytest.mark.parametrize("cut", ["aggression", "state_party", "title"])
def test_a_missing_column_is_named(cut: str, written: Write) -> None:
    """The file is refused whole."""
    with pytest.raises(UnreadableFileError, match=cut):
        read("icc-parties", [written("countries.csv", page().replace(cut, "other"))])


def test_a_row_cut_short_is_refused(written: Write) -> None:
    """With its line."""
    with pytest.raises(UnreadableFileError) as raised:
        read("icc-parties", [written("countries.csv", page()[:-12])])

    assert 2 == raised.value.line

"""The curated facts against the publishers' own files."""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from r2pgraph import sources

SESSIONS = (74, 75, 76, 77, 78)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROMAN = {"4": "IV", "5": "V", "18": "XVIII", "26": "XXVI"}
LATE = {"DMA"}
"""States whose first vote comes more than two years after admission: Dominica joined in 1978 and voted in 1982."""


def day(text: str) -> str:
    """Return ``16 Apr 2003`` or ``16 December 2020`` or ``2019-12-18 00:00:00`` as YYYY-MM-DD."""
    if re.match(r"\d{4}-", text):
        return text[:10]
    number, month, year = text.split()
    return f"{year}-{MONTHS.index(month[:3]) + 1:02d}-{int(number):02d}"


def plain(name: str) -> str:
    """Return a printed name as the crosswalks hold it."""
    return unicodedata.normalize("NFC", name.strip())


def rows(path: Path) -> list[dict[str, str]]:
    """Return the records of a CSV file of a publisher."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def assembly(records: Path) -> dict[str, dict[str, list[str]]]:
    """Return the records of the General Assembly of five sessions by symbol."""
    lines = (
        line
        for session in SESSIONS
        for line in (records / "undgacm-ga" / f"{session}.json").read_text(encoding="utf-8").splitlines()
    )
    return {record["symbol"]: record for record in map(json.loads, lines)}


@pytest.fixture(scope="session")
def voting(records: Path) -> pl.DataFrame:
    """Return every vote since 1946 with the year and the symbol of its roll call; NA is not taken for missing."""
    folder = records / "voeten-unvotes"
    votes = pl.read_csv(folder / "unvotes.csv.gz", infer_schema=False)
    calls = pl.read_csv(folder / "roll_calls.csv.gz", infer_schema=False)
    calls = calls.select("rcid", "unres", year=pl.col("date").str.head(4).cast(pl.Int64))
    return votes.join(calls, on="rcid", how="inner", validate="m:1")


def test_codes_are_those_of_the_statistics_division(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """ISO and M49 codes of each living state stand so in the list of M49."""
    listed = {
        (row["ISO-alpha3 Code"], row["ISO-alpha2 Code"], row["M49 Code"])
        for row in rows(records / "country-codes" / "UNSD-en.csv")
    }
    ours = set(tables["states"].filter(historic="false").select("iso3", "iso2", "m49").rows())

    assert set() == ours - listed


def test_sub_regions_are_those_of_the_statistics_division(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Each state of Asia and Oceania stands in its sub-region, and no other state does."""
    regions = dict(tables["regions"].filter(kind="m49").select("key", "m49").rows())
    states = set(tables["states"]["iso3"])
    expected = {
        (row["Sub-region Code"], row["ISO-alpha3 Code"])
        for row in rows(records / "country-codes" / "UNSD-en.csv")
        if row["Region Name"] in {"Asia", "Oceania"} and row["ISO-alpha3 Code"] in states
    }

    assert expected == {
        (regions[region], state) for region, state, _ in tables["region_members"].rows() if region in regions
    }


def test_the_names_of_each_source_mean_a_state(
    records: Path,
    crosswalks: dict[str, pl.DataFrame],
    assembly: dict[str, dict[str, list[str]]],
    voting: pl.DataFrame,
) -> None:
    """Every name in a roll call, a status table or the voting data is in its crosswalk."""
    lists = ("MS_in_favour", "MS_against", "MS_abstaining")
    voters = {plain(name) for record in assembly.values() for each in lists for name in record[each] or []}
    status = {row["Participant"] for path in (records / "untc-2015" / "treaties").glob("*.csv") for row in rows(path)}

    assert set() == voters - set(crosswalks["undgacm"]["name"])
    assert set() == status - set(crosswalks["untc"]["name"]) - {""}
    assert set() == set(voting["country"]) - set(crosswalks["voeten"]["name"])


def test_no_state_votes_before_its_admission(
    voting: pl.DataFrame, tables: dict[str, pl.DataFrame], crosswalks: dict[str, pl.DataFrame]
) -> None:
    """Days of admission agree with the year of the first vote since 1946, and few states waited to vote."""
    names = crosswalks["voeten"].with_columns(
        start=pl.col("valid_from").replace("", "0").cast(pl.Int64),
        end=pl.col("valid_to").replace("", "9999").cast(pl.Int64),
    )
    meant = voting.join(names, left_on="country", right_on="name").filter(pl.col("year").is_between("start", "end"))
    first = dict(meant.group_by("state").agg(pl.col("year").min()).rows())
    members = tables["memberships"].filter(organisation="UN", kind="member")
    since = members.group_by("state").agg(pl.col("valid_from").min())
    admitted = {state: int(start[:4]) for state, start in since.rows()}

    assert {} == {state: year for state, year in first.items() if state and year < admitted[state]}
    assert LATE == {
        state for state, year in admitted.items() if max(first.get(state, 9999), 1946) - max(year, 1946) > 2
    }


def test_only_members_of_the_day_vote(
    tables: dict[str, pl.DataFrame],
    crosswalks: dict[str, pl.DataFrame],
    assembly: dict[str, dict[str, list[str]]],
) -> None:
    """In the roll calls of five sessions nobody votes that our table does not hold as a member that day."""
    meant = dict(crosswalks["undgacm"].select("name", "state").rows())
    since = dict(
        tables["memberships"].filter(organisation="UN", kind="member", valid_to="").select("state", "valid_from").rows()
    )
    strangers = {
        (symbol, name)
        for symbol, record in assembly.items()
        for each in ("MS_in_favour", "MS_against", "MS_abstaining")
        for name in record[each] or []
        if since.get(meant[plain(name)], "9999") > day(str(record["adoption_date"]).replace("\xa0", " "))
    }

    assert set() == strangers


def test_resolutions_are_as_the_assembly_records_them(
    tables: dict[str, pl.DataFrame], assembly: dict[str, dict[str, list[str]]]
) -> None:
    """Title, day, mode and counts of each resolution of sessions 74 to 78; a count of "N.A." is none."""
    modes = {"By a recorded vote": "recorded-vote", "Without a vote": "without-vote"}
    counts = ("MS_in_favour_count", "MS_against_count", "MS_abstaining_count")
    checked = 0
    for row in tables["resolutions"].filter(pl.col("source").str.starts_with("undgacm")).rows(named=True):
        record = assembly[row["symbol"]]
        mode = modes[str(record["adoption_type"])]
        printed = [str(record[name]) if mode == "recorded-vote" else "" for name in counts]
        expected = ["" if count == "N.A." else count for count in printed]

        assert (" ".join(str(record["title"]).split()), day(str(record["adoption_date"])), mode) == (
            row["title"],
            row["adopted_on"],
            row["adoption_mode"],
        )
        assert expected == [row["yes_count"], row["no_count"], row["abstention_count"]]
        checked += 1

    assert sum(record["adoption_type"] in modes for record in assembly.values()) == checked


def test_votes_of_timor_leste_are_as_the_assembly_records_them(
    tables: dict[str, pl.DataFrame], assembly: dict[str, dict[str, list[str]]]
) -> None:
    """Each vote and co-sponsorship on what refers to R2P, or is printed for it by mistake, is that of the lists."""
    lists = {
        "votedYes": ("MS_in_favour",),
        "votedNo": ("MS_against",),
        "abstainedOn": ("MS_abstaining",),
        "coSponsors": ("sponsors", "additional_sponsors"),
    }
    spoken_of = [*tables["references"]["resolution"], "A-RES-76-17"]
    keyed = dict(tables["resolutions"].filter(pl.col("key").is_in(spoken_of)).select("symbol", "key").rows())
    expected = {
        ("TLS", keyed[symbol], relation)
        for symbol, record in assembly.items()
        if symbol in keyed
        for relation, names in lists.items()
        if any("TIMOR-LESTE" in (record[name] or []) for name in names)
    }
    ours = tables["state_votes"].filter(~pl.col("resolution").str.starts_with("A-RES-73"), state="TLS")

    assert expected == set(ours.select("state", "resolution", "relation").rows())


@pytest.mark.parametrize("symbol", ["A/RES/73/172", "A/RES/73/182"])
def test_session_73_is_as_the_voting_data_count_it(
    symbol: str, voting: pl.DataFrame, tables: dict[str, pl.DataFrame]
) -> None:
    """Counts and Timor-Leste's yes, from the roll call of December 2018."""
    votes = voting.filter(unres=symbol.replace("A/RES", "R"))
    resolution = tables["resolutions"].filter(symbol=symbol).row(0, named=True)

    assert 1 == votes["rcid"].n_unique()
    assert [str(votes.filter(vote=kind).height) for kind in ("yes", "no", "abstain")] == [
        resolution["yes_count"],
        resolution["no_count"],
        resolution["abstention_count"],
    ]
    assert ["yes"] == votes.filter(country="Timor-Leste")["vote"].to_list()
    assert ("TLS", resolution["key"], "votedYes", "voeten-unvotes") in tables["state_votes"].rows()


def test_the_text_of_session_73_without_a_vote_has_no_roll_call(voting: pl.DataFrame) -> None:
    """Absence from the voting data agrees with adoption without a vote."""
    assert voting.filter(unres="R/73/180").is_empty()


def test_treaties_are_as_the_collection_names_them(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Title, place and date of each treaty of the collection."""
    with (records / "untc-2015" / "index.csv").open(encoding="utf-8") as file:
        index = {f"{ROMAN.get(row[0])}-{row[1].replace('.', '-')}": row[2] for row in list(csv.reader(file))[1:]}
    for row in tables["treaties"].filter(source="untc-2015").rows(named=True):
        head, _, rest = index[row["key"]].rpartition(". ")
        place, _, dated = rest.rpartition(", ")

        assert (head.rstrip(". "), place, day(dated)) == (row["title"], row["place"], row["dated"])


@pytest.mark.parametrize(
    ("treaty", "number", "delay"),
    [
        ("IV-1", 20, "90 days"),
        ("IV-11", 20, "30 days"),
        ("IV-11-b", 10, "3 months"),
        ("IV-11-c", 10, "3 months"),
        ("IV-11-d", 10, "3 months"),
        ("IV-15", 20, "30 days"),
        ("IV-16", 20, "30 days"),
        ("IV-3-a", 10, "3 months"),
        ("IV-8-b", 10, "3 months"),
        ("IV-9", 20, "30 days"),
        ("IV-9-b", 20, "30 days"),
        ("V-2", 6, "90 days"),
        ("V-4", 6, "24 months"),
        ("V-5", 6, "0 days"),
    ],
)
def test_a_treaty_came_into_force_as_its_deposits_say(
    treaty: str, number: int, delay: str, records: Path, tables: dict[str, pl.DataFrame]
) -> None:
    """So long after so many deposits; where a party that is gone is missing, nothing is compared."""
    chapter, rest = treaty.split("-", 1)
    arabic = next(key for key, value in ROMAN.items() if value == chapter)
    cells = (
        cell
        for row in rows(records / "untc-2015" / "treaties" / f"{arabic}-{rest}.csv")
        for column, cell in row.items()
        if column != "Participant" and not column.startswith("Signature")
    )
    found = [re.match(r"\d+ \w+ \d{4}", cell) for cell in cells]
    deposit = date.fromisoformat(sorted(day(match.group()) for match in found if match)[number - 1])

    assert [str(after(deposit, delay))] == tables["treaties"].filter(key=treaty)["entry_into_force"].to_list()


def after(start: date, delay: str) -> date:
    """Return the day so many days or months later."""
    count, unit = delay.split()
    if unit == "days":
        return start + timedelta(days=int(count))
    months = start.month - 1 + int(count)
    return start.replace(year=start.year + months // 12, month=months % 12 + 1)


def test_the_asia_pacific_group_is_as_the_reviews_name_it(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Each state that a review counts to Asia is in the group, and no other."""
    called = {
        "DPR Korea": "PRK", "Iran": "IRN", "Laos": "LAO", "Micronesia": "FSM", "Syria": "SYR",
    }  # fmt: skip
    labels = dict(tables["states"].select("label", "iso3").rows()) | called
    named = set()
    for path in sorted((records / "upr-info").glob("*.csv.gz")):
        text = gzip.decompress(path.read_bytes()).decode("mac_roman").replace("\r\n", "\n").replace("\r", "\n")
        for row in csv.DictReader(text.splitlines()):
            named |= {row[side] for side in ("To", "From") if row[f"{side}-Rgrp"] == "Asia"}
    ours = tables["region_members"].filter(region="asia-pacific-group")["state"]

    assert {labels[name] for name in named} == set(ours)


def test_acts_are_as_the_collection_dates_them(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Each act of a member of the United Nations to March 2015 on a treaty of ours, none applied provisionally."""
    members = set(tables["memberships"].filter(organisation="UN", kind="member", valid_to="")["state"])
    called = dict(sources.crosswalks()["untc"].select("name", "state").rows())
    expected = set()
    for treaty in tables["treaties"].filter(source="untc-2015")["key"]:
        chapter, number = treaty.split("-", 1)
        arabic = next(key for key, value in ROMAN.items() if value == chapter)
        for row in rows(records / "untc-2015" / "treaties" / f"{arabic}-{number}.csv"):
            if called[row["Participant"]] in members:
                cells = [(column, cell) for column, cell in row.items() if cell and not column.startswith("P")]
                expected |= {(called[row["Participant"]], *act(treaty, column, cell)) for column, cell in cells}
    ours = tables["treaty_actions"].filter(source="untc-2015")

    assert expected == set(ours.select("state", "treaty", "kind", "date", "mark").rows())


def act(treaty: str, column: str, cell: str) -> tuple[str, str, str, str]:
    """Return one cell of a status table as treaty, kind, date and mark, by the depositary's letters."""
    marked = re.fullmatch(r"(\d+ \w+ \d{4})(?: ([a-zA-Z]+))?", cell)
    assert marked is not None
    mark = marked.group(2) or ""
    kinds = {"a": "accession", "d": "succession", "A": "acceptance", "AA": "approval"}
    kind = "signature" if column.startswith("Signature") else kinds[mark] if mark else "ratification"
    return treaty, kind, day(marked.group(1)), mark


def test_acts_of_timor_leste_agree_with_the_tables_of_2022(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Party, signatory or neither, and the year, on fourteen treaties to August 2022."""
    files = {
        "cedaw": "IV-8", "cped": "IV-16", "crc": "IV-11", "crpd": "IV-15", "iccpr": "IV-4", "iccpr_op1": "IV-5",
        "iccpr_op2": "IV-12", "icescr": "IV-3", "icescr_op": "IV-3-a", "icmw": "IV-13", "op_cedaw": "IV-8-b",
        "op_crc_ic": "IV-11-d", "op_crc_sc": "IV-11-c", "op_crpd": "IV-15-a",
    }  # fmt: skip
    ours = tables["treaty_actions"].filter(pl.col("date") < "2022-09", state="TLS")
    acts = {(treaty, kind): date[:4] for treaty, kind, date in ours.select("treaty", "kind", "date").rows()}
    for name, treaty in files.items():
        (row,) = (
            row for row in rows(records / "hr-treaty-status-2022" / f"hr_status_{name}.csv") if row["iso2"] == "TP"
        )
        kind = {"state party": "accession", "signatory state": "signature"}.get(row["status"])

        assert row["year ratification or accession"] == (acts.get((treaty, "accession")) or "")
        assert (kind is not None) == any(key[0] == treaty for key in acts)


def text_of(records: Path, key: str) -> str:
    """Return the whole text of a resolution, from the publisher's XML."""
    session, number = key.removeprefix("A-RES-").split("-")
    (archive,) = (records / "undgacm-ga-xml").glob(f"*{session}session*.zip")
    with zipfile.ZipFile(archive) as texts:
        wanted = re.compile(rf"(?:^|[^0-9]){session}_{number}(?:[^0-9].*)?\.xml$")
        (name,) = (name for name in texts.namelist() if wanted.search(name.rsplit("/", 1)[-1]))
        tree = ET.fromstring(texts.read(name))  # noqa: S314  the file is pinned by its checksum
    return " ".join(" ".join(tree.itertext()).split())


def test_texts_meet_the_tests_that_the_references_state(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Phrase, pattern, name of an office or none, in the whole of each text of sessions 74 to 78."""
    office = re.compile(r"Genocide(?: Prevention)? and (?:on )?the Responsibility to Protect")
    pattern = re.compile(
        r"responsibilit(?:y|ies) of [\w\s\u2019]{1,60}? to protect|responsibilities to protect", re.IGNORECASE
    )
    of_text = pl.col("test").is_in(["exact-phrase", "phrase-pattern", "office-name-only"])
    stated = {
        resolution: set(tables["references"].filter(of_text, resolution=resolution)["test"])
        for resolution in {*tables["references"]["resolution"], "A-RES-76-17"}
        if not resolution.startswith("A-RES-73")
    }
    found = {}
    for resolution in stated:
        text = text_of(records, resolution)
        phrases = {"exact-phrase"} if "responsibility to protect" in office.sub("", text).lower() else set()
        phrases |= {"phrase-pattern"} if pattern.search(text) else set()
        found[resolution] = phrases or ({"office-name-only"} if office.search(text) else set())

    assert found == stated


def test_headings_are_those_of_the_records(records: Path, tables: dict[str, pl.DataFrame]) -> None:
    """A line of the records that holds the heading of the thesaurus is a row, and no other is."""
    heading = re.compile(r'\["responsibility to protect", "UNBIS Thesaurus"\]', re.IGNORECASE)
    found = {
        json.loads(line)["symbol"].replace("/", "-")
        for session in SESSIONS
        for line in (records / "undgacm-ga" / f"{session}.json").read_text(encoding="utf-8").splitlines()
        if heading.search(line)
    }

    assert found == set(tables["references"].filter(test="unbis-heading")["resolution"])


def test_texts_of_references_are_cited_by_session(tables: dict[str, pl.DataFrame]) -> None:
    """A reference read in a text cites the texts of that session, one by a heading the records."""
    read = tables["references"].filter(pl.col("test") != "expert-list").select("key", "test", "source")
    wanted = [f"undgacm-ga-{'' if test == 'unbis-heading' else 'text-'}{key[6:8]}" for key, test, _ in read.iter_rows()]

    assert wanted == read["source"].to_list()

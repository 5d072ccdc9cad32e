"""The publisher's own files: each quirk on the bytes that have it, every number counted from the plain JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import importers
from r2pgraph.importers import Imported

Real = Callable[[str], Path]
ASSEMBLY = ("74", "75", "76", "77", "78", "ES-10", "ES-11", "S-32")
LISTS = ("MS_in_favour", "MS_against", "MS_abstaining")


def lines(path: Path) -> Iterator[dict[str, list[str]]]:
    """Yield the objects of a file by the plainest means."""
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def read(kind: str, path: Path) -> Imported:
    """Return what one file holds."""
    (imported,) = importers.read(kind, [path])
    return imported


def row(imported: Imported, key: str) -> dict[str, str]:
    """Return the row of one roll call."""
    (found,) = imported.tables["roll_calls"].filter(pl.col("key") == key).to_dicts()
    return found


def votes(imported: Imported, key: str) -> dict[str, int]:
    """Return how many states voted in each way on one resolution."""
    rows = imported.tables["votes"].filter((pl.col("resolution") == key) & (pl.col("relation") != "coSponsors"))
    return dict(Counter(rows["relation"]))


@pytest.mark.parametrize("session", ASSEMBLY)
def test_every_record_and_every_voter_of_a_session_arrives(session: str, real: Real) -> None:
    """As many roll calls as lines, and as many votes as different names in their lists."""
    path = real(f"undgacm-ga/{session}.json")
    imported, records = read("undgacm-ga", path), list(lines(path))
    cast = imported.tables["votes"].filter(pl.col("relation") != "coSponsors")

    assert f"undgacm-ga-{session.lower()}" == imported.series
    assert len(records) == imported.rows_in == imported.tables["roll_calls"].height
    assert sum(len(set(record[name])) for record in records for name in LISTS) == cast.height
    assert [] == cast.filter(pl.col("state") == "")["state_name"].to_list()


@pytest.mark.parametrize("session", ASSEMBLY)
def test_the_tables_of_a_session_are_as_declared(
    session: str, real: Real, problems: Callable[[Imported], list[str]]
) -> None:
    """No cell breaks the declaration, whatever stands in the file."""
    assert [] == problems(read("undgacm-ga", real(f"undgacm-ga/{session}.json")))


def test_the_tables_of_the_council_are_as_declared(real: Real, problems: Callable[[Imported], list[str]]) -> None:
    """No cell of any year breaks the declaration, and every voter is a known state."""
    for path in sorted(real("undgacm-sc").glob("*.json")):
        imported, records = read("undgacm-sc", path), list(lines(path))
        voters = imported.tables["votes"].filter(pl.col("relation") != "coSponsors")

        assert [] == problems(imported)
        assert f"undgacm-sc-{path.stem}" == imported.series
        assert len(records) == imported.tables["roll_calls"].height
        assert "" not in voters["state"].to_list()


def test_a_voter_listed_twice_votes_once(real: Real) -> None:
    """A/RES/75/290 A names 180 for 90 votes in favour."""
    imported = read("undgacm-ga", real("undgacm-ga/75.json"))

    assert {"votedYes": 90, "abstainedOn": 47} == votes(imported, "A-RES-75-290-A")
    assert "A" == row(imported, "A-RES-75-290-A")["part"]
    assert ["180 names for 90 states", "94 names for 47 states"] == [
        finding.found.partition(": ")[2] for finding in imported.findings if finding.kind == "listed-twice"
    ]


def test_counts_without_lists_stay_and_are_told(real: Real) -> None:
    """A/RES/75/254 A-C is one record for three resolutions: 168-2-0 counted and nobody listed."""
    imported = read("undgacm-ga", real("undgacm-ga/75.json"))
    found = row(imported, "A-RES-75-254-A-C")

    assert ("A/RES/75/254 A-C", "A-C", "168", "2", "0", "recorded-vote") == tuple(
        found[name] for name in ("symbol", "part", "yes_count", "no_count", "abstention_count", "adoption_mode")
    )
    assert {} == votes(imported, found["key"])
    assert ["A/RES/75/254 A-C: 168-2-0 counted, 0-0-0 listed"] == [
        finding.found for finding in imported.findings if finding.kind == "counts-disagree"
    ]


def test_a_count_that_nothing_decides_stays_as_printed(real: Real) -> None:
    """A/RES/77/293 counts 59 abstentions and lists 58."""
    imported = read("undgacm-ga", real("undgacm-ga/77.json"))
    (finding,) = (finding for finding in imported.findings if finding.kind == "counts-disagree")

    assert "59" == row(imported, "A-RES-77-293")["abstention_count"]
    assert 58 == votes(imported, "A-RES-77-293")["abstainedOn"]
    assert ("kept", 298) == (finding.action, finding.row)


def test_counts_not_available_are_empty(real: Real) -> None:
    """Session 74 prints N.A. for 176 texts adopted without a vote; the zeros of session 75 count nobody either."""
    for session, expected in (("74", 176), ("75", 237)):
        calls = read("undgacm-ga", real(f"undgacm-ga/{session}.json")).tables["roll_calls"]
        without = calls.filter(pl.col("adoption_mode") == "without-vote")

        assert expected == without.height
        assert {("", "", "")} == set(without.select("yes_count", "no_count", "abstention_count").iter_rows())


def test_a_no_break_space_in_a_date_is_a_space(real: Real) -> None:
    """Session 78 has dates with one; all of them are days."""
    path = real("undgacm-ga/78.json")
    days = read("undgacm-ga", path).tables["roll_calls"]["adopted_on"]

    assert any("\u00a0" in str(record["adoption_date"]) for record in lines(path))
    assert all(days.str.contains(r"^\d{4}-\d{2}-\d{2}$"))


def test_a_name_with_an_accent_on_a_plain_letter_is_known(real: Real) -> None:
    """Türkiye votes in every spelling, the one of a wrong code page included."""
    names = set()
    for session in ASSEMBLY:
        table = read("undgacm-ga", real(f"undgacm-ga/{session}.json")).tables["votes"]
        names |= set(table.filter(pl.col("state") == "TUR")["state_name"])

    assert {"TURKEY", "TÜRKIYE", "TÜRKİYE"} <= names


def test_a_name_split_in_two_is_one_voter_of_fifteen(real: Real) -> None:
    """S/RES/2403 (2018) lists 16 names, two of which are the pieces of one."""
    imported = read("undgacm-sc", real("undgacm-sc/2018.json"))
    table = imported.tables["votes"].filter(pl.col("resolution") == "S-RES-2403-2018")

    assert {"votedYes": 15} == votes(imported, "S-RES-2403-2018")
    assert ["CÔTE D'IVOIRE"] == table.filter(pl.col("state") == "CIV")["state_name"].to_list()
    assert "" == row(imported, "S-RES-2403-2018")["adoption_mode"]
    assert ["split-name", "modes-disagree"] == [finding.kind for finding in imported.findings]


def test_lists_with_the_words_on_their_side_win_over_counts(real: Real) -> None:
    """S/RES/2521 (2020) counts 15-0-3, lists 12-0-3 and says "Adopted 12-0-3"."""
    imported = read("undgacm-sc", real("undgacm-sc/2020.json"))
    (finding,) = (finding for finding in imported.findings if finding.kind == "counts-disagree")

    assert "12" == row(imported, "S-RES-2521-2020")["yes_count"]
    assert {"votedYes": 12, "abstainedOn": 3} == votes(imported, "S-RES-2521-2020")
    assert "repaired" == finding.action


def test_zeros_before_a_number_are_taken_off(real: Real) -> None:
    """2025 prints 012 and 003, and nothing for none."""
    found = row(read("undgacm-sc", real("undgacm-sc/2025.json")), "S-RES-2768-2025")

    assert ("12", "", "3") == (found["yes_count"], found["no_count"], found["abstention_count"])


def test_a_symbol_without_a_space_has_the_key_of_one_with(real: Real) -> None:
    """S/RES/1310(2000) stands so in the file."""
    assert "S/RES/1310 (2000)" == row(read("undgacm-sc", real("undgacm-sc/2000.json")), "S-RES-1310-2000")["symbol"]


def test_timor_leste_is_absent_from_37_of_88_roll_calls_of_session_77(real: Real) -> None:
    """Nothing is made of a vote that is in no list."""
    imported = read("undgacm-ga", real("undgacm-ga/77.json"))
    recorded = imported.tables["roll_calls"].filter(pl.col("adoption_mode") == "recorded-vote")
    cast = imported.tables["votes"].filter((pl.col("state") == "TLS") & (pl.col("relation") != "coSponsors"))

    assert (88, 51) == (recorded.height, cast.height)

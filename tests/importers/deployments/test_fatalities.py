"""Fatalities in United Nations missions: every record, its state where it has one, and what is odd about it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, border, read

FILE = "un-psdata/dppadposs-fatalities.csv"
HEADER = (
    "id,incident_date,casualty_id,mission_acronym,type_of_casualty,gender,casualty_nationality,"
    "casualty_personnel_type,type_of_incident,m49_code,isocode3,last_update\n"
)
ROW = "1,1961-05-22,X-1,UNTSO,Fatality,M,Fiji,Military,Accident,242.0,FJI,2023-11-28\n"


def raw(path: Path) -> list[dict[str, str]]:
    """Return the rows of the real file by plain means."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def imported(path: Path) -> Imported:
    """Return what one file holds."""
    (found,) = read("un-psdata-fatalities", [path])
    return found


def test_every_record_is_a_row(real: Callable[[str], Path], problems: Callable[[Imported], list[str]]) -> None:
    """Ids, days, missions and genders are those of the file, and the table keeps its declaration."""
    rows, found = raw(real(FILE)), imported(real(FILE))
    table = found.tables["fatalities"]
    genders = Counter({"M": "male", "F": "female", "": ""}[row["gender"]] for row in rows)

    assert 4350 == len(rows) == found.rows_in == len(table)
    assert [(row["id"], row["incident_date"], row["mission_acronym"]) for row in rows] == table.select(
        "key", "date", "mission"
    ).rows()
    assert genders == Counter(table["gender"].to_list())
    assert [] == problems(found)


def test_words_become_keys_without_their_stray_spaces(real: Callable[[str], Path]) -> None:
    """The file writes ``Local `` with a space at the end."""
    expected = Counter(row["casualty_personnel_type"].strip().lower().replace(" ", "-") for row in raw(real(FILE)))

    assert "Local " in {row["casualty_personnel_type"] for row in raw(real(FILE))}
    assert expected == Counter(imported(real(FILE)).tables["fatalities"]["personnel"].to_list())


def test_a_nationality_without_a_code_is_found_by_name(real: Callable[[str], Path]) -> None:
    """46 records have no code: the Ivorians, whose apostrophe is gone, a Mauritian and a Vietnamese have a state."""
    bare = [row["id"] for row in raw(real(FILE)) if not row["isocode3"]]
    table = imported(real(FILE)).tables["fatalities"].filter(pl.col("key").is_in(bare))

    assert 46 == len(bare)
    assert {"CIV": 29, "MUS": 1, "VNM": 1, "": 15} == dict(Counter(table["state"].to_list()))


def test_a_person_with_two_nationalities_stands_twice_and_is_told(real: Callable[[str], Path]) -> None:
    """Six people of a mission in Kosovo are of Montenegro in one record and of Serbia and Montenegro in the next."""
    counts = Counter(row["casualty_id"] for row in raw(real(FILE)))
    told = [each.found for each in imported(real(FILE)).findings if each.kind == "listed-twice"]

    assert 6 == len(told)
    assert {person for person, number in counts.items() if number > 1} == set(told)


def test_yugoslavia_is_the_state_of_its_day(real: Callable[[str], Path]) -> None:
    """Before 1992 it is the one that is gone; Turkey is Türkiye at all times."""
    table = imported(real(FILE)).tables["fatalities"]
    early = table.filter((pl.col("state_name") == "Yugoslavia") & (pl.col("date") < "1992"))

    assert {"YUG"} == set(early["state"])
    assert {"TUR"} == set(table.filter(pl.col("state_name") == "Turkey")["state"])


def test_who_has_no_known_state_is_kept_without_one(real: Callable[[str], Path]) -> None:
    """Fourteen undetermined and one empty name."""
    told = [(each.found, each.action) for each in imported(real(FILE)).findings if each.kind == "unknown-state"]

    assert [("ZZ [Undetermined]", "kept"), ("", "kept")] == told


@pytest.mark.parametrize(
    ("old", "new", "kind", "found"),
    [
        ("1961-05-22", "1961-02-30", "no-such-date", "1961-02-30"),
        ("1961-05-22", "22 May 1961", "no-such-date", "22 May 1961"),
        ("Accident", "Volcano", "unknown-value", "volcano"),
        ("Military", "Diplomat", "unknown-value", "diplomat"),
        ("UNTSO", "", "unknown-value", ""),
        ("Fatality", "Injury", "unknown-value", "Injury"),
        ("1,1961", "one,1961", "unknown-value", "one"),
    ],
)
def test_a_record_that_cannot_stand_is_refused_alone(
    old: str, new: str, kind: str, found: str, written: Callable[[str, str | bytes], Path]
) -> None:
    """It is told with its row, and the others stay."""
    other = ROW.replace("1,", "2,", 1).replace("X-1", "X-2")
    read_back = imported(written("made.csv", HEADER + ROW.replace(old, new, 1) + other))

    assert [(kind, 2, found, "refused")] == [
        (each.kind, each.row, each.found, each.action) for each in read_back.findings
    ]
    assert ["2"] == read_back.tables["fatalities"]["key"].to_list()


def test_a_repeated_number_is_refused(written: Callable[[str, str | bytes], Path]) -> None:
    """The first record stays."""
    found = imported(written("made.csv", HEADER + ROW + ROW.replace("X-1", "X-2")))

    assert [("repeated-row", 3, "1")] == [(each.kind, each.row, each.found) for each in found.findings]
    assert 1 == len(found.tables["fatalities"])


def test_columns_may_stand_in_any_order_and_a_new_one_is_told(written: Callable[[str, str | bytes], Path]) -> None:
    """Line ends and a byte order mark do not matter either."""
    lines = [",".join(reversed(line.split(","))) for line in (HEADER + ROW).splitlines()]
    text = f"mood,{lines[0]}\r\ngood,{lines[1]}\r\n"
    found = imported(written("made.csv", b"\xef\xbb\xbf" + text.encode()))

    assert [("extra-column", "mood")] == [(each.kind, each.found) for each in found.findings]
    assert [("1", "FJI")] == found.tables["fatalities"].select("key", "state").rows()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER.replace("incident_date", "day") + ROW, "'incident_date' is missing"),
        (HEADER + ROW[:40], "cells"),
        ((HEADER + ROW).replace("Fiji", "Côte").encode("latin-1"), "not UTF-8"),
        (HEADER.encode() + b"\0", "zero byte"),
        ("<html></html>\n", "is missing"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(
    content: str | bytes, reason: str, written: Callable[[str, str | bytes], Path]
) -> None:
    """The reason is told."""
    with pytest.raises(UnreadableFileError, match=reason):
        imported(written("made.csv", content))


def test_a_line_without_end_is_refused(
    written: Callable[[str, str | bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is lowered here."""
    monkeypatch.setattr(border, "LONGEST_LINE", 300)
    with pytest.raises(UnreadableFileError, match="more than 300 bytes"):
        imported(written("made.csv", HEADER + ROW.replace("Fiji", "F" * 400)))

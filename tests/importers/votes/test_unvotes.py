"""The tables of unvotes: what is a resolution and what is not, and the votes, each number counted by plain csv."""

from __future__ import annotations

import bz2
import csv
import gzip
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import importers
from r2pgraph.errors import MissingToolError, UnreadableFileError
from r2pgraph.importers import Imported

Real = Callable[[str], Path]
FILES = ("unvotes.csv.gz", "roll_calls.csv.gz", "issues.csv.gz")
CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr"


@cache
def imported(folder: Path) -> Imported:
    """Return what the real CSV files hold; read once."""
    (found,) = importers.read("unvotes", [folder / name for name in FILES])
    return found


@pytest.fixture
def whole(real: Real) -> Imported:
    """Return the import of the real CSV files."""
    for name in FILES:
        real(f"voeten-unvotes/{name}")
    return imported(real("voeten-unvotes"))


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Imported]:
    """Return what imports small tables: rows of roll calls, and rows of votes."""

    def made(calls: list[str], votes: list[str] | None = None, header: str = CALLS) -> Imported:
        votes = ["1,Fiji,FJ,yes"] if votes is None else votes
        (tmp_path / "roll_calls.csv").write_text("\n".join([header, *calls, ""]), encoding="utf-8")
        (tmp_path / "unvotes.csv").write_text(
            "\n".join(["rcid,country,country_code,vote", *votes, ""]), encoding="utf-8"
        )
        (found,) = importers.read("unvotes", [tmp_path])
        return found

    return made


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a packed CSV by the plainest means."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def call(found: Imported, number: str) -> dict[str, str]:
    """Return the row of one roll call by the key that its number would give, or by its place."""
    return found.tables["roll_calls"].row(int(number) - 1, named=True)


def test_every_roll_call_and_every_vote_arrives(whole: Imported, real: Real) -> None:
    """As many rows as the files have, and as many of each vote."""
    counted = Counter(row["vote"] for row in rows(real("voeten-unvotes/unvotes.csv.gz")))
    made = Counter(whole.tables["votes"]["relation"])

    assert len(rows(real("voeten-unvotes/roll_calls.csv.gz"))) == whole.tables["roll_calls"].height
    assert (counted["yes"], counted["no"], counted["abstain"]) == (
        made["votedYes"], made["votedNo"], made["abstainedOn"]
    )  # fmt: skip
    assert 870_109 == sum(made.values())


def test_the_tables_are_as_declared(whole: Imported, problems: Callable[[Imported], list[str]]) -> None:
    """No cell of a roll call breaks the declaration, and every key stands once."""
    calls = Imported(whole.kind, whole.series, {"roll_calls": whole.tables["roll_calls"]})

    assert [] == problems(calls)
    assert set(whole.tables["votes"]["resolution"]) <= set(whole.tables["roll_calls"]["key"])


def test_na_is_namibia(whole: Imported, real: Real) -> None:
    """The code NA stands for Namibia and for the lack of a code; the name decides."""
    named = Counter(
        row["country"] for row in rows(real("voeten-unvotes/unvotes.csv.gz")) if row["country_code"] == "NA"
    )
    states = Counter(whole.tables["votes"].filter(pl.col("state_name").is_in(list(named)))["state"])

    assert named["Namibia"] == states["NAM"]
    assert named["Zanzibar"] == states[""] == 2
    assert named["Yemen Arab Republic"] == states["YEM"]
    assert named["Federal Republic of Germany"] == states["DEU"]


def test_the_votes_of_zanzibar_are_told(whole: Imported) -> None:
    """It has no code and so is no state of the tables; its two votes are kept without one, and a finding says so."""
    (found,) = [each for each in whole.findings if each.found == "Zanzibar"]

    assert ("unknown-state", "kept") == (found.kind, found.action)
    assert "it is no state of the tables; 2 rows are kept without a state." in found.reason


def test_votes_before_the_day_of_admission_are_told(whole: Imported) -> None:
    """The days of early roll calls are those of the file and come before the admission of 39 states, by days."""
    found = {each.found: each.reason for each in whole.findings if each.kind == "not-a-member"}

    assert 39 == len(found)
    assert "1 vote stands as printed, on 2002-09-03." in found["Switzerland"]
    assert "24 votes stand as printed, from 1949-05-02 to 1949-05-07." in found["Israel"]


def test_yugoslavia_is_another_state_after_its_end(whole: Imported) -> None:
    """One name, two states, told apart by the day of the vote."""
    named = whole.tables["votes"].filter(pl.col("state_name") == "Yugoslavia")
    days = named.join(whole.tables["roll_calls"], left_on="resolution", right_on="key")

    assert {"YUG", "SRB"} == set(days["state"])
    assert str(days.filter(pl.col("state") == "YUG")["adopted_on"].max()) < "1993"
    assert str(days.filter(pl.col("state") == "SRB")["adopted_on"].min()) > "1999"


def test_a_resolution_has_the_key_that_it_has_in_the_files_of_the_united_nations(whole: Imported, real: Real) -> None:
    """R/73/182 and A/RES/74/169 are written in one way; every roll call of session 74 but one is in the UN's file."""
    calls = whole.tables["roll_calls"].filter(pl.col("whole") == "true")
    (ours,) = importers.read("undgacm-ga", [real("undgacm-ga/74.json")])
    theirs = set(calls.filter(pl.col("session") == "74")["key"])

    assert {"A-RES-73-182", "A-RES-74-169", "A-RES-ES-10-19", "A-RES-42-70-A"} <= set(calls["key"])
    assert {"A-RES-74-267"} == theirs - set(ours.tables["roll_calls"]["key"])


def test_pages_of_the_records_are_no_resolutions(whole: Imported) -> None:
    """Before session 18, and in special sessions of that time, the number is a page: R/1/66, SS/3/139, ESS/5/100."""
    calls = whole.tables["roll_calls"]
    early = calls.filter((pl.col("adopted_on") < "1963-06-01") | pl.col("session").is_in(["S-3", "S-5", "ES-5"]))

    assert {"false"} == set(early["whole"])
    assert {""} == set(early["symbol"])
    assert 15 == calls.filter(pl.col("session") == "ES-5").height


def test_marked_paragraphs_and_amendments_are_no_resolutions(whole: Imported, real: Real) -> None:
    """Every row marked so is known by its number, and may name the resolution that it belongs to."""
    marked = [
        f"UNGA-vote-{row['rcid']}"
        for row in rows(real("voeten-unvotes/roll_calls.csv.gz"))
        if "1" in (row["amend"], row["para"])
    ]
    calls = whole.tables["roll_calls"].filter(pl.col("key").is_in(marked))

    assert len(marked) == calls.height
    assert {"false"} == set(calls["whole"])


def test_of_two_roll_calls_on_one_symbol_the_one_with_a_title_is_the_resolution(whole: Imported) -> None:
    """R/63/191 stands three times unmarked: the text, a motion that failed, and a vote known by the record alone."""
    calls = whole.tables["roll_calls"].filter(pl.col("symbol") == "A/RES/63/191")
    found = [finding.kind for finding in whole.findings if "R/63/191" in finding.found]

    assert {"A-RES-63-191", "UNGA-vote-5838", "UNGA-vote-5841"} <= set(calls["key"])
    assert ["not-adopted", "repeated-symbol"] == found
    assert 1 == calls.filter(pl.col("whole") == "true").height


def test_a_symbol_of_another_session_is_not_taken(whole: Imported) -> None:
    """R/677/46 stands in a row of session 67."""
    (finding,) = (finding for finding in whole.findings if finding.kind == "unknown-value")

    assert "R/677/46" == finding.found
    assert "UNGA-vote-5924" in whole.tables["roll_calls"]["key"]


def test_r_data_hold_what_the_csv_holds(whole: Imported, real: Real) -> None:
    """The .rda files give the same two tables, cell by cell."""
    pytest.importorskip("pyreadr", reason="the extra rda is not installed")
    names = ("un_votes", "un_roll_calls")
    (found,) = importers.read("unvotes", [real(f"voeten-unvotes/{name}.rda") for name in names])

    assert all(whole.tables[stem].equals(found.tables[stem]) for stem in whole.tables)


def test_where_a_csv_holds_the_tables_the_r_data_are_not_read(make: Callable[..., Imported], tmp_path: Path) -> None:
    """So the library for R data is not needed, and the file is told as left out."""
    (tmp_path / "issues.csv").write_text("rcid,short_name,issue\n1,me,x\n", encoding="utf-8")
    (tmp_path / "un_votes.rda").write_bytes(b"no R data at all")
    found = make(["1,67,0,2012-12-03,R/67/1,NA,NA,x,y"])

    assert [("repeated-file", "refused", "un_votes.rda")] == [
        (finding.kind, finding.action, finding.file) for finding in found.findings
    ]


@pytest.mark.parametrize(
    ("row", "key", "symbol"),
    [
        ("1,67,0,2012-12-03,R/67/1,NA,NA,x,y", "A-RES-67-1", "A/RES/67/1"),
        ("1,18,0,1963-12-03,R/18/1881,0,0,x,y", "A-RES-1881-XVIII", "A/RES/1881 (XVIII)"),
        ("1,18,0,1963-12-03,R/18/1881A,0,0,x,y", "UNGA-vote-1", "A/RES/1881 (XVIII)"),
        ("1,31,0,1976-12-03,R/31/6A,0,0,x,y", "A-RES-31-6-A", "A/RES/31/6 A"),
        ("1,31,0,1976-12-03,R/31/208/III,0,0,x,y", "UNGA-vote-1", "A/RES/31/208"),
        ("1,42,0,1987-12-03,R/42/209/C,NA,NA,x,y", "A-RES-42-209-C", "A/RES/42/209 C"),
        ("1,67,0,2012-12-03,R/67/1,1,NA,x,y", "UNGA-vote-1", "A/RES/67/1"),
        ("1,67,0,2012-12-03,R/67/1,NA,1,x,y", "UNGA-vote-1", "A/RES/67/1"),
        ("1,67,0,2012-12-03,,NA,NA,x,y", "UNGA-vote-1", ""),
        ("1,1,0,1946-12-03,GOAR/1/1288B,0,0,x,y", "UNGA-vote-1", ""),
    ],
)
def test_a_symbol_is_taken_where_it_is_one(row: str, key: str, symbol: str, make: Callable[..., Imported]) -> None:
    """Numbers, letters of parts, sections and marks as the sessions used them."""
    found = make([row])

    assert (key, symbol) == (call(found, "1")["key"], call(found, "1")["symbol"])


def test_what_more_opposed_than_favoured_is_no_resolution(make: Callable[..., Imported]) -> None:
    """A tie is no adoption either."""
    found = make(["1,67,0,2012-12-03,R/67/1,NA,NA,x,y"], ["1,Fiji,FJ,yes", "1,Nauru,NR,no"])

    assert "UNGA-vote-1" == call(found, "1")["key"]
    assert ["not-adopted"] == [finding.kind for finding in found.findings]


def test_repeated_and_contradicting_votes_are_told(make: Callable[..., Imported]) -> None:
    """The same vote again counts once; two different ones of one state count not at all."""
    votes = ["1,Fiji,FJ,yes", "1,Fiji,FJ,yes", "1,Nauru,NR,yes", "1,Nauru,NR,no", "1,Palau,PW,maybe", "9,Palau,PW,yes"]
    found = make(["1,67,0,2012-02-30,R/67/1,NA,NA,x,y"], votes)

    assert [("FJI", "votedYes")] == found.tables["votes"].select("state", "relation").rows()
    assert {
        ("unknown-value", "maybe"), ("repeated-row", "1 rows"), ("repeated-row", "Nauru in roll call 1"),
        ("unknown-roll-call", "9 (1 votes)"), ("no-such-date", "2012-02-30"),
    } == {(finding.kind, finding.found) for finding in found.findings}  # fmt: skip


def test_order_of_columns_and_further_columns_do_not_matter(make: Callable[..., Imported], tmp_path: Path) -> None:
    """A column that is not known is told; a byte order mark and other line ends are nothing."""
    expected = make(["1,67,0,2012-12-03,R/67/1,NA,NA,x,y"])
    found = make(
        ["z,y,x,NA,NA,R/67/1,2012-12-03,0,67,1"],
        header="colour,descr,short,para,amend,unres,date,importantvote,session,rcid",
    )
    for name in ("roll_calls.csv", "unvotes.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r").encode())
    (other,) = importers.read("unvotes", [tmp_path])

    assert [("extra-column", "colour")] == [(finding.kind, finding.found) for finding in found.findings]
    assert all(expected.tables[stem].equals(found.tables[stem]) for stem in expected.tables)
    assert all(expected.tables[stem].equals(other.tables[stem]) for stem in expected.tables)


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("unvotes.csv", b"rcid,country,vote\n1,Fiji,yes\n", 1, "country_code is missing"),
        ("unvotes.csv", b"rcid,country,country_code,vote\n1,Fiji,FJ\n", 2, "3 cells"),
        ("unvotes.csv", b"rcid,country,country_code,vote\n1,Fiji,FJ,yes,x\n", 2, "5 cells"),
        ("unvotes.csv", b"rcid,country,country_code,vote\n", 1, "no row"),
        ("unvotes.csv", b"rcid,rcid,country,country_code,vote\n", 1, "twice"),
        ("unvotes.csv", b"rcid,country,country_code,vote\n1,C\xf4te,CI,yes\n", 2, "UTF-8"),
        ("unvotes.csv", b"rcid,country,country_code,vote\n1,\0,CI,yes\n", 2, "zero byte"),
        ("unvotes.csv", b"a,b\n1,2\n", 1, "none of unvotes"),
        ("unvotes.csv.gz", b"\x1f\x8b\x08 no packing", None, "damaged"),
        ("unvotes.csv.gz", gzip.compress(b"0" * 20_000_000), None, "refused"),
        ("un_votes.rda", b"no R data", None, "no R data"),
        ("un_votes.rda", bz2.compress(b"RDX2\nX\n")[:-4], None, "damaged or cut short"),
        ("un_votes.rda", bz2.compress(b"0" * 20_000_000), None, "refused"),
    ],
)
def test_a_damaged_file_is_refused_whole(
    name: str, content: bytes, line: int | None, reason: str, tmp_path: Path
) -> None:
    """The error names the line and the reason."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UnreadableFileError, match=reason) as error:
        importers.read("unvotes", [tmp_path / name])
    assert line == error.value.line


def test_votes_without_roll_calls_are_refused(tmp_path: Path) -> None:
    """The error says which table to add."""
    (tmp_path / "unvotes.csv").write_text("rcid,country,country_code,vote\n1,Fiji,FJ,yes\n", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"Give roll_calls\.csv"):
        importers.read("unvotes", [tmp_path])


def test_without_the_library_for_r_data_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra of this package, or the CSV of the same table."""
    monkeypatch.setitem(__import__("sys").modules, "pyreadr", None)
    (tmp_path / "un_votes.rda").write_bytes(b"RDX2\nX\n")

    with pytest.raises(MissingToolError, match=r"r2pgraph\[rda\]"):
        importers.read("unvotes", [tmp_path / "un_votes.rda"])

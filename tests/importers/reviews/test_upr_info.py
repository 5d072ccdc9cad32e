"""Recommendations of the Universal Periodic Review: line ends, letters, escapes, several states, observers."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.importers import Imported, border, read

Find = Callable[[str], Path]
Write = Callable[[str, str | bytes], Path]
FILES = ("1-5", "6-9", "10-13", "14-17")
HEAD = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"
ROW = 'Fiji,Asia,,"Ratify CAT",Peru,GRULAC,,Accepted,5,"Torture,Justice",7\n'


def plain(path: Path) -> list[dict[str, str]]:
    """Return the rows of a real file by plain means: Mac Roman, with a carriage return at the end of lines."""
    text = gzip.decompress(path.read_bytes()).decode("mac_roman")
    return list(csv.DictReader(io.StringIO(text.replace("\r", "\n"))))


def reviews(imported: Imported, **where: str) -> list[tuple[str, ...]]:
    """Return key and counts of each review."""
    frame = imported.tables["reviews_imported"].filter(**where)
    return frame.select("key", "received", "supported", "noted").rows()


@pytest.fixture(scope="module")
def everything(real: Find) -> dict[str, Imported]:
    """Return what each real file holds."""
    return {name: read("upr-info", [real(f"upr-info/{name}.csv.gz")])[0] for name in FILES}


@pytest.fixture(scope="module")
def raw(real: Find) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each real file by plain means."""
    return {name: plain(real(f"upr-info/{name}.csv.gz")) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_one_recommendation(
    name: str, everything: dict[str, Imported], raw: dict[str, list[dict[str, str]]]
) -> None:
    """Though no line ends in a line feed."""
    found = everything[name]

    assert len(raw[name]) == found.rows_in == len(found.tables["recommendations"])
    assert len({(row["To"], row["Session"]) for row in raw[name]}) == len(found.tables["reviews_imported"])


@pytest.mark.parametrize("name", FILES)
def test_the_tables_are_as_declared(
    name: str, everything: dict[str, Imported], problems: Callable[[Imported], list[str]]
) -> None:
    """Columns, keys, counts and references."""
    assert [] == problems(everything[name])


def test_each_file_is_a_series_of_its_own(everything: dict[str, Imported]) -> None:
    """A newer file of the same sessions takes the place of the older one."""
    assert [f"upr-info-{name}" for name in FILES] == [each.series for each in everything.values()]


def test_letters_are_those_of_mac_roman(everything: dict[str, Imported], raw: dict[str, list[dict[str, str]]]) -> None:
    """Windows-1252 would give other letters without an error; the guess is told."""
    for name, found in everything.items():
        expected = sorted(row["Text"].strip() for row in raw[name] if not row["Text"].isascii())
        texts = found.tables["recommendations"]["text"]

        assert expected == sorted(text for text in texts if not text.isascii() and "\u2019" not in text)
        assert ("encoding-repaired", None, "repaired") in {(f.kind, f.row, f.action) for f in found.findings}


def test_escapes_are_put_back_and_told(everything: dict[str, Imported]) -> None:
    """Sudan's debt and women's access to justice, and the brackets around an unknown state."""
    texts = [text for found in everything.values() for text in found.tables["recommendations"]["text"]]
    told = [finding for found in everything.values() for finding in found.findings if finding.row]

    assert not any("%u" in text for text in texts)
    assert any("Sudan\u2019s debt" in text for text in texts)
    assert any("women\u2019s access" in text for text in texts)
    assert {3495, 9046} <= {finding.row for finding in told if "repaired" in finding.kind}
    assert 9 == sum(finding.found == "&#40;Unknown&#41;" for finding in told)


def test_every_state_is_known_but_the_unknown_one(everything: dict[str, Imported]) -> None:
    """Trinidad & Tobago, Macedonia FYR, DPR Korea, St Kitts & Nevis: 193 states under review."""
    under_review, nameless = set(), set()
    for found in everything.values():
        frame = found.tables["recommendations"]
        under_review |= set(frame["state"])
        nameless |= set(frame.filter(recommender="")["recommender_name"])

    assert (193, {"(Unknown)"}) == (len(under_review), nameless)
    assert "" not in under_review


def test_observers_recommend_too(everything: dict[str, Imported], raw: dict[str, list[dict[str, str]]]) -> None:
    """Palestine and the Holy See are no members, and are known."""
    for name, code in (("Palestine", "PSE"), ("Holy See", "VAT")):
        expected = sum(row["From"] == name for rows in raw.values() for row in rows)
        counted = sum(len(found.tables["recommendations"].filter(recommender=code)) for found in everything.values())
        assert expected == counted > 0


def test_a_recommendation_by_several_states_counts_once(
    everything: dict[str, Imported], raw: dict[str, list[dict[str, str]]]
) -> None:
    """Timor-Leste in 2011: 126 rows, of which Austria and Slovenia share one; 117 supported and 8 noted."""
    rows = [row for row in raw["10-13"] if row["To"] == "Timor-Leste"]
    shared = defaultdict(set)
    for row in rows:
        shared[row["Text"].strip()].add(row["From"])
    noted = sum(row["Response"] == "Noted" for row in rows)

    assert (126, 125, 8) == (len(rows), len(shared), noted)
    assert [{"Austria", "Slovenia"}] == [states for states in shared.values() if len(states) > 1]
    assert [("TLS-2011", "125", "117", "8")] == reviews(everything["10-13"], state="TLS")


def test_an_answer_that_differs_by_state_counts_as_noted_and_is_told(everything: dict[str, Imported]) -> None:
    """Tonga accepted from Australia what it noted from Slovenia and the Maldives."""
    found = everything["14-17"]
    told = [finding.found for finding in found.findings if finding.kind == "counts-disagree"]

    assert ["Ratify CEDAW"] == told
    for key, received, supported, noted in reviews(found):
        assert int(received) == int(supported) + int(noted), key


def test_a_row_that_repeats_itself_is_kept_counted_once_and_told(written: Write) -> None:
    """White space, capitals and the mark at the end make no other recommendation."""
    again = ROW.replace("Ratify CAT", "ratify  CAT. ")
    (found,) = read("upr-info", [written("7.csv", HEAD + ROW + again)])

    assert 2 == len(found.tables["recommendations"])
    assert [("FJI-2010", "1", "1", "0")] == reviews(found)
    assert [("repeated-row", 3)] == [(finding.kind, finding.row) for finding in found.findings]


def test_sudan_and_south_sudan_have_reviews_of_their_own(everything: dict[str, Imported]) -> None:
    """Both in session 11, before one of them was a member."""
    keys = {key for key, *_ in reviews(everything["10-13"], session="11")}

    assert {"SDN-2011", "SSD-2011"} <= keys


def test_a_state_is_reviewed_in_the_year_of_its_session(everything: dict[str, Imported]) -> None:
    """Sessions 1 to 17 were held from 2008 to 2013."""
    years = {
        (session, year)
        for found in everything.values()
        for session, year in found.tables["reviews_imported"].select("session", "year").rows()
    }

    assert {("1", "2008"), ("4", "2009"), ("6", "2009"), ("12", "2011"), ("13", "2012"), ("17", "2013")} <= years
    assert 17 == len(years)


def test_a_session_without_a_known_year_names_the_review_by_itself(written: Write) -> None:
    """The year is not guessed."""
    (found,) = read("upr-info", [written("40.csv", HEAD + ROW.replace(",7\n", ",40\n"))])

    assert ["FJI-session-40"] == [key for key, *_ in reviews(found)]
    assert {"unknown-value"} == {finding.kind for finding in found.findings}


def test_a_recommendation_becomes_triples_of_its_own(written: Write) -> None:
    """Review, state, answer, category, each issue, and the words."""
    (found,) = read("upr-info", [written("7.csv", HEAD + ROW)])
    lines = render(IMPORTED["recommendations"], found.tables["recommendations"]).decode()

    assert 9 == lines.count("\n")
    for part in ('ontology#issue> "Torture"@en', 'ontology#issue> "Justice"@en', 'ontology#response> "accepted"',
                 "ontology#isMadeBy> <https://w3id.org/r2pgraph/state/PER>", 'ontology#wording> "Ratify CAT"@en',
                 "ontology#inReview> <https://w3id.org/r2pgraph/review/FJI-2010>"):  # fmt: skip
        assert part in lines


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends_and_the_order_of_columns_do_not_matter(end: str, written: Write) -> None:
    """Nor does a byte order mark, nor an extra column, which is told."""
    text = "\ufeffSession,Issue,Action,Response,From,Text,To,Extra\n7,Torture,5,Noted,Peru,Ratify CAT,Fiji,x\n"
    (found,) = read("upr-info", [written("7.csv", text.replace("\n", end))])

    assert [("FJI-2010", "1", "0", "1")] == reviews(found)
    assert [("extra-column", "Extra")] == [(finding.kind, finding.found) for finding in found.findings]


def test_answers_and_categories_that_are_none_are_told(written: Write) -> None:
    """They are left empty, and the recommendation is neither supported nor noted."""
    (found,) = read("upr-info", [written("7.csv", HEAD + ROW.replace("Accepted,5", "Perhaps,9"))])

    assert [("FJI-2010", "1", "0", "0")] == reviews(found)
    assert [("unknown-value", "Perhaps"), ("unknown-value", "9")] == [(f.kind, f.found) for f in found.findings]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (HEAD.replace("Response,", "") + ROW.replace("Accepted,", ""), 1),
        (HEAD + ROW + ROW[:40], 3),
        (HEAD + "Fiji,Asia\n", 2),
        (b"\x1f\x8b\x08\x00" + b"\0" * 20, 1),
    ],
)
def test_a_damaged_file_is_refused_whole(content: str | bytes, line: int, written: Write) -> None:
    """A missing column, a file cut short, bytes that are no text."""
    with pytest.raises(UnreadableFileError) as raised:
        read("upr-info", [written("7.csv", content)])

    assert line == raised.value.line


def test_a_packed_file_that_is_cut_short_is_refused(written: Write) -> None:
    """Half of its bytes."""
    packed = gzip.compress((HEAD + ROW * 50).encode())

    with pytest.raises(UnreadableFileError, match="cut short"):
        read("upr-info", [written("7.csv.gz", packed[: len(packed) // 2])])


def test_a_line_without_end_is_refused(written: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered here, so that no large file is needed."""
    monkeypatch.setattr(border, "LONGEST_LINE", 200)

    with pytest.raises(UnreadableFileError, match="more than 200 bytes"):
        read("upr-info", [written("7.csv", HEAD + ROW.replace("Ratify CAT", "x" * 500))])

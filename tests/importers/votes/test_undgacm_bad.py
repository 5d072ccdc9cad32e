"""Small files of our own with one fault each: a finding says what was done, or the file is refused whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import importers
from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, border

Make = Callable[..., Imported]


def cells(imported: Imported, *names: str) -> tuple[str, ...]:
    """Return some cells of the only roll call."""
    (found,) = imported.tables["roll_calls"].select(names).rows()
    return found


def kinds(imported: Imported) -> list[tuple[str, str]]:
    """Return the class and the action of every finding."""
    return [(finding.kind, finding.action) for finding in imported.findings]


def test_a_sound_record_arrives_whole(assembly: Make) -> None:
    """Both lists of sponsors are co-sponsors; a heading of an agenda carries the agenda's symbol."""
    imported = assembly()

    assert [] == kinds(imported)
    assert [
        ("A-RES-99-1", "FIJI", "FJI", "votedYes"),
        ("A-RES-99-1", "TIMOR-LESTE", "TLS", "votedYes"),
        ("A-RES-99-1", "NAURU", "NRU", "votedNo"),
        ("A-RES-99-1", "FIJI", "FJI", "coSponsors"),
        ("A-RES-99-1", "NAURU", "NRU", "coSponsors"),
    ] == imported.tables["votes"].rows()
    assert [("A-RES-99-1", "unbis", "GENOCIDE"), ("A-RES-99-1", "agenda", "13 (A/99/251)")] == (
        imported.tables["subjects"].rows()
    )
    assert ("A/99/PV.1", "A/99/L.1", "true", "99") == cells(imported, "meeting", "draft", "whole", "session")


def test_a_voter_that_was_no_member_that_day_is_told(assembly: Make) -> None:
    """The Holy See observes, and Czechoslovakia was dissolved; both stay as listed. A sponsor need be no member."""
    voters = ["FIJI", "HOLY SEE", "CZECHOSLOVAKIA"]
    imported = assembly({"MS_in_favour": voters, "MS_in_favour_count": "3", "sponsors": ["HOLY SEE", "NAURU"]})
    told = {each.found: each.reason for each in imported.findings if each.kind == "not-a-member"}

    assert {"HOLY SEE", "CZECHOSLOVAKIA"} == told.keys()
    assert told["HOLY SEE"].startswith("VAT is on record as no member of the United Nations then; 1 vote stands")
    assert {"FJI", "VAT", "CSK"} == set(imported.tables["votes"].filter(relation="votedYes")["state"])


def test_a_name_that_is_known_to_be_of_no_state_is_told(assembly: Make) -> None:
    """Kosovo is on the list of names of this source, without a state: its row is not dropped in silence."""
    imported = assembly({"MS_in_favour": ["FIJI", "KOSOVO"]})
    (found,) = [each for each in imported.findings if each.found == "KOSOVO"]

    assert "it is no state of the tables; 1 row is kept without a state." in found.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"symbol": "A/RES/99/1", "symbol": "A/RES/99/2"}', "the key symbol stands twice in one object"),
        (r'{"symbol": "A/RES/99/1 \ud800"}', "surrogates not allowed"),
    ],
)
def test_a_line_that_says_two_things_or_no_text_is_refused(line: str, reason: str, tmp_path: Path) -> None:
    """With its number, and without a traceback."""
    path = tmp_path / "99.json"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        importers.read("undgacm-ga", [path])

    assert "line 2" in str(caught.value)


def test_a_count_of_many_digits_is_left_out(assembly: Make) -> None:
    """Five thousand of them are no count of states."""
    imported = assembly({"MS_in_favour_count": "9" * 5000})

    assert ("unknown-value", "refused") in kinds(imported)
    assert ("",) == cells(imported, "yes_count")


def test_the_lists_of_resolution_1559_are_right_because_its_words_say_so(council: Make) -> None:
    """15-0-0 counted, 9-0-6 listed and told: the table counts 9-0-6."""
    states = ["ALGERIA", "ANGOLA", "BENIN", "BRAZIL", "CHILE", "CHINA", "FRANCE", "GERMANY", "PAKISTAN",
              "PHILIPPINES", "ROMANIA", "RUSSIAN FEDERATION", "SPAIN", "UNITED KINGDOM", "UNITED STATES"]  # fmt: skip
    counts = {"MS_in_favour_count": "15", "MS_against_count": "0", "MS_abstaining_count": "0"}
    lists = {"MS_in_favour": states[:9], "MS_against": [], "MS_abstaining": states[9:]}
    imported = council({**counts, **lists, "adoption_type": "Adopted 9-0-6, 5028th meeting"})

    assert ("9", "0", "6") == cells(imported, "yes_count", "no_count", "abstention_count")
    assert [("counts-disagree", "repaired")] == kinds(imported)


def test_lists_of_a_full_council_win_over_counts_of_more(council: Make) -> None:
    """18 counted and 15 listed: the Council has 15 members."""
    names = ["ALGERIA", "ANGOLA", "BENIN", "BRAZIL", "CHILE", "CHINA", "FRANCE", "GERMANY", "PAKISTAN", "PHILIPPINES"]
    more = ["ROMANIA", "RUSSIAN FEDERATION", "SPAIN", "UNITED KINGDOM", "UNITED STATES"]
    imported = council(
        {"MS_in_favour": names + more, "MS_against": [], "MS_in_favour_count": "18", "MS_against_count": "0",
         "adoption_type": "Adopted unanimously"}
    )  # fmt: skip

    assert ("15",) == cells(imported, "yes_count")
    assert [("counts-disagree", "repaired")] == kinds(imported)


def test_sixteen_voters_in_a_council_of_fifteen_are_told(council: Make) -> None:
    """They stay as they are listed."""
    names = ["ALGERIA", "ANGOLA", "BENIN", "BRAZIL", "CHILE", "CHINA", "FRANCE", "GERMANY", "PAKISTAN", "PHILIPPINES",
             "ROMANIA", "RUSSIAN FEDERATION", "SPAIN", "UNITED KINGDOM", "UNITED STATES", "FIJI"]  # fmt: skip
    imported = council(
        {"MS_in_favour": names, "MS_against": [], "MS_in_favour_count": "16", "MS_against_count": "0", "sponsors": [],
         "additional_sponsors": [], "adoption_type": "Adopted unanimously"}
    )  # fmt: skip

    assert [("out-of-range", "kept")] == kinds(imported)
    assert 16 == imported.tables["votes"].height


def test_a_state_in_two_lists_has_no_vote(assembly: Make) -> None:
    """Which of the two it cast cannot be told; its sponsorship stands."""
    imported = assembly({"MS_against": ["FIJI"], "additional_sponsors": []})

    assert ("listed-twice", "refused") in kinds(imported)
    assert [("TIMOR-LESTE", "votedYes"), ("FIJI", "coSponsors")] == (
        imported.tables["votes"].select("state_name", "relation").rows()
    )


def test_two_names_of_one_state_in_one_list_are_one_vote(assembly: Make) -> None:
    """The first name stands, and the finding shows both."""
    imported = assembly({"MS_in_favour": ["TURKEY", "TÜRKİYE"], "sponsors": []})
    (finding,) = imported.findings

    assert ["TURKEY"] == imported.tables["votes"].filter(pl.col("state") == "TUR")["state_name"].to_list()
    assert ("listed-twice", "A-RES-99-1: TURKEY = TÜRKİYE") == (finding.kind, finding.found)


def test_an_unknown_name_keeps_its_row_and_is_told_once(assembly: Make) -> None:
    """Atlantis votes and sponsors: two rows without a state, one finding."""
    imported = assembly({"MS_in_favour": ["FIJI", "ATLANTIS"], "sponsors": ["ATLANTIS"]})
    (finding,) = imported.findings

    assert 2 == imported.tables["votes"].filter((pl.col("state_name") == "ATLANTIS") & (pl.col("state") == "")).height
    assert ("unknown-state", "kept", "ATLANTIS") == (finding.kind, finding.action, finding.found)


def test_the_most_complete_of_three_lines_with_one_symbol_stands(assembly: Make) -> None:
    """Each of the others is a finding that shows what it says differently."""
    poorer = {"MS_in_favour": ["FIJI"], "MS_in_favour_count": "1"}
    wrong = {"MS_in_favour": ["FIJI", "NAURU", "PALAU"], "MS_against": [], "sponsors": []}
    imported = assembly(poorer, {}, wrong)
    left_out = [finding for finding in imported.findings if finding.kind == "repeated-symbol"]

    assert (3, 1) == (imported.rows_in, imported.tables["roll_calls"].height)
    assert ["FIJI", "TIMOR-LESTE"] == (
        imported.tables["votes"].filter(pl.col("relation") == "votedYes")["state_name"].to_list()
    )
    assert [(1, "refused"), (3, "refused")] == [(finding.row, finding.action) for finding in left_out]
    assert "counts 1-1-0, not 2-1-0; votedYes has nobody more and lacks TIMOR-LESTE" in left_out[0].found
    assert "votedYes has NAURU, PALAU more and lacks TIMOR-LESTE" in left_out[1].found


def test_a_line_that_says_the_same_again_is_told(assembly: Make) -> None:
    """The first stands."""
    assert [("repeated-row", "refused")] == kinds(assembly({}, {}))


@pytest.mark.parametrize(
    ("change", "mode", "found"),
    [
        ({"adoption_type": "", "voting_type": "adoptedRecordedVote"}, "recorded-vote", []),
        ({"adoption_type": ""}, "recorded-vote", [("unknown-value", "repaired")]),
        (
            {"adoption_type": "", "MS_in_favour": [], "MS_against": [], "MS_in_favour_count": "N.A.",
             "MS_against_count": "N.A.", "MS_abstaining_count": "N.A."}, "", [("unknown-value", "kept")],
        ),
        ({"adoption_type": "Without a vote"}, "", [("modes-disagree", "kept")]),
    ],
)  # fmt: skip
def test_a_mode_that_is_not_given_is_not_guessed(
    change: dict[str, object], mode: str, found: list[tuple[str, str]], assembly: Make
) -> None:
    """Voters who are listed voted; where nothing is listed, nothing is known."""
    imported = assembly(change)

    assert (mode,) == cells(imported, "adoption_mode")
    assert found == kinds(imported)


def test_a_day_that_does_not_exist_is_left_out(assembly: Make) -> None:
    """The row stays, without a date."""
    imported = assembly({"adoption_date": "30 February 2021"})

    assert ("",) == cells(imported, "adopted_on")
    assert [("no-such-date", "refused")] == kinds(imported)


def test_a_count_that_is_no_number_is_left_out(assembly: Make) -> None:
    """Words in a count are told and counted as nothing."""
    imported = assembly({"MS_in_favour_count": "two"})

    assert ("",) == cells(imported, "yes_count")
    assert [("unknown-value", "refused")] == kinds(imported)


def test_a_key_that_nobody_knows_is_told(assembly: Make) -> None:
    """Once a file, however many records have it."""
    (finding,) = assembly({"veto": "x"}, {"symbol": "A/RES/99/2", "veto": "y"}).findings

    assert ("extra-column", "kept", "veto") == (finding.kind, finding.action, finding.found)


def test_order_of_keys_byte_order_mark_and_line_ends_do_not_matter(assembly: Make, tmp_path: Path) -> None:
    """The same record written by another hand is the same table."""
    expected = assembly()
    line = json.dumps(dict(reversed(json.loads((tmp_path / "99.json").read_text(encoding="utf-8")).items())))
    for end in ("\r\n", "\r", ""):
        (tmp_path / "99.json").write_bytes(b"\xef\xbb\xbf" + (line + end).encode())
        (found,) = importers.read("undgacm-ga", [tmp_path / "99.json"])

        assert all(expected.tables[stem].equals(found.tables[stem]) for stem in expected.tables)


SOUND = b'{"symbol": "A/RES/99/1"}'


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", None, "empty"),
        (b"\n\n", None, "no record"),
        (b'{"symbol": "A/RES/99/1", "titl', 1, "no JSON"),
        (b"[1, 2]\n", 1, "no JSON object"),
        (SOUND, 1, "lacks adoption_date"),
        (b'{"symbol": "\xe9"}', 1, "not UTF-8"),
        (b'\xff\xfe{\x00"\x00', 1, "UTF-16"),
        (b'{"symbol": "\0"}', 1, "zero byte"),
        (b"symbol,title\nA/RES/99/1,x\n", 1, "no JSON"),
        (b"[" * 100_000, 1, "no JSON"),
    ],
    ids=["empty", "blank", "truncated", "array", "keys missing", "encoding", "utf-16", "nul", "csv", "deep"],
)
def test_a_file_of_another_kind_or_damaged_is_refused_whole(
    content: bytes, line: int | None, reason: str, tmp_path: Path
) -> None:
    """The error names the line and the reason."""
    path = tmp_path / "99.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=reason) as error:
        importers.read("undgacm-ga", [path])
    assert line == error.value.line


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"symbol": "S/RES/2618 (2022)"}, "no symbol of a resolution of UNGA"),
        ({"symbol": "A/99/L.1"}, "no symbol of a resolution of UNGA"),
        ({"MS_in_favour": "FIJI"}, "MS_in_favour is no list of names"),
        ({"sponsors": [1]}, "sponsors is no list of names"),
        ({"subjects": [["GENOCIDE"]]}, "subjects is no list of pairs"),
        ({"adoption_date": None}, "adoption_date is no text"),
    ],
)
def test_a_record_of_another_make_is_refused(change: dict[str, object], reason: str, assembly: Make) -> None:
    """On the second line, after a sound one: nothing is half imported."""
    with pytest.raises(UnreadableFileError, match=reason) as error:
        assembly({}, change)
    assert 2 == error.value.line


def test_a_line_beyond_all_measure_is_refused(assembly: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered here; no known line has a tenth of it."""
    monkeypatch.setattr(border, "LONGEST_LINE", 1000)

    with pytest.raises(UnreadableFileError, match="more than 1,000 bytes"):
        assembly({}, {"title": "x" * 2000})

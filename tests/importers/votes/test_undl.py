"""The bulk CSV of the Digital Library: both layouts, by the names of the columns, on the sample and on small ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import importers
from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported

COLUMNS = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,"
    "subjects,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
)
NEWER = COLUMNS.replace("subjects,", "subjects,vote_note,")
CELLS = {
    "undl_id": "1", "ms_code": "FJI", "ms_name": "FIJI", "ms_vote": "Y", "date": "1999-12-06", "session": "54",
    "resolution": "A/RES/54/54[A]", "draft": "A/54/L.1|A/54/L.2", "meeting": "A/54/PV.1", "title": "A title",
    "subjects": "DISARMAMENT--TREATIES|GENOCIDE", "total_yes": "2.0", "total_no": "1.0", "total_abstentions": "0.0",
    "total_non_voting": "1.0", "total_ms": "4.0", "undl_link": "https://example.org/1",
}  # fmt: skip
VOTES = ({}, {"ms_code": "NRU", "ms_name": "NAURU"}, {"ms_code": "PLW", "ms_name": "PALAU", "ms_vote": "N"})

Make = Callable[..., Imported]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what imports a small file: one row for each set of changes."""

    def made(*changes: dict[str, str], columns: str = COLUMNS, kind: str = "undl-ga-votes") -> Imported:
        rows = [
            ",".join(f'"{({**CELLS, **each}).get(name, "")}"' for name in columns.split(","))
            for each in changes or VOTES
        ]
        path = tmp_path / "voting.csv"
        path.write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
        (found,) = importers.read(kind, [path])
        return found

    return made


def kinds(found: Imported) -> list[tuple[str, str]]:
    """Return the class and the action of every finding."""
    return [(finding.kind, finding.action) for finding in found.findings]


def test_a_code_of_another_state_is_told(make: Make) -> None:
    """The name is followed, as everywhere; beside the code of another state that is not left unsaid."""
    found = make({}, {"ms_code": "FRA", "ms_name": "GERMANY"})
    (told,) = [each for each in found.findings if each.kind == "code-disagrees"]

    assert ("FRA GERMANY", "kept") == (told.found, told.action)
    assert "The name means DEU and the code FRA; the name is followed, in 1 row." == told.reason
    assert ["FJI", "DEU"] == found.tables["votes"]["state"].to_list()


def test_a_table_whose_last_line_has_no_end_is_told(make: Make, tmp_path: Path) -> None:
    """It may have been cut in its last cell."""
    make()
    path = tmp_path / "voting.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    (found,) = importers.read("undl-ga-votes", [path])

    assert ("no-line-end", "kept", 4) in [(each.kind, each.action, each.row) for each in found.findings]


def test_the_sample_of_the_newer_layout_is_read(real: Callable[[str], Path]) -> None:
    """Two rows of one roll call of the tenth emergency session: Afghanistan in favour, Benin not voting."""
    (found,) = importers.read("undl-ga-votes", [real("undl-ga-voting/layout-sample-2026.csv")])
    (call,) = found.tables["roll_calls"].to_dicts()

    assert 2 == found.rows_in
    assert ("A-RES-ES-10-21", "ES-10", "120", "14", "45", "A/ES-10/L.25") == tuple(
        call[name] for name in ("key", "session", "yes_count", "no_count", "abstention_count", "draft")
    )
    assert [("A-RES-ES-10-21", "AFGHANISTAN", "AFG", "votedYes")] == found.tables["votes"].rows()
    assert [("counts-disagree", "kept")] == kinds(found)


def test_a_header_without_rows_is_refused(real: Callable[[str], Path]) -> None:
    """The other sample has the header of 2025 alone."""
    with pytest.raises(UnreadableFileError, match="no row"):
        importers.read("undl-ga-votes", [real("undl-ga-voting/layout-header-2025.csv")])


def test_both_layouts_and_every_order_of_columns_give_the_same_tables(make: Make) -> None:
    """Columns are found by name."""
    expected = make()
    for columns in (NEWER, ",".join(reversed(COLUMNS.split(",")))):
        found = make(columns=columns)

        assert [] == kinds(found)
        assert all(expected.tables[stem].equals(found.tables[stem]) for stem in expected.tables)


def test_the_tables_are_as_declared(make: Make, problems: Callable[[Imported], list[str]]) -> None:
    """The totals lose their decimals, the symbol its brackets, and each subject stands alone."""
    found = make()
    (call,) = found.tables["roll_calls"].to_dicts()

    assert [] == problems(found)
    assert ("A-RES-54-54-A", "A/RES/54/54 A", "A", "2", "1", "0", "A/54/L.1|A/54/L.2") == tuple(
        call[name] for name in ("key", "symbol", "part", "yes_count", "no_count", "abstention_count", "draft")
    )
    assert ["DISARMAMENT--TREATIES", "GENOCIDE"] == found.tables["subjects"]["term"].to_list()


@pytest.mark.parametrize("vote", ["X", "NV", ""])
def test_a_state_that_did_not_vote_has_no_row(vote: str, make: Make) -> None:
    """X in the newer files, NV in the older description."""
    found = make(*VOTES, {"ms_code": "TUV", "ms_name": "TUVALU", "ms_vote": vote})

    assert 3 == found.tables["votes"].height
    assert [] == kinds(found)


def test_the_codes_that_no_authority_file_knows_are_states(make: Make) -> None:
    """GER is the Federal Republic of Germany, SCG Serbia and Montenegro."""
    german = {"ms_code": "GER", "ms_name": "GERMANY, FEDERAL REPUBLIC OF", "date": "1980-12-06"}
    serbian = {"ms_code": "SCG", "ms_name": "SERBIA AND MONTENEGRO", "date": "2004-12-06", "undl_id": "2"}
    found = make(
        german, {**serbian, "resolution": "A/RES/59/59", "total_yes": "1.0", "total_no": "0.0"}
    ).tables["votes"]  # fmt: skip

    assert "" not in found["state"].to_list()


def test_a_vote_that_is_none_is_left_out(make: Make) -> None:
    """The row is told."""
    found = make(*VOTES, {"ms_code": "TUV", "ms_name": "TUVALU", "ms_vote": "Q"})

    assert [("unknown-value", "refused")] == kinds(found)
    assert 5 == found.findings[0].row


def test_two_records_of_one_symbol_leave_the_fuller(make: Make) -> None:
    """The other is told with the number of its voters."""
    found = make({"undl_id": "7"}, *VOTES)

    assert [("repeated-symbol", "refused")] == kinds(found)
    assert "record 7 with 1 voters" in found.findings[0].found
    assert 3 == found.tables["votes"].height


def test_a_state_with_two_votes_has_none(make: Make) -> None:
    """The same vote again counts once; another one leaves neither."""
    found = make(*VOTES, {}, {"ms_code": "NRU", "ms_name": "NAURU", "ms_vote": "A"})

    assert ["FIJI", "PALAU"] == found.tables["votes"]["state_name"].to_list()
    assert {("counts-disagree", "kept"), ("listed-twice", "repaired"), ("listed-twice", "refused")} == set(kinds(found))


def test_days_and_totals_that_are_none_are_left_out(make: Make) -> None:
    """The roll call stays."""
    changes = {"date": "1999-02-30", "total_no": "one"}
    found = make(*({**changes, **each} for each in VOTES))

    assert [("", "")] == found.tables["roll_calls"].select("adopted_on", "no_count").rows()
    assert [("no-such-date", "refused"), ("unknown-value", "refused")] == kinds(found)


def test_the_council_is_read_without_a_session(make: Make) -> None:
    """Its totals are whole numbers, and its symbols carry a year."""
    columns = COLUMNS.replace("session,", "").replace("committee_report,", "")
    change = {"resolution": "S/RES/2403(2018)", "total_yes": "1", "total_no": "0", "total_abstentions": "0"}
    found = make(change, columns=columns, kind="undl-sc-votes")

    assert [("S-RES-2403-2018", "UNSC", "", "1")] == found.tables["roll_calls"].select(
        "key", "adopted_by", "session", "yes_count"
    ).rows()


def test_a_column_that_is_missing_or_a_symbol_of_another_organ_refuses_the_file(make: Make) -> None:
    """The error names the column, or the line."""
    with pytest.raises(UnreadableFileError, match="ms_vote is missing"):
        make(columns=COLUMNS.replace("ms_vote", "ms_votes"))
    with pytest.raises(UnreadableFileError, match="no symbol of a resolution of UNSC") as error:
        make(kind="undl-sc-votes")
    assert 2 == error.value.line


def test_a_column_that_nobody_knows_is_told(make: Make) -> None:
    """It is not read."""
    found = make(columns=f"colour,{COLUMNS}")

    assert [("extra-column", "kept")] == kinds(found)
    assert 3 == found.tables["votes"].filter(pl.col("state") != "").height

"""The codes of the Correlates of War project are read once a state."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from r2pgraph.importers import Imported

    Problems = Callable[[Imported], list[str]]


def written(folder: Path, text: str) -> Path:
    """Return a file with this text."""
    path = folder / "cow.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_state_that_stands_twice_is_kept_once(tmp_path: Path) -> None:
    """The project has a row for each time in which a state existed."""
    path = written(tmp_path, "StateAbb,CCode,StateNme\nHAI,41,Haiti\nHAI,41,Haiti\n")
    [made] = importers.read("cow-codes", [path])
    assert [("41", "HAI", "HTI")] == made.tables["cow_codes"].select("key", "abbreviation", "state").rows()
    assert [("repeated-row", 3)] == [(finding.kind, finding.row) for finding in made.findings]


def test_a_number_with_two_names_is_told(tmp_path: Path) -> None:
    """The first name is kept."""
    path = written(tmp_path, "StateAbb,CCode,StateNme\nHAI,41,Haiti\nFJI,41,Fiji\n")
    [made] = importers.read("cow-codes", [path])
    assert ["Haiti"] == made.tables["cow_codes"]["state_name"].to_list()
    assert ["FJI 41 Fiji"] == [finding.found for finding in made.findings]


@pytest.mark.parametrize("row", ["HAI,forty,Haiti", "Haiti,41,Haiti", "HAI,41,"])
def test_a_row_without_number_letters_or_name_is_refused(tmp_path: Path, row: str) -> None:
    """The others are kept."""
    path = written(tmp_path, f"StateAbb,CCode,StateNme\n{row}\nFJI,950,Fiji\n")
    [made] = importers.read("cow-codes", [path])
    assert ["950"] == made.tables["cow_codes"]["key"].to_list()
    assert [("unknown-value", "refused", 2)] == [(each.kind, each.action, each.row) for each in made.findings]


def test_yugoslavia_without_a_date_is_not_guessed(tmp_path: Path) -> None:
    """Its number went on to Serbia, so both are told."""
    path = written(tmp_path, "StateAbb,CCode,StateNme\nYUG,345,Yugoslavia\n")
    [made] = importers.read("cow-codes", [path])
    assert [""] == made.tables["cow_codes"]["state"].to_list()
    [finding] = made.findings
    assert "unknown-state" == finding.kind
    assert "YUG" in finding.reason
    assert "SRB" in finding.reason


def test_another_table_is_refused(tmp_path: Path) -> None:
    """The missing column is named."""
    with pytest.raises(UnreadableFileError, match="CCode"):
        importers.read("cow-codes", [written(tmp_path, "Country,Value\nAFG,1\n")])


def test_every_state_of_the_real_file_is_read_once(records: Path, problems: Problems) -> None:
    """243 rows for 217 states, counted anew with the csv module."""
    path = records / "un-regional-and-cow" / "cow-country-codes.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    [made] = importers.read("cow-codes", [path])
    assert [] == problems(made)
    assert len(rows) == made.rows_in
    assert {row["CCode"] for row in rows} == set(made.tables["cow_codes"]["key"])
    repeated = len(rows) - len({tuple(row.values()) for row in rows})
    assert repeated == sum(finding.kind == "repeated-row" for finding in made.findings)

"""What the door of the importers does with the names it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.errors import UnknownNameError, UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

CODES = "StateAbb,CCode,StateNme\nUSA,2,United States of America\n"


def test_a_folder_stands_for_every_file_below_it_but_the_hidden(tmp_path: Path) -> None:
    """Publishers put their files into folders of folders; what a system hides is not theirs."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "codes.csv").write_text(CODES, encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "codes.csv").write_text("no table", encoding="utf-8")

    assert [(tmp_path / "below" / "codes.csv",)] == [each.paths for each in importers.read("cow-codes", [tmp_path])]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """By itself, by another way to it, and by its folder."""
    codes = tmp_path / "codes.csv"
    codes.write_text(CODES, encoding="utf-8")
    found = importers.read("cow-codes", [codes, tmp_path / ".." / tmp_path.name / "codes.csv", tmp_path])
    assert [1] == [each.rows_in for each in found]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """Nothing to import is said, and is no success."""
    with pytest.raises(UnreadableFileError, match="holds no file"):
        importers.read("cow-codes", [tmp_path])


def test_an_unknown_kind_names_the_nearest(tmp_path: Path) -> None:
    """A slip of the finger costs one look."""
    with pytest.raises(UnknownNameError, match="unvotes"):
        importers.read("unvote", [tmp_path])

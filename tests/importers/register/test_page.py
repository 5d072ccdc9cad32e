"""The page on registers shows for each subject a row that is read, and one that is refused with these words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.tables.imported.register import COLUMNS, SUBJECTS

if TYPE_CHECKING:
    from r2pgraph.importers import Imported

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "register.md").read_text(encoding="utf-8")
SECTIONS = {part.split("`")[1]: part for part in PAGE.split("\n### ")[1:]}


def read(folder: Path, line: str) -> Imported:
    """Import one row below the header that the page gives."""
    path = folder / "page.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    [made] = importers.read("register", [path])
    return made


def example(name: str, word: str) -> str:
    """Return the row that stands below a word in the section of a subject."""
    found = re.search(rf"^{word}:\n\n```csv\n(.+)\n```", SECTIONS[name], re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_page_has_every_subject_in_order_and_the_header() -> None:
    """A subject that is added must be described."""
    assert list(SUBJECTS) == list(SECTIONS)
    assert f"```csv\n{','.join(COLUMNS)}\n```" in PAGE


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_good_row_of_a_subject_is_read_without_a_finding(tmp_path: Path, name: str) -> None:
    """It enters the table of the subject."""
    made = read(tmp_path, example(name, "Good"))
    assert () == made.findings
    assert 1 == len(made.tables[SUBJECTS[name].table])


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_bad_row_of_a_subject_is_refused_in_the_words_of_the_page(tmp_path: Path, name: str) -> None:
    """For one reason."""
    made = read(tmp_path, example(name, "Refused"))
    [finding] = made.findings
    assert "refused" == finding.action
    assert f"\n> {finding.reason}\n" in SECTIONS[name]
    assert SUBJECTS[name].table not in made.tables


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_page_says_what_each_column_of_a_subject_holds(name: str) -> None:
    """And which may be empty, and which words it may hold."""
    subject = SUBJECTS[name]
    for column, meaning in subject.meaning.items():
        rest = "" if column in subject.needs else " (may be empty)"
        assert f"- `{column}`: {meaning}{rest}\n" in SECTIONS[name]
    for column, words in subject.choices.items():
        assert f"- `{column}` is one of {', '.join(f'`{word}`' for word in words)}\n" in SECTIONS[name]

"""A form is not written over, and is of a year that can be assessed; who stops a submission is told where to look."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from r2pgraph import receiving
from r2pgraph.cli import door
from r2pgraph.cli.submit import template
from r2pgraph.errors import StoreError
from r2pgraph.pipeline import open_built
from r2pgraph.submission.templates.contents import gather


@pytest.mark.parametrize("name", ["form.xlsx", "form.zip", "form.jsonld"])
def test_a_form_that_is_there_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    """The command ends before anything is written, and says what to do."""
    form = tmp_path / name
    form.write_bytes(b"a week of work")
    ended = CliRunner().invoke(door, ["template", "TLS", "2023", "-o", str(form)])

    assert 1 == ended.exit_code
    assert "is there already" in ended.output
    assert "--force" in ended.output
    assert b"a week of work" == form.read_bytes()


def test_a_folder_that_holds_a_form_is_one_too(tmp_path: Path) -> None:
    """A folder with other files, or none, may be written to."""
    template.refuse_written_over(tmp_path, force=False)
    (tmp_path / "Ratings.csv").write_text("Number\n", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already"):
        template.refuse_written_over(tmp_path, force=False)
    template.refuse_written_over(tmp_path, force=True)


def test_a_folder_whose_name_ends_like_a_file_is_told(tmp_path: Path) -> None:
    """No file can take its place."""
    folder = tmp_path / "forms.xlsx"
    folder.mkdir()
    with pytest.raises(click.BadParameter, match="is a folder"):
        template.refuse_written_over(folder, force=True)


@pytest.mark.parametrize("year", ["1850", "1944", "02023", str(datetime.now(UTC).year + 2)])
def test_a_year_that_cannot_be_assessed_has_no_form(store_home: Path, tmp_path: Path, year: str) -> None:
    """Somebody would fill it in for a week, and it would be refused."""
    form = tmp_path / "form.xlsx"
    ended = CliRunner().invoke(door, ["--home", str(store_home), "template", "FJI", year, "-o", str(form)])

    assert (2, False) == (ended.exit_code, form.exists())
    assert f"No form is written for {year}" in ended.output


def test_the_first_year_and_the_next_one_have_a_form(store_home: Path) -> None:
    """The shapes say which years these are: since the Charter, and no later than next year."""
    with open_built(store_home) as store:
        for year in ("1945", str(datetime.now(UTC).year + 1)):
            assert year == gather(store, "FJI", year).year


@pytest.mark.parametrize("words", [["submit", __file__, "--by", "Ana"], ["withdraw", "TLS", "2023", "--by", "Ana"]])
def test_who_stops_what_adds_to_the_record_is_told_where_to_look(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission may count already when its answer has not come yet."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(receiving, words[0], stopped)
    reason = ["--reason", "It was a draft."] * (words[0] == "withdraw")
    ended = CliRunner().invoke(door, ["--home", str(tmp_path), *words, *reason])

    assert 130 == ended.exit_code
    assert "`r2pgraph log` tells whether it is on record" in ended.output
    assert "Stopped." in ended.output

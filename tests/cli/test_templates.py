"""A form that somebody may have filled in is not written over by a fresh one."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from r2pgraph.cli import door
from r2pgraph.cli.submit import template
from r2pgraph.errors import StoreError


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

"""What looks like a formula stays a text in a real table program, in every table that is written here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from r2pgraph.publication import tables
from r2pgraph.store import Answer
from r2pgraph.store.terms import Term
from r2pgraph.submission import reading
from r2pgraph.submission.form import form
from r2pgraph.submission.lowering import rows
from r2pgraph.submission.tables import Filled
from r2pgraph.submission.templates import Contents, folder
from r2pgraph.submission.templates.workbook import workbook

if TYPE_CHECKING:
    from conftest import Absent

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://a")', "'=1+1", "''-2", "=cmd|'/c calc'!A1", "-5")
QUOTED = ("'a'-b", "'tis so", "it's = to", "a=b", "''", "'")
"""Texts with an apostrophe of their own, which none may lose."""


@pytest.fixture(scope="module")
def office(absent: Absent) -> None:
    """Skip where LibreOffice is missing, but not in CI."""
    if shutil.which("soffice") is None:
        absent("LibreOffice (soffice) is not installed", "OFFICE")


def contents(texts: tuple[str, ...]) -> Contents:
    """Return a form for Fiji in which each text is a statement of the summary."""
    said = [{"Number": str(number), "Statement": text} for number, text in enumerate(texts, start=1)]
    sheets = {sheet.name: rows(sheet, []) for sheet in form().sheets}
    sheets["Assessment"] = rows(form().sheet("Assessment"), [{"State": "FJI", "Year": "2024"}])
    sheets["Summary"] = rows(form().sheet("Summary"), said)
    return Contents("FJI", "Fiji", "2024", Filled(sheets), is_revision=False, earlier="", known=(), reaches="")


def statements(data: bytes, name: str) -> tuple[str, ...]:
    """Return the statements of the summary as the reader of forms takes them."""
    return tuple(row["Statement"].text for row in reading.read(data, name).filled.sheets["Summary"].rows)


def opened(path: Path, column: int, sheet: str = "") -> list[tuple[str, object]]:
    """Return type and value of the cells of a column below its title, as LibreOffice opens and saves the file."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(path.parent / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(path.parent / "out" / f"{path.stem}.xlsx")
    page = book[sheet] if sheet else book.active
    assert page is not None
    cells = [row[column - 1] for row in page.iter_rows(min_row=2)]
    return [(cell.data_type, cell.value) for cell in cells if cell.value is not None]


@pytest.mark.parametrize("texts", [FORMULAS, QUOTED])
def test_every_text_comes_back_from_both_kinds_of_form_letter_by_letter(texts: tuple[str, ...]) -> None:
    """The apostrophe that guards is taken off at the start alone, and none of the text's own."""
    form_of_texts = contents(texts)
    assert texts == statements(workbook(form_of_texts), "form.xlsx")
    assert texts == statements(folder.archive(form_of_texts), "form.zip")


@pytest.mark.usefixtures("office")
def test_a_workbook_holds_no_formula_once_it_was_opened_and_saved(tmp_path: Path) -> None:
    """The program takes every text as it is written, and what it saves is read as it was."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook(contents(FORMULAS)))

    assert [("s", text) for text in FORMULAS] == opened(path, 2, "Summary")
    assert FORMULAS == statements((tmp_path / "out/form.xlsx").read_bytes(), "form.xlsx")


@pytest.mark.usefixtures("office")
def test_a_csv_file_of_the_form_holds_no_formula_where_it_is_opened(tmp_path: Path) -> None:
    """Each text stands behind its guard."""
    path = tmp_path / "Summary.csv"
    path.write_bytes(folder.files(contents(FORMULAS))["Summary.csv"])

    assert [("s", f"'{text}") for text in FORMULAS] == opened(path, 2)


@pytest.mark.usefixtures("office")
def test_an_answer_of_a_query_holds_no_formula_where_it_is_opened(tmp_path: Path) -> None:
    """Texts are guarded, and numbers stay numbers."""
    whole = Term("literal", "-5", "http://www.w3.org/2001/XMLSchema#integer")
    told = tuple((Term("literal", text), whole) for text in FORMULAS)
    path = tmp_path / "answer.csv"
    path.write_text(tables.as_csv(Answer(("text", "number"), told)), encoding="utf-8", newline="")

    assert [("s", f"'{text}") for text in FORMULAS] == opened(path, 1)
    assert [("n", -5)] * len(FORMULAS) == opened(path, 2)

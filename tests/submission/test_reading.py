"""A filled form is read from a workbook and from CSV files to the very statements of the shipped assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.submission import reading
from r2pgraph.submission.judging import ntriples
from r2pgraph.submission.lifting import lift
from r2pgraph.submission.reading import values

SHIPPED = Path(__file__).parents[2] / "data/assessments/TLS/2023.ttl"
Sheets = Callable[..., dict[str, bytes]]
Save = Callable[[openpyxl.Workbook], bytes]
Pack = Callable[[dict[str, bytes]], bytes]


def statements(data: bytes, name: str) -> bytes:
    """Return what a form says."""
    taken = reading.read(data, name)
    assert () == tuple(one for one in taken.problems if one.severity == "violation")
    return ntriples(lift(taken.filled).quads)


def test_a_workbook_says_what_the_shipped_file_says(book: openpyxl.Workbook, saved: Save) -> None:
    """Nothing is lost and nothing added on the way through a workbook."""
    assert ntriples(read(SHIPPED)) == statements(saved(book), "TLS.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_files_say_what_the_shipped_file_says(
    sheets: Sheets, packed: Pack, separator: str, end: str, encoding: str
) -> None:
    """Commas, semicolons and tabs, every line end, with a byte order mark or without."""
    assert ntriples(read(SHIPPED)) == statements(packed(sheets(separator, end, encoding)), "TLS.zip")


def test_order_case_blanks_and_further_columns_do_not_matter(book: openpyxl.Workbook, saved: Save) -> None:
    """Titles are found wherever they stand."""
    sheet = book["Footnotes"]
    sheet.insert_cols(1)
    sheet["B1"] = "  FOOTNOTE "
    sheet.insert_rows(3)
    book.move_sheet("Footnotes", -3)
    sheet.title = "footnotes "

    assert ntriples(read(SHIPPED)) == statements(saved(book), "TLS.xlsx")


@pytest.mark.parametrize(
    ("expected", "value", "shown"),
    [
        ("186", 186.0, "General"),
        ("39.5", 39.5, "0.00"),
        ("12%", 0.12, "0%"),
        ("2023-09-05", date(2023, 9, 5), "dd/mm/yyyy"),
        ("2023-09", date(2023, 9, 1), "mmm-yy"),
        ("2023", date(2023, 1, 1), "yyyy"),
        ("yes", True, "General"),
    ],
)
def test_a_value_is_read_as_people_see_it(expected: str, value: object, shown: str) -> None:
    """Numbers without needless zeros, dates with the parts that the cell shows."""
    assert expected == values.text(value, shown)


def test_a_text_that_looks_like_a_formula_in_csv_loses_its_guard(sheets: Sheets, packed: Pack) -> None:
    """The apostrophe that keeps a spreadsheet from working a text out is no part of the text."""
    files = sheets()
    files["Summary.csv"] = b"Number,Statement,Indicators\r\n1,'=1+1,3\r\n"
    taken = reading.read(packed(files), "TLS.zip")

    assert "=1+1" == taken.filled.sheets["Summary"].rows[0]["Statement"].text


def test_statements_carry_no_nameless_node(book: openpyxl.Workbook, saved: Save) -> None:
    """Whatever a row describes has a name of its own."""
    quads = lift(reading.read(saved(book), "TLS.xlsx").filled).quads

    assert [] == [quad for quad in quads if isinstance(quad.subject, ox.BlankNode)]

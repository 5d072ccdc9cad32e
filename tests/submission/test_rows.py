"""What rows are called by, as people and spreadsheets write it, and what is told of a row that is not there."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph.submission.judging import Submitted, judge
from r2pgraph.submission.words import words
from r2pgraph.validation.report import Severity
from r2pgraph.vocab import iri

Save = Callable[[openpyxl.Workbook], bytes]
FOCAL_POINT = iri("indicator", "focal-point")


@pytest.mark.parametrize("written", ["4", "04", "4.0", "4.", "4.00"])
def test_an_indicator_is_found_by_its_number_however_a_spreadsheet_writes_it(written: str) -> None:
    """A cell of text may hold ``4.0`` after a column was exported and read in again."""
    assert FOCAL_POINT == words().numbered(written)


@pytest.mark.parametrize("written", ["", ".", ".0", "0", "4.5", "37", "4.0.0", "four"])
def test_what_is_no_number_of_an_indicator_is_none(written: str) -> None:
    """Nothing is guessed."""
    assert not words().numbered(written)


def test_a_row_that_is_named_and_not_there_is_told_at_the_cell_that_names_it(
    book: openpyxl.Workbook, saved: Save, known: ox.Store
) -> None:
    """In the words of the form, with no word of classes; the twin with the row has no such problem."""
    whole = judge([Submitted("TLS.xlsx", saved(book))], known).report
    book["Ratings"].cell(7, 2).value = "Indicator 6"
    report = judge([Submitted("TLS.xlsx", saved(book))], known).report
    told = [one for one in report.problems if "has no row of its own" in one.message]

    assert whole.conforms
    assert [("Absences", "Indicators")] == [(one.sheet, one.title) for one in told]
    assert "add the row" in told[0].remedy
    grave = [one for one in report.problems if one.severity is Severity.VIOLATION]
    assert [] == [one for one in grave if not one.sheet or "class" in f"{one.message} {one.remedy}"]

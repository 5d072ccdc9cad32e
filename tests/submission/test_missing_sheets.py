"""A sheet that was deleted is read as empty, or told once where things elsewhere need what it held."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph.submission import judging
from r2pgraph.submission.judging import Submitted
from r2pgraph.validation.report import Problem

Save = Callable[[openpyxl.Workbook], bytes]


def violations(book: openpyxl.Workbook, saved: Save, known: ox.Store) -> tuple[Problem, ...]:
    """Return what is wrong with a filled workbook."""
    return judging.judge([Submitted("TLS.xlsx", saved(book))], known).report.violations


@pytest.mark.parametrize(("name", "below"), [("Findings", 23), ("Footnotes", 40), ("Absences", 4)])
def test_a_missing_sheet_that_is_needed_is_one_problem(
    book: openpyxl.Workbook, saved: Save, known: ox.Store, name: str, below: int
) -> None:
    """It says which sheet, how to get it back, and what needs it; the shipped assessment has that many such places."""
    del book[name]
    found = violations(book, saved, known)

    assert [name] == [problem.sheet for problem in found]
    assert f"The sheet {name} is missing, and {below} places elsewhere need what stood there." == found[0].message
    assert "r2pgraph template" in found[0].remedy
    assert below == sum(one.severity == "violation" for one in found[0].consequences)


@pytest.mark.parametrize("name", ["Summary", "Sources", "Organisations", "Resolutions", "Omissions", "Errata"])
def test_a_missing_sheet_that_nothing_needs_is_read_as_empty(
    book: openpyxl.Workbook, saved: Save, known: ox.Store, name: str
) -> None:
    """Who has no summary and no new source may delete their sheets."""
    del book[name]

    assert () == violations(book, saved, known)


def test_with_the_sheet_there_each_fault_is_told_where_it_stands(
    book: openpyxl.Workbook, saved: Save, known: ox.Store
) -> None:
    """An empty sheet of footnotes is no missing one."""
    book["Footnotes"].delete_rows(2, book["Footnotes"].max_row)
    found = violations(book, saved, known)

    assert {"Findings"} == {problem.sheet for problem in found}
    assert len(found) > 1


def test_one_fault_beside_a_missing_sheet_is_told_where_it_stands(
    book: openpyxl.Workbook, saved: Save, known: ox.Store
) -> None:
    """A mistyped source is not put down to a sheet of sources that nobody needs."""
    del book["Sources"]
    book["Footnotes"]["C2"] = "nobody-knows-this"
    found = violations(book, saved, known)

    assert [("Footnotes", 2)] == [(problem.sheet, problem.row) for problem in found]

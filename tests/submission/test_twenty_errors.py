"""Twenty planted errors of different kinds: twenty located, plain messages in one pass, no more and no fewer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph.submission.judging import Submitted, judge

PREFIXED = re.compile(r"\b(r2p|xsd|rating|level|trend|finding|citation|source|organisation|cito|dcterms|prov|rdf):\S")

PLANTED = (
    ("Assessment", "B7", None, "B8", "A change is stated without the year", "Give the baseline year"),
    ("Summary", "A3", "two", "A3", "exactly one whole number", "Number the statements 1, 2, 3"),
    ("Ratings", "F5", "Stong", "F5", "not on the scale", "Did you mean Strong?"),
    ("Ratings", "F6", None, "F6", "has no level", "Choose one level"),
    ("Ratings", "G9", "=F9", "G9", "A formula stands in the cell", "paste it as values only"),
    ("Ratings", "G10", "Sideways", "G10", "not on the list", "Choose"),
    ("Ratings", "H12", None, "H12", "gives no reason", "Say in a sentence or two"),
    ("Findings", "D4", "99z", "D4", "not a described citation", "sheet Footnotes"),
    ("Findings", "F5", "2023-13-45", "F5", "not one day", "2023-09-05"),
    ("Findings", "C6", None, "C6", "claims nothing", "as one sentence"),
    ("Findings", "E7", None, "E7", "about nothing", "what the claim is about"),
    ("Footnotes", "C7", "untc-2051", "C7", "one known source", "Did you mean untc-2015?"),
    ("Footnotes", "G9", "Decoration", "G9", "what it is cited for", "Choose"),
    ("Footnotes", "F12", "perhaps", "F12", "marker", "Write no"),
    ("Resolutions", "E3", "Maybe", "E3", "one position of the list", "Choose how the state voted"),
    ("Resolutions", "D4", "soon", "D4", "exactly one year", "four digits"),
    ("Resolutions", "C5", "#REF!", "C5", "holds an error", "Type the value"),
    ("Inferences", "D2", None, "D2", "how it is reasoned", "how the one follows"),
    ("Errata", "E3", None, "E3", "what is right", "Write what is right"),
    ("Errata", "I4", "Surely", "I4", "certain, probable and possible", "Choose how sure"),
)
"""The sheet and cell, what is planted there, the cell that must be told, and the gist of message and remedy."""

ALREADY_ODD = {"Ratings!F18", "Ratings!F24", "Ratings!G28", "Ratings!G31", "Footnotes!C22"}
"""What the shipped assessment earns a warning for without any planting."""


def plant(book: openpyxl.Workbook) -> None:
    """Plant every error in a workbook."""
    for sheet, cell, value, *_ in PLANTED:
        book[sheet][cell].value = value
        if value == "#REF!":
            book[sheet][cell].data_type = "e"


def ours(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a whole process."""
    command = [sys.executable, "-m", "r2pgraph", "--home", str(home), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what the command line tells of a real template in which every error is planted."""
    folder = tmp_path_factory.mktemp("twenty")
    form, home = folder / "form.xlsx", folder / "home"
    ours(home, "build")
    ours(home, "template", "TLS", "2023", "-o", str(form))
    book = openpyxl.load_workbook(form)
    plant(book)
    book.save(form)
    ended = ours(home, "check", str(form), "--format", "json")
    assert (1, "") == (ended.returncode, ended.stderr)
    return json.loads(ended.stdout)["problems"]


def test_in_a_real_template_the_command_line_tells_each_once_where_it_stands(checked: list[dict[str, Any]]) -> None:
    """The whole way, from the template over a program for workbooks to the report: twenty, and no more."""
    told = {f"{one['sheet']}!{one['column']}{one['row']}": one for one in checked if one["severity"] == "violation"}

    assert 20 == sum(one["severity"] == "violation" for one in checked)
    assert {f"{sheet}!{place}" for sheet, _, _, place, *_ in PLANTED} == set(told)
    for sheet, _, _, place, gist, remedy in PLANTED:
        one = told[f"{sheet}!{place}"]
        assert (gist in one["message"], remedy in one["remedy"]) == (True, True), (one["message"], one["remedy"])
        assert [] == PREFIXED.findall(f"{one['message']} {one['remedy']} {one['value']}")
    assert [] == [name for one in checked for name in PREFIXED.findall(f"{one['message']} {one['remedy']}")]
    odd = {f"{one['sheet']}!{one['column']}{one['row']}" for one in checked if one["severity"] == "warning"}
    assert ALREADY_ODD == odd


def test_each_planted_error_is_told_once_where_it_stands(
    book: openpyxl.Workbook, known: ox.Store, saved: Callable[[openpyxl.Workbook], bytes]
) -> None:
    """One pass tells each of them, in the cell in which it stands, in words without a name of the graph."""
    plant(book)
    report = judge([Submitted("TLS.xlsx", saved(book))], known).report
    told = {f"{one.sheet}!{one.column}{one.row}": one for one in report.violations}

    assert 20 == len(PLANTED) == len(report.violations)
    assert {f"{sheet}!{place}" for sheet, _, _, place, *_ in PLANTED} == set(told)
    for sheet, _, _, place, gist, remedy in PLANTED:
        problem = told[f"{sheet}!{place}"]
        assert (gist in problem.message, remedy in problem.remedy) == (True, True), (problem.message, problem.remedy)
        assert [] == PREFIXED.findall(f"{problem.message} {problem.remedy} {problem.value}")
    odd = {f"{one.sheet}!{one.column}{one.row}" for one in report.problems if one.severity == "warning"}
    assert ALREADY_ODD == odd


def test_all_other_cells_still_say_what_they_said(
    book: openpyxl.Workbook, known: ox.Store, saved: Callable[[openpyxl.Workbook], bytes]
) -> None:
    """The form without errors is in order and is of the state and the year that it names."""
    judged = judge([Submitted("TLS.xlsx", saved(book))], known)

    assert ((), "TLS", "2023", "xlsx") == (judged.report.violations, judged.state, judged.year, judged.form)

"""The page on submissions lists every warning: those of the shapes by name, the others by what is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyoxigraph as ox

from r2pgraph.submission.judging import Submitted, judge
from r2pgraph.validation import shapes
from r2pgraph.validation.report import Severity

ROOT = Path(__file__).parents[2]
HEADING = "### What is odd, but allowed\n"
MADE_IN = {
    "submission/contradicting.py": ["facts against the level"],
    "submission/reading/matching.py": ["unknown sheet", "unknown title"],
    "submission/reading/workbook.py": ["hidden sheet, hidden row"],
}
"""The modules that make warnings of their own, and the rows of the page that tell of them."""


def listed() -> list[str]:
    """Return the first column of the table of warnings."""
    section = (ROOT / "docs/submissions.md").read_text(encoding="utf-8").partition(HEADING)[2].partition("\n### ")[0]
    rows = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")]
    return [row for row in rows if row not in {"rule", "---"}]


def test_the_page_lists_every_warning_of_the_shapes_and_no_other() -> None:
    """Each by the last part of its name, once."""
    named = sorted(row.strip("`") for row in listed() if row.startswith("`"))
    warned = [rule.iri.rsplit("/", 1)[-1] for rule in shapes.load().rules.values() if rule.severity is Severity.WARNING]
    assert sorted(warned) == named


def test_the_page_lists_every_warning_that_is_no_shape() -> None:
    """A module that begins to make warnings must be named here, and they on the page."""
    package = ROOT / "r2pgraph"
    making = re.compile(r"^(?!\s+Severity\.WARNING:).*(?<!is )(?<!is not )Severity\.WARNING", re.MULTILINE)
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if making.search(re.sub(r"(?m)^_EDGES.*|^MARKS.*|^WORDS.*", "", path.read_text(encoding="utf-8")))
    }
    assert set(MADE_IN) == found
    assert sorted(row for rows in MADE_IN.values() for row in rows) == sorted(
        row for row in listed() if not row.startswith("`")
    )


def test_what_the_form_warns_of_is_what_the_page_says(
    book: openpyxl.Workbook, saved: Callable[[openpyxl.Workbook], bytes], known: ox.Store
) -> None:
    """A strange sheet, a strange column, a hidden row and a hidden sheet are told, and the file is in order."""
    book.create_sheet("Holiday plans").append(["Where to"])
    book["Ratings"].cell(1, 30).value = "Weather outside"
    book["Ratings"].row_dimensions[5].hidden = True
    book["Sources"].sheet_state = "hidden"
    judged = judge([Submitted("TLS.xlsx", saved(book))], known)
    warned = {one.message for one in judged.report.problems if one.severity is Severity.WARNING}

    assert judged.report.conforms
    for words in (
        "no sheet of this name",
        "no such title",
        "row is hidden",
        "sheet is hidden",
        "facts on record alone",
    ):
        assert any(words in message for message in warned), words

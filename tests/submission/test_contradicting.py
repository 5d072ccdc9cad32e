"""A level that the facts on record contradict is told as a warning at its cell, and keeps no file out."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph import evidence
from r2pgraph.evidence.contradicting import Contradicted
from r2pgraph.store import EmbeddedStore
from r2pgraph.submission.judging import Submitted, judge
from r2pgraph.validation.report import Problem

Save = Callable[[openpyxl.Workbook], bytes]
REFUGEES = "F18"


def told(book: openpyxl.Workbook, save: Save, known: ox.Store) -> dict[str, Problem]:
    """Return the warnings at levels, by cell."""
    report = judge([Submitted("TLS.xlsx", save(book))], known).report
    warned = [one for one in report.problems if one.severity == "warning" and one.title == "Level"]
    return {f"{one.column}{one.row}": one for one in warned}


def found(known: ox.Store, level: str, state: str = "TLS", year: str = "2023", day: str = "") -> list[Contradicted]:
    """Return what contradicts a rating of indicator 17."""
    return evidence.contradicted(EmbeddedStore(known), state, year, {"refugees": level}, day)


def test_the_shipped_assessment_contradicts_the_facts_in_two_levels(
    book: openpyxl.Workbook, saved: Save, known: ox.Store
) -> None:
    """They are those of which the audit says it as well, at the cell, with facts and rule in plain words."""
    warned = told(book, saved, known)
    assert {"F18", "F24"} == set(warned)
    one = warned[REFUGEES]
    assert ("Weak", "Ratings", "rating of indicator 17, Refugees") == (one.value, one.sheet, one.subject)
    assert "The level is weak, but the facts on record alone suggest at least strong: Timor-Leste " in one.message
    assert "The rule by which they suggest it: Consent to be bound by both" in one.remedy


@pytest.mark.parametrize("level", ["Strong", "Very strong"])
def test_a_level_above_one_that_is_suggested_at_least_is_no_contradiction(
    book: openpyxl.Workbook, saved: Save, known: ox.Store, level: str
) -> None:
    """The facts set a floor there, and no ceiling."""
    book["Ratings"][REFUGEES].value = level
    assert REFUGEES not in told(book, saved, known)


def test_a_level_that_is_not_on_the_scale_is_held_against_nothing(
    book: openpyxl.Workbook, saved: Save, known: ox.Store
) -> None:
    """The violation there says enough."""
    book["Ratings"][REFUGEES].value = "Feeble"
    assert REFUGEES not in told(book, saved, known)


@pytest.mark.parametrize(("state", "year"), [("XYZ", "2023"), ("TLS", "any"), ("any", "2023"), ("TLS", "soon")])
def test_without_a_known_state_or_a_year_nothing_is_held_against_the_levels(
    known: ox.Store, state: str, year: str
) -> None:
    """What is wrong with these two is told by the shapes."""
    assert [] == found(known, "weak", state, year)


def test_before_the_state_is_bound_the_facts_suggest_something_else(known: ox.Store) -> None:
    """Facts count that hold by the end of the year assessed."""
    assert ["refugees"] == [one.indicator for one in found(known, "weak")]
    assert [] == found(known, "weak", year="2001")


def test_what_came_after_the_text_is_not_held_against_it_where_it_changed_the_level(known: ox.Store) -> None:
    """A text that was finished before the state joined both cannot know of it."""
    assert ["refugees"] == [one.indicator for one in found(known, "weak", year="2003")]
    assert [] == found(known, "weak", year="2003", day="2003-01-01")

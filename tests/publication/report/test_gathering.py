"""The contents of the report on Timor-Leste agree with what was counted by hand in the published one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.report import grounds, remarks
from r2pgraph.publication.report import report as write_report
from r2pgraph.publication.report.contents import Mark
from r2pgraph.publication.report.gathering import gather

if TYPE_CHECKING:
    from r2pgraph.publication.report.contents import Report
    from r2pgraph.store import Store


@pytest.fixture(scope="module")
def report(store: Store) -> Report:
    """Return the contents of the report on Timor-Leste in 2023."""
    return gather(store, "TLS", "2023")


def test_the_table_has_thirty_six_rows_in_six_areas(report: Report) -> None:
    """Rows are in the order of the report, areas of 3, 3, 6, 10, 7 and 7."""
    assert list(range(1, 37)) == [rating.number for rating in report.ratings]
    assert [3, 3, 6, 10, 7, 7] == [len(area.ratings) for area in report.areas]
    assert [1, 2, 3, 4, 5, 6] == [area.number for area in report.areas]


def test_levels_and_trends_are_counted_as_printed(report: Report) -> None:
    """Six very strong, fifteen strong, ten fair, two weak, three very weak; four up, two down."""
    assert [("Very Strong", 5, 6), ("Strong", 4, 15), ("Fair", 3, 10), ("Weak", 2, 2), ("Very Weak", 1, 3)] == list(
        report.levels
    )
    assert Counter(same=30, up=4, down=2) == Counter(rating.direction for rating in report.ratings)


def test_the_answer_is_63_19(report: Report) -> None:
    """91 of 144 points, and the areas' points add up to it."""
    assert (Decimal("63.19"), 91, 144) == (report.plan.value, report.plan.points, report.plan.maximum)
    assert [10, 6, 20, 22, 17, 16] == [area.points for area in report.areas]
    assert [12, 12, 24, 40, 28, 28] == [area.maximum for area in report.areas]


def test_every_plan_is_shown_with_what_the_marks_allow(report: Report) -> None:
    """The range of change and the single step, as worked out by hand over all 72 earlier states."""
    expected = {
        "percent-0-4": ("63.19", "0.69", "5.56", "1.39"),
        "two-per-step": ("182", "2", "16", "4"),
        "percent-1-5": ("70.56", "0.56", "4.44", "1.11"),
        "area-mean-0-4": ("64.92", "1.65", "6.43", "2.06"),
    }

    assert {key: tuple(map(Decimal, figures)) for key, figures in expected.items()} == {
        plan.key: (plan.value, plan.least_change, plan.greatest_change, plan.single_step_change)
        for plan in report.plans
    }


def test_the_footnotes_are_those_printed(report: Report) -> None:
    """31 numbers and 40 references; the markers of 9, 18 and 20 are lost."""
    assert list(range(1, 32)) == [note.number for note in report.footnotes]
    assert 40 == sum(len(note.references) for note in report.footnotes)
    assert [9, 18, 20] == [note.number for note in report.footnotes if not note.marker_printed]
    assert [(10,), (19,), (21,)] == [report.footnotes[number - 1].rows for number in (9, 18, 20)]


def test_a_finding_cites_its_footnote_and_shows_its_figure(report: Report) -> None:
    """186 of 194 recommendations, January 2022, footnote 10."""
    upr = report.ratings[10]
    (supported,) = [item for item in upr.evidence if item.value.startswith("186")]

    assert "186 of 194 recommendations, January 2022" == supported.value
    assert (Mark(10),) == supported.marks


def test_a_part_is_named_only_where_not_all_are_cited(report: Report) -> None:
    """Row 13 rests on both parts of note 13; a finding that cites one part of it alone says which."""
    assert {Mark(13)} == {mark for item in report.ratings[12].evidence for mark in item.marks}
    for cited, expected in (("ab", (Mark(13),)), ("a", (Mark(13, "a"),))):
        records = [{"footnote": 13, "part": part} for part in cited]
        assert expected == grounds.cited(records, {13: frozenset("ab")})


def test_eleven_ratings_cite_no_source(report: Report) -> None:
    """Rows 1, 2, 6, 18, 22, 23, 27, 30, 31, 32 and 35, as counted by hand; the doubts name them."""
    rows = (1, 2, 6, 18, 22, 23, 27, 30, 31, 32, 35)

    assert rows in [doubt.rows for doubt in remarks.doubts(report)]


def test_restored_titles_and_the_uncertain_border_are_marked(report: Report) -> None:
    """Titles 17 to 21 are restored, rows 10 to 22 are placed with probability."""
    assert [17, 18, 19, 20, 21] == [rating.number for rating in report.ratings if rating.title_origin != "printed"]
    assert list(range(10, 23)) == [rating.number for rating in report.ratings if not rating.area_is_certain]


def test_the_votes_are_nine_of_nine_and_eight_without(report: Report) -> None:
    """17 printed lines and two that are missing come to 17 distinct resolutions."""
    assert 19 == len(report.lines)
    assert remarks.Votes(yes=9, recorded=9, without=8, missing=2) == remarks.votes(report)


def test_the_errata_are_e_1_to_e_32(report: Report) -> None:
    """Each with its confidence, and each leading to the rows that it concerns."""
    assert [f"E-{number}" for number in range(1, 33)] == [erratum.code for erratum in report.errata]
    assert all(erratum.confidence for erratum in report.errata)
    assert (16, 17) == report.errata[16].rows
    assert "E-17" in report.ratings[15].errata


def test_the_drawing_places_the_year_before(report: Report) -> None:
    """91 points less one to eight are 83 to 90 of 144, rounded at the end: 57.64 to 62.50, not 57.63."""
    drawing = remarks.drawing(report)

    assert drawing is not None
    assert (Decimal("63.19"), Decimal("57.64"), Decimal("62.50")) == (drawing.now, drawing.least, drawing.greatest)


def test_a_change_that_no_levels_give_exactly_is_not_drawn(report: Report) -> None:
    """Four per cent are 5.76 of 144 points, and levels move whole points."""
    drawing = remarks.drawing(report)

    assert drawing is not None
    assert drawing.stated is None
    assert "The stated +4 would put 2022 at about 59; no set of levels gives it exactly under this plan." == (
        drawing.caution
    )


def test_each_plan_says_in_how_many_earlier_sets_the_change_fits(report: Report) -> None:
    """72 sets of earlier levels, by hand 2, 2, 2, 3, 3 and 1 for rows 5, 21, 27, 28, 30 and 12."""
    hidden = "Only if some marks hide more than one step"
    expected = {
        "percent-0-4": (hidden, "12 of 72 possible sets of earlier levels, after rounding; none exactly"),
        "two-per-step": ("Agrees with one step a mark", "5 of 72 possible sets of earlier levels"),
        "percent-1-5": (hidden, "6 of 72 possible sets of earlier levels, after rounding; none exactly"),
        "area-mean-0-4": (hidden, "22 of 72 possible sets of earlier levels, after rounding; none exactly"),
    }

    assert expected == {plan.key: remarks.verdict(plan) for plan in report.plans}


def test_our_reading_is_told_from_the_report_s(report: Report) -> None:
    """Only row 30 is reasoned by the report itself; six other inferences and eight missing sources are our remarks."""
    pieces = [(rating.number, item) for rating in report.ratings for item in rating.evidence]

    assert [30] == [number for number, item in pieces if item.lead == "The report infers"]
    assert [1, 2, 22, 27, 31, 32] == [
        number for number, item in pieces if item.lead == "Our reading (not the report's)"
    ]
    assert [1, 2, 22, 23, 27, 31, 32, 35] == [
        number for number, item in pieces if item.lead == "No source given (our remark, not the report's)"
    ]
    assert not [item for _, item in pieces if item.kind == "finding" and item.lead]


def test_errata_stand_by_fault_and_name_their_documents(report: Report) -> None:
    """Every erratum is in one group; no key of a source is shown, and our own reading is called so."""
    groups = remarks.groups(report)
    known = {known.title for erratum in report.errata for known in erratum.known_from}

    assert list(remarks.FAULTS.values()) == [(group.title, group.explanation) for group in groups]
    assert sorted(erratum.code for erratum in report.errata) == sorted(
        erratum.code for group in groups for erratum in group.errata
    )
    assert "our own reading of the text" in known
    assert not [title for title in known if title.startswith("source:")]


def test_a_footnote_that_only_probably_bears_a_claim_is_said_to(report: Report) -> None:
    """Marker 1 closes the last sentence on the centre, so that it bears the words on Indonesia is our reading."""
    found = [item.confidence for item in report.ratings[2].evidence]

    assert ["", "", "probably from this footnote", "probably from this footnote"] == found
    assert any(
        3 in doubt.rows and "is lost or closes another sentence" in doubt.text for doubt in remarks.doubts(report)
    )


def test_a_plan_of_ones_own_is_not_called_a_reconstruction(report: Report) -> None:
    """Method and doubts say which plan is whose."""
    own = replace(report.plan, key="mine", standing="User")
    changed = replace(report, plan=own, plans=(own, *report.plans[1:]))

    assert remarks.method(changed)[1].startswith("The scores follow a plan of the user's own.")
    assert remarks.method(report)[1].startswith("The scores are a reconstruction.")
    assert "rests on a reconstructed plan, but for those under mine." in remarks.doubts(changed)[0].text


def test_a_rounded_figure_says_so(report: Report) -> None:
    """About half of all women is not 50.0 per cent."""
    values = {item.value for item in report.ratings[15].evidence if item.value}

    assert {"about 50 percent"} == values


def test_another_plan_leads_where_it_is_asked_for(store: Store) -> None:
    """The areas are counted under the plan of the report."""
    other = gather(store, "TLS", "2023", "two-per-step")

    assert ("two-per-step", 182) == (other.plan.key, other.plan.points)
    assert [20, 12, 40, 44, 34, 32] == [area.points for area in other.areas]
    assert remarks.drawing(other) is None


@pytest.mark.parametrize(("state", "year"), [("TLS", "1999"), ("FJI", "2023"), ("Atlantis", "2023")])
def test_an_assessment_that_does_not_exist_is_named(store: Store, state: str, year: str) -> None:
    """A report on nothing is refused in words."""
    with pytest.raises(UnknownNameError):
        gather(store, state, year)


def test_an_unknown_form_is_refused(store: Store) -> None:
    """A form that does not exist is named, with those that do."""
    with pytest.raises(UnknownNameError):
        write_report(store, "TLS", "2023", "docx")

"""Hold an explanation to leading down to the footnote and its address."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from r2pgraph import scores
from r2pgraph.errors import UnknownNameError
from r2pgraph.scores import IndexExplanation, IndicatorExplanation

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


def test_the_index_is_the_sum_of_its_ratings(embedded: EmbeddedStore) -> None:
    """The points of 36 ratings add up to the areas, and those to the index."""
    found = scores.explain(embedded, "TLS", "2023")

    assert isinstance(found, IndexExplanation)
    assert [3, 3, 6, 10, 7, 7] == [len(area.indicators) for area in found.areas]
    assert [area.points for area in found.areas] == [sum(i.points for i in area.indicators) for area in found.areas]
    assert Decimal(91) == sum(area.points for area in found.areas) == found.score.points


def test_indicator_eleven_leads_to_footnotes_ten_and_eleven(embedded: EmbeddedStore) -> None:
    """186 of 194 recommendations, the matrix of the review, the list of late reports."""
    found = scores.explain(embedded, "TLS", 2023, "11")

    assert isinstance(found, IndicatorExplanation)
    assert ("upr", "Strong", "Unchanged", 3, 4) == (
        found.points.indicator, found.points.level, found.points.trend, found.points.points, found.points.maximum,
    )  # fmt: skip
    assert "186 of 194 recommendations, 2022-01" in [item.figure for item in found.evidence]
    assert {
        "10": "https://www.ohchr.org/sites/default/files/documents/hrbodies/upr/sessions/session40/tl/2022-12-23/Timor-Leste.pdf",
        "11": "https://tbinternet.ohchr.org/_layouts/15/TreatyBodyExternal/LateReporting.aspx",
    } == {footnote.number: footnote.url for item in found.evidence for footnote in item.footnotes}


def test_a_rounded_figure_is_not_told_as_exact(embedded: EmbeddedStore) -> None:
    """Almost 70 per cent is no 70 per cent."""
    found = scores.explain(embedded, "TLS", "2023", "education")

    assert isinstance(found, IndicatorExplanation)
    assert any(item.figure.startswith("almost ") for item in found.evidence)


def test_an_inference_names_the_ratings_it_comes_from(embedded: EmbeddedStore) -> None:
    """Row 30 is reasoned from the stance on Myanmar and from votes."""
    found = scores.explain(embedded, "TLS", "2023", "un-office")

    assert isinstance(found, IndicatorExplanation)
    assert {"Absence of evidence", "Finding", "Inference"} == {item.kind for item in found.evidence}
    assert [("Crisis assistance", "Existing mechanisms")] == [
        item.inferred_from for item in found.evidence if item.inferred_from
    ]


def test_what_we_read_into_the_report_is_not_told_as_the_reports(embedded: EmbeddedStore) -> None:
    """Evidence attributed to us says so; what the report states does not."""
    own = scores.explain(embedded, "TLS", 2023, "31")
    stated = scores.explain(embedded, "TLS", 2023, "upr")

    assert isinstance(own, IndicatorExplanation)
    assert isinstance(stated, IndicatorExplanation)
    assert [("Inference", True)] == [(item.kind, item.is_ours) for item in own.evidence if item.kind == "Inference"]
    assert "Our reading (not the report's), inference: " in str(own)
    assert "Our reading" not in str(stated)


def test_an_explanation_says_itself(embedded: EmbeddedStore) -> None:
    """Index, area, rating and change; indicator, figure, footnote and address."""
    index, indicator = (str(scores.explain(embedded, "TLS", "2023", name)) for name in (None, "upr"))

    assert "Timor-Leste 2023: 63.19, from 91 of 144 points" in index
    assert "Domestic Implementation: 22 of 40" in index
    assert "The report states +4" in index
    assert "per cent of maximum. Status: reconstruction." in index
    assert "[186 of 194 recommendations, 2022-01]\n    Footnote 10: " in indicator


def test_points_follow_the_plan(embedded: EmbeddedStore) -> None:
    """Under two points a step a strong rating earns six of eight."""
    found = scores.explain(embedded, "TLS", "2023", "upr", plan="two-per-step")

    assert isinstance(found, IndicatorExplanation)
    assert (6, 8) == (found.points.points, found.points.maximum)


@pytest.mark.parametrize(("indicator", "nearest"), [("rome-statue", "rome-statute"), ("37", "from 1 to 36")])
def test_an_unknown_indicator_is_answered_with_the_nearest(
    indicator: str, nearest: str, embedded: EmbeddedStore
) -> None:
    """A number or key that nobody has is told with its neighbours."""
    with pytest.raises(UnknownNameError, match=nearest):
        scores.explain(embedded, "TLS", "2023", indicator)


def test_another_year_is_answered_with_the_years_there_are(embedded: EmbeddedStore) -> None:
    """An indicator of a year without assessment is no indicator without evidence."""
    with pytest.raises(UnknownNameError, match="2023"):
        scores.explain(embedded, "TLS", "2022", "upr")

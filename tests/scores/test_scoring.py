"""Hold the shipped scores to the figures worked out in the reconstruction, and plans to being data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from r2pgraph import pipeline, queries, scores
from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from r2pgraph.store import Store

HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
OWN = """
@prefix my: <https://example.org/plans/> .
my:plan a r2p:ScoringPlan ; skos:prefLabel "Mine"@en ; r2p:hasStanding standing:user ;
    r2p:groupsBy grouping:by-indicator ; r2p:normalisesBy normalisation:percent-of-maximum ;
    r2p:awards my:a , my:b , my:c , my:d , my:e ; r2p:weighs my:treaties , my:united-nations .
my:a a r2p:Award ; r2p:level level:very-weak ; r2p:points 0 .
my:b a r2p:Award ; r2p:level level:weak ; r2p:points 2 .
my:c a r2p:Award ; r2p:level level:fair ; r2p:points 5 .
my:d a r2p:Award ; r2p:level level:strong ; r2p:points 8 .
my:e a r2p:Award ; r2p:level level:very-strong ; r2p:points 10 .
my:treaties a r2p:Weighting ; r2p:weighsTarget indicator:treaties ; r2p:weight 3 .
my:united-nations a r2p:Weighting ; r2p:weighsTarget area:united-nations ; r2p:weight 0.5 .
"""
LACKING = "\n".join(line for line in OWN.splitlines() if "level:fair" not in line)
SUM = OWN.replace("percent-of-maximum", "sum")
FIGURES = {
    "percent-0-4": (91, 144, "63.19", "0.69", "5.56", "1.39"),
    "two-per-step": (182, 288, "182", "2", "16", "4"),
    "percent-1-5": (127, 180, "70.56", "0.56", "4.44", "1.11"),
    "area-mean-0-4": (91, 144, "64.92", "1.65", "6.43", "2.06"),
}


def ntriples(turtle: str) -> bytes:
    """Return Turtle as N-Triples."""
    quads = pyoxigraph.parse(HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return pyoxigraph.serialize([quad.triple for quad in quads], format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def with_plan(shipped: dict[str, bytes], turtle: str, kind: str = "embedded") -> Store:
    """Open the shipped graph with a plan of the user's own beside it."""
    graphs = {**shipped, "https://example.org/plans": ntriples(turtle)}
    return EmbeddedStore(pipeline.in_memory(graphs)) if kind == "embedded" else GraphStore(graphs)


@pytest.mark.parametrize("plan", FIGURES)
def test_the_figures_are_those_of_the_reconstruction(plan: str, embedded: EmbeddedStore) -> None:
    """Points, maximum, value, and the range of change, as the candidates of the reconstruction were tested."""
    report = scores.score(embedded, "TLS", "2023", plan)
    change = report.change
    points, maximum, *others = FIGURES[plan]

    assert [Decimal(points), Decimal(maximum), *map(Decimal, others)] == [
        report.points, report.maximum, report.value, change.possible_min, change.possible_max, change.single_step,
    ]  # fmt: skip


def test_the_json_object_is_the_agreed_one(embedded: EmbeddedStore) -> None:
    """Every key, every figure, whole numbers as integers."""
    areas = [
        ("basic-compliance", 10, 12, 83.33),
        ("policy-mechanisms", 6, 12, 50),
        ("human-rights-obligations", 20, 24, 83.33),
        ("domestic-implementation", 22, 40, 55),
        ("bilateral-multilateral", 17, 28, 60.71),
        ("united-nations", 16, 28, 57.14),
    ]
    expected = {
        "state": "TLS",
        "year": 2023,
        "plan": "percent-0-4",
        "points": 91,
        "maximum": 144,
        "value": 63.19,
        "areas": [dict(zip(("area", "points", "maximum", "value"), area, strict=True)) for area in areas],
        "change": {"stated": 4, "possible_min": 0.69, "possible_max": 5.56, "stated_is_possible": True},
    }

    assert expected == scores.score(embedded, "TLS", "2023").to_json()


def test_the_csv_has_a_line_for_the_index_and_each_area(embedded: EmbeddedStore) -> None:
    """Eight lines with the names of the columns; the change stands with the index, under the names of the JSON."""
    lines = scores.score(embedded, "TLS", "2023", "two-per-step").to_csv().splitlines()

    assert "part,points,maximum,value,stated,possible_min,possible_max,stated_is_possible" == lines[0]
    assert "index,182,288,182,4,2,16,true" == lines[1]
    assert ("basic-compliance,20,24,20,,,,", 8) == (lines[2], len(lines))


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("percent-0-4", "12 of 72 cases, after rounding); single steps give +1.39."),
        ("percent-1-5", "6 of 72 cases, after rounding); single steps give +1.11."),
        ("area-mean-0-4", "22 of 72 cases, after rounding); single steps give +2.06."),
        ("two-per-step", "agrees with one step a mark under this plan (5 of 72 cases)."),
    ],
)
def test_how_many_earlier_states_give_the_stated_change_is_told(plan: str, words: str, embedded: EmbeddedStore) -> None:
    """Only one of the four plans agrees with one step a mark."""
    assert words in scores.score(embedded, "TLS", "2023", plan).change_sentence


def test_a_plan_of_ones_own_scores_without_any_python(shipped: dict[str, bytes]) -> None:
    """Worked out by hand.

    Points by level 0, 2, 5, 8, 10. A1: 8 + 10 + 8 = 26 of 30. A2: 10 + 5 + 0 = 15 of 30. A3, treaties three times:
    24 + 10 + 10 + 8 + 8 + 8 = 68 of 80. A4: 2 + 10 + 8 + 8 + 2 + 0 + 8 + 5 + 5 + 8 = 56 of 100.
    A5: 5 + 8 + 5 + 8 + 5 + 8 + 5 = 44 of 70. A6, the half of 8 + 8 + 5 + 5 + 5 + 0 + 10 = 41: 20.5 of 35.
    Together 229.5 of 345, which is 66.52 per cent.
    """
    report = scores.score(with_plan(shipped, OWN), "TLS", "2023", "https://example.org/plans/plan")

    assert (Decimal("229.5"), Decimal(345), Decimal("66.52")) == (report.points, report.maximum, report.value)
    assert [26, 15, 68, 56, 44, Decimal("20.5")] == [area.points for area in report.areas]
    assert ("plan", "user", "Status: user plan.") == (report.plan, report.standing, report.status)


def test_both_engines_score_a_plan_of_ones_own_alike(shipped: dict[str, bytes]) -> None:
    """Every score query gives equal rows under the user's plan."""
    one, other = (with_plan(shipped, SUM, kind) for kind in ("embedded", "second opinion"))
    for query_id in (
        "index-score",
        "area-scores",
        "indicator-points",
        "possible-change",
        "plan-points",
        "plan-weights",
    ):
        about = {"plan": "https://example.org/plans/plan"}
        assert queries.run(one, query_id, about) == queries.run(other, query_id, about)


def test_a_plan_that_leaves_a_level_without_points_is_refused(shipped: dict[str, bytes]) -> None:
    """No rating is dropped in silence, and the check names the level."""
    store = with_plan(shipped, LACKING)
    with pytest.raises(QueryError, match="no points for fair"):
        scores.score(store, "TLS", "2023", "https://example.org/plans/plan")

    assert 1 == len(queries.run(store, "level-without-points").rows)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Timor-Lest", "2023"), "Timor-Leste"),
        (("TLS", "2032"), "2023"),
        (("IDN", "2023"), "Timor-Leste"),
        (("TLS", "2023", "percent-0-5"), "percent-0-4"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    arguments: tuple[str, ...], told: str, embedded: EmbeddedStore
) -> None:
    """A wrong state, year or plan is told with the right ones."""
    with pytest.raises(UnknownNameError, match=told):
        scores.score(embedded, *arguments)

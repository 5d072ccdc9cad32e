"""Two ways to count must agree: the saved queries on two engines, and plain arithmetic."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from r2pgraph import queries, scores
from r2pgraph.scores.change import reachable
from r2pgraph.scores.plans import plan_of, ratings_of
from r2pgraph.scores.recount import worth
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from r2pgraph.scores.recount import Recount
    from r2pgraph.store import Store

LEVELS = ("very-weak", "weak", "fair", "strong", "very-strong")
HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())


@dataclass(frozen=True)
class World:
    """Ratings as (area, level, trend) one an indicator, and a plan: points, weights, grouping, normalisation."""

    ratings: Sequence[tuple[int, str, str]]
    points: Sequence[Decimal]
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    grouping: str = "by-indicator"
    normalisation: str = "percent-of-maximum"

    def turtle(self) -> str:
        """Return the world as Turtle."""
        return "\n".join([HEAD, *self._scale(), *self._framework(), *self._plan()])

    def _scale(self) -> list[str]:
        order = " ".join(f"level:{level}" for level in LEVELS)
        levels = [f'level:{level} a r2p:Level ; skos:prefLabel "{level}"@en .' for level in LEVELS]
        return [f"code:levels-in-order a skos:OrderedCollection ; skos:memberList ( {order} ) .", *levels]

    def _framework(self) -> list[str]:
        areas = sorted({area for area, _, _ in self.ratings})
        return [
            'state:TLS a r2p:State ; r2p:isoAlpha3 "TLS" ; rdfs:label "Timor-Leste"@en .',
            'assessment:TLS-2023 a r2p:Assessment ; r2p:state state:TLS ; r2p:year "2023"^^xsd:gYear .',
            *(f'area:a{n} a r2p:ThematicArea ; r2p:number {n} ; dcterms:title "Area {n}"@en .' for n in areas),
            *(self._rating(number, *rating) for number, rating in enumerate(self.ratings, start=1)),
        ]

    def _rating(self, number: int, area: int, level: str, trend: str) -> str:
        return f"""
            indicator:i{number} a r2p:Indicator ; r2p:number {number} ; r2p:inArea area:a{area} ;
                dcterms:title "Indicator {number}"@en .
            rating:r{number} a r2p:Rating ; r2p:inAssessment assessment:TLS-2023 ; r2p:indicator indicator:i{number} ;
                r2p:level level:{level} ; r2p:trend trend:{trend} ."""

    def _plan(self) -> list[str]:
        awards = [
            f"plan:own r2p:awards award:{level} . award:{level} r2p:level level:{level} ; r2p:points {points:f} ."
            for level, points in zip(LEVELS, self.points, strict=True)
        ]
        weights = [
            f"plan:own r2p:weighs weighting:w{n} . weighting:w{n} r2p:weighsTarget {target} ; r2p:weight {weight:f} ."
            for n, (target, weight) in enumerate(self.weights.items())
        ]
        kind = f"r2p:groupsBy grouping:{self.grouping} ; r2p:normalisesBy normalisation:{self.normalisation}"
        return [f"plan:own a r2p:ScoringPlan ; {kind} .", *awards, *weights]

    def triples(self) -> bytes:
        """Return the world as N-Triples."""
        quads = pyoxigraph.parse(self.turtle(), format=pyoxigraph.RdfFormat.TURTLE)
        return pyoxigraph.serialize([quad.triple for quad in quads], format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


POINTS = st.decimals(0, 10, places=1)
WEIGHTS = st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5"), Decimal("1.25")])
TRENDS = {"very-weak": ("decrease", "unchanged"), "very-strong": ("increase", "unchanged")}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw ratings that are possible, and a plan of any kind whose maximum is above zero."""
    ratings = []
    for level in draw(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=6)):
        trend = draw(st.sampled_from(TRENDS.get(level, ("increase", "decrease", "unchanged"))))
        ratings.append((draw(st.integers(1, 3)), level, trend))
    points = sorted(draw(st.lists(POINTS, min_size=5, max_size=5).filter(any)))
    targets = [f"indicator:i{number}" for number in range(1, len(ratings) + 1)]
    targets += [f"area:a{area}" for area in sorted({area for area, _, _ in ratings})]
    return World(
        ratings,
        points,
        draw(st.dictionaries(st.sampled_from(targets), WEIGHTS, max_size=4)),
        draw(st.sampled_from(["by-indicator", "by-area"])),
        draw(st.sampled_from(["sum", "percent-of-maximum"])),
    )


def embedded_of(world: World) -> EmbeddedStore:
    """Open a world in the embedded engine, in memory."""
    engine = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode("http://g/world")
    engine.bulk_load(input=world.triples(), format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=graph)
    return EmbeddedStore(engine)


def numbers(store: Store, query_id: str, *columns: str) -> list[tuple[object, ...]]:
    """Return the numbers of some columns of a score query."""
    rows = queries.run(store, query_id, {"plan": "own"}).records()
    return [tuple(row[column].plain() for column in columns if row[column]) for row in rows]  # type: ignore[union-attr]


def assert_agrees(store: Store, counted: Recount) -> None:
    """Compare every figure of the score queries with the plain count."""
    assert [tuple(counted.whole)] == numbers(store, "index-score", "points", "maximum", "value")
    assert sorted(map(tuple, counted.areas.values())) == sorted(
        numbers(store, "area-scores", "points", "maximum", "value")
    )
    assert [counted.change] == numbers(store, "possible-change", "minimum", "maximum", "singleStep")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_embedded_engine_counts_as_plain_arithmetic_does(world: World) -> None:
    """Whatever the ratings, points, weights, grouping and normalisation, every figure is the same."""
    store = embedded_of(world)

    assert_agrees(store, scores.recount(store, "TLS", "2023", "own"))


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_second_engine_counts_as_plain_arithmetic_does(world: World) -> None:
    """The same holds on rdflib."""
    store = GraphStore({"http://g/world": world.triples()})

    assert_agrees(store, scores.recount(store, "TLS", "2023", "own"))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_reachable_changes_are_those_of_every_choice(world: World) -> None:
    """Adding rating by rating reaches what trying out every combination of earlier levels reaches."""
    store = embedded_of(world)
    rated, plan = ratings_of(store, "TLS", "2023"), plan_of(store, "own")
    now = worth(rated, plan, lambda rating: plan.points[rating.level])
    choices = itertools.product(*(plan.earlier(rating) for rating in rated))
    expected: set[Fraction] = set()
    for choice in choices:
        before = dict(zip(rated, choice, strict=True))
        expected.add(now - worth(rated, plan, lambda rating, before=before: plan.points[before[rating]]))  # type: ignore[misc]

    assert expected == reachable(rated, plan)


@pytest.mark.parametrize("plan", ["percent-0-4", "two-per-step", "percent-1-5", "area-mean-0-4"])
def test_the_shipped_scores_are_counted_twice(plan: str, embedded: EmbeddedStore) -> None:
    """Each figure of the shipped assessment agrees under each shipped plan."""
    report, counted = scores.score(embedded, "TLS", "2023", plan), scores.recount(embedded, "TLS", "2023", plan)
    figures = [(area.points, area.maximum, area.value) for area in report.areas]

    assert tuple(counted.whole) == (report.points, report.maximum, report.value)
    assert list(map(tuple, counted.areas.values())) == figures
    assert counted.change == (report.change.possible_min, report.change.possible_max, report.change.single_step)

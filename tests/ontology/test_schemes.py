"""The closed lists: what stands in them and in which order."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from r2pgraph.ontology import load
from r2pgraph.vocab import PREFIXES, compact

PREFIX_LINES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())

LISTS = {
    "adoptions": {"recorded-vote", "without-vote"},
    "confidences": {"certain", "possible", "probable"},
    "faults": {"content-oddity", "data-error", "extraction", "language"},
    "groupings": {"by-area", "by-indicator"},
    "levels": {"fair", "strong", "very-strong", "very-weak", "weak"},
    "normalisations": {"percent-of-maximum", "sum"},
    "origins": {"inferred", "printed", "restored"},
    "positions": {"abstention", "no", "not-recorded", "without-vote", "yes"},
    "precisions": {"about", "almost", "at-least"},
    "standings": {"published", "reconstruction", "user"},
    "statuses": {"a", "b", "none"},
    "tests": {"exact-phrase", "expert-list", "office-name-only", "phrase-pattern", "unbis-heading"},
    "trends": {"decrease", "increase", "unchanged"},
}
AREA_SIZES = {1: 3, 2: 3, 3: 6, 4: 10, 5: 7, 6: 7}
POINTS = {
    "area-mean-0-4": [0, 1, 2, 3, 4],
    "percent-0-4": [0, 1, 2, 3, 4],
    "percent-1-5": [1, 2, 3, 4, 5],
    "two-per-step": [0, 2, 4, 6, 8],
}
ORDER = ["very-weak", "weak", "fair", "strong", "very-strong"]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return the ontology in a store."""
    store = ox.Store()
    store.extend(load())
    return store


def rows(store: ox.Store, where: str) -> list[tuple[str, ...]]:
    """Return the values of the variables, in the order of their names; keys without their prefix."""
    found = store.query(f"{PREFIX_LINES} SELECT * WHERE {{ {where} }}")
    names = sorted(variable.value for variable in found.variables)
    return [tuple(compact(row[name].value).rpartition(":")[2] for name in names) for row in found]


@pytest.mark.parametrize(("name", "expected"), LISTS.items())
def test_a_closed_list_holds_exactly_its_concepts(store: ox.Store, name: str, expected: set[str]) -> None:
    """A concept more or less is a decision, never an accident."""
    assert sorted((key,) for key in expected) == sorted(rows(store, f"?concept skos:inScheme code:{name}"))


def test_levels_stand_in_order_and_bear_no_number(store: ox.Store) -> None:
    """The order is a list of levels; numbers belong to plans."""
    links = [rows(store, f"code:levels-in-order skos:memberList/{'rdf:rest/' * at}rdf:first ?level") for at in range(5)]

    assert [[(level,)] for level in ORDER] == links
    assert [] == rows(store, "?level a r2p:Level ; ?number ?value . FILTER(isNumeric(?value))")


def test_there_are_thirty_six_indicators_in_six_areas(store: ox.Store) -> None:
    """Numbers run from 1 to 36, and the areas hold 3, 3, 6, 10, 7 and 7."""
    found = rows(store, "?indicator a r2p:Indicator ; r2p:number ?number ; r2p:inArea/r2p:number ?area")
    numbers = sorted((int(number), int(area)) for area, _, number in found)

    assert list(range(1, 37)) == [number for number, _ in numbers]
    assert AREA_SIZES == dict(sorted(Counter(area for _, area in numbers).items()))
    assert sorted(area for _, area in numbers) == [area for _, area in numbers]


def test_what_was_not_printed_is_marked(store: ox.Store) -> None:
    """Five titles are restored, and thirteen indicators are in their area by likelihood only."""
    restored = rows(store, "[] a r2p:Indicator ; r2p:number ?n ; r2p:hasTitleOrigin origin:restored")
    probable = rows(store, "[] a r2p:Indicator ; r2p:number ?n ; r2p:hasConfidence confidence:probable")
    noted = rows(
        store, "?indicator a r2p:Indicator ; r2p:number ?n . FILTER EXISTS { ?indicator skos:editorialNote ?why }"
    )

    assert {str(number) for number in range(17, 22)} == {number for (number,) in restored}
    assert {str(number) for number in range(10, 23)} == {number for (number,) in probable}
    assert {number for _, number in noted} == {number for (number,) in probable}


@pytest.mark.parametrize(("plan", "points"), POINTS.items())
def test_a_plan_awards_points_to_every_level(store: ox.Store, plan: str, points: list[int]) -> None:
    """Each plan prices all five levels, once each."""
    found = rows(store, f"plan:{plan} r2p:awards [ r2p:level ?level ; r2p:points ?points ]")

    assert sorted(zip(ORDER, map(str, points), strict=True)) == sorted(found)


def test_every_plan_is_marked_as_a_reconstruction(store: ox.Store) -> None:
    """The publisher's formula is not public, and no plan pretends otherwise."""
    found = rows(store, "?plan a r2p:ScoringPlan ; r2p:hasStanding ?standing")

    assert sorted((plan, "reconstruction") for plan in POINTS) == sorted(found)


def test_numbers_of_points_stand_in_plans_only(store: ox.Store) -> None:
    """Nothing but an award of a plan bears points in the ontology."""
    assert [] == rows(store, "?subject r2p:points ?points . FILTER NOT EXISTS { ?plan r2p:awards ?subject }")


@pytest.mark.parametrize("structure", ["area-score-structure", "rating-structure", "score-structure"])
def test_a_cube_is_complete(store: ox.Store, structure: str) -> None:
    """Each structure has a data set, one measure, and dimensions with a range; coded ones have their list."""
    cube = f"code:{structure} qb:component"

    assert 1 == len(rows(store, f"?set qb:structure code:{structure}"))
    assert 1 == len(rows(store, f"{cube}/qb:measure ?measure"))
    assert [] == rows(
        store, f"{cube}/qb:dimension ?d . FILTER NOT EXISTS {{ ?d a qb:DimensionProperty ; rdfs:range ?r }}"
    )
    assert [] == rows(store, f"{cube} [ ?role ?c ] . ?c a qb:CodedProperty . FILTER NOT EXISTS {{ ?c qb:codeList ?l }}")


def test_a_slice_of_ratings_is_one_state_in_one_year(store: ox.Store) -> None:
    """The key of an assessment as a slice is state and year."""
    found = rows(store, "code:rating-structure qb:sliceKey/qb:componentProperty ?fixed")

    assert [("state",), ("year",)] == sorted(found)

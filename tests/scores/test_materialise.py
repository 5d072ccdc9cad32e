"""Hold stored scores to saying where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from r2pgraph import pipeline, queries, scores
from r2pgraph.errors import QueryError
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from r2pgraph.store.second_opinion import GraphStore

INDEX = """
score:TLS-2023-percent-0-4 a r2p:IndexScore ; qb:dataSet code:scores ; r2p:ofAssessment assessment:TLS-2023 ;
    r2p:state state:TLS ; r2p:year "2023"^^xsd:gYear ; r2p:byPlan plan:percent-0-4 ;
    r2p:points 91 ; r2p:maximum 144 ; r2p:value 63.19 ; prov:wasGeneratedBy activity:score-TLS-2023-percent-0-4 .
activity:score-TLS-2023-percent-0-4 a prov:Activity ; prov:used assessment:TLS-2023 , plan:percent-0-4 ;
    prov:qualifiedAssociation activity:score-TLS-2023-percent-0-4-association .
activity:score-TLS-2023-percent-0-4-association a prov:Association ; prov:hadPlan query:index-score ;
    prov:agent organisation:r2pgraph .
"""


def lines(turtle: str) -> set[str]:
    """Return Turtle with the project's prefixes as lines of N-Triples."""
    from r2pgraph.vocab import PREFIXES

    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    quads = pyoxigraph.parse(head + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return {f"{quad.triple} ." for quad in quads}


def test_an_index_score_is_an_observation_with_its_origin(embedded: EmbeddedStore) -> None:
    """Assessment, plan, figures, and the query that made it."""
    assert lines(INDEX) <= set(scores.materialise(embedded).decode().splitlines())


def test_there_is_one_index_and_six_area_scores_a_plan(embedded: EmbeddedStore) -> None:
    """Four plans make four and twenty-four."""
    triples = scores.materialise(embedded).decode()

    assert (4, 24) == tuple(
        triples.count(f"<{expand('rdf:type')}> <{expand(f'r2p:{kind}')}>") for kind in ("IndexScore", "AreaScore")
    )


def test_both_engines_store_the_same_bytes(embedded: EmbeddedStore, second_opinion: GraphStore) -> None:
    """The same graph gives the same file, whoever computes it, and again."""
    assert scores.materialise(embedded) == scores.materialise(second_opinion) == scores.materialise(embedded)


def test_no_wall_clock_stands_in_it(embedded: EmbeddedStore) -> None:
    """Built twice, the graph is the same."""
    assert b"dateTime" not in scores.materialise(embedded)


def test_the_triples_of_a_report_are_its_own(embedded: EmbeddedStore) -> None:
    """One report has its seven scores and nothing of other plans."""
    triples = scores.triples(embedded, scores.score(embedded, "TLS", "2023", "two-per-step"))
    quads = list(pyoxigraph.parse(triples, format=pyoxigraph.RdfFormat.N_TRIPLES))
    plans = [quad.object.value for quad in quads if quad.predicate.value == expand("r2p:byPlan")]

    assert [iri("plan", "two-per-step")] * 7 == plans


def test_two_plans_that_end_alike_are_refused(shipped: dict[str, bytes]) -> None:
    """Their scores would bear one name."""
    renamed = shipped[iri("graph", "schemes")].replace(b"plan/percent-0-4>", b"plan/other/percent-0-4>")
    store = EmbeddedStore(pipeline.in_memory({**shipped, "http://example.org/g": renamed}))
    with pytest.raises(QueryError, match="end alike"):
        scores.materialise(store)


def test_every_stored_score_names_a_saved_query(embedded: EmbeddedStore) -> None:
    """The plan of each activity is a query of the catalogue."""
    text = "SELECT DISTINCT ?query { ?association prov:hadPlan ?query } ORDER BY ?query"
    named = [row[0].value.rsplit("/", 1)[-1] for row in queries.run_text(embedded, text).rows if row[0]]

    assert ["area-scores", "index-score"] == named

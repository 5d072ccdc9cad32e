"""Plant one fault for every saved check in the shipped graph, and hold the check to finding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline, queries
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD: Final = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())


def _link(subject: str, relation: str, item: str) -> str:
    """Return one more link of the set to Wikidata, which the thing itself does not state."""
    return f"""
        link:x a owl:Axiom ; dcterms:isPartOf linkset:states-wikidata ; owl:annotatedSource {subject} ;
            owl:annotatedProperty skos:{relation} ; owl:annotatedTarget <http://www.wikidata.org/entity/{item}> ;
            sssom:mapping_justification semapv:LexicalMatching .
    """


PLANTS: Final = {
    "dangling-citation": "citation:x a r2p:Citation ; cito:hasCitedEntity source:un-charter .",
    "indicator-not-rated": "assessment:x a r2p:Assessment ; r2p:usesFramework framework:APR2P .",
    "indicator-rated-twice": "rating:x r2p:inAssessment assessment:TLS-2023 ; r2p:indicator indicator:upr .",
    "level-with-two-awards": "plan:percent-0-4 r2p:awards award:x . award:x r2p:level level:fair .",
    "level-without-points": "plan:x a r2p:ScoringPlan .",
    "level-without-rank": "level:x a r2p:Level .",
    "link-ambiguous": _link("state:TLS", "exactMatch", "Q1"),
    "link-malformed": _link("state:DDR", "exactMatch", "574"),
    "link-not-one-to-one": _link("state:DDR", "exactMatch", "Q574"),
    "link-unsaid": _link("state:DDR", "closeMatch", "Q1"),
    "plan-incomplete": "plan:x a r2p:ScoringPlan ; r2p:groupsBy grouping:by-area .",
    "rating-without-evidence": "rating:x a r2p:Rating .",
    "score-of-nothing": "score:x a r2p:AreaScore ; r2p:byPlan plan:percent-0-4 .",
    "target-weighed-twice": """
        plan:percent-0-4 r2p:weighs weighting:a , weighting:b .
        weighting:a r2p:weighsTarget indicator:upr . weighting:b r2p:weighsTarget indicator:upr .
    """,
    "trend-without-room": "rating:x r2p:level level:very-weak ; r2p:trend trend:increase .",
    "triple-in-two-graphs": "state:TLS a r2p:State .",
    "undefined-term": "state:TLS r2p:flies 1 .",
    "undescribed-object": "state:TLS r2p:inRegion region:moon .",
    "untyped-subject": 'state:ZZZ r2p:isoAlpha3 "ZZZ" .',
    "vote-without-roll-call": "state:TLS r2p:votedYes resolution:A-RES-76-177 .",
    "weaker-level-earns-more": "plan:percent-0-4 r2p:awards award:x . award:x r2p:level level:weak ; r2p:points 9 .",
    "weight-below-zero": "plan:percent-0-4 r2p:weighs weighting:x . weighting:x r2p:weight -0.5 .",
}
"""Statements that are wrong beside the shipped ones, by the check that is to find them."""

TWINS: Final = {
    "dangling-citation": "finding:TLS-2023-upr-supported r2p:hasCitation citation:x . citation:x a r2p:Citation .",
    "link-ambiguous": _link("state:TLS", "closeMatch", "Q574"),
    "link-unsaid": "link:x sssom:mapping_justification semapv:LexicalMatching .",
    "score-of-nothing": "score:x a r2p:IndexScore ; r2p:ofAssessment assessment:TLS-2023 ; r2p:byPlan plan:x .",
    "trend-without-room": "rating:x r2p:level level:very-strong ; r2p:trend trend:decrease .",
    "undefined-term": "state:TLS a r2p:Nation .",
}
"""The other fault of a check that looks for two."""


@pytest.fixture(scope="module")
def engine(shipped: dict[str, bytes]) -> ox.Store:
    """Return the shipped graph in an engine that can be written to."""
    return pipeline.in_memory(shipped)


@pytest.fixture
def planted(engine: ox.Store, request: pytest.FixtureRequest) -> Iterator[EmbeddedStore]:
    """Open the shipped graph with a few statements more, which are gone after the test."""
    plot = ox.NamedNode(iri("graph", "planted"))
    quads = ox.parse(HEAD + request.param, format=ox.RdfFormat.TURTLE)
    engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object, plot) for quad in quads)
    yield EmbeddedStore(engine)
    engine.remove_graph(plot)


def test_every_check_has_a_plant() -> None:
    """A check enters with a fault that it finds."""
    assert {query.id for query in queries.catalogue().values() if query.kind == "checks"} == set(PLANTS)


@pytest.mark.parametrize(
    ("planted", "check"),
    [(turtle, check) for plants in (PLANTS, TWINS) for check, turtle in plants.items()],
    indirect=["planted"],
)
def test_a_check_finds_its_fault(planted: EmbeddedStore, check: str) -> None:
    """The shipped graph gives no row, which the golden answers hold; with the fault there is one."""
    assert queries.run(planted, check).rows != ()

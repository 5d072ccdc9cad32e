"""Small graphs of made-up states, asked on both engines."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph
import pytest

from r2pgraph import pipeline
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import PREFIXES

Ask = Callable[[str], Store]

HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
WORLD = """
r2p:State a owl:Class . state:AAA a r2p:State ; rdfs:label "Aland"@en . state:BBB a r2p:State ; rdfs:label "Bland"@en .
source:known dcterms:issued "2020"^^xsd:gYear .
treaty:XVIII-10 rdfs:label "Rome Statute"@en ; r2p:date "1998-07-17"^^xsd:date ; r2p:registeredIn source:all .
treaty:IV-2 rdfs:label "ICERD"@en ; r2p:date "1966-03-07"^^xsd:date ; r2p:inList list:against-discrimination .
treaty:IV-8 rdfs:label "CEDAW"@en ; r2p:date "1979-12-18"^^xsd:date ; r2p:registeredIn source:all ;
    r2p:inList list:against-discrimination , list:on-vulnerable-groups .
treaty:IV-11 r2p:date "1989-11-20"^^xsd:date ; r2p:inList list:on-vulnerable-groups ; r2p:registeredIn source:all .
treaty:IV-15 r2p:date "2006-12-13"^^xsd:date ; r2p:inList list:on-vulnerable-groups ; r2p:registeredIn source:all .
treaty:V-2 r2p:date "1951-07-28"^^xsd:date ; r2p:inList list:on-refugees ; r2p:registeredIn source:early .
treaty:V-5 r2p:date "1967-01-31"^^xsd:date ; r2p:inList list:on-refugees ;
    r2p:registeredIn source:early , source:older .
source:all dcterms:issued "2021-12-31"^^xsd:date . source:early dcterms:issued "2015-03-14"^^xsd:date .
source:older dcterms:issued "2010"^^xsd:gYear .
"""
"""Two states, and treaties whose registers end in 2015, in 2021, and, for IV-2, nowhere that is known."""


@pytest.fixture(params=["embedded", "second opinion"])
def world(request: pytest.FixtureRequest) -> Ask:
    """Return a function that opens a small graph, with more facts in Turtle, on one of the engines."""

    def opened(facts: str) -> Store:
        quads = pyoxigraph.parse(HEAD + WORLD + facts, format=pyoxigraph.RdfFormat.TURTLE)
        triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        graphs = {"https://example.org/g": triples}
        return EmbeddedStore(pipeline.in_memory(graphs)) if request.param == "embedded" else GraphStore(graphs)

    return opened

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
treaty:XVIII-10 rdfs:label "Rome Statute"@en . treaty:IV-2 rdfs:label "ICERD"@en . treaty:IV-8 rdfs:label "CEDAW"@en .
"""


@pytest.fixture(params=["embedded", "second opinion"])
def world(request: pytest.FixtureRequest) -> Ask:
    """Return a function that opens a small graph, with more facts in Turtle, on one of the engines."""

    def opened(facts: str) -> Store:
        quads = pyoxigraph.parse(HEAD + WORLD + facts, format=pyoxigraph.RdfFormat.TURTLE)
        triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        graphs = {"https://example.org/g": triples}
        return EmbeddedStore(pipeline.in_memory(graphs)) if request.param == "embedded" else GraphStore(graphs)

    return opened

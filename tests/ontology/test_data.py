"""What is known is said in the terms of the ontology, and contradicts nothing in it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph import graph, sources
from r2pgraph.graph.reading import read
from r2pgraph.ontology import load
from r2pgraph.ontology.reasoner import Verdict, classify
from r2pgraph.vocab import EXTERNAL, R2P, compact, iri

TYPE = EXTERNAL["rdf"] + "type"
BUILT_IN = {TYPE, EXTERNAL["rdfs"] + "label"}


@pytest.fixture(scope="module")
def known() -> list[ox.Quad]:
    """Return every statement of the curated tables and the published assessments."""
    tables = [graph.triples(stem, frame) for stem, frame in sources.tables().items() if stem in graph.STEMS]
    found = [quad for table in tables for quad in ox.parse(table, ox.RdfFormat.N_TRIPLES)]
    return found + [quad for path in sources.assessments() for quad in read(path)]


@pytest.fixture(scope="module")
def verdict(java: str, known: list[ox.Quad]) -> Verdict:
    """Return what follows from the ontology and everything known."""
    assert java

    return classify(known)


def test_every_property_and_class_of_the_data_is_declared(known: list[ox.Quad]) -> None:
    """A reasoner meets no word in the data that the ontology does not place."""
    declared = {quad.subject.value for quad in load() if quad.predicate.value == TYPE}
    used = {quad.predicate.value for quad in known} | {q.object.value for q in known if q.predicate.value == TYPE}

    assert set() == {compact(name) for name in used - declared - BUILT_IN}


def test_what_is_known_contradicts_nothing(verdict: Verdict) -> None:
    """HermiT finds the ontology and all data consistent together."""
    assert verdict.consistent
    assert () == verdict.unsatisfiable


@pytest.mark.parametrize("name", ["ConsentingState", "Endorser", "R2PSupporter", "VotingState"])
def test_timor_leste_belongs_by_its_acts(verdict: Verdict, name: str) -> None:
    """No table says so: it acceded, endorsed and voted yes on a resolution that names R2P."""
    assert R2P + name in verdict.members[iri("state", "TLS")]


@pytest.mark.parametrize("name", ["ConsentingState", "Endorser", "HistoricState", "R2PSupporter", "VotingState"])
def test_a_state_without_recorded_acts_belongs_nowhere(verdict: Verdict, name: str) -> None:
    """Nothing is concluded from what is not recorded."""
    assert R2P + name not in verdict.members[iri("state", "VAT")]

"""What the shapes demand of a value is something that the ontology says it may be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.collection import Collection

from r2pgraph.ontology.terms import Term, terms
from r2pgraph.vocab import EXTERNAL, R2P, compact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SH = rdflib.Namespace(EXTERNAL["sh"])
TERMS = {term.name: term for term in terms()}
VALUED = [term for term in terms() if term.kind != "class" and term.range]


@cache
def shapes(folder: Path) -> rdflib.Graph:
    """Return every shape in one graph."""
    graph = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture
def graph(pytestconfig: pytest.Config) -> rdflib.Graph:
    """Return the shipped shapes."""
    return shapes(pytestconfig.rootpath / "shapes")


def demanded(graph: rdflib.Graph, shape: rdflib.term.Node) -> Iterator[str]:
    """Yield the datatypes and classes that a shape allows, its alternatives and the shapes it names included."""
    for predicate in (SH.datatype, SH["class"]):
        yield from (compact(str(value)) for value in graph.objects(shape, predicate))
    for named in graph.objects(shape, SH.node):
        yield from demanded(graph, named)
    for listed in (*graph.objects(shape, SH["or"]), *graph.objects(shape, SH.xone), *graph.objects(shape, SH["and"])):
        for each in Collection(graph, listed):
            yield from demanded(graph, each)


def wider(name: str) -> set[str]:
    """Return a datatype or class and whatever includes it."""
    if name == "xsd:integer":
        return {name, "xsd:decimal"}
    parents = TERMS[name.removeprefix("r2p:")].parents if name.removeprefix("r2p:") in TERMS else ()
    return {name}.union(*map(wider, parents))


@pytest.mark.parametrize("term", VALUED, ids=lambda term: term.name)
def test_a_shape_demands_what_the_ontology_allows(term: Term, graph: rdflib.Graph) -> None:
    """Each datatype and class in a shape of the property is in its range, or a kind of one that is."""
    found = {
        name for shape in graph.subjects(SH.path, rdflib.URIRef(R2P + term.name)) for name in demanded(graph, shape)
    }

    assert set() == {name for name in found if not wider(name) & set(term.range)}


def test_the_comparison_looks_at_many_properties(graph: rdflib.Graph) -> None:
    """Dates behind alternatives are found, and more than half of the properties have a shape with a kind."""
    due = next(graph.subjects(SH.path, rdflib.URIRef(R2P + "dueOn")))
    looked = [
        term
        for term in VALUED
        if any(list(demanded(graph, shape)) for shape in graph.subjects(SH.path, rdflib.URIRef(R2P + term.name)))
    ]

    assert {"xsd:date", "xsd:gYear", "xsd:gYearMonth"} == set(demanded(graph, due))
    assert len(looked) > len(VALUED) / 2

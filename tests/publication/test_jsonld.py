"""JSON-LD says what the Turtle says, to every reader."""

from __future__ import annotations

import json
import random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld
from rdflib.compare import isomorphic

from r2pgraph.publication.canonical import ntriples
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.turtle import turtle
from r2pgraph.vocab import PREFIXES, R2P

XSD = PREFIXES["xsd"]
CONTEXT = {
    "@version": 1.1,
    **PREFIXES,
    "r2p:level": {"@id": R2P + "level", "@type": "@id"},
    "r2p:footnote": {"@id": R2P + "footnote", "@type": "xsd:integer"},
    "r2p:year": {"@id": R2P + "year", "@type": "xsd:gYear"},
    "r2p:markerPrinted": {"@id": R2P + "markerPrinted", "@type": "xsd:boolean"},
}

GRAPH = """
@prefix level: <https://w3id.org/r2pgraph/level/> .
@prefix r2p: <https://w3id.org/r2pgraph/ontology#> .
@prefix rating: <https://w3id.org/r2pgraph/rating/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
rating:TLS-2023-upr a r2p:Rating , r2p:Extra ; r2p:level level:strong , "not a level" ;
    r2p:year "2023"^^xsd:gYear , "2023" ; r2p:footnote 10 , "010"^^xsd:integer , "ten"@en , 10.5 ;
    r2p:markerPrinted true , "1"^^xsd:boolean ; r2p:value 63.19 , 7 , true , "7" , 1.0E0 ;
    r2p:seen <https://example.org/a> , [ r2p:is "nameless" ; r2p:list ( 1 2 ) ] ;
    r2p:rationale "Said so."@en , "Said so." .
r2p:Odd a "a literal for a type" ; r2p:restsOn r2p:Odd .
"""


def parsed(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> list[ox.Quad]:
    """Return the statements of a document."""
    return list(ox.parse(text, format=form))


def read_back(document: bytes) -> dict[str, bytes]:
    """Return the canonical triples that three readers find in a document."""
    by_rdflib = rdflib.Graph().parse(data=document, format="json-ld").serialize(format="nt")
    by_pyld = pyld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return {
        "pyoxigraph": ntriples(parsed(document, ox.RdfFormat.JSON_LD)),
        "rdflib": ntriples(parsed(by_rdflib, ox.RdfFormat.N_TRIPLES)),
        "pyld": ntriples(parsed(by_pyld, ox.RdfFormat.N_QUADS)),
    }


def test_three_readers_find_what_the_turtle_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The JSON-LD and the Turtle of a graph are one graph, in pyoxigraph, rdflib and PyLD."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    quads = parsed(GRAPH)
    expected = ntriples(parsed(turtle(quads)))

    assert dict.fromkeys(("pyoxigraph", "rdflib", "pyld"), expected) == read_back(jsonld(quads, CONTEXT))


def test_a_typed_term_takes_its_plain_value() -> None:
    """Names, years and numbers stand as people would write them."""
    quads = parsed(
        "@prefix r2p: <https://w3id.org/r2pgraph/ontology#> . @prefix level: <https://w3id.org/r2pgraph/level/> ."
        "<https://w3id.org/r2pgraph/rating/TLS-2023-upr> a r2p:Rating ; r2p:level level:strong ; r2p:footnote 10 ;"
        ' r2p:year "2023"^^<http://www.w3.org/2001/XMLSchema#gYear> ; r2p:value 63.19 ; r2p:rationale "So."@en .'
    )
    document = json.loads(jsonld(quads, CONTEXT))

    assert [
        {
            "@id": "rating:TLS-2023-upr",
            "@type": "r2p:Rating",
            "r2p:footnote": 10,
            "r2p:level": "level:strong",
            "r2p:rationale": {"@value": "So.", "@language": "en"},
            "r2p:value": {"@value": "63.19", "@type": "xsd:decimal"},
            "r2p:year": "2023",
        }
    ] == document["@graph"]
    assert ["@version", "level", "r2p", "rating", "xsd", "r2p:footnote", "r2p:level", "r2p:year"] == list(
        document["@context"]
    )


def test_order_of_the_statements_does_not_show() -> None:
    """Shuffled statements and renamed blank nodes give the same bytes."""
    expected = jsonld(parsed(GRAPH), CONTEXT)
    for seed in range(10):
        quads = parsed(GRAPH)
        random.Random(seed).shuffle(quads)  # noqa: S311 - an order, not a secret

        assert expected == jsonld(quads, CONTEXT)


def test_the_projects_own_context_serves() -> None:
    """Without a context of the caller's, the ontology's is written into the document."""
    document = jsonld(parsed(GRAPH))

    assert R2P == json.loads(document)["@context"]["r2p"]
    assert ntriples(parsed(GRAPH)) == ntriples(parsed(document, ox.RdfFormat.JSON_LD))


def test_an_iri_that_looks_like_a_prefixed_name_is_refused() -> None:
    """What JSON-LD would silently read as another IRI is refused in words."""
    odd = ox.NamedNode("state:TLS")

    with pytest.raises(ValueError, match="prefix 'state'"):
        jsonld([ox.Quad(odd, ox.NamedNode(R2P + "is"), odd)], CONTEXT)


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)
TERMS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="en")),
    st.tuples(
        TEXTS | st.decimals(allow_nan=False, allow_infinity=False).map(str) | st.integers().map(str),
        st.sampled_from(["integer", "decimal", "gYear", "anyURI", "double"]),
    ).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1]))),
    st.text("abc.-_/é~1", max_size=8).map(lambda key: ox.NamedNode(PREFIXES["level"] + key)),
    st.sampled_from("abc").map(ox.BlankNode),
)
PREDICATES = st.sampled_from([R2P + "footnote", R2P + "level", R2P + "p.q", PREFIXES["rdf"] + "type"]).map(ox.NamedNode)
SUBJECTS = st.sampled_from([ox.NamedNode(PREFIXES["rating"] + "a"), ox.BlankNode("a"), ox.BlankNode("d")])


@settings(deadline=None)
@given(st.lists(st.builds(ox.Quad, SUBJECTS, PREDICATES, TERMS), max_size=8))
def test_any_graph_comes_back(quads: list[ox.Quad]) -> None:
    """Whatever the strings and types: nothing is lost or added, in pyoxigraph and in rdflib."""
    document = jsonld(quads, CONTEXT)
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        written = rdflib.Graph().parse(data=document, format="json-ld")
        plain = rdflib.Graph().parse(data=ntriples(quads), format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = normalise

    assert ntriples(quads) == ntriples(parsed(document, ox.RdfFormat.JSON_LD))
    assert isomorphic(plain, written)

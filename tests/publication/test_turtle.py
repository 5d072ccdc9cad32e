"""The same graph gives the same Turtle, and every reader gets the same graph back."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from r2pgraph.publication.canonical import natural, nquads, ntriples
from r2pgraph.publication.turtle import trig, turtle
from r2pgraph.vocab import PREFIXES, R2P

XSD = PREFIXES["xsd"]

GRAPH = """
@prefix r2p: <https://w3id.org/r2pgraph/ontology#> .
@prefix rating: <https://w3id.org/r2pgraph/rating/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
rating:TLS-2023-10 a r2p:Rating ; r2p:points 3 ; r2p:value 63.19 ; r2p:flag true ; r2p:rationale "Said \\"no\\"."@en .
rating:TLS-2023-2 a r2p:Rating , r2p:Extra ; r2p:points "03"^^xsd:integer ; r2p:value "63.190"^^xsd:decimal ;
    r2p:seen <https://example.org/a/b.html> ; r2p:restsOn rating:TLS-2023-10 , rating:TLS-2023-9 .
r2p:Shape sh:property [ sh:path r2p:value ; sh:in ( 1 2 "three" [ sh:order 4 ] ) ] ; sh:not [ ] .
_:ring r2p:next [ r2p:next _:ring ] .
_:twice r2p:is "mentioned twice" . r2p:a r2p:sees _:twice . r2p:b r2p:sees _:twice .
"""


def parsed(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> list[ox.Quad]:
    """Return the statements of a document."""
    return list(ox.parse(text, format=form))


def node(key: str) -> ox.NamedNode:
    """Return an individual for a test."""
    return ox.NamedNode(PREFIXES["rating"] + key)


@pytest.fixture
def quads() -> list[ox.Quad]:
    """Return a graph that holds every form of node."""
    return parsed(GRAPH)


def test_turtle_reads_like_a_hand_written_file() -> None:
    """Prefixes in use, natural order, types first, one predicate a line, short numbers, blank nodes in place."""
    expected = """\
@prefix r2p: <https://w3id.org/r2pgraph/ontology#> .
@prefix rating: <https://w3id.org/r2pgraph/rating/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

r2p:Shape
    sh:not [] ;
    sh:property [
        sh:message "A value is a number between nought and one hundred."@en ;
        sh:path ( r2p:points r2p:value )
    ] .

rating:TLS-2023-2
    a r2p:Extra , r2p:Rating ;
    r2p:restsOn
        rating:TLS-2023-9 ,
        rating:TLS-2023-10 ;
    r2p:value 63.19 .

rating:TLS-2023-10
    a r2p:Rating ;
    r2p:seen <https://example.org/a/b.html> .
"""

    assert expected == turtle(parsed(expected)).decode()


def test_numbers_are_short_only_where_that_is_their_canonical_form() -> None:
    """A leading zero, a trailing zero, a sign of nought and an exponent are data and stay."""
    forms = {
        ("0", "integer"): "0",
        ("-7", "integer"): "-7",
        ("007", "integer"): '"007"^^xsd:integer',
        ("+7", "integer"): '"+7"^^xsd:integer',
        ("-0", "integer"): '"-0"^^xsd:integer',
        ("63.19", "decimal"): "63.19",
        ("2.0", "decimal"): "2.0",
        ("0.0", "decimal"): "0.0",
        ("-0.0", "decimal"): '"-0.0"^^xsd:decimal',
        ("2.50", "decimal"): '"2.50"^^xsd:decimal',
        ("2", "decimal"): '"2"^^xsd:decimal',
        ("0.00000001", "decimal"): '"0.00000001"^^xsd:decimal',
        ("true", "boolean"): "true",
        ("1", "boolean"): '"1"^^xsd:boolean',
        ("1.0E0", "double"): '"1.0E0"^^xsd:double',
        ("2023", "gYear"): '"2023"^^xsd:gYear',
    }
    for (text, datatype), expected in forms.items():
        literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
        document = turtle([ox.Quad(node("a"), ox.NamedNode(R2P + "value"), literal)]).decode()

        assert f"    r2p:value {expected} ." == document.splitlines()[-1]


def test_order_of_the_statements_does_not_show(quads: list[ox.Quad]) -> None:
    """Shuffled statements and renamed blank nodes give the same bytes."""
    expected = turtle(quads)
    for seed in range(20):
        shuffled = parsed(GRAPH)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, not a secret

        assert expected == turtle(shuffled)
        assert trig(quads) == trig(shuffled)


def test_hash_seed_does_not_show() -> None:
    """Two processes with different hash seeds write the same bytes."""
    code = (
        "import sys, hashlib, pyoxigraph as ox\n"
        "from r2pgraph.publication.turtle import turtle, trig\n"
        "quads = list(ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.TURTLE))\n"
        "print(hashlib.sha256(turtle(quads) + trig(quads)).hexdigest())"
    )
    expected = hashlib.sha256(turtle(parsed(GRAPH)) + trig(parsed(GRAPH))).hexdigest()
    for seed in ("0", "1", "4321"):
        outcome = subprocess.run(
            [sys.executable, "-c", code],
            input=GRAPH.encode(),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        )

        assert expected == outcome.stdout.decode().strip()


def test_both_readers_get_the_same_graph_back(quads: list[ox.Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two readers, pyoxigraph and rdflib, read the document as the graph that was written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    document = turtle(quads)
    by_rdflib = rdflib.Graph().parse(data=document, format="turtle").serialize(format="nt")

    assert ntriples(quads) == ntriples(parsed(document))
    assert ntriples(quads) == ntriples(parsed(by_rdflib, ox.RdfFormat.N_TRIPLES))


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
TERMS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="en-au")),
    st.tuples(
        TEXTS | st.decimals(allow_nan=False, allow_infinity=False).map(str) | st.integers().map(str),
        st.sampled_from(["integer", "decimal", "gYear", "anyURI"]),
    ).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1]))),
    st.text("abc.-_/é~1", max_size=8).map(node),
    st.sampled_from("abcdef").map(ox.BlankNode),
)
SUBJECTS = st.one_of(st.text("ab.-_1", max_size=4).map(node), st.sampled_from("abcdef").map(ox.BlankNode))
PREDICATES = st.sampled_from(
    [R2P + "value", R2P + "10-x", PREFIXES["rdf"] + "type", PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"]
).map(ox.NamedNode)
GRAPHS = st.sampled_from([ox.DefaultGraph(), node("g1"), node("g2")])
QUADS = st.builds(ox.Quad, SUBJECTS, PREDICATES, TERMS, GRAPHS)


@settings(deadline=None)
@given(st.lists(QUADS, max_size=12))
def test_any_graph_comes_back_from_pyoxigraph(quads: list[ox.Quad]) -> None:
    """Whatever the strings, numbers, rings of blank nodes and broken lists: nothing is lost or added."""
    assert ntriples(quads) == ntriples(parsed(turtle(quads)))
    assert nquads(quads) == nquads(parsed(trig(quads), ox.RdfFormat.TRIG))


@settings(deadline=None)
@given(st.lists(QUADS.filter(lambda quad: "\x00" not in str(quad)), max_size=8))
def test_any_graph_comes_back_from_rdflib(quads: list[ox.Quad]) -> None:
    """The second reader, written by other people, agrees."""
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        written = rdflib.Graph().parse(data=turtle(quads), format="turtle")
        plain = rdflib.Graph().parse(data=ntriples(quads), format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = normalise

    assert isomorphic(plain, written)


def test_a_long_chain_of_blank_nodes_is_cut_into_blocks() -> None:
    """Depth of a graph is no depth of the call stack."""
    links = "".join(f"_:n{index} r2p:next _:n{index + 1} ; r2p:points {index} . " for index in range(2500))
    quads = parsed(f"@prefix r2p: <{R2P}> . {links}")

    assert ntriples(quads) == ntriples(parsed(turtle(quads)))


def test_a_long_list_stays_one_list() -> None:
    """A list of many members is long, not deep."""
    items = " ".join(f"r2p:i{index}" for index in range(2000))
    quads = parsed(f"@prefix r2p: <{R2P}> . r2p:a r2p:has ( {items} [ r2p:b r2p:c ] ) .")
    document = turtle(quads)

    assert b"rdf:rest" not in document
    assert ntriples(quads) == ntriples(parsed(document))


def test_a_triple_inside_a_triple_is_refused() -> None:
    """What RDF 1.1 cannot say is refused in words, not written wrongly."""
    inner = ox.Triple(node("a"), ox.NamedNode(R2P + "p"), node("b"))

    with pytest.raises(TypeError, match=r"RDF 1\.1"):
        turtle([ox.Quad(node("a"), ox.NamedNode(R2P + "p"), inner)])


def test_natural_order_is_number_order_and_total() -> None:
    """Two comes before ten, and different texts never tie."""
    assert ["a-02", "a-2", "a-10", "b"] == sorted(["b", "a-10", "a-2", "a-02"], key=natural)


def test_marks_that_turn_the_line_are_written_as_escapes() -> None:
    """A right-to-left override in a string cannot make the file read otherwise than it is."""
    document = turtle([ox.Quad(node("a"), ox.NamedNode(R2P + "p"), ox.Literal("a\u202eb\x07"))])

    assert b'"a\\u202Eb\\u0007"' in document

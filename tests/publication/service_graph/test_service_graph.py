"""What the service graph tells programs is what the graphs hold, counted here by the engine and by hand."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from r2pgraph.publication.service_graph import SERVICE, service_graph
from r2pgraph.queries import catalogue, with_prefixes
from r2pgraph.store import EmbeddedStore, form
from r2pgraph.vocab import BASE, PREFIXES, iri

A, B = iri("graph", "a"), iri("graph", "b")
SMALL = {
    A: b"""<https://example.org/t> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Thing> .
<https://example.org/t> <https://example.org/likes> <https://example.org/u> .
<https://example.org/t> <https://example.org/likes> <https://example.org/u> .
<https://example.org/t> <https://example.org/says> "a . \\"b\\" <c>"@en .
<https://example.org/t> <https://example.org/says> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
""",
    B: b"<https://example.org/u> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Other> .\n",
}

EDITOR = """SELECT DISTINCT ?class ?property ?of ?datatype WHERE {
  [] void:class ?class ; void:propertyPartition ?part . ?part void:property ?property .
  OPTIONAL {
    { ?part void:classPartition/void:class ?of }
    UNION { ?part void-ext:datatypePartition/void-ext:datatype ?datatype }
  }
}"""
"""What an editor asks to know what may stand where."""


def rows(store: EmbeddedStore, query: str) -> list[tuple[str, ...]]:
    """Return the values of a query's rows."""
    return [tuple(term.value if term else "" for term in row) for row in store.select(with_prefixes(query)).rows]


def in_memory(graphs: dict[str, bytes]) -> EmbeddedStore:
    """Return a store of some graphs and of what is said of them."""
    engine = ox.Store()
    for name, data in {**graphs, SERVICE: service_graph(graphs)}.items():
        engine.bulk_load(input=data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    return EmbeddedStore(engine)


COUNTED = {
    "triples of a graph": (
        "SELECT ?g ?n { [] void:subset ?g . ?g a sd:NamedGraph ; void:triples ?n }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ),
    "things of a class in a graph": (
        "SELECT ?g ?c ?n { ?g a sd:NamedGraph ; void:classPartition ?part . ?part void:class ?c ; void:entities ?n }",
        "SELECT ?g ?c (COUNT(?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g ?c",
    ),
    "triples of a property in a graph": (
        "SELECT ?g ?p ?n { ?g a sd:NamedGraph ; void:propertyPartition ?i . ?i void:property ?p ; void:triples ?n }",
        "SELECT ?g ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p",
    ),
    "things of a class": (
        f"SELECT ?c ?n {{ <{BASE}> void:classPartition ?part . ?part void:class ?c ; void:entities ?n }}",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c",
    ),
    "uses of a property by a class": (
        (
            f"SELECT ?c ?p ?n {{ <{BASE}> void:classPartition ?part . ?part void:class ?c ; void:propertyPartition ?i ."
            " ?i void:property ?p ; void:triples ?n }"
        ),
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p",
    ),
    "classes that a property leads to": (
        (
            "SELECT ?c ?p ?of ?n { [] void:class ?c ; void:propertyPartition ?i . ?i void:property ?p ;"
            " void:classPartition ?j . ?j void:class ?of ; void:triples ?n }"
        ),
        "SELECT ?c ?p ?of (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?of } GROUP BY ?c ?p ?of",
    ),
    "datatypes of a property": (
        (
            "SELECT ?c ?p ?d ?n { [] void:class ?c ; void:propertyPartition ?i . ?i void:property ?p ;"
            " void-ext:datatypePartition ?j . ?j void-ext:datatype ?d ; void:triples ?n }"
        ),
        (
            "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . FILTER ISLITERAL(?o) BIND (DATATYPE(?o) AS ?d) }"
            " GROUP BY ?c ?p ?d"
        ),
    ),
}


@pytest.mark.parametrize("what", COUNTED)
def test_what_is_stated_is_what_the_engine_counts(what: str, embedded: EmbeddedStore) -> None:
    """Every number, of every graph, class and property, the service graph's own among them."""
    stated, counted = COUNTED[what]

    assert sorted(rows(embedded, counted)) == sorted(rows(embedded, stated))


def test_the_whole_is_all_triples(embedded: EmbeddedStore) -> None:
    """The union of the graphs, which is what a query sees."""
    ((stated, subjects),) = rows(embedded, f"SELECT ?n ?s {{ <{BASE}> void:triples ?n ; void:distinctSubjects ?s }}")

    assert (stated, subjects) == rows(embedded, "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }")[0]


def test_small_graphs_are_counted_by_hand() -> None:
    """A triple said twice counts once, and a class of the object is known from another graph."""
    found = set(rows(in_memory(SMALL), EDITOR))
    thing, there = "https://example.org/Thing", "https://example.org/"

    assert {
        (thing, f"{there}likes", f"{there}Other", ""),
        (thing, f"{there}says", "", PREFIXES["rdf"] + "langString"),
        (thing, f"{there}says", "", PREFIXES["xsd"] + "integer"),
    } == {row for row in found if row[0] == thing and row[1].startswith(there)}


def test_an_editor_learns_what_may_stand_where(embedded: EmbeddedStore) -> None:
    """A rating has a level, which is a level, and a year, which is one."""
    r2p, found = PREFIXES["r2p"], rows(embedded, EDITOR)

    assert (f"{r2p}Rating", f"{r2p}level", f"{r2p}Level", "") in found
    assert (f"{r2p}Rating", f"{r2p}year", "", PREFIXES["xsd"] + "gYear") in found


def test_an_editor_finds_every_saved_query(embedded: EmbeddedStore) -> None:
    """With its question, and with the text that runs as pasted."""
    asked = """SELECT DISTINCT ?query ?comment ?text WHERE {
      ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?text . }"""

    expected = {(iri("query", query.id), query.question, query.text) for query in catalogue().values()}
    assert expected == set(rows(embedded, asked))


def test_a_saved_query_is_of_the_kind_of_its_form(embedded: EmbeddedStore) -> None:
    """A SELECT is no CONSTRUCT."""
    kinds = rows(embedded, "SELECT ?q ?k { ?q a sh:SPARQLExecutable, ?k . FILTER STRENDS(STR(?k), 'Executable') }")
    expected = Counter(
        PREFIXES["sh"] + name
        for query in catalogue().values()
        for name in ("SPARQLExecutable", f"SPARQL{form(query.text).capitalize()}Executable")
    )

    assert expected == Counter(kind for _, kind in kinds)


def test_an_editor_finds_every_prefix(embedded: EmbeddedStore) -> None:
    """The project's own, declared by its ontology."""
    asked = "SELECT ?prefix ?space { [] sh:declare ?node . ?node sh:prefix ?prefix ; sh:namespace ?space }"

    assert set(PREFIXES.items()) == set(rows(embedded, asked))


def test_the_same_graphs_give_the_same_bytes() -> None:
    """Whatever the order of graphs and lines."""
    shuffled = {}
    for name in reversed(SMALL):
        shuffled[name] = b"".join(reversed(SMALL[name].splitlines(keepends=True)))

    assert service_graph(SMALL) == service_graph(shuffled)
    assert service_graph(SMALL) == service_graph({**SMALL, SERVICE: service_graph(SMALL)})


def test_nothing_is_stated_that_the_catalogue_states(shipped: dict[str, bytes]) -> None:
    """The size of a graph stands once, and no line of any graph is repeated."""
    own = set(shipped[SERVICE].splitlines())

    assert not [name for name, data in shipped.items() if name != SERVICE and own & set(data.splitlines())]


def test_a_part_has_one_name_and_each_name_is_an_address(embedded: EmbeddedStore) -> None:
    """Letters, digits, hyphens, stops and strokes: nothing to escape."""
    names = [row[0] for row in rows(embedded, "SELECT DISTINCT ?part { ?part void:class|void:property ?term }")]

    assert [] == [name for name in names if not re.fullmatch(rf"{BASE}partition/[A-Za-z0-9._-]+", name)]
    assert [("1",)] == rows(
        embedded,
        (
            "SELECT DISTINCT ?n { { SELECT (COUNT(*) AS ?n) { ?part void:class|void:property|void-ext:datatype ?t }"
            " GROUP BY ?part } }"
        ),
    )


def test_a_set_of_links_is_a_part_with_the_number_of_its_links(embedded: EmbeddedStore) -> None:
    """A data set that others link to is told from how many links, as VoID wants it."""
    stated = "SELECT ?set ?n { [] void:subset ?set . ?set a void:Linkset ; void:triples ?n }"
    counted = "SELECT ?set (COUNT(?link) AS ?n) { ?link a owl:Axiom ; dcterms:isPartOf ?set } GROUP BY ?set"

    assert 9 == len(rows(embedded, stated))
    assert sorted(rows(embedded, counted)) == sorted(rows(embedded, stated))

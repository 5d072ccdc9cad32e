"""The cubes of ratings and scores keep the integrity constraints of the Data Cube vocabulary."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.graph.cube import slices
from r2pgraph.vocab import PREFIXES, expand, iri

PREFIX_LINES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())

COMPLETED = (
    "INSERT { ?thing a ?class } WHERE { ?thing a/rdfs:subClassOf+ ?class }",
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?o a qb:Observation . ?set a qb:DataSet } WHERE { ?o qb:dataSet ?set }",
    "INSERT { ?slice a qb:Slice } WHERE { [] qb:slice ?slice }",
    "INSERT { ?part qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?part qb:dimension ?p }",
    "INSERT { ?part qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?part qb:measure ?p }",
    "INSERT { ?part qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?part qb:attribute ?p }",
    "INSERT { ?o qb:dataSet ?set } WHERE { ?slice qb:observation ?o . ?set qb:slice ?slice }",
)
"""What the vocabulary lets follow before its constraints are asked: kinds, roles and sets."""

OF = "?set qb:structure/qb:component ?part . ?o qb:dataSet ?set . ?part"
CONSTRAINTS = {
    "IC-1 one data set an observation": """
        { ?o a qb:Observation . FILTER NOT EXISTS { ?o qb:dataSet ?set } }
        UNION { ?o qb:dataSet ?set, ?other . FILTER(?set != ?other) }""",
    "IC-2 one structure a data set": """
        ?set a qb:DataSet .
        OPTIONAL { ?set qb:structure ?one } OPTIONAL { ?set qb:structure ?two }
        FILTER(!BOUND(?one) || ?one != ?two)""",
    "IC-3 a measure in every structure": """
        ?dsd a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty/rdf:type qb:MeasureProperty }""",
    "IC-4 a range for every dimension": """
        ?dimension a qb:DimensionProperty . FILTER NOT EXISTS { ?dimension rdfs:range [] }""",
    "IC-5 a list for every dimension of concepts": """
        ?dimension a qb:DimensionProperty ; rdfs:range skos:Concept .
        FILTER NOT EXISTS { ?dimension qb:codeList [] }""",
    "IC-6 attributes only are optional": """
        ?dsd qb:component ?part . ?part qb:componentRequired false ; qb:componentProperty ?p .
        FILTER NOT EXISTS { ?p a qb:AttributeProperty }""",
    "IC-7 every slice key belongs to a structure": """
        ?key a qb:SliceKey . FILTER NOT EXISTS { [] a qb:DataStructureDefinition ; qb:sliceKey ?key }""",
    "IC-8 a slice key is part of its structure": """
        ?key a qb:SliceKey ; qb:componentProperty ?p . ?dsd qb:sliceKey ?key .
        FILTER NOT EXISTS { ?dsd qb:component [ qb:componentProperty ?p ] }""",
    "IC-9 one key a slice": """
        { ?slice a qb:Slice . FILTER NOT EXISTS { ?slice qb:sliceStructure ?key } }
        UNION { ?slice a qb:Slice ; qb:sliceStructure ?key, ?other . FILTER(?key != ?other) }""",
    "IC-10 a slice gives what its key fixes": """
        ?slice qb:sliceStructure/qb:componentProperty ?p . FILTER NOT EXISTS { ?slice ?p [] }""",
    "IC-11 every dimension is given": OF
    + """ qb:componentProperty ?p . ?p a qb:DimensionProperty .
        FILTER NOT EXISTS { ?o ?p [] }""",
    "IC-12 no observation twice": """
        ?a qb:dataSet ?set . ?b qb:dataSet ?set . FILTER(STR(?a) < STR(?b))
        FILTER NOT EXISTS {
            ?set qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty .
            ?a ?p ?one . ?b ?p ?two . FILTER(?one != ?two)
        }""",
    "IC-13 every required attribute is given": OF
    + """ qb:componentRequired true ; qb:componentProperty ?p .
        FILTER NOT EXISTS { ?o ?p [] }""",
    "IC-14 every measure is given": OF
    + """ qb:componentProperty ?p . ?p a qb:MeasureProperty .
        FILTER NOT EXISTS { ?o ?p [] }""",
    "IC-18 a slice's observations are of its set": """
        ?set qb:slice ?slice . ?slice qb:observation ?o . FILTER NOT EXISTS { ?o qb:dataSet ?set }""",
    "IC-19 a code stands in its list": OF
    + """ qb:componentProperty ?p . ?p a qb:CodedProperty ; qb:codeList ?list .
        ?list a skos:ConceptScheme . ?o ?p ?code .
        FILTER NOT EXISTS { ?code a skos:Concept ; skos:inScheme ?list }""",
}
"""The constraints that concern our cubes, each as a question whose right answer is no row."""

BREACHES = {
    "IC-1": "rating:x a r2p:Rating",
    "IC-2": "code:x a qb:DataSet",
    "IC-3": "code:x a qb:DataStructureDefinition",
    "IC-4": "skos:note a qb:DimensionProperty",
    "IC-5": "skos:note a qb:DimensionProperty ; rdfs:range skos:Concept",
    "IC-6": "code:rating-structure qb:component [ qb:dimension r2p:state ; qb:componentRequired false ]",
    "IC-7": "code:x a qb:SliceKey",
    "IC-8": "code:state-year qb:componentProperty r2p:byPlan",
    "IC-9": "assessment:x a r2p:Assessment",
    "IC-10": "assessment:x qb:sliceStructure code:state-year",
    "IC-11": "rating:x qb:dataSet code:ratings",
    "IC-12": "rating:x qb:dataSet code:ratings",
    "IC-13": "rating:x qb:dataSet code:ratings",
    "IC-14": "rating:x qb:dataSet code:ratings",
    "IC-19": "rating:TLS-2023-upr r2p:level trend:increase",
}
"""A statement that breaks each constraint that can be broken by one; IC-18 holds by what follows from a slice."""


@pytest.fixture(scope="module")
def graphs() -> dict[str, bytes]:
    """Return the shipped graphs with the scores and the slices."""
    gathered = pipeline.gather()
    derived, _ = pipeline.derive(gathered)
    return {**gathered, **derived, iri("graph", "cube"): slices(gathered)}


def completed(graphs: dict[str, bytes], more: str = "") -> ox.Store:
    """Return the graphs in one store, with ``more`` in Turtle, and what follows from both."""
    store = ox.Store()
    for data in graphs.values():
        store.bulk_load(input=data, format=ox.RdfFormat.N_TRIPLES)
    if more:
        store.update(f"{PREFIX_LINES} INSERT DATA {{ {more} }}")
    for rule in COMPLETED:
        store.update(f"{PREFIX_LINES} {rule}")
    return store


def rows(store: ox.Store, where: str) -> list[str]:
    """Return what answers a question, each row as text."""
    return [str(row) for row in store.query(f"{PREFIX_LINES} SELECT * WHERE {{ {where} }} LIMIT 5")]


@pytest.fixture(scope="module")
def store(graphs: dict[str, bytes]) -> ox.Store:
    """Return the shipped cubes."""
    return completed(graphs)


@pytest.mark.parametrize("constraint", list(CONSTRAINTS))
def test_the_shipped_cubes_keep_the_constraint(store: ox.Store, constraint: str) -> None:
    """A tool that reads cubes finds nothing to object to."""
    assert [] == rows(store, CONSTRAINTS[constraint])


@pytest.mark.parametrize("code", list(BREACHES))
def test_a_breach_of_the_constraint_is_found(graphs: dict[str, bytes], code: str) -> None:
    """A question that nothing can answer would prove nothing."""
    where = next(text for name, text in CONSTRAINTS.items() if name.startswith(f"{code} "))

    assert [] != rows(completed(graphs, BREACHES[code]), where)


def test_an_assessment_is_a_slice_of_its_36_ratings(store: ox.Store) -> None:
    """The set leads to the slice, the slice to the observations."""
    assert 36 == len(list(store.query(
        f"{PREFIX_LINES} SELECT ?o WHERE {{ code:ratings qb:slice assessment:TLS-2023 . "
        "assessment:TLS-2023 qb:observation ?o }"
    )))  # fmt: skip


def test_slices_are_written_in_order_and_once() -> None:
    """Two ratings in two graphs, one thing that is no rating, one whole that is no assessment."""
    kind = f"<{expand('rdf:type')}>"
    rating, assessment, part = (f"<{expand(name)}>" for name in ("r2p:Rating", "r2p:Assessment", "r2p:inAssessment"))
    x, a, b, c, d = (f"<{iri(*name.split(':'))}>" for name in
                     ("assessment:X", "rating:a", "rating:b", "rating:c", "citation:d"))  # fmt: skip
    first = f"{x} {kind} {assessment} .\n{b} {kind} {rating} .\n{b} {part} {x} .\n{d} {part} {x} .\n"
    second = f"{a} {kind} {rating} .\n{a} {part} {x} .\n{c} {kind} {rating} .\n{c} {part} {d} .\n"
    observes = f"<{expand('qb:observation')}>"
    expected = [
        f"{x} {observes} {a} .",
        f"{x} {observes} {b} .",
        f"<{iri('code', 'ratings')}> <{expand('qb:slice')}> {x} .",
    ]

    assert expected == slices({"one": first.encode(), "two": second.encode()}).decode().splitlines()

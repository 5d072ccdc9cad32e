"""`any` leaves a parameter open, or says that the query needs a value; it never stands for an empty answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from r2pgraph import pipeline, queries
from r2pgraph.errors import QueryError
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import PREFIXES, compact

if TYPE_CHECKING:
    from r2pgraph.queries import Parameter, SavedQuery
    from r2pgraph.store import Store

ALL = tuple(queries.catalogue().values())
NEEDED = [(query.id, each.name) for query in ALL for each in query.parameters if each.is_needed]
HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
VOTES = """
state:AAA a r2p:State ; rdfs:label "Aland"@en ; r2p:votedYes resolution:one ; r2p:votedNo resolution:two .
state:BBB a r2p:State ; rdfs:label "Bland"@en ; r2p:votedYes resolution:one .
state:CCC a r2p:State ; rdfs:label "Cland"@en .
resolution:one a r2p:Resolution ; r2p:adoptedOn "2001-06-15"^^xsd:date .
resolution:two a r2p:Resolution ; r2p:adoptedOn "2005-06-15"^^xsd:date .
resolution:three a r2p:Resolution ; r2p:adoptedOn "2006-06-15"^^xsd:date .
""" + "".join(
    f'membership:{state} org:member state:{state} ; org:organization organisation:UN ; dcterms:type "member" ; '
    f'r2p:validFrom "{year}"^^xsd:gYear .\n'
    for state, year in (("AAA", 2000), ("BBB", 2000), ("CCC", 2002))
)
TREATIES = """
r2p:Accession rdfs:subClassOf r2p:ConsentToBeBound . r2p:State a owl:Class . r2p:TreatyList a owl:Class .
state:AAA a r2p:State . state:BBB a r2p:State . state:CCC a r2p:State . list:short a r2p:TreatyList .
treaty:one r2p:inList list:short ; rdfs:label "One"@en . treaty:two r2p:inList list:short ; rdfs:label "Two"@en .
action:a a r2p:Accession ; r2p:actor state:AAA ; r2p:treaty treaty:one ; r2p:date "2001-06-15"^^xsd:date .
action:b a r2p:ConsentToBeBound ; r2p:actor state:AAA ; r2p:treaty treaty:one ; r2p:date "2001"^^xsd:gYear .
action:c a r2p:ConsentToBeBound ; r2p:actor state:BBB ; r2p:treaty treaty:one ; r2p:date "2003"^^xsd:gYear .
action:d a r2p:Accession ; r2p:actor state:BBB ; r2p:treaty treaty:two ; r2p:date "2004-01-01"^^xsd:date .
action:e a r2p:Withdrawal ; r2p:actor state:BBB ; r2p:treaty treaty:two ; r2p:date "2005-01-01"^^xsd:date .
"""


def asked(engine: str, turtle: str, query: str, **values: str) -> list[tuple[str, ...]]:
    """Return the rows of a saved query about a small world on one of the engines, keys without their prefix."""
    quads = pyoxigraph.parse(HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    graphs = {"https://example.org/g": triples}
    store: Store = EmbeddedStore(pipeline.in_memory(graphs)) if engine == "embedded" else GraphStore(graphs)
    rows = queries.run(store, query, values).rows
    return [tuple(compact(each.value).rpartition(":")[2] if each else "" for each in row) for row in rows]


def only_compared(query: SavedQuery, parameter: Parameter) -> bool:
    """Return whether a literal is nothing but compared in a query, so that no value of its own can be found there."""
    name = parameter.name
    text = re.sub(rf"^#.*$|^\s*VALUES \?{name} \{{.*$", "", query.text, flags=re.MULTILINE)
    text = re.sub(r"(?s)SELECT.*?WHERE|GROUP BY[^}\n]*|ORDER BY[^\n]*", "", text)
    return parameter.type.startswith("xsd:") and not re.search(rf"\?{name}\b", re.sub(rf"STR\(\?{name}\)", "", text))


def test_a_value_that_is_only_compared_is_needed() -> None:
    """Left open it would agree with nothing, and an empty answer would look like a fact."""
    compared = {(query.id, each.name) for query in ALL for each in query.parameters if only_compared(query, each)}

    assert compared <= set(NEEDED)
    others = {
        ("description", "thing"),
        ("recorded-without-vote", "state"),
        ("voting-agreement", "state"),
        ("voting-agreement", "organ"),
    }
    assert others == set(NEEDED) - compared


@pytest.mark.parametrize(("query", "name"), NEEDED)
def test_what_a_query_needs_cannot_be_left_open(query: str, name: str) -> None:
    """The error says which value is needed and shows one."""
    default = next(each.default for each in queries.find(query).parameters if each.name == name)

    with pytest.raises(QueryError, match=f"{query} needs one value for {name}.* such as {name}={default}"):
        queries.prepare(query, **{name: "any"})


@pytest.mark.parametrize("engine", ["embedded", "second opinion"])
def test_the_roll_call_of_any_resolution_tells_who_ever_voted_so(engine: str) -> None:
    """C joined after the first and is in neither; nobody's vote on the third is held, so nobody is missing there."""
    expected = [
        ("AAA", "Aland", "no"), ("AAA", "Aland", "yes"),
        ("BBB", "Bland", "not-recorded"), ("BBB", "Bland", "yes"), ("CCC", "Cland", "not-recorded"),
    ]  # fmt: skip

    assert expected == asked(engine, VOTES, "roll-call", resolution="any")
    assert [expected[1], expected[3]] == asked(engine, VOTES, "roll-call", resolution="one")


@pytest.mark.parametrize("engine", ["embedded", "second opinion"])
@pytest.mark.parametrize("date", ["2010-12-31", "any"])
def test_the_status_of_treaties_for_any_state(engine: str, date: str) -> None:
    """A told kind goes before a general one, an exit ends what came before; C has no record and no row."""
    found = [(row[0], row[1], row[4], row[5]) for row in asked(engine, TREATIES, "treaty-status", state="any",
                                                             date=date, within="any")]  # fmt: skip

    assert [
        ("AAA", "one", "Accession", "2001-06-15"), ("AAA", "two", "", ""),
        ("BBB", "one", "ConsentToBeBound", "2003"), ("BBB", "two", "", ""),
    ] == found  # fmt: skip

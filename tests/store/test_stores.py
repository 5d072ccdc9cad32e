"""Hold the engines to one behaviour."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import QueryError
from r2pgraph.store import Answer, EmbeddedStore, Term, load, open_store
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.store.terms import XSD, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from r2pgraph.store import Store

GRAPHS = {
    "http://g/1": b'<http://a> <http://p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    b'<http://a> <http://q> "sete"@PT .\n<http://a> <http://q> "seven" .\n<http://a> <http://r> _:x .\n',
    "http://g/2": b'<http://b> <http://p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    b"<http://b> <http://r> _:x .\n",
}


@pytest.fixture(params=["embedded", "second opinion"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open the same two graphs in each engine."""
    if request.param == "embedded":
        load(tmp_path, GRAPHS)
        with open_store(tmp_path) as opened:
            yield opened
    else:
        with GraphStore(GRAPHS) as opened:
            yield opened


def test_a_query_sees_the_union_of_the_graphs(store: Store) -> None:
    """Numbers of both graphs come in one table, as terms in shortest form."""
    expected = Answer(
        ("s", "n"),
        (
            (Term("iri", "http://b"), Term("literal", "1.5", XSD + "decimal")),
            (Term("iri", "http://a"), Term("literal", "7", XSD + "integer")),
        ),
    )

    assert expected == store.select("SELECT ?s ?n { ?s <http://p> ?n } ORDER BY ?n")


def test_blank_nodes_of_two_graphs_stay_two(store: Store) -> None:
    """The same label in two files is two nodes."""
    assert 2 == len(store.select("SELECT DISTINCT ?x { ?s <http://r> ?x }").rows)


def test_text_keeps_its_language_and_an_unbound_column_is_none(store: Store) -> None:
    """Language tags come in lower case."""
    expected = ((Term("literal", "sete", None, "pt"), None), (Term("literal", "seven"), None))

    assert expected == store.select("SELECT ?t ?none { ?s <http://q> ?t } ORDER BY LANG(?t) DESC(?t)").rows[::-1]


def test_the_graphs_are_named_in_order(store: Store) -> None:
    """The names of the graphs are sorted."""
    assert ("http://g/1", "http://g/2") == store.graphs()


def test_a_graph_can_be_asked_alone(store: Store) -> None:
    """GRAPH looks into one graph."""
    assert (False, True) == (
        store.ask("ASK { GRAPH <http://g/1> { <http://b> ?p ?o } }"),
        store.ask("ASK { GRAPH <http://g/2> { <http://b> ?p ?o } }"),
    )


def test_triples_come_sorted(store: Store) -> None:
    """CONSTRUCT gives N-Triples, each line once."""
    expected = b"<http://a> <http://had> <http://p> .\n<http://b> <http://had> <http://p> .\n"

    assert expected == store.construct("CONSTRUCT { ?s <http://had> <http://p> } WHERE { ?s <http://p> ?o }")


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "SELECT nonsense"])
def test_another_form_is_no_table(store: Store, query: str) -> None:
    """What is no SELECT is refused by `select`."""
    with pytest.raises(QueryError):
        store.select(query)


def test_from_an_unknown_graph_is_refused(store: Store) -> None:
    """No engine gets to fetch what FROM names."""
    with pytest.raises(QueryError):
        store.select("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }")


def test_from_a_stored_graph_is_obeyed(tmp_path: Path) -> None:
    """The embedded store reads the named graph alone."""
    load(tmp_path, GRAPHS)
    with open_store(tmp_path) as store:
        assert 2 == len(store.select("SELECT * FROM <http://g/2> { ?s ?p ?o }").rows)


def test_a_closed_store_answers_no_more(tmp_path: Path) -> None:
    """After closing, a query is refused."""
    load(tmp_path, GRAPHS)
    store: EmbeddedStore = open_store(tmp_path)
    store.close()

    with pytest.raises(QueryError, match="closed"):
        store.ask("ASK {}")


def test_a_row_can_be_read_by_column(tmp_path: Path) -> None:
    """Records name each term by its column."""
    load(tmp_path, GRAPHS)
    with open_store(tmp_path) as store:
        assert [{"one": Term("literal", "1", XSD + "integer")}] == store.select("SELECT (1 AS ?one) {}").records()


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        (literal("7", XSD + "integer", None), 7),
        (literal("63.190", XSD + "decimal", None), Decimal("63.19")),
        (literal("182.0", XSD + "decimal", None), Decimal(182)),
        (literal("-0.0", XSD + "decimal", None), Decimal(0)),
        (literal("1e2", XSD + "double", None), Decimal(100)),
        (literal("NaN", XSD + "double", None), "NaN"),
        (literal("true", XSD + "boolean", None), True),
        (literal("many", XSD + "integer", None), "many"),
        (literal("2023", XSD + "gYear", None), "2023"),
        (Term("iri", "http://a"), "http://a"),
    ],
)
def test_a_term_knows_its_python_value(term: Term, plain: object) -> None:
    """Numbers are numbers, and what does not fit its datatype stays text."""
    assert (type(plain), plain) == (type(term.plain()), term.plain())

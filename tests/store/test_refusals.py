"""Hold a reading store to what it must refuse, however the query spells it."""

from __future__ import annotations

import socket

import pyoxigraph
import pytest

from r2pgraph.errors import QueryError
from r2pgraph.store import EmbeddedStore, refuse_harm
from r2pgraph.store.refusals import MAXIMUM_DEPTH, datasets

PORT = "PORT"
SERVICES = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "lower case": "select * { service <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "short escape": "SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "long escape": "SELECT * { SERV\\U00000049CE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "glued to a prefixed name": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * {SERVICEex:foo{?s ?p ?o}}",
    "glued to an empty prefix": "PREFIX : <http://127.0.0.1:PORT/> SELECT * {SERVICE:foo{?s ?p ?o}}",
    "glued to silent": "PREFIX e: <http://127.0.0.1:PORT/> SELECT * {SERVICESILENTe:x{?s ?p ?o}}",
    "after a number": "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:PORT/>{} }",
    "after a string": "SELECT * { ?s ?p 'a'SERVICE<http://127.0.0.1:PORT/>{} }",
    "after a comment": "SELECT * { # harmless\nSERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "split by comments": "SELECT * { SERVICE # to\n # be\n <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "bound by values": "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
    "in exists": "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "behind a comparison that looks like an IRI": (
        "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } FILTER(?x=?x||?x<?x)SERVICE?x#>\n{?s ?p ?o}}"
    ),
    "behind a string that a comment hides": (
        "SELECT * { VALUES ?x { 1 } FILTER(?x<?x#>'''\n||true) SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} #'''\n}"
    ),
    "behind a long string with a wrong escape": (
        'SELECT * { VALUES ?x {""" " #\\q \n} SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} #"""\n}'
    ),
    "behind a triple term": (
        "SELECT * { <<?s?p?o#>>'''\n>> ?q ?r . SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} #'''\n}"
    ),
    "behind a lone carriage return": "SELECT * { # \r'''\n SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} #'''\n}",
    "behind an escaped quotation mark": (
        "SELECT * { BIND(\\u0022 AS ?x) SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} #\\u0022\n}"
    ),
    "behind an escaped name": "SELECT * { ?s ?p ex:a\\#SERVICE <http://127.0.0.1:PORT/> {?s ?p ?o} }",
    "in construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "in ask": "ASK { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
}
HARMLESS = {
    "in a comment": "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> { }",
    "in a string": "SELECT * { ?s ?p 'SERVICE <http://example.org/> { }' }",
    "in a long string": 'SELECT * { ?s ?p """SERVICE "quoted" \n <http://example.org/>""" }',
    "in a variable": "SELECT ?service { ?service ?p ?o }",
    "in a local name": "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?o }",
    "in an IRI": "SELECT * { ?s <http://example.org/service#this> ?o }",
    "in an IRI within parentheses": "SELECT * { FILTER(?s = <http://example.org/service>) ?s ?p ?o }",
    "a comparison": "SELECT * { VALUES (?a ?b) {(1 2)} FILTER(?a < ?b) FILTER(?b>?a) }",
}


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES)
def test_no_spelling_of_service_reaches_the_network(query: str) -> None:
    """A listener on this machine hears nothing, and the query is refused by name."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.01)
        with pytest.raises(QueryError):
            EmbeddedStore(pyoxigraph.Store()).select(query.replace(PORT, str(canary.getsockname()[1])))

        with pytest.raises(TimeoutError):
            canary.accept()


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_the_word_alone_is_no_offence(query: str) -> None:
    """A comment, string, variable or name may say service."""
    assert () == EmbeddedStore(pyoxigraph.Store()).select(query).rows or "VALUES" in query


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1/>",
        "load silent <file:///etc/passwd>",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP GRAPH <http://g>",
        "\\u004COAD <http://127.0.0.1/>",
    ],
)
def test_an_update_is_refused(update: str) -> None:
    """A store that is read cannot be changed."""
    with pytest.raises(QueryError, match="only read"):
        refuse_harm(update)


@pytest.mark.parametrize(("opening", "closing"), ["()", "{}", "[]"])
def test_nesting_is_refused_before_the_parser_meets_it(opening: str, closing: str) -> None:
    """One bracket too many is refused, with any kind of bracket, and a million are too."""
    for depth in (MAXIMUM_DEPTH + 1, 1_000_000):
        with pytest.raises(QueryError, match="deeper"):
            refuse_harm("SELECT * " + opening * depth + closing * depth)


def test_nesting_hidden_behind_a_comparison_is_refused() -> None:
    """Text that an engine reads and a naive tokenizer takes for a string counts."""
    hidden = "{" * 900 + "}" * 900

    with pytest.raises(QueryError, match="two ways"):
        refuse_harm(f"SELECT * {{ VALUES ?a {{ 1 }} FILTER(?a<?a#>'''\n) {hidden} #'''\n}}")


@pytest.mark.parametrize(
    "chain", ["!", "1+", "UNION{}", "BIND(1 AS ?x)", "?s ?p ?o.", "OPTIONAL{?s ?p ?o}", "(1 AS ?x)"]
)
def test_a_long_chain_is_refused_before_the_parser_meets_it(chain: str) -> None:
    """Flat text can overflow the stack as well as nested text."""
    with pytest.raises(QueryError, match="longer"):
        refuse_harm("SELECT * { " + chain * 20_000 + " }")


def test_a_long_list_of_values_is_welcome() -> None:
    """VALUES is where long lists belong."""
    numbers = " ".join(map(str, range(20_000)))

    assert 20_000 == len(EmbeddedStore(pyoxigraph.Store()).select(f"SELECT * {{ VALUES ?x {{ {numbers} }} }}").rows)


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p 'a }", "SELECT \x00", "\\uD800", "\\U00110000", "", "nonsense", "SELECT"]
)
def test_broken_text_is_refused_with_our_own_error(query: str) -> None:
    """No error of the engine or of Python gets out."""
    with pytest.raises(QueryError):
        EmbeddedStore(pyoxigraph.Store()).select(query)


def test_from_is_read_with_its_prefixes() -> None:
    """FROM and FROM NAMED are known by full IRIs and by prefixed names."""
    query = "PREFIX g: <http://g/> SELECT ?from FROM <http://g/1> FROM NAMED g:2 { ?from ?p 'FROM <http://g/3>' }"

    assert ("http://g/1", "http://g/2") == datasets(query)

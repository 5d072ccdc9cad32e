"""Hold the words for a broken query to being few, with line and column."""

from __future__ import annotations

import pytest

from r2pgraph.errors import QueryError
from r2pgraph.queries import run_text
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.syntax import explain

LONGEST = 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * WHERE {", "line 1, column 17: the query ends too early."),
        ("SELECT * {\n  ?s a ?c .\n  ?s ?p . }\n", "line 3, column 11: '}' does not fit here."),
        ("SELECT ?x {\n  ?s foo:bar ?x }", "line 2, column 13: the prefix foo: is not declared."),
        (
            "SELECT ?a ?b { ?a ?p ?q } GROUP BY ?a",
            "line 1, column 38: a selected variable is neither grouped nor aggregated.",
        ),
        ("SELECT * { state:TLS ?p } ", "line 1, column 25: '}' does not fit here."),
    ],
)
def test_a_broken_query_is_told_with_its_place_in_a_sentence(query: str, words: str) -> None:
    """No list of every letter that could have stood there."""
    import pyoxigraph

    with pytest.raises(QueryError) as caught:
        run_text(EmbeddedStore(pyoxigraph.Store()), query)

    assert str(caught.value).startswith(f"The query is not SPARQL 1.1: {words}")
    assert len(str(caught.value)) < LONGEST


def test_what_names_no_place_is_told_as_it_is() -> None:
    """Another version of the engine may speak otherwise; its first line still comes through."""
    assert "The query is not SPARQL 1.1: odd." == str(explain("odd\nand long", "SELECT"))

"""The client gets the type that it wishes most."""

from __future__ import annotations

import pytest

from r2pgraph.service.negotiation import ROWS, TRIPLES, choose


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("*/*;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("application/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("text/csv; charset=utf-8; q=1.0", "text/csv"),
        ("application/json", "application/json"),
        ("*", "application/sparql-results+json"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "application/sparql-results+json"),
        ("text/csv;q=.1, application/xml;q=.2", "application/xml"),
        ("image/png", None),
        ("text/csv;q=.", None),
        ("text/csv;q=0", None),
        ("text/csv;q=banana", None),
        ("csv", None),
        (",;,/", None),
    ],
)
def test_rows_come_as_the_header_wishes(accept: str, expected: str | None) -> None:
    """Weights, wildcards, refusals and rubbish are read as the standard says."""
    assert expected == choose(accept, ROWS)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [("", "text/turtle"), ("application/n-triples", "application/n-triples"), ("text/csv", None)],
)
def test_graphs_have_formats_of_their_own(accept: str, expected: str | None) -> None:
    """No graph comes as a table."""
    assert expected == choose(accept, TRIPLES)

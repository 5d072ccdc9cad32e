"""The SPARQL 1.1 Protocol, spoken with a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from conftest import Server

COUNT = "SELECT (COUNT(*) AS ?n) { ?rating a r2p:Rating }"
ASK = "ASK { ?rating a r2p:Rating }"
GRAPH = "CONSTRUCT WHERE { ?level a r2p:Level }"
FORM = "application/x-www-form-urlencoded"
AS_IT_IS = "application/sparql-query"
UPDATE = "application/sparql-update"


def test_a_query_by_get_is_answered(server: Server) -> None:
    """Timor-Leste 2023 has 36 ratings."""
    assert [{"n": "36"}] == server.send("GET", "/sparql?" + urlencode({"query": COUNT})).rows


def test_a_query_posted_as_a_form_is_answered(server: Server) -> None:
    """Parameters may stand in the body."""
    assert [{"n": "36"}] == server.ask(COUNT).rows


def test_a_query_posted_as_it_is_is_answered(server: Server) -> None:
    """The body may be the query itself."""
    reply = server.send("POST", "/sparql", COUNT.encode(), Content_Type="application/sparql-query; charset=utf-8")

    assert [{"n": "36"}] == reply.rows


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/sparql-results+json", "JSON"), ("application/sparql-results+xml", "XML"),
        ("text/csv", "CSV"), ("text/tab-separated-values", "TSV"),
    ],
)  # fmt: skip
def test_rows_come_in_the_wished_format(accept: str, form: str, server: Server) -> None:
    """The type of the answer is exactly the one asked for, and its first row has the number."""
    reply = server.ask(COUNT, accept=accept)

    assert accept == reply.media_type
    assert {"JSON": b'"36"', "XML": b">36<", "CSV": b"n\r\n36\r\n", "TSV": b"?n\n36\n"}[form] in reply.content
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE), ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD), ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)  # fmt: skip
def test_graphs_come_in_the_wished_format(accept: str, form: ox.RdfFormat, server: Server) -> None:
    """The five levels are five statements in each format."""
    reply = server.ask(GRAPH, accept=accept)

    assert accept == reply.media_type
    assert 5 == len({quad.subject for quad in ox.parse(reply.content, format=form)})


def test_a_yes_or_no_is_answered(server: Server) -> None:
    """An ASK is a boolean, as JSON and as text."""
    assert server.ask(ASK).json["boolean"] is True
    assert b"true" == server.ask(ASK, accept="text/csv").content


def test_only_the_default_graphs_named_are_asked(server: Server) -> None:
    """The ratings stand in the graph of their assessment and not among the levels."""
    graph = "https://w3id.org/r2pgraph/graph/"

    assert [{"n": "36"}] == server.ask(COUNT, **{"default-graph-uri": graph + "assessment-TLS-2023"}).rows
    assert [{"n": "0"}] == server.ask(COUNT, **{"default-graph-uri": graph + "schemes"}).rows


def test_only_the_named_graphs_named_are_asked(server: Server) -> None:
    """Where named graphs are given, the default graph is empty and GRAPH sees those alone."""
    schemes = {"named-graph-uri": "https://w3id.org/r2pgraph/graph/schemes"}
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

    assert [{"g": schemes["named-graph-uri"]}] == server.ask(names, **schemes).rows
    assert [{"n": "0"}] == server.ask(COUNT, **schemes).rows


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:1/", "file:///etc/passwd", "no iri", ""])
def test_a_graph_that_is_not_stored_is_refused(name: str, graph: str, server: Server) -> None:
    """Nothing is fetched for a query."""
    reply = server.ask(COUNT, **{name: graph})

    assert (400, "application/problem+json") == (reply.status, reply.media_type)


REFUSED = {
    "no query in a form": ("POST", "/sparql", b"", {"Content-Type": FORM}, 400, "form"),
    "two queries": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400, "form"),
    "no query beside a graph": ("GET", "/sparql?default-graph-uri=http://example.org/", None, {}, 400, "form"),
    "many parameters": ("GET", "/sparql?" + "a=1&" * 300, None, {}, 400, "form"),
    "not SPARQL": ("GET", "/sparql?query=SELEKT", None, {}, 400, "query"),
    "not UTF-8": ("GET", "/sparql?query=%ff%fe", None, {}, 400, "encoding"),
    "body not UTF-8": ("POST", "/sparql", b"\xff", {"Content-Type": AS_IT_IS}, 400, "encoding"),
    "an update": ("POST", "/sparql", b"update=CLEAR+ALL", {"Content-Type": FORM}, 403, "read-only"),
    "an update as it is": ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": UPDATE}, 403, "read-only"),
    "an update as a query": ("GET", "/sparql?query=CLEAR%20ALL", None, {}, 400, "query"),
    "an unknown body": ("POST", "/sparql", b"{}", {"Content-Type": "application/json"}, 415, "form"),
    "no body type": ("POST", "/sparql", b"ASK {}", {}, 415, "form"),
    "a picture": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}, 406, "not-acceptable"),
    "rows as Turtle": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "text/turtle"}, 406, "not-acceptable"),
    "too long": ("POST", "/sparql", b"#" * 1048577, {"Content-Type": AS_IT_IS}, 413, "query-size"),
    "too long in a form": ("POST", "/sparql", b"query=" + b"%23" * 1048577, {"Content-Type": FORM}, 413, "query-size"),
    "a method for writing": ("PUT", "/sparql", b"", {}, 405, "method"),
    "an unknown thing": ("GET", "/state/NOWHERE", None, {"Accept": "text/turtle"}, 404, "unknown-page"),
    "an unknown form": ("GET", "/state/TLS", None, {"Accept": "image/png"}, 406, "not-acceptable"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_request_gets_a_problem_document(case: str, server: Server) -> None:
    """Status and kind say what was wrong, and the document says it in words."""
    method, path, body, headers, status, kind = REFUSED[case]
    reply = server.send(method, path, body, **headers)

    assert status == reply.status
    assert "application/problem+json" == reply.media_type
    assert "https://w3id.org/r2pgraph/problem/" + kind == reply.json["type"]
    assert status == reply.json["status"]
    assert reply.json["detail"].endswith(".")


def test_a_syntax_error_is_told_with_its_place(server: Server) -> None:
    """Line and column are those of the query as it was sent, although prefixes were added to it."""
    assert "line 1, column 25" in server.ask("SELECT * { ?s r2p:level }").json["detail"]


def test_the_endpoint_without_a_query_describes_itself(server: Server) -> None:
    """The W3C's service description names the endpoint and its language."""
    reply = server.send("GET", "/sparql", Accept="application/n-triples")

    assert "application/n-triples" == reply.media_type
    assert f"<{server.address}>" in reply.content.decode()
    assert b"sparql-service-description#SPARQL11Query" in reply.content


def test_every_answer_carries_safe_headers(server: Server) -> None:
    """Also a refusal is neither sniffed nor framed, and none sets a cookie."""
    for path in ("/sparql", "/health", "/ready", "/nothing", "/sparql?query=x"):
        headers = server.send("GET", path).headers
        assert "nosniff" == headers["x-content-type-options"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "set-cookie" not in headers
        assert "server" not in headers


def test_a_page_of_another_site_may_read(server: Server) -> None:
    """Reading is open to scripts from anywhere, before and after the browser asks."""
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    before = server.send("OPTIONS", "/sparql", **asked, Access_Control_Request_Headers="content-type")
    after = server.send("GET", "/sparql?query=" + quote(ASK), Origin="https://example.org")

    assert (200, "*") == (before.status, before.headers["access-control-allow-origin"])
    assert "*" == after.headers["access-control-allow-origin"]


def test_the_head_of_a_page_comes_without_its_body(server: Server) -> None:
    """A client may ask what it would get."""
    reply = server.send("HEAD", "/sparql?query=" + quote(ASK))

    assert (200, b"") == (reply.status, reply.content)
    assert "application/sparql-results+json" == reply.media_type


def test_health_and_readiness_are_told(server: Server) -> None:
    """A machine that watches needs no query."""
    assert "alive" == server.send("GET", "/health").json["status"]
    assert "ready" == server.send("GET", "/ready").json["status"]


def test_a_long_word_takes_no_longer_than_it_must(server: Server) -> None:
    """Looking for prefixes is one pass, so that a word of 300 KB is answered and not stopped."""
    reply = server.ask(f"ASK {{ BIND('{'a' * 300_000}' AS ?word) }}", accept="application/sparql-results+json")

    assert (200, True) == (reply.status, reply.json["boolean"])

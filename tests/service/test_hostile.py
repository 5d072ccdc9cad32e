"""No query takes the service down, holds it for long, makes it fetch, or gets half an answer."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Reply, Server

SECONDS = 2.0
"""What the server under test gives a query."""

DEEP = 100_000
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
TWO = "?a ?b ?c . ?d ?e ?f"
LETTERS = ", ".join(f'"{number}"' for number in range(200_000))
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
DIGITS = " ".join(f"VALUES ?x{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(9))

HOSTILE = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "order of a product": f"SELECT * {{ {TWO} }} ORDER BY ?c ?f",
    "distinct of a product": f"SELECT DISTINCT ?c ?f {{ {TWO} }}",
    "rows of a product": f"SELECT * {{ {TWO} }}",
    "rows of a product as CSV": f"SELECT * {{ {ALL} }}",
    "triples of a product": f"CONSTRUCT {{ ?a ?b ?f }} {{ {TWO} }}",
    "closure of a negated path": "SELECT (COUNT(*) AS ?n) { ?s (!<http://example.org/x>)* ?o }",
    "a long path": f"SELECT (COUNT(*) AS ?n) {{ ?s {'/'.join(['(!r2p:x|^!r2p:x)'] * 60)} ?o }}",
    "a text that doubles": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("x" AS ?x0) {DOUBLED} }}',
    "a product of values": f"SELECT (COUNT(*) AS ?n) {{ {DIGITS} }}",
    "a slow pattern": f'SELECT (COUNT(*) AS ?n) {{ {TWO} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(.*a.*){{9}}~")) }}',
    "a huge list": f"SELECT * {{ ?s ?p ?o FILTER(STR(?o) IN ({LETTERS})) }}",
    "deep parentheses": f"SELECT * {{ FILTER({'(' * DEEP}1{')' * DEEP}) }}",
    "deep groups": f"SELECT * {'{' * DEEP}{'}' * DEEP}",
    "deep groups left open": f"SELECT * {'{' * DEEP}",
    "deep EXISTS": "SELECT * { " + "FILTER EXISTS { " * 40_000 + "}" * 40_000 + " }",
    "many negations": f"SELECT * {{ FILTER({'!' * DEEP}true) }}",
    "many unions": f"SELECT * {{ {'{} UNION ' * DEEP} {{}} }}",
}

FETCHING = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}", "SELECT * {{ service <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SeRvIcE <{0}> {{}} }}", "SELECT * {{ SERVICE<{0}>{{}} }}", "SELECT * {{ SERVICE#x\n<{0}> {{}} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{}} }}", "SELECT * {{ SERVICE\tSILENT\n<{0}> {{}} }}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{}} }}", "SELECT * {{ SERV\\u0049CE <{0}> {{}} }}",
    "SELECT * {{ \\U00000053ERVICE <{0}> {{}} }}", "SELECT * {{ VALUES ?g {{ <{0}> }} SERVICE ?g {{}} }}",
    "SELECT * {{ BIND(<{0}> AS ?g) SERVICE ?g {{}} }}", "SELECT * {{ BIND(IRI('{0}') AS ?g) SERVICE SILENT ?g {{}} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICE x: {{}} }}", "PREFIX x: <{0}> SELECT * {{ SERVICEx:a {{}} }}",
    "BASE <{0}> SELECT * {{ SERVICE <> {{}} }}", "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{}} }} }} }}",
    "SELECT * {{ OPTIONAL {{ SERVICE <{0}> {{}} }} }}", "SELECT * {{ {{}} UNION {{ SERVICE <{0}> {{}} }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE <{0}> {{}} }} }}", "SELECT * {{ MINUS {{ SERVICE <{0}> {{}} }} }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{0}> {{}} }} }}", "ASK {{ SERVICE <{0}> {{}} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}", "DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER(1 <2) SERVICE <{0}> {{}} FILTER(3> 2) }}", "SELECT * {{ FILTER(?a <?b) SERVICE<{0}> {{}} }}",
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}", "SELECT * from <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM#\n<{0}> {{ ?s ?p ?o }}", "PREFIX x: <{0}> SELECT * FROM x: {{ ?s ?p ?o }}",
    "BASE <{0}> SELECT * FROM <> {{ ?s ?p ?o }}", "ASK FROM <{0}> {{}}", "DESCRIBE <{0}> FROM <{0}>",
    "CONSTRUCT FROM <{0}> WHERE {{ ?s ?p ?o }}", "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "LOAD <{0}>", "load silent <{0}>", "LOAD <{0}> INTO GRAPH <{0}>", "LOAD <file:///etc/passwd>",
    "PREFIX x: <{0}> LOAD x:", "\\u004COAD <{0}>", "# c\nLOAD <{0}>", "INSERT DATA {{ <{0}> <{0}> 1 }} ; LOAD <{0}>",
    "SELECT * {{}} ; LOAD <{0}>", "DELETE {{ ?s ?p ?o }} USING <{0}> WHERE {{ ?s ?p ?o }}",
]  # fmt: skip


@pytest.fixture(scope="module")
def replies(server: Server) -> dict[str, Reply]:
    """Return what the server says to each hostile query, three at once, each from a client of its own."""

    def send(numbered: tuple[int, str]) -> Reply:
        number, name = numbered
        accept = "text/csv" if name.endswith("CSV") else "*/*"
        return server.ask(HOSTILE[name], client=f"127.0.2.{number + 1}", accept=accept)

    with ThreadPoolExecutor(3) as threads:
        return dict(zip(HOSTILE, threads.map(send, enumerate(HOSTILE)), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_gets_a_problem_document_in_time(name: str, replies: dict[str, Reply]) -> None:
    """It is refused or stopped within the deadline and a second, and never answered by half."""
    reply = replies[name]

    assert "application/problem+json" == reply.media_type
    assert reply.status in {400, 413, 422, 503}
    assert reply.seconds < SECONDS + 1


def test_a_limit_that_was_hit_is_named(replies: dict[str, Reply]) -> None:
    """The document says which limit, and how much it is."""
    document = replies["count of a product"].json

    assert ("https://w3id.org/r2pgraph/problem/time", SECONDS) == (document["type"], document["limit"])


def test_depth_is_refused_before_the_parser(replies: dict[str, Reply]) -> None:
    """The sentence is that of the refusals, and no worker died of it."""
    assert "deeper than 64 brackets" in replies["deep groups left open"].json["detail"]


@pytest.mark.usefixtures("replies")
def test_the_server_lives_and_answers_after_all_of_them(server: Server) -> None:
    """Killed workers have been replaced."""
    assert server.process.poll() is None
    assert [{"n": "5"}] == server.ask("SELECT (COUNT(*) AS ?n) { ?level a r2p:Level }").rows


@pytest.mark.parametrize("spelling", FETCHING)
def test_nothing_is_fetched_for_a_query(spelling: str, server: Server, canary: socket.socket) -> None:
    """However it is spelt, it is refused, and nobody is called."""
    reply = server.ask(spelling.format(f"http://127.0.0.1:{canary.getsockname()[1]}/"), client="127.0.2.100")

    assert (400, "application/problem+json") == (reply.status, reply.media_type)
    with pytest.raises(BlockingIOError):
        canary.accept()

"""Hold the client of a SPARQL endpoint to the habits of real servers."""

from __future__ import annotations

import gc
import json
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from r2pgraph.errors import QueryError, StoreError
from r2pgraph.store import Answer, Term
from r2pgraph.store.remote.addresses import addresses
from r2pgraph.store.remote.endpoint import EndpointStore
from r2pgraph.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = {
    "head": {"vars": ["s", "n"]},
    "results": {
        "bindings": [
            {"s": {"type": "uri", "value": "http://a"}},
            {
                "s": {"type": "bnode", "value": "b"},
                "n": {"type": "typed-literal", "value": "1", "datatype": XSD + "integer"},
            },
            {"s": {"type": "literal", "value": "sete", "xml:lang": "pt"}},
        ]
    },
}


class Server(ThreadingHTTPServer):
    """A server that gives one prepared answer and remembers what it was asked."""

    status = 200
    body = b""
    extra: tuple[str, str] | None = None
    wait: threading.Event
    is_slow = False
    asked = ""
    name = "BaseHTTP"


class Handler(BaseHTTPRequestHandler):
    """Answer each POST with what the server has been told."""

    server: Server

    def do_POST(self) -> None:
        """Remember the query and send the prepared answer."""
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked = parse_qs(form)["query"][0]
        if self.server.is_slow:
            self.server.wait.wait(10)
        self.send_response(self.server.status)
        is_graph = b"CONSTRUCT" in form.encode()
        self.send_header("Content-Type", "text/turtle" if is_graph else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(self.server.body)))
        if self.server.extra:
            self.send_header(*self.server.extra)
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(self.server.body)

    def version_string(self) -> str:
        """Return what the server says it is."""
        return self.server.name

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve on this machine alone, on a free port."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.wait = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.wait.set()
        server.shutdown()
        thread.join()


def store(server: Server, timeout: int = 5) -> EndpointStore:
    """Return a client of the server."""
    place = f"http://127.0.0.1:{server.server_port}/sparql"
    return EndpointStore(addresses(place, {"R2PGRAPH_STORE_SECONDS": str(timeout)}))


def test_rows_come_as_terms(server: Server) -> None:
    """IRIs, blank nodes, numbers, texts and gaps are read, also in Virtuoso's older words."""
    server.body = json.dumps(TABLE).encode()
    expected = Answer(
        ("s", "n"),
        (
            (Term("iri", "http://a"), None),
            (Term("blank", "b"), Term("literal", "1", XSD + "integer")),
            (Term("literal", "sete", None, "pt"), None),
        ),
    )

    assert expected == store(server).select("SELECT ?s ?n { ?s ?p ?n }")
    assert "SELECT ?s ?n { ?s ?p ?n }" == server.asked


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("PREFIX ex: <http://ex/> SELECT ?n { ?s ex:isRead ?n }", "true"),
        ("SELECT ?n { ?s <http://ex/isRead> ?n }", "true"),
        ("SELECT ?n { ?s ?p ?o BIND (IF(?o > 2, true, false) AS ?n) }", "true"),
        ("PREFIX ex: <http://ex/> SELECT ?n { ?s ex:count ?n }", "1"),
        ("PREFIX ex: <http://ex/> SELECT (COUNT(?read) AS ?n) { ?s ex:isRead ?read }", "1"),
    ],
)
def test_truths_are_written_back_where_virtuoso_gives_numbers(server: Server, query: str, expected: str) -> None:
    """A column of a property that has a truth value, or of an expression that says one, holds the word again."""
    one = {"n": {"type": "typed-literal", "value": "1", "datatype": XSD + "integer"}}
    server.body = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [one]}}).encode()
    server.name = "Virtuoso/07.20"
    asked = store(server)
    asked.truths = frozenset({"http://ex/isRead"})

    assert [[expected]] == [[term.value for term in row if term] for row in asked.select(query).rows]


def test_numbers_of_other_engines_stay(server: Server) -> None:
    """An engine that keeps truth values means a number by a number."""
    one = {"n": {"type": "literal", "value": "1", "datatype": XSD + "integer"}}
    server.body = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [one]}}).encode()
    asked = store(server)
    asked.truths = frozenset({"http://ex/isRead"})

    assert ((Term("literal", "1", XSD + "integer"),),) == asked.select("SELECT ?n { ?s <http://ex/isRead> ?n }").rows


def test_fuseki_is_known_by_the_line_that_it_gives(server: Server) -> None:
    """Its releases do not name it as the server, so its addresses would have to be told."""
    server.body = b'{"head": {}, "boolean": true}'
    server.extra = ("Fuseki-Request-Id", "7")
    asked = store(server)
    asked.ask("ASK {}")
    place = f"http://127.0.0.1:{server.server_port}"

    known = addresses(f"{place}/r2pgraph/query").known(asked.caller.engine)
    assert (f"{place}/r2pgraph/update", f"{place}/r2pgraph/data") == (known.update, known.graphs)


def test_a_yes_is_true(server: Server) -> None:
    """ASK gives a truth value."""
    server.body = b'{"head": {}, "boolean": true}'

    assert store(server).ask("ASK {}")


def test_triples_come_sorted(server: Server) -> None:
    """CONSTRUCT's Turtle becomes sorted N-Triples."""
    server.body = b"<http://b> <http://p> 1 . <http://a> <http://p> <http://o> ."
    expected = (
        b'<http://a> <http://p> <http://o> .\n<http://b> <http://p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )

    assert expected == store(server).construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_graphs_are_asked_for(server: Server) -> None:
    """The graphs come from a query of our own."""
    server.body = (
        b'{"head": {"vars": ["graph"]}, "results": {"bindings": [{"graph": {"type": "uri", "value": "http://g"}}]}}'
    )

    assert ("http://g",) == store(server).graphs()


@pytest.mark.parametrize(
    "body", [b'{"head": {"vars": ["s"]}, "results": {"bindings": [The operation', b"", b"[]", b"{}", b'{"boolean": 1}']
)
def test_an_answer_cut_short_is_no_answer(server: Server, body: bytes) -> None:
    """A status of 200 with half a table or none is an error, for a table and for a truth value."""
    server.body = body
    with pytest.raises(QueryError):
        store(server).select("SELECT * {}")
    with pytest.raises(QueryError):
        store(server).ask("ASK {}")


def test_an_answer_cut_short_may_be_forgotten_in_any_thread(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error keeps what it was raised in, but not the parser, which must end in the thread that made it."""
    server.body, lost = b'{"head": {"vars": ["s"]}, "results": {"bindings": [The operation', list[object]()
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    with pytest.raises(QueryError) as caught:
        store(server).select("SELECT * {}")
    kept = [caught]
    kept.append(kept)  # type: ignore[arg-type] - as whatever holds itself, it goes when the collector meets it
    del caught, kept
    collecting = threading.Thread(target=gc.collect)
    collecting.start()
    collecting.join()
    assert not lost


def test_an_answer_that_the_server_gave_up_is_no_answer(server: Server) -> None:
    """Virtuoso's sign of a part answer is heeded."""
    server.body, server.extra = json.dumps(TABLE).encode(), ("X-SQL-State", "S1TAT")
    with pytest.raises(QueryError, match="gave up"):
        store(server).select("SELECT * {}")


def test_broken_turtle_is_told(server: Server) -> None:
    """What is no Turtle is no graph."""
    server.body = b"<html>"
    with pytest.raises(QueryError, match="no graph"):
        store(server).construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("status", "error"), [(400, QueryError), (500, QueryError), (404, StoreError), (504, StoreError)]
)
def test_a_refusal_is_told(server: Server, status: int, error: type[Exception]) -> None:
    """Each status of failure is one of our errors."""
    server.status = status
    with pytest.raises(error):
        store(server).select("SELECT * {}")


def test_a_silent_server_is_left_after_the_time_limit(server: Server) -> None:
    """The client has its own time limit."""
    server.is_slow = True
    with pytest.raises(StoreError, match="did not answer in time"):
        store(server, timeout=1).select("SELECT * {}")


def test_nobody_there_is_told() -> None:
    """A closed port is an error of ours."""
    with pytest.raises(StoreError, match="does not answer"):
        EndpointStore("http://127.0.0.1:1/sparql").ask("ASK {}")


def test_only_web_addresses_are_asked() -> None:
    """A path on this machine is no endpoint."""
    with pytest.raises(StoreError, match="no web address"):
        EndpointStore("file:///etc/passwd")


def test_harm_is_refused_before_it_is_sent(server: Server) -> None:
    """What the embedded store refuses is refused here too."""
    with pytest.raises(QueryError, match="SERVICE"):
        store(server).select("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")

    assert server.asked == ""

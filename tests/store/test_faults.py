"""An endpoint that is down, slow, read-only, full or no endpoint, or gives a part: each is a sentence with a remedy."""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from r2pgraph.cli import door
from r2pgraph.errors import QueryError, R2PGraphError, StoreError
from r2pgraph.store.remote.addresses import addresses
from r2pgraph.store.remote.calling import TRIES, Caller
from r2pgraph.store.remote.endpoint import EndpointStore

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = "application/sparql-results+json"
TABLE = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://a"}}]}})
SECRET = "hush-hush"  # noqa: S105 - the secret that no message may hold
SELECT, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass
class Said:
    """What a fake endpoint says: a status, lines of the head, a body, and how long it takes or where it breaks off."""

    status: int = 200
    head: dict[str, str] = field(default_factory=lambda: {"Content-Type": ROWS})
    body: str = TABLE
    length: int | None = None
    waits: float = 0.0


class Endpoint(ThreadingHTTPServer):
    """A fake endpoint that says one thing after the other, the last for ever, and keeps what it was asked."""

    daemon_threads = True
    says: tuple[Said, ...] = (Said(),)
    asked: list[tuple[str, str, dict[str, str], bytes]]

    @property
    def place(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Voice(BaseHTTPRequestHandler):
    """Say what the endpoint is told to say."""

    server: Endpoint

    def do_POST(self) -> None:
        """Keep what was asked, and answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        number = len(self.server.asked)
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        said = self.server.says[min(number, len(self.server.says) - 1)]
        time.sleep(said.waits)
        with suppress(OSError):
            self.send_response(said.status)
            for name, value in said.head.items():
                self.send_header(name, value)
            content = said.body.encode()
            self.send_header("Content-Length", str(len(content) if said.length is None else said.length))
            self.end_headers()
            self.wfile.write(content)

    do_PUT = do_GET = do_POST  # noqa: N815 - the names of the base

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Serve on loopback, on a free port."""
    with Endpoint(("127.0.0.1", 0), Voice) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def store(server: Endpoint, **said: str) -> EndpointStore:
    """Return a store at the fake endpoint that waits for nothing between two calls."""
    told = {f"R2PGRAPH_STORE_{name.upper()}": value for name, value in said.items()}
    place = addresses(server.place, {"R2PGRAPH_STORE_SECONDS": "5", **told})
    return EndpointStore(place, caller=Caller(place, pause=lambda _: None))


HTML = {"Content-Type": "text/html; charset=utf-8"}
GRAPH = {"Content-Type": "application/n-triples"}

READING = [
    (SELECT, Said(head=HTML, body="<html>Sign in</html>"), "answers with a web page. Give the address"),
    (SELECT, Said(head={"Content-Type": "text/plain"}), "answers with text/plain, not with application/json"),
    (
        SELECT,
        Said(302, {"Location": "https://login.example/in?token=1"}, ""),
        "sends you on to https://login.example/in,",
    ),
    (SELECT, Said(length=len(TABLE) + 9), "broke its answer off. Ask again"),
    (SELECT, Said(body=TABLE[:-9]), "broken off or no SPARQL result. Ask for fewer rows"),
    (SELECT, Said(head={"Content-Type": ROWS, "X-SQL-State": "S1TAT"}), "a part only. Ask for less"),
    (SELECT, Said(head={"Content-Type": ROWS, "X-SPARQL-MaxRows": "1"}), "gives 1 rows at most, and this answer has"),
    (SELECT, Said(body='{"boolean": true, "head": {}}'), "is no table. Send a SELECT query"),
    (SELECT, Said(400, GRAPH, "no such\nthing"), "refuses the query (400): no such thing. Change the query"),
    (SELECT, Said(401, HTML, ""), "asks who you are. Set R2PGRAPH_STORE_USER"),
    (SELECT, Said(403, HTML, ""), "does not let you read. Set R2PGRAPH_STORE_USER"),
    (SELECT, Said(404, HTML, ""), "There is nothing at http://127.0.0.1"),
    (SELECT, Said(405, HTML, ""), "takes no queries (405). Check the address of the endpoint"),
    (SELECT, Said(501, HTML, ""), "takes no queries (501). Check the address of the endpoint"),
    (SELECT, Said(503, HTML, ""), "is busy or down (503). Ask later"),
    (CONSTRUCT, Said(head=GRAPH, body="<http://a> <http://b> <http://c> .\nThe query was cancelled"), "is no graph"),
    (CONSTRUCT, Said(head=GRAPH, body="", length=7), "broke its answer off"),
    (CONSTRUCT, Said(head={**GRAPH, "X-SQL-State": "S1TAT"}, body=""), "a part only"),
]


@pytest.mark.parametrize(("query", "said", "sentence"), READING)
def test_what_is_no_whole_answer_is_an_error(endpoint: Endpoint, query: str, said: Said, sentence: str) -> None:
    """No part of an answer, no web page and no redirect is ever taken for one."""
    endpoint.says = (said,)
    asked = store(endpoint)
    with pytest.raises(R2PGraphError) as told:
        asked.construct(query) if query is CONSTRUCT else asked.select(query)

    assert sentence in str(told.value)


CHANGING = [
    (Said(403, GRAPH, ""), "is read-only for you. Set R2PGRAPH_STORE_USER"),
    (Said(405, GRAPH, ""), "is read-only for you"),
    (Said(500, GRAPH, "SR186: No permission to execute"), "is read-only for you: SR186"),
    (Said(507, GRAPH, ""), "has no room left. Give it more space"),
    (Said(500, GRAPH, "write: No space left on device"), "has no room left: write: No space left on device. Give"),
    (Said(413, GRAPH, ""), "takes no request that large"),
    (Said(500, GRAPH, "oops"), "refuses the change (500): oops"),
    (Said(302, {"Location": "/login"}, ""), "sends you on to /login"),
]


@pytest.mark.parametrize(("said", "sentence"), CHANGING)
def test_what_takes_no_graph_says_why(endpoint: Endpoint, said: Said, sentence: str) -> None:
    """Read-only, full and small endpoints are told apart, for a graph and for an update."""
    endpoint.says = (said,)
    caller = store(endpoint, graphs=f"{endpoint.place}-graphs", update=f"{endpoint.place}-update").caller
    for change in (lambda: caller.put("http://g", b""), lambda: caller.update("DROP SILENT GRAPH <http://g>")):
        with pytest.raises(StoreError) as told:
            change()
        assert sentence in str(told.value)


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_busy_endpoint_is_asked_again(endpoint: Endpoint, status: int) -> None:
    """The pauses grow, and are at least as long as the endpoint asks for."""
    endpoint.says = (Said(status, {"Retry-After": "3"}, ""), Said(status, {}, ""), Said(status, {}, ""), Said())
    pauses: list[float] = []
    place = addresses(endpoint.place, {})
    answer = EndpointStore(place, caller=Caller(place, pause=pauses.append)).select(SELECT)

    assert (1, [3.0, 1.0, 2.0]) == (len(answer.rows), pauses)


def test_a_change_that_may_be_done_is_not_sent_again(endpoint: Endpoint) -> None:
    """After 502 nobody knows; a graph that is put is the same however often it is."""
    endpoint.says = (Said(502, {}, ""),)
    caller = store(endpoint, graphs=f"{endpoint.place}-graphs", update=endpoint.place).caller
    with pytest.raises(StoreError, match="busy or down"):
        caller.update("MOVE <http://a> TO <http://b>")
    assert 1 == len(endpoint.asked)
    with pytest.raises(StoreError, match="busy or down"):
        caller.put("http://g", b"")
    assert 1 + TRIES == len(endpoint.asked)


def test_a_slow_endpoint_is_left(endpoint: Endpoint) -> None:
    """It is asked once, and the sentence says how to give it more time."""
    endpoint.says = (Said(waits=2.5),)
    with pytest.raises(StoreError, match=r"did not answer in time \(1 s a query\).*R2PGRAPH_STORE_SECONDS"):
        store(endpoint, seconds="1").select(SELECT)
    assert 1 == len(endpoint.asked)


@pytest.mark.parametrize("way", ["password", "token"])
def test_no_message_holds_a_secret(endpoint: Endpoint, way: str) -> None:
    """Not even where the endpoint says it back, and no representation shows it."""
    endpoint.says = (Said(400, GRAPH, f"you sent {SECRET}"),)
    asked = store(endpoint, user="ann", **{way: SECRET})
    with pytest.raises(QueryError) as told:
        asked.select(SELECT)

    assert "you sent ***" in str(told.value)
    assert SECRET not in repr(asked.caller.addresses)


def test_a_password_goes_only_where_it_is_asked_for(endpoint: Endpoint) -> None:
    """First without, then as the endpoint asks; never after a redirect."""
    endpoint.says = (Said(401, {"WWW-Authenticate": 'Basic realm="r"'}, ""), Said())
    assert 1 == len(store(endpoint, user="ann", password=SECRET).select(SELECT).rows)

    sent = [head.get("Authorization") for _, _, head, _ in endpoint.asked]
    assert [None, "Basic " + base64.b64encode(f"ann:{SECRET}".encode()).decode()] == sent


def test_a_token_goes_with_each_call(endpoint: Endpoint) -> None:
    """A bearer token needs no question."""
    store(endpoint, token=SECRET).select(SELECT)

    assert [f"Bearer {SECRET}"] == [head.get("Authorization") for _, _, head, _ in endpoint.asked]


BAD = [
    ({}, "http://ann:pw@example.org/sparql", "holds a name or a password. Leave them out"),
    ({}, "file:///etc/passwd", "is no web address"),
    ({}, "http://", "is no web address"),
    ({"R2PGRAPH_STORE_SECONDS": "soon"}, "http://127.0.0.1:1/", "is 'soon', and that is no time"),
    ({}, "http://127.0.0.1:1/sparql", "does not answer: Connection refused. Check the address"),
]


@pytest.mark.parametrize(("environment", "place", "sentence"), BAD)
@pytest.mark.parametrize("command", [["ask", "plans"], ["score", "TLS", "2023"], ["serve", "--port", "0"]])
def test_the_command_ends_with_a_sentence(
    environment: dict[str, str], place: str, sentence: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command shows a trace, and no address with a password is shown again."""
    monkeypatch.setattr("r2pgraph.store.remote.calling.time.sleep", lambda _: None)
    monkeypatch.setattr("r2pgraph.store.remote.calling._FIRST", 0.0)
    outcome = CliRunner().invoke(door, [*command, "--store", place], env=environment)

    assert 0 != outcome.exit_code
    assert sentence in outcome.output
    assert "Traceback" not in outcome.output
    assert "ann:pw" not in outcome.output


def test_an_endpoint_without_our_graph_says_what_to_do(endpoint: Endpoint) -> None:
    """The reader is told of the command that puts it there."""
    endpoint.says = (Said(body='{"head": {"vars": ["said"]}, "results": {"bindings": []}}'),)
    outcome = CliRunner().invoke(door, ["ask", "plans", "--store", endpoint.place])

    assert f"There is no graph of r2pgraph at {endpoint.place}. Run `r2pgraph build --store" in outcome.output

"""No connection takes what others need: slow ones end, too many are refused, and a request has one length."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from r2pgraph.store import load

if TYPE_CHECKING:
    from conftest import Server, Start

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 90000"
HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"

LENGTHS = {
    "two lengths": b"Content-Length: 9\r\nContent-Length: 8\r\n",
    "two lengths in one line": b"Content-Length: 9, 8\r\n",
    "a length and chunks": b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n",
    "chunks and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n",
    "chunks twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    "an unknown coding": b"Transfer-Encoding: xchunked\r\n",
    "a length below zero": b"Content-Length: -1\r\n",
    "a length with a sign": b"Content-Length: +9\r\n",
    "a length in letters": b"Content-Length: 0x9\r\n",
    "a space before the colon": b"Content-Length : 9\r\n",
    "a head beyond measure": b"X: " + b"x" * 70_000 + b"\r\n",
}


@pytest.fixture(scope="module")
def strict(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server of 400 statements that has little patience."""
    home = tmp_path_factory.mktemp("strict")
    lines = (f"<http://example.org/{each}> <http://example.org/p> <http://example.org/o> .\n" for each in range(400))
    load(home, {"https://w3id.org/r2pgraph/graph/schemes": "".join(lines).encode()})
    return start(home, workers=1, seconds=60, short=60, waiting=25, head_seconds=1, body_seconds=1,
                 connections=60, connections_each=5)  # fmt: skip


def connect(server: Server, client: str = "127.0.0.1") -> socket.socket:
    """Return a connection from an address."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=20, source_address=(client, 0))


def rest(connection: socket.socket) -> bytes:
    """Return what still comes until the end, however that comes."""
    pieces = []
    try:
        while piece := connection.recv(65_536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def drip(connection: socket.socket, number: int) -> None:
    """Send so many bytes, five a second."""
    for _ in range(number):
        connection.send(b"x")
        time.sleep(0.2)


@pytest.mark.parametrize("case", LENGTHS)
def test_a_request_with_a_doubtful_length_is_none(case: str, server: Server) -> None:
    """Who stands before us could read another length; the connection ends, and nothing after it is answered."""
    with connect(server) as connection:
        connection.sendall(HEAD + LENGTHS[case] + b"\r\nquery=ASK+{}GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        said = rest(connection)

    assert said.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 "))
    assert b"alive" not in said


def test_an_old_version_knows_no_chunks(server: Server) -> None:
    """The coding came with version 1.1."""
    with connect(server) as connection:
        connection.sendall(HEAD.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")

        assert rest(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("target", "beginning"),
    [
        ("http://example.org:8000/health", b'{"status":"alive"'),
        ("HTTPS://example.org/health?x=1", b'{"status":"alive"'),
        ("http://example.org", b"<!DOCTYPE html>"),
        ("http://example.org?edition=", b"<!DOCTYPE html>"),
        ("http://example.org:81/reconcile", b'{"versions"'),
    ],
)
def test_a_target_may_be_a_whole_address(target: str, beginning: bytes, server: Server) -> None:
    """As a proxy is asked: the path counts, and the host is that of the address, not the one told beside it."""
    with connect(server) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n".encode())
        head, _, content = rest(connection).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 ")
    assert content.startswith(beginning)
    assert b"other.test" not in content
    assert target.endswith("/health") or b"reconcile" not in content or b"http://example.org:81/reconcile" in content


@pytest.mark.parametrize("target", ["ftp://x/health", "http:///health", "http://name@x/health", "http:/health"])
def test_a_target_that_is_no_address_of_ours_leads_nowhere(target: str, server: Server) -> None:
    """Another scheme, no host, or a name before it."""
    with connect(server) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

        assert rest(connection).startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))


def test_slow_heads_end_while_others_are_answered(strict: Server) -> None:
    """Fifty clients that send a byte now and then are gone after a while, and no one else waits for them."""
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(strict, f"127.0.6.{number // 5 + 1}")) for number in range(50)]
        for byte in b"GET /he":
            for each in slow:
                try:
                    each.send(bytes([byte]))
                except OSError:  # this one was ended already
                    continue
            assert 200 == strict.send("GET", "/health").status
            time.sleep(0.4)
        assert [b""] * 50 == [rest(each) for each in slow]
    assert strict.figure('connections_ended_total{why="head"}') >= 50


def test_a_slow_body_ends(strict: Server) -> None:
    """The client is told, as long as it listens."""
    with connect(strict) as connection:
        connection.sendall(HEAD + b"Content-Length: 20\r\n\r\nquery")
        said = rest(connection)

    assert b"problem/request-time" in said


def test_a_client_that_leaves_within_its_body_is_no_mistake_of_ours(strict: Server) -> None:
    """It is counted as gone."""
    gone, failed = ('problems_total{type="gone"}', 'problems_total{type="failed"}')
    before = strict.figure(gone)
    with connect(strict) as connection:
        connection.sendall(HEAD + b"Content-Length: 99\r\n\r\nquery=")
        time.sleep(0.2)
    end = time.monotonic() + 10
    while strict.figure(gone) == before and time.monotonic() < end:
        time.sleep(0.1)

    assert (before + 1, 0) == (strict.figure(gone), strict.figure(failed))


def test_a_head_that_comes_in_one_piece_is_measured(server: Server) -> None:
    """However fast it comes."""
    with connect(server) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 66_000 + b"\r\n\r\n")

        assert connection.recv(65_536).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_nobody_asked_for_ends_too(strict: Server) -> None:
    """A page takes no body; one that drips after the answer holds the connection for a while only."""
    with connect(strict) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        with pytest.raises(OSError, match=r"pipe|reset"):
            drip(connection, 40)


def test_an_answer_that_is_not_taken_is_dropped(strict: Server) -> None:
    """Who asks for much and reads nothing holds no memory for long."""
    body = urlencode({"query": MANY}).encode()
    with connect(strict) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        end = time.monotonic() + 20
        while not strict.figure('connections_ended_total{why="reading"}') and time.monotonic() < end:
            time.sleep(0.2)

    assert 1 == strict.figure('connections_ended_total{why="reading"}')


def test_a_query_ends_when_its_client_leaves(strict: Server) -> None:
    """The only worker has a minute for it, and is free for the next at once."""
    body = urlencode({"query": ENDLESS}).encode()
    with connect(strict) as connection:
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        time.sleep(0.5)

    assert [{"n": "400"}] == strict.ask(COUNT).rows


def test_an_address_holds_so_many_connections(strict: Server) -> None:
    """The sixth of five is told so; another address is answered meanwhile."""
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(connect(strict, "127.0.7.1"))
        said = rest(stack.enter_context(connect(strict, "127.0.7.1")))

        assert b"HTTP/1.1 503 Service Unavailable" == said.partition(b"\r\n")[0]
        assert "https://w3id.org/r2pgraph/problem/connections" == json.loads(said.partition(b"\r\n\r\n")[2])["type"]
        assert 200 == strict.send("GET", "/health", client="127.0.7.2").status


def test_where_all_places_are_taken_the_longest_waiting_goes(strict: Server) -> None:
    """Strangers that hold connections without asking keep nobody out."""
    with ExitStack() as stack:
        idle = [stack.enter_context(connect(strict, f"127.0.8.{number // 5 + 1}")) for number in range(60)]

        assert 200 == strict.send("GET", "/health").status
        assert b"" == rest(idle[0])

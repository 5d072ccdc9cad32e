"""Clients of the service, good and bad, each kind a process of its own: ``service_clients.py KIND PORT SECONDS``.

A kind prints one line of JSON: how many answers of which status, and the times of the good ones in milliseconds.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from statistics import quantiles
from urllib.parse import quote, urlencode

VOTES = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX r2p: <https://w3id.org/r2pgraph/ontology#>
SELECT ?symbol ?vote WHERE {
  VALUES ?vote { r2p:votedYes r2p:votedNo r2p:abstainedOn }
  <https://w3id.org/r2pgraph/state/TLS> ?vote ?resolution . ?resolution dcterms:identifier ?symbol .
}"""
"""The votes of one state, as a client of the endpoint asks for them."""

TWO, ALL = "?a ?b ?c . ?d ?e ?f", "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
KILLERS = (
    f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    f"SELECT * {{ {TWO} }} ORDER BY ?c ?f",
    f"SELECT DISTINCT ?c ?f {{ {TWO} }}",
    "SELECT (COUNT(*) AS ?n) { ?s (!<http://example.org/x>)* ?o }",
    "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?x{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(9)) + " }",
    'SELECT (STRLEN(?x34) AS ?n) { BIND("x" AS ?x0) '
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    + " }",
    f'SELECT (COUNT(*) AS ?n) {{ {TWO} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(.*a.*){{9}}~")) }}',
    f"SELECT (COUNT(*) AS ?n) {{ ?s {'/'.join(['(!r2p:x|^!r2p:x)'] * 60)} ?o }}",
)
PAGES = (
    "/",
    "/state/TLS",
    "/state",
    "/indicator/upr",
    "/assessment/TLS-2023",
    "/rating/TLS-2023-upr",
    "/state/FJI.ttl",
)
SAVED = ("/api/queries/ratings?format=json", "/api/queries/votes-of-state?state=TLS&format=json")
RESTING = 0.02
"""Seconds between two requests of a reader, which measures how long it waits and does not load what it measures."""


@dataclass
class Seen:
    """What a kind of client has seen."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def tell(self) -> None:
        """Print it."""
        cuts = [1000 * cut for cut in quantiles([*self.times, *self.times] or [0.0, 0.0], n=100)]
        print(json.dumps({"statuses": self.statuses, "answers": len(self.times), "p50": cuts[49], "p95": cuts[94]}))


class Client:
    """One connection that is kept alive, with as little of its own between request and answer as there can be."""

    def __init__(self, port: int, address: str) -> None:
        self._port, self._address = port, address
        self._connection: socket.socket | None = None

    def send(self, request: bytes) -> int:
        """Send a request and read the whole answer; return its status."""
        if self._connection is None:
            self._connection = socket.create_connection(("127.0.0.1", self._port), 60, (self._address, 0))
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._connection.sendall(request)
            return self._read(self._connection)
        except OSError:
            self._connection.close()
            self._connection = None
            raise

    def _read(self, connection: socket.socket) -> int:
        content = b""
        while b"\r\n\r\n" not in content:
            content += self._more(connection)
        head, _, rest = content.partition(b"\r\n\r\n")
        lines = [line.lower().replace(b" ", b"") for line in head.split(b"\r\n")]
        if b"transfer-encoding:chunked" in lines:
            while not rest.endswith(b"0\r\n\r\n"):
                rest += self._more(connection)
        length = next((int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")), 0)
        while len(rest) < length:
            rest += self._more(connection)
        if b"connection:close" in lines:
            connection.close()
            self._connection = None
        return int(head[9:12])

    @staticmethod
    def _more(connection: socket.socket) -> bytes:
        piece = connection.recv(65_536)
        if not piece:
            raise ConnectionResetError
        return piece


def asked(query: str, path: str = "/sparql") -> bytes:
    """Return a request that asks a query by POST."""
    body = urlencode({"query": query}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return head.encode() + b"Accept: application/sparql-results+json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def got(path: str) -> bytes:
    """Return a request for an address."""
    return f"GET {quote(path, safe='/?=&')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@dataclass
class Kind:
    """Clients of one kind: how many, what they send by turns, from which network, and how long they rest between."""

    number: int
    requests: list[bytes]
    network: str
    resting: float = 0.0


def together(port: int, seconds: float, kind: Kind) -> None:
    """Let clients, each from an address of its own, send requests for so long, and tell what they saw.

    A client that is refused for fair use comes again a fifth of a second later.
    """
    seen, end, requests = Seen(), time.monotonic() + seconds, kind.requests

    def run(which: int) -> None:
        client = Client(port, f"{kind.network}.{which + 1}")
        for request in cycle(requests[which % len(requests) :] + requests[: which % len(requests)]):
            if time.monotonic() > end:
                return
            begun = time.perf_counter()
            try:
                status = client.send(request)
            except OSError:
                status = 0
            seen.statuses[status] += 1
            if status == 200:  # noqa: PLR2004 - HTTP's own number
                seen.times.append(time.perf_counter() - begun)
            time.sleep(0.2 if status in {0, 429} else kind.resting)

    threads = [threading.Thread(target=run, args=(which,)) for which in range(kind.number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen.tell()


def slow(port: int, seconds: float, number: int = 500) -> None:
    """Hold so many connections that send a byte a second each; one that is ended is opened again."""
    text, end = b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1_000, time.monotonic() + seconds
    selector, sent = selectors.DefaultSelector(), Counter[socket.socket]()
    ended = 0

    def open_one(which: int) -> None:
        connection = socket.create_connection(("127.0.0.1", port), 60, (f"127.0.{10 + which // 25}.1", 0))
        connection.settimeout(0)
        selector.register(connection, selectors.EVENT_READ, which)

    for which in range(number):
        open_one(which)
    while time.monotonic() < end:
        beat = time.monotonic() + 1
        for key in list(selector.get_map().values()):
            connection = key.fileobj
            assert isinstance(connection, socket.socket)  # noqa: S101 - for the type checker
            try:
                sent[connection] += connection.send(text[sent[connection] : sent[connection] + 1])
            except OSError:
                selector.unregister(connection)
                sent.pop(connection, None)
                connection.close()
                ended += 1
                open_one(key.data)
        time.sleep(max(0.0, beat - time.monotonic()))
    print(json.dumps({"held": number, "ended": ended}))


KINDS = {
    "votes": Kind(4, [asked(VOTES)], "127.0.31"),
    "votes-of-oxigraph": Kind(4, [asked(VOTES, "/query")], "127.0.31"),
    "killers": Kind(20, [asked(query) for query in KILLERS], "127.0.32"),
    "pages": Kind(1, [got(path) for path in PAGES], "127.0.33", RESTING),
    "fresh pages": Kind(
        1, [got(f"{path}?fresh={number}") for number in range(2_000) for path in PAGES], "127.0.36", RESTING
    ),
    "saved": Kind(1, [got(path) for path in SAVED], "127.0.34", RESTING),
    "queries": Kind(1, [asked(VOTES)], "127.0.35", RESTING),
}


def main(kind: str, port: int, seconds: float) -> None:
    """Run one kind of client."""
    if kind == "slow":
        slow(port, seconds)
    else:
        together(port, seconds, KINDS[kind])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))

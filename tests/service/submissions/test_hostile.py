"""Bodies that are huge, slow or broken, many at once, and a server that is killed: nothing is taken in by halves."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from r2pgraph import receiving
from r2pgraph.files import alone

Served = Any
Change = Callable[[str], bytes]
END = b"\r\n\r\n"


@pytest.fixture(scope="module")
def strict(make_served: Callable[..., Served]) -> Served:
    """Return a server that waits for nobody."""
    return make_served(body_seconds=1.0, waiting_to_submit=0.5, errors=60)


def raw(served: Served, sent: bytes, *, more: bytes = b"", times: int = 0) -> bytes:
    """Send bytes as they are, then others many times, and return what comes back."""
    with socket.create_connection(("127.0.0.1", served.server.port), timeout=20) as connection:
        connection.sendall(sent)
        try:
            for _ in range(times):
                connection.sendall(more)
        except OSError:
            pass  # the server has answered and hung up
        pieces = []
        try:
            while piece := connection.recv(65_536):
                pieces.append(piece)
        except OSError:
            pass
    return b"".join(pieces)


def head(secret: str, *lines: str, path: str = "/api/submissions?name=a.xlsx") -> bytes:
    """Return the head of a submission."""
    every = [f"POST {path} HTTP/1.1", "Host: x", "Connection: close", f"Authorization: Bearer {secret}", *lines]
    return "\r\n".join(every).encode() + END


@pytest.mark.parametrize("path", ["/api/submissions?name=a.xlsx", "/submit", "/submit/form?state=FJI&year=2024"])
def test_a_body_that_is_too_large_is_refused_before_it_comes(path: str, strict: Served) -> None:
    """By the length that it announces."""
    kind = "Content-Type: multipart/form-data; boundary=x"
    reply = raw(strict, head(strict.ana, "Content-Length: 999999999", kind, path=path))

    assert b" 413 " in reply.partition(b"\r\n")[0]
    assert b"problem/size" in reply


def test_a_body_without_an_announced_length_is_cut_off_at_the_limit(strict: Served) -> None:
    """After 32 MB of a workbook; the server lives on."""
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    raw(strict, head(strict.ana, "Transfer-Encoding: chunked"), more=chunk, times=40)

    assert 200 == strict.server.send("GET", "/health").status
    assert [] == receiving.log(strict.home)


def test_a_body_that_comes_too_slowly_is_refused(strict: Served) -> None:
    """Within the seconds that a body has; who has no token is told at once."""
    begun = time.monotonic()
    nobody = raw(strict, head("wrong", "Content-Length: 1000"))
    waited = time.monotonic() - begun
    slow = raw(strict, head(strict.ana, "Content-Length: 1000") + b"PK")

    assert b" 401 " in nobody.partition(b"\r\n")[0]
    assert waited < 1.0
    assert b" 408 " in slow.partition(b"\r\n")[0]


def written(*fields: str, end: str = "--b--") -> bytes:
    """Return a form whose fields are given from their names on, the token as the first."""
    named = [f"--b\r\nContent-Disposition: form-data; name={each}\r\n" for each in ('"token"\r\n\r\nTOKEN', *fields)]
    return ("".join(named) + end).encode()


DO = '"do"\r\n\r\ncheck'
BROKEN = [
    b"", b"--b", b"--b--\r\n", b"x" * 9000, b"--b\r\n\r\nx\r\n--b--",
    b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
    written(end="--b"), written(end="--b--\r\nmore"), written(DO), written('"token"\r\n\r\nTOKEN'),
    written('"x"\r\nContent-Transfer-Encoding: base64\r\n\r\nx'),
    written('"file"; filename="a.exe"\r\n\r\nx', DO), written('"file"; filename="a.ttl"\r\n\r\n', DO),
    written('"note"\r\n\r\nNOTE').replace(b"NOTE", b"\xff\xfe"), written(end="--b\r\n" * 25_000 + "--b--"),
]  # fmt: skip


@pytest.mark.parametrize("body", BROKEN)
def test_a_broken_form_is_refused(body: bytes, strict: Served) -> None:
    """As a problem with a reason, on either page, and never as our mistake."""
    kind = {"Content_Type": "multipart/form-data; boundary=b"}
    sent = body.replace(b"TOKEN", strict.ana.encode())
    replies = [
        strict.server.send("POST", path, sent, **kind) for path in ("/submit", "/submit/form?state=FJI&year=2024")
    ]

    assert {reply.status for reply in replies} <= {400, 401, 415, 422}
    assert [] == receiving.log(strict.home)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "multipart/form-data; boundary=" + "b" * 200])
def test_what_is_no_form_is_refused(kind: str, strict: Served) -> None:
    """With the type that it must have."""
    assert 415 == strict.server.send("POST", "/submit", b"x", Content_Type=kind).status


def test_two_are_worked_on_at_once_and_a_third_is_sent_away(strict: Served, changed: Change) -> None:
    """While another process holds the inbox both wait; the third gets 503 and when to come again; then both count."""
    bodies = [changed(level) for level in ("fair", "strong", "very-strong")]

    def post(body: bytes) -> Any:  # noqa: ANN401 - a reply
        return strict.server.send("POST", "/api/submissions?name=a.ttl", body, Authorization=f"Bearer {strict.ana}")

    with ThreadPoolExecutor(2) as pool:
        with alone(strict.home / "submitting.lock"):
            both = [pool.submit(post, body) for body in bodies[:2]]
            time.sleep(1.0)
            third, health = post(bodies[2]), strict.server.send("GET", "/health")
        done = [each.result() for each in both]

    assert (503, 2) == (third.status, third.json["limit"])
    assert "retry-after" in third.headers
    assert health.seconds < 0.5
    assert [201, 201] == [each.status for each in done]
    assert ["counts", "superseded"] == sorted(one.standing for one in receiving.log(strict.home))


def test_who_tries_many_tokens_waits(strict: Served) -> None:
    """Wrong tokens are errors of fair use: 60 in one go; a right one does not help then, and others are let in."""

    def ask(secret: str, client: str) -> int:
        head = {"Authorization": f"Bearer {secret}"}
        status: int = strict.server.send("GET", "/api/submissions", client=client, **head).status
        return status

    tried = [ask(f"r2p_{number}", "127.0.0.9") for number in range(80)]

    assert {401, 429} == set(tried)
    assert 60 <= tried.count(401) < 70
    assert [429, 200] == [ask(strict.ana, client) for client in ("127.0.0.9", "127.0.0.1")]


def test_neither_a_client_that_leaves_nor_a_killed_server_stops_a_submission(strict: Served, changed: Change) -> None:
    """What had come whole is taken in whole, and nothing is damaged."""
    body, before = changed("very-weak"), len(receiving.log(strict.home))
    with socket.create_connection(("127.0.0.1", strict.server.port)) as connection:
        length = f"Content-Length: {len(body)}"
        connection.sendall(head(strict.ana, length, path="/api/submissions?name=a.ttl") + body)
        time.sleep(0.7)
    strict.server.process.send_signal(signal.SIGKILL)
    strict.server.process.wait(timeout=10)
    until = time.monotonic() + 30
    while len(receiving.log(strict.home)) == before and time.monotonic() < until:
        time.sleep(0.2)
    with alone(strict.home / "submitting.lock"):
        pass
    last = receiving.log(strict.home)[-1]

    assert (before + 1, "accepted", "counts") == (len(receiving.log(strict.home)), last.entry.act, last.standing)
    assert [] == receiving.verify(strict.home)

"""A stranger sends killers without end; health, readiness and pages are answered as before to everybody else."""

from __future__ import annotations

import select
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from r2pgraph.store import kept, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server, Start

KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STRANGER, READER = "127.0.6.1", "127.0.6.2"
FREE = ("/health", "/ready", "/metrics")
"""What no worker is needed for."""

PAGES = ("/state/TLS", "/state/TLS.ttl", "/api/queries/ratings-by-level?state=TLS&year=2023", "/state/TLZ")
FORM = "application/x-www-form-urlencoded"
QUICK = 1.0
"""Seconds within which what needs no worker is there, also on a machine that does much else."""


@pytest.fixture(scope="module")
def attacked_home(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with a kept edition."""
    home = tmp_path_factory.mktemp("attacked")
    load(home, shipped)
    kept.keep(home, "one")
    return home


@pytest.fixture(scope="module")
def attacked(start: Start, attacked_home: Path) -> Server:
    """Return a server of that store, in which queries are stopped after two seconds."""
    return start(attacked_home, workers=2, own_workers=2, long=1, short=0.2, seconds=2, waiting=5, errors=10_000,
                 query_seconds=10_000)  # fmt: skip


@pytest.fixture(params=[{}, {"edition": "one"}], ids=["the store that counts", "a kept edition"])
def harmed(request: pytest.FixtureRequest, attacked: Server) -> Iterator[None]:
    """Let one client keep five killers running while a test runs."""
    edition: dict[str, str] = request.param
    is_over, kinds = threading.Event(), list[str]()

    def keep_harming() -> None:
        while not is_over.is_set():
            kinds.append(attacked.ask(KILLER, client=STRANGER, **edition).json["type"].rpartition("/")[2])

    with ThreadPoolExecutor(5) as threads:
        harming = [threads.submit(keep_harming) for _ in range(5)]
        while "time" not in kinds:
            time.sleep(0.05)
        yield
        is_over.set()
    for each in harming:
        each.result()
    assert kinds
    assert set(kinds) <= {"time", "busy", "fair-use"}


@pytest.mark.usefixtures("harmed")
def test_health_is_told_at_once_and_pages_are_drawn(attacked: Server) -> None:
    """Killers and pages have workers of their own, and those of a kept edition are others than those of the store."""
    seconds = []
    for _ in range(10):
        for path in FREE:
            reply = attacked.send("GET", path, client=READER)
            assert 200 == reply.status
            seconds.append(reply.seconds)
    for path in PAGES:
        reply = attacked.send("GET", path, client=READER, Accept="text/html, */*;q=0.5")
        assert (404 if path == "/state/TLZ" else 200) == reply.status

    assert sorted(seconds)[len(seconds) // 2] < QUICK


@pytest.mark.usefixtures("harmed")
def test_the_stranger_reads_pages_too(attacked: Server) -> None:
    """Queries and pages are counted apart, so whoever spoils the one still has the other."""
    assert 200 == attacked.send("GET", "/state/TLS", client=STRANGER, Accept="text/html").status


def test_a_page_of_an_edition_is_drawn_while_killers_hold_all_its_workers_of_strangers(
    start: Start, attacked_home: Path
) -> None:
    """It is there before any of the killers ends, which have the whole edition for two minutes."""
    server = start(attacked_home, workers=1, own_workers=1, seconds=120, short=120, waiting=2, errors=10_000)
    body = urlencode({"query": KILLER, "edition": "one"}).encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    with ExitStack() as stack:
        killers = []
        while (told := server.ask("ASK {}", client=READER, edition="one")).status == 200:
            place = (STRANGER, 0)
            killers.append(stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 20, place)))
            killers[-1].sendall(head.encode() + body)
            time.sleep(0.5)
        page = server.send("GET", "/state/TLS?edition=one", client=READER, Accept="text/html")

        assert "busy" == told.json["type"].rpartition("/")[2]
        assert 200 == page.status
        assert [] == select.select(killers, [], [], 0)[0]

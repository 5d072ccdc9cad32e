"""How the service runs: fair to all, through a new store, to a graceful stop; and with clients that others wrote."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from r2pgraph.store import kept, load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server, Start

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GRAPH = "https://w3id.org/r2pgraph/graph/schemes"


def statements(number: int) -> dict[str, bytes]:
    """Return a graph of so many statements."""
    lines = (f"<http://example.org/{each}> <http://example.org/p> <http://example.org/o> .\n" for each in range(number))
    return {GRAPH: "".join(lines).encode()}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the folder of a store of 400 statements, of which three factors take the engine seconds."""
    load(tmp_path, statements(400))
    return tmp_path


def test_sparqlwrapper_reads_rows_and_graphs(server: Server) -> None:
    """The client that most researchers use needs to know nothing of us."""
    client = SPARQLWrapper(server.address)
    client.setQuery("PREFIX r2p: <https://w3id.org/r2pgraph/ontology#> SELECT ?l { ?l a r2p:Level }")
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    client.setMethod(POST)
    client.setQuery("PREFIX r2p: <https://w3id.org/r2pgraph/ontology#> CONSTRUCT WHERE { ?l a r2p:Level }")
    client.setReturnFormat(TURTLE)

    assert 5 == len(rows)
    assert b"very-strong" in client.queryAndConvert()


def test_rdflib_reads_rows(server: Server) -> None:
    """The store that rdflib has for remote endpoints reads ours."""
    remote = SPARQLStore(server.address)
    rows = remote.query("PREFIX r2p: <https://w3id.org/r2pgraph/ontology#> SELECT ?l { ?l a r2p:Level }")

    assert 5 == len(list(rows))


def test_a_new_store_is_served_without_dropping_a_request(start: Start, small: Path) -> None:
    """Requests that run all the time are all answered, first from the old store and at last from the new one."""
    server = start(small, workers=2)
    seen: list[tuple[int, str]] = []
    is_over = threading.Event()

    def keep_asking() -> None:
        while not is_over.is_set():
            reply = server.ask(COUNT)
            seen.append((reply.status, reply.rows[0]["n"]))

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(keep_asking) for _ in range(2)]
        for number in (500, 600):
            load(small, statements(number))
            end = time.monotonic() + 10
            while seen[-1:] != [(200, str(number))] and time.monotonic() < end:
                time.sleep(0.05)
        is_over.set()
    for each in asking:
        each.result()

    assert {200} == {status for status, _ in seen}
    assert "600" == seen[-1][1]
    assert {n for _, n in seen} <= {"400", "500", "600"}


def test_a_worker_that_was_killed_while_idle_costs_nobody_an_answer(start: Start, small: Path) -> None:
    """Whoever comes next gets another one."""
    server = start(small, workers=3)
    command = ["ps", "--ppid", str(server.process.pid), "-o", "pid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    for line in [line for line in listed if "anonymous" in line][:2]:
        os.kill(int(line.split()[0]), signal.SIGKILL)
    time.sleep(0.3)

    assert [200] * 3 == [server.ask(COUNT).status for _ in range(3)]


def test_a_damaged_new_store_is_not_served(start: Start, small: Path) -> None:
    """The one before goes on."""
    server = start(small, workers=2)
    (small / "manifest.json").write_text("{", encoding="utf-8")
    time.sleep(1.2)

    assert [{"n": "400"}] == server.ask(COUNT).rows


def test_a_stop_lets_running_queries_end(start: Start, small: Path) -> None:
    """Who was let in gets an answer; the process ends by itself."""
    server = start(small, workers=2, seconds=1.5)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(server.ask, SLOW.replace("?g ?h ?i", "?g ?h ?i . ?j ?k ?l"))
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)

        assert 503 == asked.result().status
        assert "problem/time" in asked.result().json["type"]
    assert server.process.wait(timeout=10) in {0, -signal.SIGTERM}


def test_fair_use_holds_each_client_apart(start: Start, small: Path) -> None:
    """A client whose query seconds are used up is told when to come again, and another is answered."""
    server = start(small, workers=2, seconds=1, query_seconds=0.5)
    spent = server.ask(SLOW.replace("?g ?h ?i", "?g ?h ?i . ?j ?k ?l"))
    again = server.ask(COUNT)

    assert (503, 429) == (spent.status, again.status)
    assert "https://w3id.org/r2pgraph/problem/fair-use" == again.json["type"]
    assert int(again.headers["retry-after"]) >= 1
    assert 200 == server.ask(COUNT, client="127.0.3.1").status


def test_a_query_without_a_free_worker_is_told_so(start: Start, small: Path) -> None:
    """It waits as long as it may, and is then sent away until later."""
    server = start(small, workers=1, seconds=3, short=3, waiting=0.2)
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(server.ask, SLOW.replace("?g ?h ?i", "?g ?h ?i . ?j ?k ?l"))
        time.sleep(0.5)
        busy = server.ask(COUNT, client="127.0.3.2")

        assert (503, "https://w3id.org/r2pgraph/problem/busy") == (busy.status, busy.json["type"])
        assert 503 == slow.result().status


def test_short_queries_are_answered_beside_many_long_ones(start: Start, small: Path) -> None:
    """Long ones get a place of their own or are sent away; who used little comes first."""
    server = start(small, workers=2, long=1, short=0.2, seconds=3, waiting=20)
    is_over = threading.Event()
    kinds: set[str] = set()

    def keep_harming(number: int) -> None:
        while not is_over.is_set():
            reply = server.ask(SLOW.replace("?g ?h ?i", "?g ?h ?i . ?j ?k ?l"), client=f"127.0.4.{number}")
            kinds.add(reply.json["type"].rpartition("/")[2])

    with ThreadPoolExecutor(6) as threads:
        harming = [threads.submit(keep_harming, number) for number in range(1, 7)]
        time.sleep(0.5)
        replies = [server.ask(COUNT, client="127.0.4.100") for _ in range(20)]
        is_over.set()
    for each in harming:
        each.result()

    assert [200] * 20 == [reply.status for reply in replies]
    assert kinds <= {"busy", "time"}


@pytest.mark.parametrize("edition", [{}, {"edition": "one"}], ids=["the store that counts", "a kept edition"])
def test_the_slow_queries_of_one_client_keep_no_other_from_an_answer(
    edition: dict[str, str], start: Start, small: Path
) -> None:
    """It sends five at once, again and again, and each takes longer than a query waits for a worker."""
    kept.keep(small, "one")
    server = start(small, workers=2, long=1, short=0.2, seconds=3, waiting=2, errors=1000, query_seconds=1000)
    slow, is_over, kinds = SLOW.replace("?g ?h ?i", "?g ?h ?i . ?j ?k ?l"), threading.Event(), list[str]()

    def keep_harming() -> None:
        while not is_over.is_set():
            kinds.append(server.ask(slow, client="127.0.5.1", **edition).json["type"].rpartition("/")[2])

    assert [{"n": "400"}] == server.ask(COUNT, client="127.0.5.2", **edition).rows
    with ThreadPoolExecutor(5) as threads:
        harming = [threads.submit(keep_harming) for _ in range(5)]
        while "time" not in kinds:
            time.sleep(0.05)
        replies = [server.ask(COUNT, client="127.0.5.2", **edition) for _ in range(20)]
        is_over.set()
    for each in harming:
        each.result()

    assert [[{"n": "400"}]] * 20 == [reply.rows if reply.status == 200 else [] for reply in replies]
    assert {"busy", "time"} == set(kinds)


def test_the_time_of_a_query_is_not_that_of_a_page(start: Start, served_home: Path) -> None:
    """Whoever runs a server may leave strangers' queries little time, and pages are drawn all the same."""
    server = start(served_home, workers=1, seconds=0.2)

    assert "time" == server.ask(SLOW).json["type"].rpartition("/")[2]
    assert 404 == server.send("GET", "/state/TLZ", Accept="text/html").status
    assert 200 == server.send("GET", "/indicator/treaties", Accept="text/html").status


def test_memory_is_bounded(start: Start, small: Path) -> None:
    """A query that takes more than a worker may have ends with the limit's name."""
    server = start(small, workers=1, seconds=20, memory=1 << 30)
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    reply = server.ask(f'SELECT (STRLEN(?x34) AS ?n) {{ BIND("x" AS ?x0) {doubled} }}')

    assert (503, "https://w3id.org/r2pgraph/problem/memory") == (reply.status, reply.json["type"])
    assert [{"n": "400"}] == server.ask(COUNT).rows

"""Time the same saved queries on several engines over the shipped data: ``engines.py [ROUNDS]``.

Embedded Oxigraph is the measure; beside it stand `oxigraph serve` and Virtuoso on loopback (each left out where its
program is not here), rdflib in memory, and DuckDB over the Parquet tables of a published edition, for questions that
are written in SQL too. Every answer is compared with that of the embedded engine before it is timed; what an
engine leaves unanswered (`#+ unanswered`) has no figure. Engines take turns, and the median of the rounds is told.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb

from r2pgraph import pipeline, publishing
from r2pgraph.queries import catalogue, find
from r2pgraph.store import standing
from r2pgraph.store.remote.addresses import addresses
from r2pgraph.store.remote.loading import load
from r2pgraph.store.remote.opening import open_endpoint
from r2pgraph.store.second_opinion import GraphStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from r2pgraph.store import Answer
    from r2pgraph.store.remote.endpoint import EndpointStore

ASKED = (
    "states", "ratings", "ratings-by-level", "explain", "votes-of-state", "reference-tests", "references", "treaties",
    "voting-agreement", "treaty-status", "evidence-treaties", "level-treaties",
)  # fmt: skip
SQL = {
    "ratings-by-level": "SELECT level, count(*) FROM '{tables}/ratings.parquet' GROUP BY level ORDER BY level",
    "states": "SELECT count(*) FROM '{tables}/states.parquet'",
}
"""Questions in SQL; their answers say less than those of the saved queries, so these times are a lower bound."""

SCRIPTS = Path(__file__).resolve().parents[1] / "tests" / "engines"
ENGINES = {"oxigraph serve": ("oxigraph", "/query", "", ""), "Virtuoso": ("virtuoso-t", "/sparql", "dba", "dba")}
STARTING = 60.0


def program(name: str) -> str | None:
    """Return where a program is, also beside this Python."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def wait(address: str) -> None:
    """Wait until somebody speaks HTTP at an address."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - an address of this machine
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"Nobody answers at {address}.")


@contextmanager
def served(name: str, home: Path, folder: Path) -> Iterator[EndpointStore]:
    """Start an engine by its script, put the graph there, and end it afterwards."""
    called, path, user, password = ENGINES[name]
    script, listening = called.removesuffix("-t"), port()
    process = subprocess.Popen(
        [SCRIPTS / f"{script}.sh", str(listening), str(folder / script)],
        env={**os.environ, script.upper(): str(program(called))}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(f"http://127.0.0.1:{listening}/")
        said = {"R2PGRAPH_STORE_USER": user, "R2PGRAPH_STORE_PASSWORD": password}
        place = addresses(f"http://127.0.0.1:{listening}{path}", said)
        load(home, place, lambda *_: None)
        yield open_endpoint(place)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def seconds(ask: Callable[[], object]) -> float:
    """Return how long one answer takes."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def rows(answer: Answer) -> list[str]:
    """Return the rows of an answer in an order of their own."""
    return sorted(map(repr, answer.rows))


def told(query: str, engines: dict[str, Callable[[str], Answer]], tables: Path, rounds: int) -> str:
    """Return the row of a query: milliseconds on the embedded engine, and how many times that on each other one."""
    text, able = find(query).text, dict(engines)
    if "Virtuoso" in find(query).unanswered:
        able.pop("Virtuoso", None)
    known = rows(engines["embedded"](text))
    for name, select in able.items():
        if rows(select(text)) != known:
            raise SystemExit(f"{name} answers {query} otherwise.")
    asks: dict[str, Callable[[], object]] = {name: partial(select, text) for name, select in able.items()}
    if query in SQL:
        asks["DuckDB"] = lambda: duckdb.execute(SQL[query].format(tables=tables)).fetchall()
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(rounds):
        for name, ask in asks.items():
            times[name].append(seconds(ask))
    base = median(times["embedded"])
    ratios = [f"{median(times[name]) / base:.1f}" if name in times else "-" for name in (*engines, "DuckDB")[1:]]
    return f"| {query} | {base * 1000:.1f} | {' | '.join(ratios)} |"


def main(rounds: int) -> None:
    """Print one row a query, as a table in Markdown."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        home = folder / "home"
        pipeline.build(home)
        publishing.publish(home, folder / "edition", publishing.Order("2000.1"))
        store = stack.enter_context(pipeline.open_built(home))
        engines: dict[str, Callable[[str], Answer]] = {"embedded": store.select}
        for engine, (called, *_) in ENGINES.items():
            if program(called):
                engines[engine] = stack.enter_context(served(engine, home, folder)).select
        engines["rdflib"] = GraphStore(standing(home)).select
        others = [*engines, "DuckDB"][1:]
        print(f"| query | embedded ms | {' | '.join(others)} |\n" + "| --- " * (len(others) + 2) + "|")
        for query in (each for each in ASKED if each in catalogue()):
            print(told(query, engines, folder / "edition" / "tables", rounds), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

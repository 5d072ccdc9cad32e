"""Time the same saved queries on several engines over the shipped data: ``engines.py [ROUNDS [QUERY ...]]``.

Embedded Oxigraph is the measure; beside it stand `oxigraph serve` and Virtuoso on loopback (each left out where its
program is not here), rdflib in memory, and DuckDB over the Parquet tables of an edition, for questions that are written
in SQL too, with the same rows. Every engine has to give the golden rows of `tests/questions`, in their order, before it
is timed. Where there is no figure, a word says why: ``copy`` where the query is answered from a fetched copy
(`#+ unanswered`), ``late`` where an answer took longer than the deadline, ``other rows``, ``-`` where there is no SQL.
The median of the rounds is told; an engine whose answers are slow gets as many rounds as its
deadline holds, one at least. One run takes some five minutes.
"""

from __future__ import annotations

import csv
import multiprocessing
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
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import duckdb

from r2pgraph import pipeline
from r2pgraph.errors import QueryError, StoreError
from r2pgraph.publication.edition.tidy import gather, typed
from r2pgraph.queries import find
from r2pgraph.store import open_store, standing
from r2pgraph.store.remote.addresses import addresses
from r2pgraph.store.remote.loading import load
from r2pgraph.store.remote.opening import open_endpoint
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from r2pgraph.store import Answer
    from r2pgraph.store.remote.endpoint import EndpointStore

    Rows = list[list[str]]
    Ask = Callable[[str], Rows]
    """Takes the id of a saved query and gives the cells of its answer."""

ASKED: Final = (
    "states", "ratings", "ratings-by-level", "votes-of-state", "voting-agreement", "references", "reference-tests",
    "treaties", "treaty-status", "evidence-nhri", "evidence-treaties", "level-treaties", "level-non-discrimination",
    "area-scores", "index-score", "possible-change", "missing-resolution",
)  # fmt: skip
SQL: Final = {
    "states": """SELECT 'state:' || s.iso3, s.iso3, s.iso2, s.m49, s.label, m.valid_from, m.valid_to
        FROM '{tables}/states.parquet' s LEFT JOIN '{tables}/memberships.parquet' m
        ON m.state = s.iso3 AND m.organisation = 'UN' AND m.kind = 'member' ORDER BY s.iso3, m.valid_from""",
    "ratings": """SELECT * FROM '{tables}/ratings.parquet' WHERE assessment = 'assessment:TLS-2023' ORDER BY number""",
    "references": """SELECT r.symbol, r.title, r.adopted_on, 'test:' || f.test, f.place, 'confidence:' || f.confidence,
        'source:' || f.source, 'reference:' || f.key FROM '{tables}/references.parquet' f
        JOIN '{tables}/resolutions.parquet' r ON r.key = f.resolution ORDER BY r.adopted_on, r.symbol, f.test""",
    "voting-agreement": """SELECT 'state:' || a.state, 'state:' || b.state, count(*),
        count(*) FILTER (a.relation = b.relation), round(count(*) FILTER (a.relation = b.relation) / count(*), 4)
        FROM '{tables}/state_votes.parquet' a JOIN '{tables}/state_votes.parquet' b USING (resolution)
        JOIN '{tables}/resolutions.parquet' r ON r.key = resolution WHERE a.state = 'TLS' AND b.state = 'NOR'
        AND r.adopted_on BETWEEN '2014' AND '2023-12-31' AND a.relation IN ('votedYes', 'votedNo', 'abstainedOn')
        AND b.relation IN ('votedYes', 'votedNo', 'abstainedOn') GROUP BY ALL""",
    "votes-of-state": """SELECT 'state:TLS', r.symbol, r.title, r.adopted_on, 'adoption:' || r.adoption_mode,
        'r2p:' || v.relation, CASE WHEN c.state IS NOT NULL THEN 'true' END, r.yes_count, r.no_count, r.abstention_count
        FROM '{tables}/resolutions.parquet' r
        LEFT JOIN '{tables}/state_votes.parquet' v ON v.resolution = r.key AND v.state = 'TLS'
        AND v.relation <> 'coSponsors' LEFT JOIN '{tables}/state_votes.parquet' c ON c.resolution = r.key
        AND c.state = 'TLS' AND c.relation = 'coSponsors' WHERE r.key IN (SELECT resolution
        FROM '{tables}/state_votes.parquet' UNION SELECT resolution FROM '{tables}/references.parquet')
        ORDER BY r.adopted_on, r.symbol""",
}
"""Saved queries in SQL over the tables of an edition; each gives the same rows."""

ROOT: Final = Path(__file__).resolve().parents[1]
SCRIPTS: Final = ROOT / "tests" / "engines"
GOLDEN: Final = ROOT / "tests" / "questions"
ENGINES: Final = {"oxigraph serve": ("oxigraph", "/query", "", ""), "Virtuoso": ("virtuoso-t", "/sparql", "dba", "dba")}
STARTING: Final = 90.0
DEADLINE: Final = 15
"""Seconds that the answers of one engine to one query may take."""
LOADING: Final = 300


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
        said = {
            "R2PGRAPH_STORE_USER": user,
            "R2PGRAPH_STORE_PASSWORD": password,
            "R2PGRAPH_STORE_SECONDS": str(DEADLINE),
        }
        place = addresses(f"http://127.0.0.1:{listening}{path}", said)
        load(home, replace(place, seconds=LOADING), lambda *_: None)
        yield open_endpoint(place)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def cells(answer: Answer) -> Rows:
    """Return an answer as the golden files write it."""
    return [
        [compact(term.value) if term and term.kind == "iri" else term.value if term else "" for term in row]
        for row in answer.rows
    ]


def asks(select: Callable[[str], Answer]) -> Ask:
    """Return what asks a saved query of an engine that speaks SPARQL."""
    return lambda query: cells(select(find(query).text))


def in_sql(tables: Path) -> Ask:
    """Return what asks a saved query of DuckDB."""

    def ask(query: str) -> Rows:
        found = duckdb.execute(SQL[query].format(tables=tables)).fetchall()
        return [["" if it is None else f"{it:g}" if isinstance(it, float) else str(it) for it in row] for row in found]

    return ask


def is_golden(query: str, found: Rows) -> bool:
    """Return whether rows are those of the golden file, in its order; its stars stand for any cell."""
    with (GOLDEN / f"{query}.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))[1:]
    starred = [
        ["*" if want == "*" else cell for cell, want in zip(row, wanted, strict=True)]
        for row, wanted in zip(found, expected, strict=False)
    ]
    return len(found) == len(expected) and starred == expected


def runs(ask: Ask, query: str, rounds: int) -> list[float] | str:
    """Return the seconds of some answers after a first one that is golden, or the word for why there are none."""
    until = time.monotonic() + DEADLINE
    try:
        if not is_golden(query, ask(query)):
            return "other rows"
        times: list[float] = []
        while not times or (len(times) < rounds and time.monotonic() < until):
            start = time.perf_counter()
            ask(query)
            times.append(time.perf_counter() - start)
    except StoreError:
        return "late"
    except QueryError:
        return "refused"
    return times


def apart(ask: Ask, query: str, rounds: int) -> list[float] | str:
    """Return what `runs` does, from a process that is ended after the deadline: Python cannot stop a query."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(runs(ask, query, rounds)), daemon=True)
    process.start()
    there.close()
    said: list[float] | str = "late"
    if here.poll(2 * DEADLINE):
        said = here.recv()
    process.kill()
    process.join()
    return said


def times(ratio: float) -> str:
    """Return a ratio in two digits, or more before the point."""
    return f"{float(f'{ratio:.2g}'):,g}"


def row(query: str, engines: dict[str, Ask], rounds: int) -> str:
    """Return the row of a query: milliseconds on the embedded engine, and how many times that on each other one."""
    told: dict[str, list[float] | str] = {}
    for name, ask in engines.items():
        if name in find(query).unanswered:
            told[name] = "copy"
        elif name == "DuckDB" and query not in SQL:
            told[name] = "-"
        else:
            told[name] = (apart if name == "rdflib" else runs)(ask, query, rounds)
    measure = told.pop("embedded")
    if isinstance(measure, str):
        raise SystemExit(f"The embedded engine does not answer {query}: {measure}.")
    base = median(measure)
    shown = [it if isinstance(it, str) else times(median(it) / base) for it in told.values()]
    return f"| {query} | {base * 1000:.2f} | {' | '.join(shown)} |"


def tables(home: Path, folder: Path) -> Path:
    """Write the tables of an edition as Parquet, and return their folder."""
    folder.mkdir()
    with open_store(home) as store:
        for each in gather(store, []):
            path = folder / f"{each.name}.parquet"
            path.parent.mkdir(exist_ok=True)
            typed(each.frame, each.table.columns).write_parquet(path, compression="zstd", statistics=True)
    return folder


def main(rounds: int, queries: Sequence[str]) -> None:
    """Print one row a query, as a table in Markdown."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        home = folder / "home"
        pipeline.build(home)
        engines = {"embedded": asks(stack.enter_context(open_store(home)).select)}
        for engine, (called, *_) in ENGINES.items():
            if program(called):
                engines[engine] = asks(stack.enter_context(served(engine, home, folder)).select)
        engines["rdflib"] = asks(GraphStore(standing(home)).select)
        engines["DuckDB"] = in_sql(tables(home, folder / "tables"))
        others = list(engines)[1:]
        print(f"| query | embedded ms | {' | '.join(others)} |\n" + "| --- " * (len(others) + 2) + "|", flush=True)
        for query in queries:
            print(row(query, engines, rounds), flush=True)
        print(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f}; rounds: {rounds}.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, sys.argv[2:] or ASKED)

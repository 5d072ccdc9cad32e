"""Measure what 1, 10 and 30 times the voting history of the United Nations cost: ``scale.py SOURCES [TIMES ...]``.

``SOURCES`` holds ``voeten-unvotes``. The first time is the real history, as our importer reads it. Every other one is
synthetic: the same texts under other names and on the same days, on which each state votes as another one did. They go
into one named graph of the embedded engine on disk, in pieces of 32 MB as an import puts them, and all files are put
in order at the end. Loading is a process of its own and asking another one: memory is the largest that either held.
The votes on one text are as many however much stands beside them; the agreement of two states over ten years is
counted over all copies, so it reads more the more there are. Each is asked once unmeasured, and then three times.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

import pyoxigraph
from processes import measured

from r2pgraph.queries import prepare
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = Path(__file__).resolve().parents[2] / "shared" / "sources"
FILES: Final = ("unvotes.csv.gz", "roll_calls.csv.gz")
TIMES: Final = (1, 10, 30)
PIECE: Final = 32 << 20
ROUNDS: Final = 3
BASE: Final = "https://w3id.org/r2pgraph/"
GRAPH: Final = pyoxigraph.NamedNode(f"{BASE}graph/unvotes")
VOTER: Final = re.compile(rb"^<" + f"{BASE}state/".encode() + rb"(\w+)>", re.MULTILINE)
VOTES: Final = f"SELECT ?state ?vote WHERE {{ ?state ?vote <{BASE}resolution/A-RES-74-94> }}"


def copied(real: bytes, number: int) -> bytes:
    """Return the real history, or a copy of it under names with a number, in which the states changed their seats."""
    if not number:
        return real
    states = sorted(set(VOTER.findall(real)))
    others = {state: states[(place + number) % len(states)] for place, state in enumerate(states)}
    voted = VOTER.sub(lambda found: found[0].replace(found[1], others[found[1]]), real)
    return voted.replace(b"/resolution/", f"/resolution/{number}-".encode())


def pieces(triples: bytes) -> Iterator[bytes]:
    """Yield whole lines, about a piece at a time."""
    start = 0
    while start < len(triples):
        end = triples.find(b"\n", start + PIECE) + 1 or len(triples)
        yield triples[start:end]
        start = end


def load(ready: Path, place: Path, times: int) -> None:
    """Fill a store with so many times the history that stands ready."""
    real, engine = ready.read_bytes(), pyoxigraph.Store(str(place))
    for number in range(times):
        for piece in pieces(copied(real, number)):
            engine.bulk_load(input=piece, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=GRAPH)
    engine.optimize()
    engine.flush()


def ask(place: Path) -> None:
    """Print how many triples a store holds, the milliseconds of both questions, and this process's peak memory."""
    store = EmbeddedStore.read_only(place)
    agreement = prepare("voting-agreement", state="state:FRA", other="state:USA")
    times = {}
    for name, query in {"votes": VOTES, "agreement": agreement}.items():
        if not store.select(query).rows:
            raise SystemExit(f"No rows for {name}.")
        runs = []
        for _ in range(ROUNDS):
            start = perf_counter()
            store.select(query)
            runs.append((perf_counter() - start) * 1000)
        times[name] = median(runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"triples": len(store.engine), "peak": peak, **times}))


def told(ready: Path, place: Path, times: int) -> str:
    """Return the row of so many times the history."""
    this = [sys.executable, __file__]
    taken = measured([*this, "load", str(ready), str(place), str(times)])
    run = subprocess.run([*this, "ask", str(place)], check=True, capture_output=True, text=True)
    said = json.loads(run.stdout)
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    triples = said["triples"]
    return (
        f"| {times} | {triples:,} | {taken.wall:.1f} | {taken.processor:.1f} | {triples / taken.wall / 1000:.0f} "
        f"| {taken.peak:.0f} | {size / 1e6:.0f} | {size / triples:.0f} | {said['votes']:.2f} "
        f"| {said['agreement']:.1f} | {said['peak']:.0f} | {os.getloadavg()[0]:.1f} |"
    )


def main(sources: Path, times: list[int]) -> None:
    """Print one row a size, as a table in Markdown."""
    if not (sources / "voeten-unvotes").is_dir():
        print(f"The files of others are not in {sources}; nothing is measured.")
        return
    heads = (
        "times",
        "triples",
        "load s",
        "processor s",
        "1,000 triples a s",
        "load peak MB",
        "disk MB",
        "bytes a triple",
    )
    heads += ("votes on one text ms", "agreement ms", "asking peak MB", "load of the machine")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            (folder / file).write_bytes((sources / "voeten-unvotes" / file).read_bytes())
        votes = Path(__file__).with_name("votes.py")
        subprocess.run([sys.executable, str(votes), "ready", name], check=True, stdout=subprocess.DEVNULL)
        print(f"| {' | '.join(heads)} |\n" + "| --- " * len(heads) + "|", flush=True)
        for each in times:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                print(told(folder / "ready.nt", Path(place), each), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["load", ready, place, times]:
            load(Path(ready), Path(place), int(times))
        case ["ask", place]:
            ask(Path(place))
        case [sources, *chosen]:
            main(Path(sources), [int(each) for each in chosen] or list(TIMES))
        case _:
            main(SOURCES, list(TIMES))

"""Measure the service under load, beside the server of its own engine: ``service.py [votes] [killers] [slow]``.

Server and clients share the processors of one machine, so quote the ratios, and say what else ran. Without words all
three are measured.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROUNDS = 3
WARMING = 15
"""Seconds in which the readers are let in before anything is measured: every page is drawn once in that time."""

SCRIPT = """
import json, socket, sys
from pathlib import Path
from r2pgraph.service import Limits, serve
with socket.create_server(("127.0.0.1", int(sys.argv[2])), backlog=1024) as listener:
    serve(Path(sys.argv[1]), listener, Limits(**json.loads(sys.argv[3])))
"""
GENEROUS = {"query_seconds": 1e9, "errors": 1e9}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(command: list[str], port: int, path: str) -> Iterator[None]:
    """Run a server until the end of the block, from the moment on when an address of it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                try:
                    urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()


@contextmanager
def ours(home: Path, **limits: float) -> Iterator[int]:
    """Run our server and yield its port."""
    port = free_port()
    with served([sys.executable, "-c", SCRIPT, str(home), str(port), json.dumps(limits)], port, "/ready"):
        yield port


@contextmanager
def oxigraph(home: Path) -> Iterator[int]:
    """Run the server of the engine on the same files and yield its port."""
    port, place = free_port(), home / json.loads((home / "manifest.json").read_text())["generation"]
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [program, "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}"]
    with served([*command, "--union-default-graph"], port, "/"):
        yield port


def client(kind: str, port: int, seconds: float) -> subprocess.Popen[str]:
    """Begin one kind of client."""
    command = [sys.executable, str(HERE / "service_clients.py"), kind, str(port), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def seen(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Return what a client saw, once it has ended."""
    told, _ = process.communicate()
    found: dict[str, Any] = json.loads(told)
    return found


def measured(port: int, seconds: float, kinds: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Run several kinds of clients at once and return what each saw."""
    running = {kind: client(kind, port, seconds) for kind in kinds}
    return {kind: seen(process) for kind, process in running.items()}


def votes(home: Path) -> None:
    """Ask for the votes of one state as fast as four clients can, ours and the engine's own server by turns."""
    print("| votes of one state, 4 clients | answers/s | p50 ms | p95 ms |\n|---|---|---|---|")
    for _ in range(ROUNDS):
        with ours(home, **GENEROUS) as port:
            mine = measured(port, 10, ("votes",))["votes"]
        with oxigraph(home) as port:
            theirs = measured(port, 10, ("votes-of-oxigraph",))["votes-of-oxigraph"]
        for name, found in (("r2pgraph serve", mine), ("oxigraph serve-read-only", theirs)):
            print(f"| {name} | {found['answers'] / 10:.0f} | {found['p50']:.1f} | {found['p95']:.1f} |")


def killers(home: Path) -> None:
    """Let twenty clients send queries without end for a minute, and others read meanwhile; first without them."""
    readers = ("pages", "fresh pages", "saved", "queries")
    with ours(home) as port:
        measured(port, WARMING, readers)
        _tell("readers, nobody else", measured(port, 20, readers))
        bad = client("killers", port, 65)
        time.sleep(2)
        _tell("readers beside 20 killers", measured(port, 60, readers))
        print(f"killers: {seen(bad)['statuses']}")
        print(f"alive: {urlopen(f'http://127.0.0.1:{port}/ready', timeout=30).status == 200}")  # noqa: PLR2004


def slow(home: Path) -> None:
    """Let five hundred connections send a byte a second for half a minute, and others read meanwhile."""
    readers = ("pages", "queries")
    with ours(home) as port:
        measured(port, WARMING, readers)
        _tell("readers, nobody else", measured(port, 20, readers))
        bad = client("slow", port, 35)
        time.sleep(3)
        _tell("readers beside 500 slow", measured(port, 30, readers))
        print(f"slow: {seen(bad)}")


def _tell(title: str, found: dict[str, dict[str, Any]]) -> None:
    for kind, one in found.items():
        print(f"| {title} | {kind} | {one['answers']} | {one['p50']:.1f} | {one['p95']:.1f} | {one['statuses']} |")


JOBS = {job.__name__: job for job in (votes, killers, slow)}


def main(names: list[str]) -> None:
    """Build a store and measure what is named."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        command = [sys.executable, "-m", "r2pgraph", "--home", str(home), "build"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for name in names or JOBS:
            JOBS[name](home)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Real engines on loopback, started by their scripts and loaded once; one that is not here is skipped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.store import load as build
from r2pgraph.store.remote.addresses import Addresses, addresses
from r2pgraph.store.remote.loading import load
from r2pgraph.store.remote.opening import open_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Absent

    from r2pgraph.store.remote.endpoint import EndpointStore

HERE = Path(__file__).resolve().parent
STARTING = 90
"""Seconds that an engine may take to start."""


@dataclass(frozen=True)
class Engine:
    """One engine: its script, its program, where it takes queries, who signs in, and what it lacks to be tested."""

    name: str
    program: str
    path: str
    user: str = ""
    password: str = ""
    lacks: str = ""

    @property
    def variable(self) -> str:
        """Return the variable that names another program than the usual one."""
        return self.name.upper()

    def found(self) -> str | None:
        """Return the program, None where it is not here."""
        beside = str(Path(sys.executable).parent)
        named = os.environ.get(self.variable, self.program)
        return shutil.which(named) or shutil.which(named, path=beside)


ENGINES = (
    Engine("oxigraph", "oxigraph", "/query"),
    Engine("virtuoso", "virtuoso-t", "/sparql", "dba", "dba"),
    Engine("fuseki", "fuseki-server", "/r2pgraph/query"),
    Engine("qlever", "qlever-server", "/", lacks="takes no MOVE, so that nothing can be built there"),
)


def two_ports() -> int:
    """Return a port that nobody listens on, and the next one too."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port = int(one.getsockname()[1])
            try:
                with socket.create_server(("127.0.0.1", port + 1)):
                    return port
            except (OSError, OverflowError):
                continue


def is_up(port: int) -> bool:
    """Say whether somebody speaks HTTP on a port."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: engine.name)
def place(
    request: pytest.FixtureRequest, absent: Absent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Addresses]:
    """Start an engine by its script, on an empty folder, and end it afterwards."""
    engine: Engine = request.param
    program = engine.found()
    if program is None:
        absent(f"{engine.program} is not on the PATH; docs/engines.md says where it comes from", engine.variable)
    if engine.lacks:
        pytest.skip(f"{engine.name} {engine.lacks}; docs/engines.md says more")
    port, folder = two_ports(), tmp_path_factory.mktemp(engine.name)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [HERE / f"{engine.name}.sh", str(port), str(folder / "data")],
            env={**os.environ, engine.variable: program}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + STARTING
        while not is_up(port):
            assert process.poll() is None, (folder / "log").read_text(errors="replace")[-2000:]
            assert time.monotonic() < until, f"{engine.name} did not start"
            time.sleep(0.2)
        said = {"R2PGRAPH_STORE_USER": engine.user, "R2PGRAPH_STORE_PASSWORD": engine.password}
        yield addresses(f"http://127.0.0.1:{port}{engine.path}", said)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def shipped_home(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped graph in a folder."""
    home = tmp_path_factory.mktemp("shipped")
    build(home, shipped, "shipped")
    return home


@pytest.fixture(scope="session")
def elsewhere(place: Addresses, shipped_home: Path) -> EndpointStore:
    """Open the shipped graph on a real engine."""
    load(shipped_home, place, lambda *_: None)
    return open_endpoint(place)

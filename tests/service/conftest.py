"""A real server on a free port, and a way to ask it as a stranger does."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from r2pgraph.store import load

if TYPE_CHECKING:
    from conftest import Absent

SCRIPT = """
import json, socket, sys
from pathlib import Path
from r2pgraph.service import Limits, serve
with socket.create_server(("127.0.0.1", 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    serve(Path(sys.argv[1]), listener, Limits(**json.loads(sys.argv[2])))
"""

PATIENCE = 150
"""Seconds that a server may take to start and answer on a machine that does much else."""


@dataclass
class Reply:
    """What the server said."""

    status: int
    headers: dict[str, str]
    content: bytes
    seconds: float

    @property
    def media_type(self) -> str:
        """Return the type of the content without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """Return the content as JSON."""
        return json.loads(self.content)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the values of the rows of a JSON answer."""
        return [{name: term["value"] for name, term in row.items()} for row in self.json["results"]["bindings"]]


@dataclass
class Server:
    """A process that serves."""

    process: subprocess.Popen[str]
    port: int

    @property
    def address(self) -> str:
        """Return the address of the endpoint."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def send(
        self, method: str, path: str, body: bytes | None = None, client: str = "127.0.0.1", **headers: str
    ) -> Reply:
        """Send one request from the address ``client``; underscores in names of headers are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(client, 0))
        begun = time.monotonic()
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, content, time.monotonic() - begun)

    def ask(self, query: str, client: str = "127.0.0.1", accept: str = "*/*", **parameters: str) -> Reply:
        """Ask one query as a form."""
        body = urlencode({"query": query, **parameters}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.send("POST", "/sparql", body, client, Accept=accept, Content_Type=kind)

    def figure(self, name: str) -> float:
        """Return one of the figures of the service; 0 where it has not been counted yet."""
        lines = self.send("GET", "/metrics").content.decode().splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"r2pgraph_{name} ")), 0.0)


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start() -> Iterator[Start]:
    """Return a function that serves a store within limits; what still runs at the end is stopped."""
    begun: list[Server] = []

    def begin(home: Path, **limits: float) -> Server:
        command = [sys.executable, "-c", SCRIPT, str(home), json.dumps({"own_workers": 1, "ahead": 0, **limits})]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        server = Server(process, int(process.stdout.readline()))
        begun.append(server)
        assert 200 == server.send("GET", "/ready").status
        return server

    yield begin
    for server in begun:
        server.process.send_signal(signal.SIGTERM)
    for server in begun:
        server.process.wait(timeout=20)


@pytest.fixture(scope="session")
def served_home(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store of the shipped graph."""
    home = tmp_path_factory.mktemp("served")
    load(home, shipped)
    return home


@pytest.fixture(scope="session")
def server(start: Start, served_home: Path) -> Server:
    """Return a server of the shipped graph that stops a query after two seconds."""
    return start(served_home, seconds=2, long=4, query_seconds=600, errors=600, waiting=20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store that was built as a user builds it."""
    folder = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "r2pgraph", "--home", folder, "build"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def address(start: Start, home: Path) -> str:
    """Return where a server of that store answers."""
    return f"http://127.0.0.1:{start(home).port}"


@pytest.fixture(scope="session")
def r(absent: Absent) -> str:
    """Return R with its package httr; without them the test is skipped, or fails where they are required."""
    program = shutil.which("Rscript")
    if program and not subprocess.run([program, "-e", "library(httr)"], capture_output=True, check=False).returncode:
        return program
    return absent("R with httr is not installed here (on Debian: apt-get install r-base-core r-cran-httr)", "R")

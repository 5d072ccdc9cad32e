"""A server of the shipped graph, and two ways to ask it: as OpenRefine does, and by OpenRefine itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from conftest import Absent

FORM = "application/x-www-form-urlencoded"
BORDER = "a-border-that-no-table-holds"
EVERY_ROW = {"facets": [], "mode": "row-based"}
STARTING = 180
"""Seconds that OpenRefine may take to start on a machine that does much else."""


@pytest.fixture(scope="session")
def refine(start: Any, served_home: Path) -> Any:  # noqa: ANN401 - the fixtures of the folder above
    """Return a server that lets one client ask a lot."""
    return start(served_home, workers=1, query_seconds=100_000, errors=100_000, own_parallel=50)


@pytest.fixture(scope="session")
def post(refine: Any) -> Callable[..., Any]:  # noqa: ANN401 - a server
    """Return what posts a form to the service; a value that is no text is sent as JSON."""

    def send(**sent: object) -> Any:  # noqa: ANN401 - a reply
        written = {name: value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}
        return refine.send("POST", "/reconcile", urlencode(written).encode(), Content_Type=FORM)

    return send


@dataclass
class OpenRefine:
    """A running OpenRefine, asked as its own pages ask it, and the service that is added to it."""

    port: int
    service: str
    manifest: Any = None

    def get(self, command: str, **asked: object) -> Any:  # noqa: ANN401 - JSON
        """Return what a command answers."""
        address = f"http://127.0.0.1:{self.port}/command/core/{command}?{urlencode(asked)}"
        with urllib.request.urlopen(address, timeout=STARTING) as reply:
            return json.load(reply)

    def do(self, command: str, project: str, **sent: object) -> bytes:
        """Give a command and return its answer once all that it began is done; what is no text is sent as JSON."""
        written = {name: value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}
        body = urlencode({**written, "csrf_token": self.get("get-csrf-token")["token"]}).encode()
        address = f"http://127.0.0.1:{self.port}/command/core/{command}?project={project}"
        with urllib.request.urlopen(address, body, timeout=STARTING) as reply:
            answer: bytes = reply.read()
        while self.get("get-processes", project=project)["processes"]:
            time.sleep(0.1)
        return answer

    def open(self, table: str) -> str:
        """Return the number of a new project with a table of comma-separated values."""
        fields = {"project-name": "names", "format": "text/line-based/*sv",
                  "options": json.dumps({"separator": ",", "headerLines": 1, "encoding": "UTF-8"})}  # fmt: skip
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        parts.append(f'Content-Disposition: form-data; name="project-file"; filename="names.csv"\r\n\r\n{table}')
        body = "".join(f"--{BORDER}\r\n{part}\r\n" for part in parts) + f"--{BORDER}--\r\n"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=STARTING)
        query = urlencode({"csrf_token": self.get("get-csrf-token")["token"]})
        kind = {"Content-Type": f"multipart/form-data; boundary={BORDER}"}
        connection.request("POST", f"/command/core/create-project-from-upload?{query}", body.encode(), kind)
        found = parse_qs(urlsplit(connection.getresponse().headers["Location"]).query)["project"][0]
        connection.close()
        return found

    def reconcile(self, project: str, column: str, kind: str) -> dict[str, Any]:
        """Reconcile a column with a type of the service; return what OpenRefine made of each of its cells."""
        sent = {"mode": "standard-service", "service": self.service, "type": {"id": kind, "name": kind},
                "identifierSpace": self.manifest["identifierSpace"], "schemaSpace": self.manifest["schemaSpace"],
                "autoMatch": True, "columnDetails": [], "limit": 0}  # fmt: skip
        self.do("reconcile", project, columnName=column, config=sent, engine=EVERY_ROW)
        told = self.get("get-rows", project=project, start=0, limit=1000)
        made = told["pool"]["recons"]
        return {cell["v"]: made[str(cell["r"])] for cell in (row["cells"][0] for row in told["rows"])}

    def extend(self, project: str, column: str, *properties: str) -> str:
        """Add columns of properties, and return the table as comma-separated values."""
        self.do("extend-data", project, baseColumnName=column, endpoint=self.service, columnInsertIndex="1",
                identifierSpace=self.manifest["identifierSpace"], schemaSpace=self.manifest["schemaSpace"],
                extension={"properties": [{"id": name, "name": name} for name in properties]},
                engine=EVERY_ROW)  # fmt: skip
        return self.do("export-rows", project, format="csv", engine=EVERY_ROW).decode()


@pytest.fixture(scope="session")
def openrefine(
    refine: Any,  # noqa: ANN401 - a server
    absent: Absent,
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[OpenRefine]:
    """Return an OpenRefine that knows the service; without one the test is skipped, or fails where it is required."""
    program = shutil.which("openrefine")
    if program is None:
        absent("OpenRefine is not installed here (on Debian: apt-get install openrefine)", "OPENREFINE")
    folder, port = tmp_path_factory.mktemp("openrefine"), free_port()
    command = [program, "-i", "127.0.0.1", "-p", str(port), "-m", "512M", "-d", str(folder),
               "-x", "refine.headless=true"]  # fmt: skip
    with subprocess.Popen(command, env={**os.environ, "HOME": str(folder)}, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, start_new_session=True) as process:  # fmt: skip
        try:
            yield _known(OpenRefine(port, f"http://127.0.0.1:{refine.port}/reconcile"), process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _known(found: OpenRefine, process: subprocess.Popen[bytes]) -> OpenRefine:
    """Return an OpenRefine once it answers, after the service was added as its pages add one: by its manifest."""
    end = time.monotonic() + STARTING
    while True:
        try:
            found.get("get-version")
            break
        except OSError:
            assert process.poll() is None, "OpenRefine ended while it started"
            assert time.monotonic() < end, "OpenRefine did not start"
            time.sleep(0.2)
    with urllib.request.urlopen(found.service, timeout=STARTING) as reply:  # noqa: S310 - an address of ours
        found.manifest = json.load(reply)
    return found

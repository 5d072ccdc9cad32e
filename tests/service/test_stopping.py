"""Whoever tells a server to stop is obeyed, whatever it does at that moment, and nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from r2pgraph.store import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = "https://w3id.org/r2pgraph/graph/schemes"
NEVER_UP = """
import os, sys
os.write(2, f"{os.getpid()}\\n".encode())
sys.stdin.read()
"""
"""A worker that is never ready, and tells its number."""

SERVING = """
import socket, sys
from pathlib import Path
from r2pgraph.service import Limits, serve
from r2pgraph.service.workers import crew
crew.OWN = "never_up"
with socket.create_server(("127.0.0.1", 0)) as listener:
    serve(Path(sys.argv[1]), listener, Limits(workers=1, own_workers=2))
"""

PATIENCE = 30
"""Seconds that a stop may take on a machine that does much else; a worker has two minutes to come up."""


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Return a server that waits for its workers, which never come up, and their numbers."""
    load(tmp_path / "home", {SCHEMES: b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"})
    (tmp_path / "never_up.py").write_text(NEVER_UP, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-c", dedent(SERVING), str(tmp_path / "home")]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    ) as server:
        assert server.stderr is not None
        try:
            yield server, [int(server.stderr.readline()) for _ in range(2)]
        finally:
            server.kill()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_waits_for_its_workers_stops_when_told(
    told: signal.Signals, starting: tuple[subprocess.Popen[str], list[int]]
) -> None:
    """It ends by the signal, as whoever sent it expects, and its workers end with it."""
    server, workers = starting
    server.send_signal(told)

    assert -told == server.wait(timeout=PATIENCE)
    assert [] == [each for each in workers if Path(f"/proc/{each}").exists()]


TIDIED = """
import sys, tempfile
from r2pgraph.cli.ending import tidied
with tidied(), tempfile.TemporaryDirectory() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_the_copy_of_a_remote_graph_goes_with_the_command_that_serves_it() -> None:
    """Also where that is ended by the signal of a supervisor, which sees that it ended by it."""
    command = [sys.executable, "-c", TIDIED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        was_there = folder.is_dir()
        process.terminate()

        assert -signal.SIGTERM == process.wait(timeout=PATIENCE)
    assert was_there
    assert not folder.exists()

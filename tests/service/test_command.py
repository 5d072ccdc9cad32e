"""``r2pgraph serve`` as a stranger meets it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from r2pgraph.cli import INTERRUPTED


def test_the_command_tells_its_address_and_stops_when_told(tmp_path: Path) -> None:
    """From an empty folder to an answer, and out again with the status of Ctrl-C."""
    command = [sys.executable, "-m", "r2pgraph", "--home", str(tmp_path), "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = next(found for line in process.stderr if (found := re.match(r"Serving (\S+)/ ", line)))
        with urlopen(told[1] + "/ready", timeout=20) as reply:  # noqa: S310
            assert 200 == reply.status
        process.send_signal(signal.SIGINT)
        process.stderr.read()

    assert INTERRUPTED == process.returncode


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """Nothing is built for a service that cannot listen."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "r2pgraph", "--home", str(tmp_path), "serve", "--port", port]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 1 == outcome.returncode
    assert "in use" in outcome.stderr
    assert [] == list(tmp_path.iterdir())

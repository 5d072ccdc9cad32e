"""What the keeper of the service is told: figures and lines, without who asked and what."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from r2pgraph.service.watching.record import kind

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server


def test_the_figures_are_read_by_the_readers_own_parser(server: Server) -> None:
    """Every family has a name, a kind and a meaning."""
    families = {
        family.name: family
        for family in text_string_to_metric_families(server.send("GET", "/metrics").content.decode())
    }

    assert {"r2pgraph_requests", "r2pgraph_request_seconds", "r2pgraph_workers"} <= set(families)
    assert "histogram" == families["r2pgraph_request_seconds"].type
    assert all(family.documentation for family in families.values())


def test_requests_are_counted_by_kind_and_status_and_refusals_by_type(server: Server) -> None:
    """One refused query is one of each."""
    names = ('requests_total{kind="sparql",status="400"}', 'problems_total{type="query"}')
    before = [server.figure(name) for name in names]
    server.ask("SELEKT")

    assert [1, 1] == [server.figure(name) - old for name, old in zip(names, before, strict=True)]


def test_workers_and_what_they_did_are_told(server: Server) -> None:
    """Both crews live, and a query takes some of their time."""
    name = 'query_seconds_total{crew="strangers"}'
    before = server.figure(name)
    server.ask("ASK {}")

    assert server.figure('workers{crew="own"}') >= 1
    assert server.figure('workers{crew="strangers"}') >= 1
    assert server.figure(name) > before


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", "page"), ("/state/TLS", "page"), ("/sparql", "sparql"), ("/sparqling", "page"), ("/static/a.css", "static"),
     ("/api/queries/ratings", "api"), ("/secret%20words", "page")],
)  # fmt: skip
def test_a_path_is_told_by_its_kind_alone(path: str, expected: str) -> None:
    """There are as many kinds as we have, whatever strangers write."""
    assert expected == kind(path)


def fetched(address: str) -> int:
    """Return how many bytes stand at an address."""
    with urlopen(address, timeout=150) as reply:  # noqa: S310 - our own server, which may still be starting
        return len(reply.read())


def test_the_log_has_a_line_a_request_without_who_and_what(served_home: Path) -> None:
    """Seven members, none of them the address, the path or the query."""
    script = (
        "import socket, sys\nfrom pathlib import Path\nfrom r2pgraph.service import Limits, serve\n"
        "with socket.create_server(('127.0.0.1', 0)) as listener:\n"
        "    print(listener.getsockname()[1], flush=True)\n"
        "    serve(Path(sys.argv[1]), listener, Limits(workers=1, own_workers=1), sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, str(served_home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            length = fetched(f"http://127.0.0.1:{int(process.stdout.readline())}/sparql?query=ASK%7B%7D%23secret")
        finally:
            process.terminate()
        _, told = process.communicate(timeout=30)

    (line,) = io.StringIO(told)
    members = json.loads(line)
    assert ["time", "method", "kind", "status", "ms", "bytes"] == list(members)
    assert ("GET", "sparql", 200, length) == tuple(members[name] for name in ("method", "kind", "status", "bytes"))

"""``?edition=`` asks a store that was kept, and a withdrawn one says why."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from r2pgraph.store import kept, load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server, Start

PATH = "/level/fair.nt"
LEVEL = "<https://w3id.org/r2pgraph/level/fair>"
GRAPH = "https://w3id.org/r2pgraph/graph/schemes"


def level(name: str) -> dict[str, bytes]:
    """Return a graph where a level has a name."""
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    return {GRAPH: f'{LEVEL} {label} "{name}"@en .\n'.encode()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three kept editions, each with a name of its own for a level."""
    home = tmp_path_factory.mktemp("kept")
    for name in ("one", "two", "three"):
        load(home, level(name))
        kept.keep(home, name)
    load(home, level("four"))
    return home


@pytest.fixture(scope="module")
def keeper(start: Start, home: Path) -> Server:
    """Return a server of it that soon ends what is idle."""
    return start(home, workers=1, own_workers=1, resting=1)


def test_each_edition_is_asked_apart_from_the_store_that_counts(keeper: Server) -> None:
    """Three editions by turns, of which two are open at once."""
    for name in ("one", "two", "three", "one"):
        reply = keeper.send("GET", f"{PATH}?edition={name}")
        assert f'"{name}"@en'.encode() in reply.content
        assert f"{PATH}?edition={name}" == reply.headers["content-location"]
        assert "max-age" in reply.headers["cache-control"]

    assert b'"four"@en' in keeper.send("GET", PATH).content
    assert keeper.figure("editions_open") <= 2


def test_workers_of_an_edition_end_when_nobody_asks(keeper: Server) -> None:
    """They come again when somebody does."""
    keeper.send("GET", f"{PATH}?edition=one&again=1")
    end = time.monotonic() + 20
    while keeper.figure("editions_open") and time.monotonic() < end:
        time.sleep(0.2)

    assert 0 == keeper.figure("editions_open")
    assert b'"one"@en' in keeper.send("GET", f"{PATH}?edition=one&again=2").content


def test_links_lead_on_within_the_edition(keeper: Server) -> None:
    """The other forms are those of the edition, the thing itself has none."""
    links = keeper.send("GET", f"{PATH}?edition=two").headers["link"]

    assert "</level/fair.ttl?edition=two>" in links
    assert '<https://w3id.org/r2pgraph/level/fair>; rel="canonical"' in links


def test_a_reader_of_a_page_stays_within_the_edition(keeper: Server) -> None:
    """Its links and forms name the edition, and those of the store that counts name none."""
    page = keeper.send("GET", "/query/graphs?edition=two").content.decode()
    form = keeper.send("GET", "/query/ratings?edition=two").content.decode()

    assert '<a href="/state?edition=two"' in page
    assert '<a href="/api/queries/graphs?format=csv&amp;edition=two"' in page
    assert '<a class="skip" href="#main">' in page
    assert '<input type="hidden" name="edition" value="two">' in form
    assert "/static/style.css?edition" not in page
    assert "edition=" not in keeper.send("GET", "/query/graphs").content.decode()


def test_an_unknown_edition_is_told_with_those_that_are_kept(keeper: Server) -> None:
    """As a problem document, and nothing is started for it."""
    reply = keeper.send("GET", f"{PATH}?edition=ones", Accept="application/n-triples")

    assert (404, "https://w3id.org/r2pgraph/problem/unknown-edition") == (reply.status, reply.json["type"])
    assert "Nearest known: one" in reply.json["detail"]


def test_a_withdrawn_edition_is_gone_with_its_reason_also_what_was_kept_of_it(keeper: Server, home: Path) -> None:
    """From the moment of the withdrawal on."""
    path = f"{PATH}?edition=three"
    assert 200 == keeper.send("GET", path).status
    kept.withdraw(home, "three", "A vote was wrong.")
    reply = keeper.send("GET", path)

    assert (410, "https://w3id.org/r2pgraph/problem/withdrawn") == (reply.status, reply.json["type"])
    assert reply.json["detail"].endswith("A vote was wrong.")


def test_the_command_keeps_lists_and_withdraws(tmp_path: Path) -> None:
    """From an empty folder: the store is built first."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "r2pgraph", "--home", str(tmp_path), "editions", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert "Kept: 2026.1, " in run("keep", "2026.1").stdout
    assert run().stdout.startswith("2026.1  kept 20")
    assert "Withdrawn: 2026.1.\n" == run("withdraw", "2026.1", "--reason", "It was wrong.").stdout
    assert run().stdout.endswith(": It was wrong.\n")
    again = run("keep", "2026.1")
    assert 2 == again.returncode
    assert "already" in again.stderr

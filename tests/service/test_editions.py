"""``?edition=`` asks a store that was kept, and a withdrawn one says why."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

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
    """Return the folder of a store with four kept editions, each with its own name for a level, one withdrawn."""
    home = tmp_path_factory.mktemp("kept")
    for name in ("one", "two", "three", "wrong"):
        load(home, level(name))
        kept.keep(home, name)
    kept.withdraw(home, "wrong", "A vote was wrong.")
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


LABELS = f"SELECT ?name {{ {LEVEL} <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}"


@pytest.mark.parametrize("name", ["one", "two"])
def test_the_endpoint_asks_an_edition(keeper: Server, name: str) -> None:
    """By GET, by a form, by a form sent to an address that names it, and by POST of the query itself."""
    asked, form, kind = f"/sparql?edition={name}", urlencode({"query": LABELS}), "application/x-www-form-urlencoded"
    replies = [
        keeper.send("GET", f"{asked}&{form}"),
        keeper.ask(LABELS, edition=name),
        keeper.send("POST", asked, form.encode(), Content_Type=kind),
        keeper.send("POST", asked, LABELS.encode(), Content_Type="application/sparql-query"),
    ]

    assert [[{"name": name}]] * 4 == [reply.rows for reply in replies]
    assert [{"name": "four"}] == keeper.ask(LABELS).rows


def test_the_endpoint_refuses_an_edition_as_pages_do(keeper: Server) -> None:
    """An unknown one with those that are near, a withdrawn one with its reason, two at once as no request of ours."""
    unknown, gone = (keeper.ask(LABELS, edition=name) for name in ("ones", "wrong"))
    both = keeper.send("GET", f"/sparql?{urlencode({'query': LABELS})}&edition=one&edition=two")

    assert [404, 410, 400] == [reply.status for reply in (unknown, gone, both)]
    assert "Nearest known: one" in unknown.json["detail"]
    assert gone.json["detail"].endswith("A vote was wrong.")


def test_the_endpoint_describes_itself_on_an_edition(keeper: Server) -> None:
    """Its address names the edition too."""
    said = keeper.send("GET", "/sparql?edition=one", Accept="application/n-triples").content.decode()

    assert "/sparql?edition=one> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in said


def test_a_table_of_the_endpoint_leads_on_within_the_edition(keeper: Server) -> None:
    """The editor, the download and the things in its cells."""
    query = urlencode({"query": f"SELECT ?level {{ VALUES ?level {{ {LEVEL} }} }}", "edition": "two"})
    page = keeper.send("GET", f"/sparql?{query}", Accept="text/html").content.decode()
    editor = keeper.send("GET", "/editor?edition=two").content.decode()

    assert 'href="/level/fair?edition=two"' in page
    assert 2 == page.count("&amp;edition=two")
    assert 'data-endpoint="/sparql?edition=two"' in editor
    assert '<input type="hidden" name="edition" value="two">' in editor


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
    assert 1 == again.returncode
    assert "already" in again.stderr

"""The rules of the permanent addresses lead every name to its document."""

from __future__ import annotations

import http.client
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from r2pgraph.pages import Site, respond
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import BASE, R2P, SEGMENTS

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs" / "w3id" / "r2pgraph" / ".htaccess"
HOST = "https://r2pgraph.example/"
Follow = Callable[[str], str]


def read(path: str) -> str:
    """Return where the rules lead a path below ``r2pgraph/``, as Apache's manual says that they are read."""
    place, _, question = path.partition("?")
    for pattern, target, flags in re.findall(r"^RewriteRule (\S+) (\S+) \[(.*)\]$", RULES.read_text(), re.MULTILINE):
        if found := re.search(pattern, place):
            assert {"R=303", "L"} == set(flags.split(","))
            to = re.sub(r"\$(\d)", lambda number: found[int(number[1])], target)
            return f"{to}?{question}" if question else to
    return ""


@pytest.fixture(scope="module")
def followed(
    file_server: Callable[[str, Path], AbstractContextManager[int]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Follow]:
    """Return what Apache answers with for a path, from a folder that holds the rules."""
    folder = tmp_path_factory.mktemp("apache")
    (folder / "www" / "r2pgraph").mkdir(parents=True)
    shutil.copy(RULES, folder / "www" / "r2pgraph" / ".htaccess")

    def follow(path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", f"/r2pgraph/{path}")
        reply = connection.getresponse()
        assert 303 == reply.status
        return reply.getheader("Location", "")

    with file_server("apache2", folder / "www") as port:
        yield follow


@pytest.fixture(scope="module")
def names(embedded: EmbeddedStore) -> list[str]:
    """Return one name of every kind of thing in the graph, parts of the ontology, and the top."""
    found = ["", "ontology", "ontology/core", "ontology/schemes/levels", "state/TLS.ttl", "state/TLS?edition=2023.1"]
    for segment in SEGMENTS:
        space = f"{BASE}{segment}/"
        ask = f'SELECT ?thing WHERE {{ ?thing a ?class . FILTER (STRSTARTS(STR(?thing), "{space}")) }} LIMIT 1'
        found += [row[0].value.removeprefix(BASE) for row in embedded.select(ask).rows if row[0]]
    assert len(found) > 40
    return found


def test_every_name_leads_to_the_same_path_of_the_host(names: list[str]) -> None:
    """Nothing is lost on the way, the question mark included."""
    assert [HOST + name for name in names] == [read(name) for name in names]


def test_every_name_leads_to_a_document(names: list[str], embedded: EmbeddedStore) -> None:
    """What stands at the end of the way is data of the service, and at the end of the top its front page."""
    site = Site(embedded)
    places = [read(name).removeprefix(HOST.rstrip("/")).partition("?")[0] for name in names]
    kinds = {place: "text/html" if place == "/" else "text/turtle" for place in places}

    assert [] == [place for place, kind in kinds.items() if respond(site, place, {}, kind).status not in {200, 301}]


def test_a_term_leads_to_the_page_that_has_its_anchor() -> None:
    """What stands behind the sharp sign is not sent."""
    assert HOST + "ontology" == read(R2P.removesuffix("#").removeprefix(BASE))


def test_apache_reads_the_rules_as_we_do(followed: Follow, names: list[str]) -> None:
    """The same way for every name, by the program that the permanent addresses run on."""
    assert [read(name) for name in names] == [followed(name) for name in names]


def test_the_host_stands_in_the_rules_once() -> None:
    """Who moves the host changes one line; the other lines are comments on it."""
    lines = [line for line in RULES.read_text().splitlines() if "r2pgraph.example" in line and not line.startswith("#")]

    assert 1 == len(lines)

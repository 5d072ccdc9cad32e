"""The rules for hosts, tried on hosts: addresses without an ending, negotiation, types, what is absent."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages.addresses import FORMS
from r2pgraph.pages.site import POLICY
from r2pgraph.pages.static_site import hosting, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.pages.static_site import Written

Small = tuple[Path, "Written"]
Serve = "Callable[[str, Path], AbstractContextManager[int]]"


@dataclass
class Host:
    """A host of files on this machine."""

    port: int

    def get(self, path: str, accept: str = "*/*") -> tuple[int, str, str, bytes]:
        """Return status, media type, the header that says what the answer hangs on, and the content."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        media_type = (answer.headers["Content-Type"] or "").partition(";")[0]
        return answer.status, media_type, answer.headers["Vary"] or "", content


@pytest.fixture(scope="module", params=["nginx", "apache2"])
def host(
    request: pytest.FixtureRequest, small: Small, file_server: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """Start each host over the small site, with the rules that the site brings and nothing that tells it more."""
    site = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(small[0], site)
    with file_server(request.param, site) as port:
        yield Host(port)


@pytest.mark.parametrize("path", ["/", "/index", "/state", "/state/TLS", "/query/treaty-status", "/ontology/votes"])
def test_an_address_without_an_ending_is_a_page(host: Host, small: Small, path: str) -> None:
    """Also where a folder has the same name; what the browser asks for is the file, to the byte."""
    place = places.file(path)
    status, media_type, _, content = host.get(path, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (200, "text/html", (small[0] / place).read_bytes()) == (status, media_type, content)


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt", "csv"])
def test_a_program_gets_the_data_it_asks_for(host: Host, small: Small, form: str) -> None:
    """By the address of the thing, and by that of the form; a cache is told that the answer hangs on the wish."""
    data = (small[0] / f"state/TLS.{form}").read_bytes()
    status, media_type, vary, content = host.get("/state/TLS", FORMS[form])
    assert (200, FORMS[form], data) == (status, media_type, content)
    assert "Accept" in vary
    status, media_type, _, content = host.get(f"/state/TLS.{form}")
    assert (200, FORMS[form], data) == (status, media_type, content)


def test_who_has_no_wish_gets_the_page(host: Host) -> None:
    """As from the service."""
    assert (200, "text/html") == host.get("/state/TLS")[:2]


@pytest.mark.parametrize("path", ["/state/ZZZ", "/nothing", "/state/ZZZ.ttl", "/.htaccess", "/a/b/c/d"])
def test_what_is_absent_is_404_with_a_page(host: Host, path: str) -> None:
    """And the page leads on from whatever address it is shown at; rules are no documents."""
    status, _, _, content = host.get(path)
    assert (404, True) == (status, b'href="/state.html"' in content)


def test_a_vote_leads_to_its_roll_call(host: Host, small: Small) -> None:
    """A vote is no file; its resolution is."""
    page = (small[0] / "resolution/A-RES-75-277.html").read_bytes()
    assert (200, page) == host.get("/vote/A-RES-75-277-TLS")[::3]


def test_the_statements_arrive_packed(host: Host, small: Small) -> None:
    """Nobody unpacks them on the way, whatever the host does with other files of that ending."""
    packed = (small[0] / "data/r2pgraph.nq.gz").read_bytes()
    status, media_type, _, content = host.get("/data/r2pgraph.nq.gz")
    assert (200, "application/gzip", packed) == (status, media_type, content)


def test_the_engine_has_its_type(host: Host) -> None:
    """A browser compiles it while it arrives, and refuses scripts of no script's type."""
    assert "text/javascript" == host.get("/static/asking/engine.js")[1]
    if (host.get("/static/vendor/oxigraph/web_bg.wasm"))[0] == 200:
        assert "application/wasm" == host.get("/static/vendor/oxigraph/web_bg.wasm")[1]


def test_every_host_is_told_the_same_policy() -> None:
    """What a page may load is said once, and each spelling of the rules repeats it."""
    for name in (".htaccess", "nginx.conf", "_headers"):
        assert POLICY in hosting.rules()[name].decode(), name

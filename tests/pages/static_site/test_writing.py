"""A static site is whole: each link has its file, each file its digest, and two writings are the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.errors import StoreError
from r2pgraph.pages import Site, statics
from r2pgraph.pages.static_site import Shown, documents, write
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from r2pgraph.pages.static_site import Written
    from r2pgraph.store import EmbeddedStore

Small = tuple["Path", "Written"]


def links(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each page with each address in it."""
    for path in sorted(folder.rglob("*.html")):
        page = path.relative_to(folder).as_posix()
        for found in re.finditer(r'\s(?:href|src|action)="([^"]*)"', path.read_text(encoding="utf-8")):
            yield page, unescape(found[1])


def test_every_link_leads_to_a_file_of_the_whole_site(small: Small, embedded: EmbeddedStore) -> None:
    """No page of the small site names a file that the whole site has not, and none begins at the top of a host."""
    folder, written = small
    whole = {path.removeprefix("/") or "index" for path in documents.paths(Site(embedded))}
    for page, link in links(folder):
        if page == "404.html" or re.match(r"https?:|mailto:|#", link):
            continue
        assert not link.startswith("/"), (page, link)
        place = normpath(join(dirname(page), re.split("[?#]", link)[0]))
        assert place in written.files or place.rpartition(".")[0] in whole, (page, link)


def test_parts_of_lists_are_files(small: Small) -> None:
    """The sessions of the resolutions, the orders of a treaty's acts, and the parts of a long list."""
    _, written = small
    for name in ("resolution--session-75.html", "treaty/IV-1--sort-state.html", "action--page-2.html"):
        assert name in written.files
    assert "action--page-1.html" not in written.files


def test_data_stands_beside_its_page(small: Small) -> None:
    """The same thing in each form."""
    folder, _ = small
    forms = {form: (folder / f"state/TLS.{form}").read_bytes() for form in ("html", "ttl", "jsonld", "nt", "csv")}
    triples = list(ox.parse(forms["nt"], format=ox.RdfFormat.N_TRIPLES))
    assert {str(triple) for triple in triples} == {
        str(triple) for triple in ox.parse(forms["ttl"], format=ox.RdfFormat.TURTLE)
    }
    assert f"{BASE}state/TLS" in {triple.subject.value for triple in triples}


def test_the_digests_are_those_of_the_files(small: Small) -> None:
    """Every file is named once."""
    folder, written = small
    lines = written.sums.decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert found.keys() == told.keys()
    assert {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in told} == told
    assert written.size == sum(path.stat().st_size for path in found.values())


def test_the_statements_are_packed_and_whole(small: Small, statements: bytes) -> None:
    """What the browser asks is the edition, to the byte."""
    folder, _ = small
    assert statements == gzip.decompress((folder / "data/r2pgraph.nq.gz").read_bytes())


def test_names_are_there_to_be_found(small: Small) -> None:
    """A state by its code and its former name, a query by its id, a term by its prefixed name."""
    folder, _ = small
    known = json.loads((folder / "data/names.json").read_bytes())
    by_path = {thing["path"]: thing for thing in known["things"]}
    assert ("Timor-Leste", "State") == (by_path["state/TLS"]["names"][0], by_path["state/TLS"]["kind"])
    assert {"TLS", "East Timor"} <= set(by_path["state/TLS"]["names"])
    assert "votes-of-state" in by_path["query/votes-of-state"]["names"]
    assert "r2p:Rating" in by_path["ontology#Rating"]["names"]
    assert BASE == known["base"]
    assert known["prefixes"]["state"] == f"{BASE}state/"


def test_no_page_offers_what_needs_a_server(small: Small) -> None:
    """Neither the endpoint, nor the API, nor a choice that nobody answers; scripts are files of the site alone."""
    folder, _ = small
    for path in folder.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:href|action|data-endpoint)="[^"]*(?:/sparql|/api/|openapi|reconcile|edition=)', page)
        assert "'wasm-unsafe-eval'" in unescape(page), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert "yasgui" not in page.lower(), path


def test_the_pages_of_the_service_offer_no_finding(embedded: EmbeddedStore) -> None:
    """What belongs to files alone does not stand on pages that a server answers with."""
    from r2pgraph.pages import respond

    page = respond(Site(embedded), "/state", {}, "text/html").content.decode()
    assert 'role="search"' not in page
    assert "http-equiv" not in page


AGAIN = """
import sys
from pathlib import Path
from r2pgraph.pages.static_site import Shown, write
if __name__ == "__main__":
    shown = Shown(Path(sys.argv[2]), "2026.1", Path(sys.argv[3]).read_bytes())
    write(Path(sys.argv[1]), shown, paths=sys.argv[4:])
"""


def test_two_writings_are_the_same_bytes(
    small: Small, embedded: EmbeddedStore, statements: bytes, tmp_path: Path
) -> None:
    """Also under another hash seed, time zone and language, in another folder."""
    _, written = small
    (tmp_path / "all.nq").write_bytes(statements)
    (tmp_path / "again.py").write_text(AGAIN, encoding="utf-8")
    paths = ("/", "/state/TLS", "/treaty/IV-1", "/query/treaty-status", "/changes")
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Dili", "LC_ALL": "C"}
    command = [sys.executable, "again.py", "site", str(embedded.place), "all.nq", *paths]
    subprocess.run(command, cwd=tmp_path, env=settings, check=True, timeout=300)
    found = {path.relative_to(tmp_path / "site").as_posix(): path for path in (tmp_path / "site").rglob("*")}
    again = {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in found if found[name].is_file()}
    assert again.items() <= written.files.items()
    assert {"index.html", "state/TLS.csv", "404.html", "data/names.json", "treaty/IV-1--sort-kind.html"} <= again.keys()


def test_without_the_engine_nothing_promises_an_answer(
    embedded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that is written before `make assets` says where to ask, and has no form that does nothing."""
    from r2pgraph.pages import respond

    monkeypatch.setattr(statics, "has_engine", lambda: False)
    site = Site(embedded, edition="2026.1", serverless=True)
    editor = respond(site, "/editor", {}, "text/html").content.decode()
    query = respond(site, "/query/treaty-status", {}, "text/html").content.decode()
    assert "without the engine" in editor
    assert "<button>Ask" not in editor + query
    assert "asking/" not in editor + query


def test_a_page_that_cannot_be_drawn_stops_the_writing(
    embedded: EmbeddedStore, statements: bytes, tmp_path: Path
) -> None:
    """It is told by its path, and nothing is left out in silence."""
    assert embedded.place is not None
    with pytest.raises(StoreError, match=r"/state/ZZZ cannot be drawn \(status 404\)"):
        write(tmp_path / "site", Shown(embedded.place, "2026.1", statements), paths=("/state/ZZZ",))

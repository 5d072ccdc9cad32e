"""The page on linking tells the ways in, and counts the links out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from r2pgraph import sources
from r2pgraph.pages import Site, respond

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


@pytest.fixture(scope="module")
def page(site: Site) -> str:
    """Return the page of the shipped data."""
    found = respond(site, "/linking", {}, "text/html")
    assert 200 == found.status
    return found.content.decode()


def test_every_set_stands_with_the_number_of_its_links(page: str) -> None:
    """The figures are those of the files."""
    rows = re.findall(r'href="/linkset/([\w-]+)".*?data-label="Links">(.*?)</td>', page)
    told = {(key, relation): int(n) for key, said in rows for n, relation in re.findall(r"(\d+) <code>(.*?)<", said)}

    assert dict(Counter(sources.links().select("set", "predicate_id").rows())) == told


def test_the_links_of_a_state_lead_to_their_places(page: str) -> None:
    """Each IRI is a link that can be followed, with how sure it is."""
    for iri in sources.links().filter(subject_id="state:TLS")["object_id"]:
        assert f'<a href="{iri}">{iri}</a>' in page
    assert page.count('<span class="count">certain</span>') == 3


def test_the_front_page_leads_to_it(site: Site) -> None:
    """Who comes to link finds the door."""
    assert 'href="/linking"' in respond(site, "/", {}, "text/html").content.decode()


@pytest.mark.parametrize("path", ["/linkset", "/linkset/states-wikidata", "/link/states-wikidata-TLS", "/target/unbis"])
def test_what_a_link_is_made_of_has_pages_and_data(path: str, site: Site) -> None:
    """A set, a link and a data set of others are things like any other."""
    assert 200 == respond(site, path, {}, "text/html").status
    assert b"linkset" in respond(site, path, {}, "text/turtle").content


def test_a_store_without_links_has_the_page_too(embedded: EmbeddedStore) -> None:
    """A graph of another's making is not refused for want of links."""
    import pyoxigraph as ox

    from r2pgraph.store import EmbeddedStore as Store

    del embedded
    found = respond(Site(Store(ox.Store())), "/linking", {}, "text/html")

    assert 200 == found.status

"""Whatever has an IRI has a page, called by its name or by what it links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import respond

if TYPE_CHECKING:
    from r2pgraph.pages import Site


def shown(site: Site, path: str) -> str:
    """Return a page that is there."""
    page = respond(site, path, {}, "text/html")
    assert 200 == page.status
    return page.content.decode()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/level/strong", "Strong"),
        ("/action/AFG-IV-1-accession", "Afghanistan · Genocide Convention"),
        ("/membership/AFG-UN", "Afghanistan · United Nations"),
        ("/erratum/TLS-2023-E-12", "E-12"),
        ("/finding/TLS-2023-treaties-genocide", "Timor-Leste is outside the Genocide Convention."),
    ],
)
def test_a_thing_is_called_by_its_name_or_by_what_it_links(path: str, title: str, site: Site) -> None:
    """A key is the last resort."""
    assert f"<h1>{title}</h1>" in shown(site, path)


def test_both_directions_are_told_apart(site: Site) -> None:
    """What a thing says of itself, and what others say of it."""
    page = shown(site, "/level/strong")

    assert re.search(r'scope="row">is <a href="/ontology#level"', page)
    assert re.search(r'scope="row"><a href="http://www.w3.org/2004/02/skos/core#inScheme"', page)


def test_the_sources_of_a_thing_are_named(site: Site) -> None:
    """The line of sources leads to each."""
    assert re.search(r'<b>Source</b> <a href="/source/untc-2015">', shown(site, "/action/AFG-IV-1-accession"))

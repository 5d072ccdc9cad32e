"""What a page gives to cite leads back to just what it showed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from r2pgraph.pages import Site, respond
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.store import EmbeddedStore


def cited(site: Site, path: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return the address that a page gives to cite, which is its link and its words."""
    page = respond(site, path, parameters or {}, "text/html").content.decode()
    found = re.search(r'<b>Cite as</b> .*?</cite>\. <a href="([^"]+)">([^<]+)</a>', page)
    assert found
    assert found[1] == found[2]
    return html.unescape(found[1])


def test_a_page_of_the_store_that_counts_is_cited_by_its_iri(site: Site) -> None:
    """Its name is its address."""
    assert f"{BASE}rating/TLS-2023-upr" == cited(site, "/rating/TLS-2023-upr")


def test_a_page_of_a_kept_edition_is_cited_in_it(embedded: EmbeddedStore) -> None:
    """A later edition never stands where a reader follows the citation of an earlier one."""
    assert f"{BASE}rating/TLS-2023-upr?edition=2026.1" == cited(
        Site(embedded, edition="2026.1"), "/rating/TLS-2023-upr"
    )


@pytest.mark.parametrize(
    ("path", "parameters", "named"),
    [
        ("/query/votes-of-state", {"state": "FJI"}, "state=FJI"),
        ("/query/votes-of-state", {}, "state=state%3ATLS"),
        ("/resolution", {"session": "75", "mode": "", "reference": "any", "page": "1"}, "session=75&reference=any"),
        ("/state/TLS", {"from": "a-mail"}, ""),
    ],
)
def test_what_was_chosen_is_cited_and_nothing_else(
    site: Site, path: str, parameters: dict[str, str], named: str
) -> None:
    """An answer without its values is another answer; what changes nothing is left out."""
    assert named == urlsplit(cited(site, path, parameters)).query


def test_the_answer_of_an_edition_is_cited_with_both(embedded: EmbeddedStore) -> None:
    """Values and edition stand in one address."""
    assert (
        "state=FJI&edition=2026.1"
        == urlsplit(cited(Site(embedded, edition="2026.1"), "/query/votes-of-state", {"state": "FJI"})).query
    )

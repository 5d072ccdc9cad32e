"""What a screen reader is told of a page, and what stands at the foot of each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import respond

if TYPE_CHECKING:
    from r2pgraph.pages import Site

PATHS = (
    "/", "/state", "/state/TLS", "/state/NOR", "/assessment", "/assessment/TLS-2023", "/rating/TLS-2023-upr",
    "/rating/TLS-2023-existing-mechanisms", "/indicator", "/indicator/rome-statute", "/resolution",
    "/resolution/A-RES-75-277", "/vote/A-RES-75-277-TLS", "/treaty", "/treaty/IV-1", "/source", "/source/untc-2015",
    "/ontology", "/ontology/votes", "/query", "/query/treaty-status", "/editor", "/trust", "/changes",
    "/plan/two-per-step",
)  # fmt: skip
WITHOUT_SOURCES = ("/editor", "/ontology", "/query", "/source")
"""Pages of tools, of terms and of sources themselves."""


@pytest.fixture(scope="module", params=PATHS)
def path(request: pytest.FixtureRequest) -> str:
    """Return the path of a page of each kind."""
    return str(request.param)


@pytest.fixture(scope="module")
def page(site: Site, path: str) -> str:
    """Return the page."""
    return respond(site, path, {}, "text/html").content.decode()


def test_no_two_landmarks_have_one_name(page: str) -> None:
    """A reader who jumps from part to part is told where each leads."""
    named = Counter(re.findall(r'<nav[^>]* aria-label="([^"]+)"', page))

    assert page.count("<nav") == sum(named.values())
    assert [] == [name for name, count in named.items() if count > 1]
    assert 1 == page.count("<main")


def test_a_caption_is_words_alone(page: str) -> None:
    """A table with a role has rows; a link in its caption would be read as one of them."""
    assert [] == [caption for caption in re.findall(r"<caption>(.*?)</caption>", page, re.DOTALL) if "<a" in caption]


def test_an_item_of_a_list_stays_one(page: str) -> None:
    """A role of another kind on an item takes the list its items."""
    assert [] == re.findall(r"<li[^>]* role=[^>]*>", page)


def test_every_heading_of_a_column_and_row_says_what_it_heads(page: str) -> None:
    """Cells are read with their headings."""
    assert page.count("<th ") == len(re.findall(r'<th [^>]*scope="(?:col|row)"', page))
    assert "<th>" not in page


def test_every_page_tells_licence_citation_and_sources(page: str, path: str) -> None:
    """Nobody has to guess whose facts they are; pages of tools have no source."""
    foot = page.rpartition('<section class="colophon"')[2]
    sources = "<b>Source" in foot

    assert (True, True) == ("<b>Cite as</b>" in foot, 'rel="license"' in foot)
    assert sources or path.startswith(WITHOUT_SOURCES)


def test_a_page_below_a_door_says_which(page: str, path: str) -> None:
    """Wherever a reader comes in, the site says where that is; the front page is before every door."""
    marked = re.findall(r'<a href="([^"]+)" aria-current="(true|page)">', page.partition("</nav>")[0])

    assert len(marked) == (path not in {"/", "/plan/two-per-step"})
    assert all((door == path) == (kind == "page") for door, kind in marked)


def test_a_rating_names_the_report_as_its_source(site: Site) -> None:
    """It is the publisher's word, and the page says so in its place."""
    rating, assessment = (
        re.findall(r"<b>Sources?</b> (.*?)</p>", respond(site, path, {}, "text/html").content.decode())
        for path in ("/rating/TLS-2023-upr", "/assessment/TLS-2023")
    )

    assert assessment == rating
    assert 'href="/source/' in rating[0]

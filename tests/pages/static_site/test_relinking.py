"""Links of pages lead to files; what has none is named by its IRI."""

from __future__ import annotations

import pytest

from r2pgraph.pages.addresses import Address
from r2pgraph.pages.static_site.relinking import relink
from r2pgraph.vocab import BASE

KNOWN = frozenset({"/", "/state", "/state/TLS", "/resolution", "/resolution/A-RES-75-277", "/query/treaty-status"})
TLS = Address("state", "TLS")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/state">', '<a href="../state.html">'),
        ('<a href="/">', '<a href="../index.html">'),
        ('<a href="/state/TLS">', '<a href="TLS.html">'),
        ('<a href="/state/TLS#acts">', '<a href="#acts">'),
        ('<a href="/state/TLS.ttl" type="text/turtle">', '<a href="TLS.ttl" type="text/turtle">'),
        ('<link href="/static/style.css?0a1b">', '<link href="../static/style.css?0a1b">'),
        ('<script src="/static/x.js?1">', '<script src="../static/x.js?1">'),
        ('<a href="/data/r2pgraph.nq.gz">', '<a href="../data/r2pgraph.nq.gz">'),
        ('<form class="ask" action="/query/treaty-status">', '<form class="ask" action="../query/treaty-status.html">'),
        ('<a href="/query/treaty-status?state=state%3ATLS&amp;treaty=any">',
         '<a href="../query/treaty-status.html?state=state%3ATLS&amp;treaty=any">'),
        ('<a href="/vote/A-RES-75-277-TLS">', '<a href="../resolution/A-RES-75-277.html">'),
    ],
)  # fmt: skip
def test_a_link_of_ours_leads_to_a_file(before: str, after: str) -> None:
    """Whatever attribute holds it, with what stands behind it."""
    found = relink(before, TLS, KNOWN)
    assert (after, frozenset(), frozenset()) == found


@pytest.mark.parametrize(
    "kept",
    ['<a href="https://example.org/state">', '<a href="//example.org/x">', '<a href="#acts">', "<code>/state</code>",
     "<p>href=&#34;/state&#34;</p>"],
)  # fmt: skip
def test_what_is_no_link_of_ours_stays(kept: str) -> None:
    """Links to others, within the page, and text."""
    assert (kept, frozenset(), frozenset()) == relink(kept, TLS, KNOWN)


def test_a_part_of_a_list_is_told_and_linked() -> None:
    """It is a file too, and whoever writes the site hears of it."""
    found = relink('<a href="?session=75&amp;page=2#list">', Address("resolution", ""), KNOWN)
    assert '<a href="resolution--session-75--page-2.html#list">' == found.page
    assert {("/resolution", (("session", "75"), ("page", "2")))} == found.parts


def test_links_of_a_part_begin_where_the_part_stands() -> None:
    """A link back to the whole list from one of its parts."""
    part = Address("resolution", "", parameters={"session": "75"})
    assert '<a href="resolution.html">' == relink('<a href="/resolution">', part, KNOWN).page


@pytest.mark.parametrize("link", ["/state/ZZZ", "/sparql?query=x", "/api/queries", "/?edition=old"])
def test_a_link_without_a_file_names_the_iri_and_is_told(link: str) -> None:
    """No link leads to a file that is not there, and none is dropped in silence."""
    known = KNOWN - {"/"}
    found = relink(f'<a href="{link}">', TLS, known)
    assert (f'<a href="{BASE}{link[1:]}">', {link}) == (found.page, found.lost)


def test_a_page_shown_anywhere_links_from_the_top() -> None:
    """The page for what is absent stands at no address of its own."""
    assert '<a href="/state/TLS.html">' == relink('<a href="/state/TLS">', TLS, KNOWN, anywhere=True).page

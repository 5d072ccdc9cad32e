"""Everything of a kind is listed by name, part by part where there is much of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import respond
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from r2pgraph.pages import Site
    from r2pgraph.store import EmbeddedStore


def keys(site: Site, path: str, **parameters: str) -> list[str]:
    """Return the keys of the things that a page lists, in order."""
    page = respond(site, path, parameters, "text/html")
    assert 200 == page.status
    return re.findall(rf'<li><a href="{path}/([\w-]+)"', page.content.decode())


def test_the_parts_of_a_long_list_hold_everything_once(site: Site, embedded: EmbeddedStore) -> None:
    """The acts towards treaties are thousands."""
    found = embedded.select(f'SELECT DISTINCT ?a {{ ?a a ?class FILTER (STRSTARTS(STR(?a), "{BASE}action/")) }}')
    expected = sorted(row[0].value.rpartition("/")[2] for row in found.rows if row[0])
    listed = [key for page in range(1, len(expected) // 500 + 2) for key in keys(site, "/action", page=str(page))]

    assert expected == sorted(listed)


def test_a_part_that_there_is_not_is_refused(site: Site) -> None:
    """A number beyond the list is told."""
    assert 400 == respond(site, "/action", {"page": "99"}, "text/html").status


def test_a_kind_of_which_there_is_nothing_says_so(site: Site) -> None:
    """An empty list is no mistake."""
    assert b"There is none in this edition." in respond(site, "/visit", {}, "text/html").content


def test_votes_are_told_where_they_are(site: Site) -> None:
    """They are statements, so a count of things would say that there is none."""
    page = respond(site, "/vote", {}, "text/html").content

    assert b"/vote/A-RES-75-277-TLS" in page
    assert b"0 in the graph" not in page


@pytest.mark.parametrize(
    ("media_type", "held"),
    [("text/turtle", b""), ("application/n-triples", b""), ("text/csv", b"subject,predicate,object,datatype,language")],
)
def test_an_empty_list_has_its_data_forms(media_type: str, held: bytes, site: Site) -> None:
    """The links of its page lead somewhere, to a graph without a statement."""
    page = respond(site, "/visit", {}, media_type)

    assert (200, media_type, held) == (page.status, page.media_type, page.content.strip())


@pytest.mark.parametrize(("segment", "first"), [("level", "fair"), ("area", "basic-compliance")])
def test_things_stand_in_the_order_of_their_names(segment: str, first: str, site: Site) -> None:
    """The name counts, and not the key."""
    assert first == keys(site, f"/{segment}")[0]

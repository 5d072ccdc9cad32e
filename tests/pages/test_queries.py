"""Every saved query has a page with its form, its rows and its SPARQL, which hold whatever is asked."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from r2pgraph.pages import respond
from r2pgraph.queries import catalogue, run, run_text
from r2pgraph.store import Answer

if TYPE_CHECKING:
    from r2pgraph.pages import Site
    from r2pgraph.store import EmbeddedStore

NASTY = (
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "\x00",
    "TLS } DROP ALL",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
)


def shown(site: Site, path: str, **parameters: str) -> str:
    """Return a page that is there and has an answer."""
    page = respond(site, path, parameters, "text/html")
    assert 200 == page.status
    return page.content.decode()


def refused(site: Site, path: str, **parameters: str) -> str:
    """Return a page with a form and no answer, which programs know by its status."""
    page = respond(site, path, parameters, "text/html")
    assert 400 == page.status
    return page.content.decode()


def count(page: str) -> int:
    """Return how many rows a page says that there are."""
    found = re.search(r"<p>([\d,]+) rows?", page)
    assert found
    return int(found[1].replace(",", ""))


def test_the_catalogue_holds_every_query_once(site: Site) -> None:
    """Each stands under its kind with its question."""
    assert sorted(catalogue()) == sorted(re.findall(r'<dt><a href="/query/([\w-]+)">', shown(site, "/query")))


@pytest.mark.parametrize("query_id", [query.id for query in catalogue().values() if query.kind != "checks"])
def test_a_query_is_answered_with_the_rows_of_the_library(query_id: str, site: Site, embedded: EmbeddedStore) -> None:
    """The page of a query asks what `ask` asks, with the same defaults."""
    assert len(run(embedded, query_id).rows) == count(shown(site, f"/query/{query_id}"))


def test_an_iri_of_the_answer_is_a_link_with_its_name(site: Site) -> None:
    """A reader goes on from a row."""
    assert '<a href="/state/TLS" title="state:TLS">Timor-Leste</a>' in shown(site, "/query/treaty-status")


def test_a_small_class_is_a_list_to_choose_from(site: Site) -> None:
    """The scoring plans are few, the states are offered while one writes, resolutions are too many for either."""
    assert '<option value="percent-0-4" selected>' in shown(site, "/query/index-score")
    assert '<datalist id="known-state">' in shown(site, "/query/treaty-status")
    assert "<datalist" not in shown(site, "/query/roll-call")


def test_the_form_keeps_what_was_asked(site: Site) -> None:
    """Names, codes and prefixed names are understood, and an empty field leaves a parameter open."""
    asked = shown(site, "/query/treaty-status", state="timor leste", date="2002-09-06", within="key-instruments")
    everyone = shown(site, "/query/treaty-status", state="", within="key-instruments")

    assert 'name="date" value="2002-09-06" autocomplete="off" placeholder="any" type="date"' in asked
    assert count(asked) < count(everyone)


def test_the_sparql_that_is_shown_gives_the_rows_that_are_shown(site: Site, embedded: EmbeddedStore) -> None:
    """Whoever copies it gets the same."""
    page = shown(site, "/query/treaty-status", state="timor leste", date="2002-09-06")
    found = re.search(r'<pre class="sparql"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    assert found
    answer = run_text(embedded, html.unescape(found[1]))

    assert isinstance(answer, Answer)
    assert len(answer.rows) == count(page)


def test_the_link_to_the_editor_carries_the_query(site: Site) -> None:
    """The editor begins with what was asked."""
    found = re.search(r'href="(/editor\?[^"]+)"', shown(site, "/query/graphs"))
    assert found
    (text,) = parse_qs(urlsplit(html.unescape(found[1])).query)["query"]

    assert catalogue()["graphs"].text == text
    assert html.escape("SELECT ?graph ?title") in shown(site, "/editor", query=text)


def test_the_permanent_link_names_every_value(site: Site) -> None:
    """A default that changes later does not change what the link gives."""
    found = re.search(r'<a href="([^"]+)" rel="bookmark">', shown(site, "/query/treaty-status", state="FJI"))

    assert found
    assert {"state": ["FJI"], "date": ["2023-12-31"], "within": ["list:key-instruments"]} == parse_qs(
        urlsplit(html.unescape(found[1])).query
    )


def test_the_answer_says_what_was_asked(site: Site) -> None:
    """Printed or taken back from the browser's memory, rows are not taken for those of another state."""
    page = shown(site, "/query/treaty-status", state="FJI", within="")

    assert (
        "<caption>Treaties to which a state consents: state Fiji (FJI); date 2023-12-31; within any</caption>" in page
    )


def test_a_label_tells_the_name_from_the_hint(site: Site) -> None:
    """The two do not run into one."""
    assert '<span>state <span class="count">(key or name of a state)</span></span>' in shown(
        site, "/query/treaty-status"
    )


def test_a_name_that_nothing_has_is_told_with_its_neighbours(site: Site) -> None:
    """The form stays as it was, and says what may be meant."""
    page = refused(site, "/query/treaty-status", state="Timor-Lest")

    assert 'role="alert"' in page
    assert "TLS" in page


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize(("query", "name"), [("treaty-status", "state"), ("description", "thing"), ("ratings", "year")])
def test_no_value_is_markup_or_another_query(text: str, query: str, name: str, site: Site) -> None:
    """Whatever is sent, the page shows it as text and changes nothing."""
    page = refused(site, f"/query/{query}", **{name: text})

    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_parameter_that_the_query_has_not_is_refused(site: Site) -> None:
    """It is never passed over in silence."""
    assert 400 == respond(site, "/query/graphs", {"colour": "red"}, "text/html").status


def test_an_unknown_query_leads_to_those_like_it(site: Site) -> None:
    """The addresses of its neighbours are links."""
    page = respond(site, "/query/treaty-statu", {}, "text/html")

    assert 404 == page.status
    assert b'href="/query/treaty-status"' in page.content


@pytest.mark.parametrize("text", NASTY)
def test_the_editor_shows_any_text_as_text(text: str, site: Site) -> None:
    """A query from the address is written into the form and nowhere else."""
    page = shown(site, "/editor", query=text)

    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_form_of_the_editor_goes_to_the_endpoint(site: Site) -> None:
    """What a stranger writes is never asked by the workers of the pages."""
    page = shown(site, "/editor")

    assert 'method="get" action="/sparql"' in page
    assert 'name="query"' in page


def test_a_sentence_in_a_cell_has_room(site: Site) -> None:
    """In a table of many columns it would else stand a word a line, and make each row as high as a page."""
    page = shown(site, "/query/ratings", state="TLS", year="2023")
    long = set(re.findall(r'data-label="(\w+)" class="long"', page))

    assert {"rationale"} <= long
    assert not long & {"number", "level", "trend", "label"}

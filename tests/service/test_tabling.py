"""A browser that sends the form of the editor gets its answer as a page, which shows whatever it holds as text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from r2pgraph.service.workers import tabling
from r2pgraph.service.workers.spooling import Spool, TooLargeError, count_rows

if TYPE_CHECKING:
    from conftest import Server

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
SELECT = 'SELECT ?state ?text WHERE { VALUES (?state ?text) { (state:TLS "<script>alert(1)</script>") (UNDEF "b") } }'
NASTY = ('<tr role="row" class="row-of-answer">', "</table>", "&lt;", "'\"><img src=x onerror=alert(1)>")


def page(query: str, limit: int = 100_000) -> str:
    """Return the page of a query's answer."""
    spool = Spool(limit)
    tabling.write(ox.Store().query(query), query, "/style.css", spool)
    return spool.getvalue().decode()


def ask(server: Server, query: str, **parameters: str) -> str:
    """Return the path that a form sends."""
    del server
    return f"/sparql?{urlencode({'query': query, **parameters})}"


def test_a_browser_gets_a_table(server: Server) -> None:
    """What is ours is a link within the site, and a text is never markup."""
    reply = server.send("GET", ask(server, SELECT), Accept=CHROMIUM)
    cells = re.findall(r"<td [^>]*>(.*?)</td>", reply.content.decode())

    assert (200, "text/html") == (reply.status, reply.media_type)
    assert ['<a href="/state/TLS" rel="noopener noreferrer">state:TLS</a>', html.escape("<script>alert(1)</script>"),
            "", "b"] == cells  # fmt: skip
    assert "script-src 'self'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("named", "given"),
    [("text/csv", "text/csv"), ("text/html", "text/html"), ("json", "application/sparql-results+json")],
)
def test_a_form_names_the_format(named: str, given: str, server: Server) -> None:
    """A media type counts more than the header; words that other clients send are no media types."""
    accept = "application/sparql-results+json"

    assert given == server.send("GET", ask(server, SELECT, format=named), Accept=accept).media_type


def test_a_client_without_a_wish_gets_what_it_got_before(server: Server) -> None:
    """The table comes last for programs."""
    assert "application/sparql-results+json" == server.send("GET", ask(server, SELECT), Accept="*/*").media_type


@pytest.mark.parametrize("text", NASTY)
def test_rows_are_counted_whatever_stands_in_them(text: str) -> None:
    """What marks a row has quotation marks, which are escaped in a text."""
    literal = str(ox.Literal(text))
    written = page(f"SELECT * {{ VALUES (?a ?b) {{ ({literal} 1) ({literal} 2) }} }}")

    assert 2 == count_rows(written.encode(), "HTML")
    assert 4 == written.count("<td ")


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT { <a:b> <a:c> 'd' } {}", "SELECT * {}"])
def test_every_form_of_query_has_a_page(query: str) -> None:
    """Yes or no is a word, a graph is a table of its triples."""
    written = page(query)

    assert written.startswith("<!DOCTYPE html>")
    assert written.endswith("</html>\n")


def test_no_address_but_those_of_the_web_is_a_link() -> None:
    """An IRI of another scheme is shown, and leads nowhere."""
    written = page("SELECT * { VALUES ?a { <javascript:alert(1)> <http://example.org/> } }")

    assert 'href="javascript' not in written
    assert 'href="http://example.org/"' in written


def test_a_link_of_ours_stays_here() -> None:
    """What looks like a path and is a host to browsers is no link."""
    assert 'href="//' not in page("SELECT * { VALUES ?a { <https://w3id.org/r2pgraph//example.org/> } }")


def test_a_page_beyond_the_limit_is_none() -> None:
    """A page is as bounded as any answer."""
    with pytest.raises(TooLargeError):
        page("SELECT * { VALUES ?a { 'aaaaaaaaaaaa' } }", limit=800)

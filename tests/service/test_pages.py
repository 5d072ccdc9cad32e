"""Pages and data over the network: the form that is asked for, kept as long as it is the same, and nothing else."""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Reply, Server, Start

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
STATE = "/state/TLS"
FORMS = {
    "html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples",
    "csv": "text/csv",
}  # fmt: skip
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}  # fmt: skip


@pytest.mark.parametrize("media_type", FORMS.values())
def test_the_wished_form_is_given_and_says_so(media_type: str, server: Server) -> None:
    """Exactly the type that is asked for, and the address of this form alone."""
    reply = server.send("GET", STATE, Accept=media_type)

    assert (200, media_type) == (reply.status, reply.media_type)
    assert "Accept" in reply.headers["vary"].split(", ")
    ending = next(ending for ending, named in FORMS.items() if named == media_type)
    assert f"{STATE}.{ending}" == reply.headers["content-location"]


@pytest.mark.parametrize(("ending", "media_type"), FORMS.items())
def test_an_ending_gives_its_form_whatever_is_preferred(ending: str, media_type: str, server: Server) -> None:
    """An address with an ending is to be had in one form, also by a client that can only say that it wishes JSON."""
    replies = [server.send("GET", f"{STATE}.{ending}", Accept=accept) for accept in ("*/*", "application/json")]

    assert [(200, media_type)] * 2 == [(reply.status, reply.media_type) for reply in replies]


def test_the_graphs_of_a_thing_are_the_same_in_each_form(server: Server) -> None:
    """Three formats, one set of statements."""
    graphs = [
        {str(quad.triple) for quad in ox.parse(server.send("GET", STATE, Accept=accept).content, format=form)}
        for accept, form in GRAPHS.items()
    ]

    assert graphs[0]
    assert graphs[0] == graphs[1] == graphs[2]


def test_a_browser_gets_a_page_that_may_load_only_what_is_ours(server: Server) -> None:
    """The policy of a page names no script in the page and no other site; that of data forbids all."""
    page, data = server.send("GET", STATE, Accept=BROWSER), server.send("GET", STATE, Accept="text/turtle")

    assert "text/html" == page.media_type
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "default-src 'none'; frame-ancestors 'none'" == data.headers["content-security-policy"]


def test_the_head_names_the_other_forms_the_thing_and_the_licence(server: Server) -> None:
    """A program finds the data behind a page without reading it."""
    links = server.send("GET", STATE, Accept=BROWSER).headers["link"]

    assert f'<{STATE}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert '<https://w3id.org/r2pgraph/state/TLS>; rel="canonical"' in links
    assert 'rel="license"' in links


def test_a_document_that_the_client_has_is_not_sent_again(server: Server) -> None:
    """The fingerprint of one form does for no other."""
    first = server.send("GET", STATE, Accept="text/turtle")
    again = server.send("GET", STATE, Accept="text/turtle", If_None_Match=f'"other", W/{first.headers["etag"]}')
    other = server.send("GET", STATE, Accept="text/csv", If_None_Match=first.headers["etag"])

    assert (304, b"") == (again.status, again.content)
    assert first.headers["etag"] == again.headers["etag"]
    assert "no-cache" == first.headers["cache-control"]
    assert 200 == other.status


def test_text_is_packed_for_who_can_unpack(server: Server) -> None:
    """The packed form has a fingerprint of its own."""
    plain = server.send("GET", STATE, Accept="text/turtle", Accept_Encoding="gzip;q=0, br")
    packed = server.send("GET", STATE, Accept="text/turtle", Accept_Encoding="br, gzip")

    assert "content-encoding" not in plain.headers
    assert "gzip" == packed.headers["content-encoding"]
    assert plain.content == gzip.decompress(packed.content)
    assert plain.headers["etag"] != packed.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"].split(", ")


def test_the_head_of_a_document_comes_without_it(server: Server) -> None:
    """Its length is told."""
    head, whole = (server.send(method, STATE, Accept="text/turtle") for method in ("HEAD", "GET"))

    assert (200, b"") == (head.status, head.content)
    assert str(len(whole.content)) == head.headers["content-length"]


def test_a_document_is_drawn_once(server: Server) -> None:
    """The second comes from those that are kept."""
    path = "/indicator/upr"
    server.send("GET", path)
    before = server.figure('documents_total{kept="yes"}')
    server.send("GET", path)

    assert 1 == server.figure('documents_total{kept="yes"}') - before


def test_an_unknown_thing_is_told_with_its_neighbours_in_the_wished_form(server: Server) -> None:
    """A person reads a page, a program a problem document; both name what is near."""
    page, problem = (server.send("GET", "/state/TLZ", Accept=accept) for accept in (BROWSER, "text/turtle"))

    assert (404, "text/html") == (page.status, page.media_type)
    assert (404, "application/problem+json") == (problem.status, problem.media_type)
    assert b"/state/TLS" in page.content
    assert "/state/TLS" in problem.json["near"]


@pytest.mark.parametrize("path", ["/state/%ff", "/static/none.css", "/sparql?query=SELEKT", "/state/TLS?edition=none"])
def test_a_browser_gets_every_problem_as_a_page(path: str, server: Server) -> None:
    """Its title says what was wrong."""
    reply = server.send("GET", path, Accept=BROWSER)

    assert reply.status in {400, 404}
    assert "text/html" == reply.media_type
    assert b"<h1>" in reply.content
    assert "style-src 'self'" in reply.headers["content-security-policy"]


def test_a_problem_page_escapes_what_it_quotes(server: Server) -> None:
    """What a stranger wrote is text."""
    reply = server.send("GET", "/static/%3Cscript%3Ealert(1)%3C%2Fscript%3E", Accept=BROWSER)
    named = server.send("GET", "/static/%3Cscript%3E", Accept=BROWSER)

    assert b"<script" not in reply.content + named.content
    assert b"&lt;script&gt;" in named.content


def test_the_icon_is_where_browsers_look_for_it(server: Server) -> None:
    """Also of what names none, such as a picture or a table; it is kept for a day, and then asked for with its tag."""
    icon = server.send("GET", "/favicon.ico")
    again = server.send("GET", "/favicon.ico", If_None_Match=icon.headers["etag"])

    assert (200, "image/vnd.microsoft.icon") == (icon.status, icon.media_type)
    assert b"\0\0\1\0\2\0" == icon.content[:6]  # an icon of two sizes
    assert "public, max-age=86400" == icon.headers["cache-control"]
    assert 304 == again.status


ROUTES = ("/sparql", "/reconcile", "/api/queries", "/openapi.json", "/health", "/metrics")
"""Addresses with a code of their own."""


def test_programs_that_read_everything_are_told_what_is_work(server: Server) -> None:
    """Pages of things and of saved queries may be read; queries may not be asked one after the other."""
    told = server.send("GET", "/robots.txt").content.decode().splitlines()

    assert "User-agent: *" == told[0]
    assert {"Disallow: /sparql", "Disallow: /query/*?", "Disallow: /reconcile"} <= set(told)
    assert not {"Disallow: /", "Disallow: /query", "Disallow: /query/"} & set(told)


@pytest.mark.parametrize("path", [*ROUTES, "/api/queries/states", "/state/TLS", "/query", "/state/%C3%A9"])
def test_a_slash_too_many_leads_to_the_address_without_it(path: str, server: Server) -> None:
    """With the method and the parameters that were sent."""
    reply = server.send("GET", f"{path}/?a=%2F&b")

    assert (308, f"{path}?a=%2F&b") == (reply.status, reply.headers["location"])
    assert path == server.send("GET", f"{path}/").headers["location"]


def test_a_query_that_is_posted_to_an_address_with_a_slash_is_led_on(server: Server) -> None:
    """As one that is sent by GET."""
    assert 308 == server.send("POST", "/sparql/", b"ASK {}", Content_Type="application/sparql-query").status


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/sparql", "GET, HEAD, OPTIONS, POST"), ("/state/TLS", "GET, HEAD, OPTIONS"), ("*", "GET, HEAD, OPTIONS, POST")],
)
def test_who_asks_what_may_be_sent_is_told(path: str, allowed: str, server: Server) -> None:
    """Of an address, or of the whole service."""
    reply = server.send("OPTIONS", path)

    assert (204, allowed, b"") == (reply.status, reply.headers["allow"], reply.content)


@pytest.mark.parametrize(("path", "leads_to"), [("/sparql", "/editor"), ("/sparql/", "/sparql")])
def test_a_reader_who_opens_the_endpoint_gets_the_form(path: str, leads_to: str, server: Server) -> None:
    """A program that wishes a graph, or nothing, gets the description as before."""
    reply = server.send("GET", path, Accept=BROWSER)

    assert leads_to == reply.headers["location"]
    assert ["text/turtle"] * 2 == [
        server.send("GET", "/sparql", Accept=accept).media_type for accept in ("*/*", "text/html;q=0.5, text/turtle")
    ]


@pytest.mark.parametrize("path", ["/state/TLS", "/state/TLZ", "/sparql?query=ASK+{}"])
def test_every_page_names_the_icon(path: str, server: Server) -> None:
    """A page, a problem, an answer; the policy lets each load it."""
    page = server.send("GET", path, Accept="text/html")

    assert '<link rel="icon" href="/static/icon.svg' in page.content.decode()
    assert "img-src 'self'" in page.headers["content-security-policy"]


def test_a_file_named_with_its_fingerprint_may_be_kept_for_good(server: Server) -> None:
    """Without the fingerprint, or with another one, it is asked for again."""
    page = server.send("GET", "/", Accept=BROWSER).content.decode()
    address = page.partition('rel="stylesheet"')[2].partition('href="')[2].partition('"')[0]
    named, bare = server.send("GET", address), server.send("GET", address.partition("?")[0])

    assert "text/css" == named.media_type
    assert "immutable" in named.headers["cache-control"]
    assert "no-cache" == bare.headers["cache-control"]
    assert "no-cache" == server.send("GET", address[:-1] + "x").headers["cache-control"]


PATHS = """
    /static/../responding.py /static/%2e%2e/responding.py /static/..%2fresponding.py /static/%2e%2e%2fpage.py
    /static/....//page.py /static/..%5cpage.py /static//etc/passwd /static/%2fetc/passwd /static/%00
    /static/style.css%00.png /static/ /static /static/. /static/%252e%252e/page.py /../../../../etc/passwd
    /%2e%2e/%2e%2e/etc/passwd /state/../../etc/passwd /state/%2e%2e/%2e%2e/etc/passwd /state/TLS/../../..
    /state/%c0%ae%c0%ae/ /state/%ff%fe /% /%zz /state/% //example.org/ // /state//TLS /state/TLS/ /./
    /state/%0d%0aSet-Cookie:%20a=b /state/%0a /state/%7f /file:///etc/passwd /state/TLS?edition=../../etc
    /state/TLS?edition=%2e%2e%2f /state/TLS?edition=%00 /state/TLS?edition=a&edition=b /state/TLS?%ff=1
    /state/TLS?a=%ff /%e2%80%ae /%F0%9F%92%A9 /state/TLS%23fragment /state/TLS%3Fquery /CON /state/TLS.ttl.ttl
    /state/TLS.exe /state/.ttl /.git/config /.env /ontology/../ontology /state/TLS;a=b
"""
TRICKS = [
    *PATHS.split(),
    "/static/..\\page.py",
    "/\u200b",
    "/" + "a" * 5_000,
    "/state/" + "%41" * 2_000,
    "/" + "/".join("a" * 400),
]


def as_sent(server: Server, path: str) -> bytes:
    """Return what comes for a path that is sent byte by byte as it is."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        pieces = []
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_out_or_breaks_the_service(path: str, server: Server) -> None:
    """Whatever is written, no file but ours is read, no other site is led to, and no answer says that we failed."""
    head, _, content = as_sent(server, path).partition(b"\r\n\r\n")

    assert int(head.split()[1]) in {301, 308, 400, 404, 406, 414}
    assert b"root:" not in content
    assert b"from __future__" not in content
    assert b"set-cookie" not in head.lower()
    assert b"location: //" not in head.lower()
    assert b"location: http" not in head.lower()


def test_a_page_is_only_read(server: Server) -> None:
    """Other methods are told which there are."""
    replies: list[Reply] = [server.send(method, STATE) for method in ("POST", "PUT", "DELETE", "PATCH")]

    assert [405] * 4 == [reply.status for reply in replies]
    assert {"GET", "HEAD"} == set(replies[0].headers["allow"].split(", "))


def test_an_assessment_is_printed_by_a_confined_worker(start: Start, served_home: Path) -> None:
    """Without network and without a file to write, in the time that a busy machine needs; then it is kept."""
    place = f"http://127.0.0.1:{start(served_home, workers=1, seconds=300).port}/assessment/TLS-2023"
    for ending, beginning in {"docx": b"PK", "pdf": b"%PDF-"}.items():
        first, second = (urlopen(f"{place}.{ending}", timeout=300).read() for _ in range(2))  # noqa: S310
        assert first == second
        assert first.startswith(beginning)

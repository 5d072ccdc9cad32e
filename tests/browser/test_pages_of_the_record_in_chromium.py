"""Votes, treaties, sources, queries, ontology, trust and changes in a real browser, under the policy of the service."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond, statics
from r2pgraph.pages.subjects.queries import EDITOR
from r2pgraph.service.problems import POLICY

if TYPE_CHECKING:
    from conftest import Absent, Browser, Web

    from r2pgraph.store import EmbeddedStore

HOST = "http://pages.test"
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The policy of the service, but that the page which measures may hold another in a frame."""

PATHS = (
    "/resolution", "/resolution/A-RES-75-277", "/resolution/A-RES-76-177", "/vote/A-RES-75-277-TLS", "/treaty",
    "/treaty/IV-1", "/treaty/GC-I", "/source", "/source/untc-2015", "/ontology/votes", "/query", "/query/treaty-status",
    "/query/votes-of-state", "/editor", "/trust", "/changes", "/action", "/action/AFG-IV-1-accession", "/vote/none",
)  # fmt: skip
HARNESS = Path(__file__).with_name("measuring.html").read_text(encoding="utf-8")
ASKING = """<!doctype html><title>asking</title>
<iframe src="/page" style="width:1200px;height:1500px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe"), told = document.body.dataset;
frame.onload = () => {
  const page = frame.contentDocument;
  page.addEventListener("securitypolicyviolation", event => told.refused = event.violatedDirective);
  setTimeout(() => {
    const tab = {key: "Tab", keyCode: 9, bubbles: true, cancelable: true};
    const fields = [...page.querySelectorAll("#yasgui .CodeMirror textarea")];
    told.focus = page.activeElement.tagName;
    told.leaves = fields.length && fields.every(field => field.dispatchEvent(new KeyboardEvent("keydown", tab)));
    told.named = fields.length && fields.every(field => field.getAttribute("aria-label"));
    page.querySelector(".yasqe_queryButton").click();
  }, 500);
  const look = setInterval(() => {
    const cells = [...page.querySelectorAll(".yasr .dataTable td")].map(cell => cell.textContent);
    if (cells.length) { told.cells = JSON.stringify(cells); clearInterval(look); }
  }, 100);
};
</script>"""
ROW = {"state": {"type": "literal", "value": "Timor-Leste"}}
ANSWER = {"head": {"vars": ["state"]}, "results": {"bindings": [ROW]}}


@pytest.fixture(scope="module")
def site(embedded: EmbeddedStore) -> Site:
    """Return the pages of the shipped data."""
    return Site(embedded)


def put(web: Web, site: Site, path: str, policy: str = FRAMED) -> None:
    """Serve a page as ``/page``, and every file that pages are drawn with."""
    web.pages[f"{HOST}/page"] = respond(site, path, {}, "text/html").content.decode()
    web.policies[f"{HOST}/page"] = policy
    for name in statics.files().keys() - set(statics.ENGINE) - {statics.FAVICON}:
        web.pages[HOST + site.asset(name)] = statics.content(name).decode()


def told(dom: str, name: str) -> str:
    """Return what the page around ``/page`` has written down."""
    found = re.search(rf'data-{name}="([^"]*)"', dom)
    return unescape(found[1]) if found else ""


def measured(browser: Browser, width: int, *flags: str) -> dict[str, object]:
    """Return what the page around ``/page`` measured at a width."""
    browser.web.pages[f"{HOST}/"] = HARNESS.replace("WIDTH", str(width))
    return dict(json.loads(told(browser.dom(f"{HOST}/", "--window-size=1400,4200", *flags), "result")))


def without_vendor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the editor be plain, whether `make assets` was called or not."""
    files = {name: path for name, path in statics.files().items() if not name.startswith("vendor/")}
    monkeypatch.setattr(statics, "files", lambda: files)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_phone_and_a_screen_and_everything_can_be_reached(
    browser: Browser, web: Web, site: Site, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing sticks out but what scrolls in a box of its own, and every link has words and takes the focus."""
    without_vendor(monkeypatch)
    put(web, site, path)
    for width in (360, 1280):
        found = measured(browser, width)

        assert width == found["scroll"]
        assert (0, 0) == (found["nameless"], found["unreachable"])


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("path", ["/resolution/A-RES-75-277", "/treaty/XVIII-10", "/query/treaty-status", "/trust"])
def test_words_stand_out_in_light_and_dark(browser: Browser, web: Web, site: Site, path: str, scheme: int) -> None:
    """Text has a contrast of at least 4.5: level AA of WCAG 2."""
    put(web, site, path)
    found = measured(browser, 1280, f"--blink-settings=preferredColorScheme={scheme}")

    assert ("rgb(231, 230, 226)", "rgb(26, 29, 33)")[scheme] == found["ink"]
    assert [] == found["pale"]


@pytest.mark.parametrize("path", PATHS)
def test_headings_stand_in_order_and_no_style_stands_in_the_page(path: str, site: Site) -> None:
    """One first heading, no level left out, no attribute that the policy would refuse."""
    page = respond(site, path, {}, "text/html").content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]

    assert [1] == [level for level in levels if level == 1] == levels[:1]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert not re.search(r'<[^>]+ (?:style|on\w+)="', page)
    assert page.count("<table") == page.count("<caption")


def test_the_editor_answers_under_the_strict_policy(browser: Browser, web: Web, site: Site, absent: Absent) -> None:
    """What `make assets` fetched loads, takes no focus and keeps none, asks our endpoint alone and shows the rows.

    The policy refuses one thing, a style that the editor writes into the page for the grips of columns; `style.css` has
    what the grips need.
    """
    if not set(EDITOR) <= statics.files().keys():
        absent("`make assets` has not fetched the editor", "EDITOR")
    put(web, site, "/editor")
    web.pages[f"{HOST}/"] = ASKING
    web.pages[f"{HOST}/sparql"] = json.dumps(ANSWER)
    web.types[f"{HOST}/sparql"] = "application/sparql-results+json"
    dom = browser.dom(f"{HOST}/", "--window-size=1400,1700")

    assert "Timor-Leste" in told(dom, "cells")
    assert ("BODY", "true", "true") == tuple(told(dom, name) for name in ("focus", "leaves", "named"))
    assert "style-src-elem" == told(dom, "refused")
    assert {HOST} == {url[: len(HOST)] for url in web.asked_by_pages}

"""Front page, states, assessments, ratings and indicators in a real browser, under the policy of the service."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond, statics

if TYPE_CHECKING:
    from conftest import Browser, Web

    from r2pgraph.store import EmbeddedStore

HOST = "http://pages.test"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""That of the service, but that the page which measures may hold it in a frame."""
PATHS = (
    "/", "/state", "/state/TLS", "/state/NOR", "/assessment", "/assessment/TLS-2023", "/rating/TLS-2023-upr",
    "/rating/TLS-2023-existing-mechanisms", "/indicator", "/indicator/r2p-dialogue",
)  # fmt: skip
HARNESS = Path(__file__).with_name("measuring.html").read_text(encoding="utf-8")
"""A page that holds another one in a frame of a width, and measures it."""


@pytest.fixture(scope="module")
def site(embedded: EmbeddedStore) -> Site:
    """Return the pages of the shipped data."""
    return Site(embedded)


def measured(browser: Browser, width: int, *flags: str) -> dict[str, object]:
    """Return what the page around ``/page`` measured at a width."""
    browser.web.pages[f"{HOST}/"] = HARNESS.replace("WIDTH", str(width))
    dom = browser.dom(f"{HOST}/", "--window-size=1400,4200", *flags)
    found = re.search(r'data-result="([^"]*)"', dom)
    assert found is not None, dom[:2000]
    return dict(
        json.loads(found[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    )


def put(web: Web, site: Site, path: str) -> None:
    """Serve a page as ``/page``, its style beside it."""
    web.pages[f"{HOST}/page"] = respond(site, path, {}, "text/html").content.decode()
    web.policies[f"{HOST}/page"] = POLICY
    web.pages[HOST + site.asset("style.css")] = statics.content("style.css").decode()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_phone_and_a_screen_and_everything_can_be_reached(
    browser: Browser, web: Web, site: Site, path: str
) -> None:
    """Nothing sticks out, every link has words and takes the focus, of each drawing one width is shown."""
    put(web, site, path)
    for width in (360, 1280):
        found = measured(browser, width)

        assert ([], width) == (found["wide"], found["scroll"])
        assert (0, 0, 0) == (found["nameless"], found["unreachable"], found["small"])
        assert found["drawings"] == found["drawn"]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("path", ["/", "/state/TLS", "/assessment/TLS-2023", "/rating/TLS-2023-existing-mechanisms"])
def test_words_and_marks_stand_out_in_light_and_dark(
    browser: Browser, web: Web, site: Site, path: str, scheme: int
) -> None:
    """Text has a contrast of at least 4.5, the lines of marks at least 3: level AA of WCAG 2."""
    put(web, site, path)
    found = measured(browser, 1280, f"--blink-settings=preferredColorScheme={scheme}")

    assert ("rgb(231, 230, 226)", "rgb(26, 29, 33)")[scheme] == found["ink"]
    assert ([], []) == (found["pale"], found["faint"])


def test_a_page_asks_for_its_style_and_its_icon_alone(browser: Browser, web: Web, site: Site) -> None:
    """No script, no font, no other host; the policy has nothing to refuse."""
    put(web, site, "/state/TLS")
    browser.dom(f"{HOST}/page")

    assert {f"{HOST}/page", HOST + site.asset("style.css"), HOST + site.asset("icon.svg")} >= set(web.asked_by_pages)
    assert HOST + site.asset("style.css") in web.asked_by_pages

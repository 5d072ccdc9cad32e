"""The report in a real browser: nothing runs, nothing is fetched, everything fits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline
from r2pgraph.publication import report
from r2pgraph.store import load, open_store

if TYPE_CHECKING:
    from conftest import Browser, Web

HOST = "http://report.test"
PAGE = f"{HOST}/report.html"
ATTACK = (
    "<script>document.title='owned'</script><img src='http://evil.test/x.png' onerror=\"document.title='owned'\">"
    "</style></title></td></table><svg onload=\"document.title='owned'\">"
)
TEXTS = ("rationale", "claim", "reasoning", "statement", "soughtFor", "corrected", "printed", "locator")
HARNESS = """<!doctype html><title>waiting</title><iframe src="/report.html" style="width:%dpx;height:3000px;border:0">
</iframe><script>
document.querySelector("iframe").onload = event => {
  const page = event.target.contentDocument, root = page.documentElement;
  const wide = [...page.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1
    && !e.closest("thead, .skip") && getComputedStyle(e).display !== "none" && e.getClientRects().length);
  const seen = e => e.getClientRects().length > 0 && e.tabIndex >= 0;
  document.body.dataset.result = JSON.stringify({
    scroll: root.scrollWidth, client: root.clientWidth, wide: wide.slice(0, 5).map(e => e.outerHTML.slice(0, 120)),
    notes: [...page.querySelectorAll("[role=doc-noteref]")].every(seen),
    back: [...page.querySelectorAll("[role=doc-backlink]")].every(seen),
    paper: getComputedStyle(page.body).backgroundColor,
  });
};
</script>"""


@pytest.fixture(scope="module")
def graphs() -> dict[str, bytes]:
    """Return the shipped data as N-Triples by graph."""
    return pipeline.gather()


@pytest.fixture(scope="module")
def page(graphs: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the report on Timor-Leste."""
    return written(graphs, tmp_path_factory)


@pytest.fixture(scope="module")
def hostile(graphs: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the report on data in which texts are attacks and addresses are scripts."""
    attack = json.dumps(ATTACK, ensure_ascii=False)
    text = re.compile(rf'(ontology#(?:{"|".join(TEXTS)})> )"(?:[^"\\]|\\.)*"')
    address = re.compile(r'(<https://schema\.org/url> )"(?:[^"\\]|\\.)*"')
    changed = {
        name: address.sub(r'\1"javascript:alert(1)"', text.sub(lambda found: found[1] + attack, triples.decode()))
        for name, triples in graphs.items()
    }
    return written({name: triples.encode() for name, triples in changed.items()}, tmp_path_factory)


def written(graphs: dict[str, bytes], folder: pytest.TempPathFactory) -> str:
    """Return the report on Timor-Leste from the graphs."""
    home = folder.mktemp("home")
    load(home, graphs)
    with open_store(home) as store:
        return report(store, "TLS", "2023", "html")


def title(dom: str) -> str:
    """Return the title of a document."""
    found = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)
    return found[1] if found else ""


def test_the_browser_finds_the_36_rows_and_asks_for_nothing_more(browser: Browser, web: Web, page: str) -> None:
    """One request brings the whole report."""
    web.pages[PAGE] = page
    dom = browser.dom(PAGE)

    assert [f"indicator-{number}" for number in range(1, 37)] == re.findall(r'<tr[^>]* id="(indicator-[0-9]+)"', dom)
    assert "Timor-Leste: Updated Assessment of R2P Implementation 2023" == title(dom)
    assert [PAGE] == web.asked_by_pages


def test_the_attack_would_work_on_a_page_that_did_not_escape(browser: Browser, web: Web) -> None:
    """What the next test rests on: as markup, this text runs and fetches."""
    web.pages[PAGE] = f"<!doctype html><title>mine</title><p>{ATTACK}"

    assert "owned" == title(browser.dom(PAGE))
    assert "http://evil.test/x.png" in web.asked


def test_hostile_texts_and_addresses_stay_inert(browser: Browser, web: Web, hostile: str) -> None:
    """Scripts in the data are shown as letters, and script addresses are no links."""
    web.pages[PAGE] = hostile
    dom = browser.dom(PAGE)

    assert "Timor-Leste: Updated Assessment of R2P Implementation 2023" == title(dom)
    assert [PAGE] == web.asked_by_pages
    assert "<script" not in dom
    assert not re.search(r"<img|<svg[^>]*onload|href=\"javascript:", dom)
    assert dom.count("&lt;script&gt;") > 100
    assert dom.count("javascript:alert(1)") > 30
    assert 36 == len(re.findall(r'<tr[^>]* class="indicator"', dom))


def test_the_policy_would_stop_a_script_that_got_in(browser: Browser, web: Web, page: str) -> None:
    """Even a script planted in the finished page does not run, and its image is not fetched."""
    web.pages[PAGE] = page.replace("<main>", f"<main>{ATTACK.partition('</style>')[0]}")
    dom = browser.dom(PAGE)

    assert "<script>" in dom
    assert "owned" != title(dom)
    assert [PAGE] == web.asked_by_pages


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_fits_and_its_footnotes_can_be_reached(browser: Browser, web: Web, page: str, width: int) -> None:
    """Nothing sticks out at the side on a phone, a tablet or a screen, and every note link takes the focus."""
    web.pages |= {PAGE: page, f"{HOST}/": HARNESS % width}
    found = measured(browser.dom(f"{HOST}/", "--window-size=1400,3200"))

    assert ([], width) == (found["wide"], found["scroll"])
    assert found["notes"]
    assert found["back"]


def test_dark_mode_has_a_dark_page(browser: Browser, web: Web, page: str) -> None:
    """Who prefers dark gets dark paper."""
    web.pages |= {PAGE: page, f"{HOST}/": HARNESS % 1280}
    light = measured(browser.dom(f"{HOST}/", "--blink-settings=preferredColorScheme=1"))
    dark = measured(browser.dom(f"{HOST}/", "--blink-settings=preferredColorScheme=0"))

    assert ("rgb(255, 255, 255)", "rgb(20, 23, 26)") == (light["paper"], dark["paper"])


def measured(dom: str) -> dict[str, object]:
    """Return what the page around the report measured."""
    found = re.search(r'data-result="([^"]*)"', dom)
    assert found is not None, dom[:2000]
    return dict(
        json.loads(found[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    )

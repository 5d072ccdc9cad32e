"""The page needs nothing else, runs nothing, and can be read by everybody."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from r2pgraph.publication import report
from r2pgraph.publication.report.page import html

if TYPE_CHECKING:
    from r2pgraph.publication.report.contents import Report
    from r2pgraph.store import Store


@dataclass
class Element:
    """A start tag with its attributes and the text up to the next tag."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """Every element of a page in order."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Give text to the element before it."""
        if self.elements:
            self.elements[-1].text += data

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of the tags."""
        return [element for element in self.elements if element.tag in tags]

    def values(self, attribute: str) -> list[str]:
        """Return every value of an attribute."""
        return [element.attributes[attribute] for element in self.elements if attribute in element.attributes]


def read(html: str) -> Page:
    """Return the elements of a page."""
    page = Page()
    page.feed(html)
    page.close()
    return page


@pytest.fixture(scope="module")
def text(store: Store) -> str:
    """Return the page on Timor-Leste in 2023."""
    return report(store, "TLS", "2023", "html")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """Return the page on Timor-Leste, read."""
    return read(text)


def test_the_page_has_the_36_rows_in_their_order(page: Page) -> None:
    """Every indicator has its row, with a row header and three cells' worth of words."""
    rows = [row.attributes["id"] for row in page.all("tr") if row.attributes.get("class") == "indicator"]

    assert [f"indicator-{number}" for number in range(1, 37)] == rows


def test_the_page_asks_for_nothing_and_runs_nothing(page: Page) -> None:
    """No script, no frame, no image, no style or font from elsewhere; the policy says so too."""
    assert [] == page.all("script", "iframe", "object", "embed", "img", "video", "audio", "form", "base", "input")
    assert [] == page.values("src") + page.values("srcset") + page.values("srcdoc") + page.values("ping")
    assert [("icon", "data:,")] == [(link.attributes["rel"], link.attributes["href"]) for link in page.all("link")]
    assert not re.search(r"@import|url\((?!#)", "".join(style.text for style in page.all("style")))
    assert [] == [name for element in page.elements for name in element.attributes if name.startswith("on")]
    policy = next(meta for meta in page.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_every_id_stands_once_and_every_inner_link_leads_somewhere(page: Page) -> None:
    """Footnotes, rows, errata and their back links all meet."""
    ids = page.values("id")
    targets = {value[1:] for value in page.values("href") if value.startswith("#")}

    assert [] == [name for name, count in Counter(ids).items() if count > 1]
    assert set() == targets - set(ids)


def test_every_footnote_leads_back_to_a_row(page: Page) -> None:
    """All 31 notes are reached from the table and lead back to it."""
    back = {link.attributes["href"] for link in page.all("a") if link.attributes.get("role") == "doc-backlink"}
    forth = {link.attributes["href"] for link in page.all("a") if link.attributes.get("role") == "doc-noteref"}

    assert {str(number) for number in range(1, 32)} == {target.split("-")[1] for target in back}
    assert {str(number) for number in range(1, 32)} == {re.sub("[^0-9]", "", target) for target in forth}


def test_the_page_is_made_for_all_readers(page: Page) -> None:
    """A language, a title, landmarks, headings without a gap, scopes, captions, labels."""
    headings = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]

    assert ["en"] == page.values("lang")
    assert 1 == headings.count(1) == len(page.all("main")) == len(page.all("nav")) == len(page.all("title"))
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    assert {"col", "row"} == {cell.attributes["scope"] for cell in page.all("th")}
    assert len(page.all("table")) == len(page.all("caption"))
    assert all("aria-hidden" in drawing.attributes for drawing in page.all("svg"))


def test_a_level_is_a_word_and_a_bar_and_a_colour(text: str) -> None:
    """Nothing is told by colour alone."""
    (cell,) = re.findall(r'id="indicator-2".*?(<span class="level">.*?</span></span>)', text, re.DOTALL)

    assert 5 == cell.count("<rect")
    assert "Very Strong" in cell
    assert "rank-5" in cell


def test_a_hostile_text_stays_text(hostile: Report) -> None:
    """Whatever data says, it makes no element, no attribute and no link."""
    found = read(html(hostile))

    assert [] == found.all("script", "img")
    assert [] == [name for element in found.elements for name in element.attributes if name.startswith("on")]
    assert {"https", "assessment-ZZZ-2023.ttl", "assessment-ZZZ-2023.jsonld", "data"} == {
        value.partition(":")[0] for value in found.values("href") if not value.startswith("#")
    }
    assert [f"indicator-{number}" for number in (1, 2)] == [
        row.attributes["id"] for row in found.all("tr") if row.attributes.get("class") == "indicator"
    ]
    assert "{{ 7*7 }}" in html(hostile)


def test_an_indicator_without_a_rating_is_hatched(hostile: Report) -> None:
    """Not rated is open and hatched, not the palest level."""
    row = html(hostile).split('id="indicator-2"')[1].split("</tr>")[0]

    assert 5 == row.count('class="none"')
    assert "Not rated" in row


def test_the_same_graph_gives_the_same_page(store: Store, text: str) -> None:
    """Nothing of the hour or the machine is in it."""
    assert text == report(store, "TLS", "2023", "html")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as ``#17568a``, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_have_the_contrast_of_wcag_aa(page: Page, scheme: int) -> None:
    """Words 4.5 to 1 on paper and on panels, edges of drawings 3 to 1, and each level differs from the next."""
    style = page.all("style")[0].text
    blocks = [
        dict(re.findall(r"--([\w-]+): ?(#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{([^}]*--paper[^}]*)\}", style)
    ]
    colours = {
        name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
        for name, value in blocks[scheme].items()
    }

    assert 3 == len(blocks)
    for ground in ("paper", "panel"):
        assert all(contrast(colours[name], colours[ground]) >= 4.5 for name in ("ink", "soft", "accent"))
        assert contrast(colours["edge"], colours[ground]) >= 3
    ramp = [contrast(colours[f"level-{rank}"], colours["paper"]) for rank in range(1, 6)]
    assert sorted(ramp) == ramp
    assert all(stronger / weaker > 1.25 for weaker, stronger in pairwise(ramp))

"""The page of a rating follows it down to the footnotes, and says what others say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def shown(site: Site) -> Callable[[str], str]:
    """Return what gives the page of a rating by the key of its indicator."""
    return lambda key: respond(site, f"/rating/TLS-2023-{key}", {}, "text/html").content.decode()


def section(page: str, name: str) -> str:
    """Return a section of a page, without tags."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}-title">(.*?)</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[1] if found else "").split())


def test_the_level_comes_first_with_its_reasons(shown: Callable[[str], str]) -> None:
    """Peer review is rated strong, and its figure carries the footnote."""
    page = shown("upr")

    assert section(page, "level").startswith("The level Strong → Unchanged Accepted nearly all advice")
    assert "Timor-Leste accepted 186 of 194 recommendations of the review.10" in section(page, "evidence")


def test_every_figure_leads_to_its_footnote_and_the_footnote_to_its_address(shown: Callable[[str], str]) -> None:
    """Footnotes ten and eleven, and no other; both with their source and its address."""
    page = shown("upr")
    notes = re.findall(r'<li id="fn-([0-9]+)"(.*?)</li>', page, re.DOTALL)

    assert ["10", "11"] == [number for number, _ in notes]
    assert all('href="/source/' in note and 'class="url" href="https://' in note for _, note in notes)
    assert {"#fn-10", "#fn-11"} <= set(re.findall(r'href="(#fn-[0-9]+)"', page))


@pytest.mark.parametrize(
    "key", ["upr", "treaties", "education", "rome-statute", "veto-restraint", "existing-mechanisms"]
)
def test_no_link_within_the_page_leads_nowhere(shown: Callable[[str], str], key: str) -> None:
    """Footnotes, errata and rows that stand on another page are linked there."""
    page = shown(key)
    anchors = re.findall(r' id="([^"]+)"', page)

    assert set() == set(re.findall(r'href="#([^"]+)"', page)) - set(anchors)
    assert sorted(set(anchors)) == sorted(anchors)


def test_what_the_facts_suggest_stands_beside_with_its_rule(shown: Callable[[str], str]) -> None:
    """The report rates the dialogue fair; a co-sponsor is strong by the rule."""
    page = shown("r2p-dialogue")
    said = section(page, "facts")

    assert said.startswith("What the facts alone suggest at least Strong Timor-Leste co-sponsored")
    assert "The rule. What the state did about resolutions with the responsibility to protect in their title" in said
    assert "Contradicts R2P dialogue is rated fair; the facts alone suggest at least strong." in section(page, "audit")


def test_a_gap_is_told_with_what_would_close_it(shown: Callable[[str], str]) -> None:
    """Nothing structured speaks to conflict analysis."""
    said = section(shown("conflict-analysis"), "facts")

    assert "Nothing can be computed for this indicator." in said
    assert "What would close the gap: A register of national conflict analyses" in said


def test_the_points_are_those_of_each_plan(shown: Callable[[str], str]) -> None:
    """Strong is the fourth of five levels."""
    assert section(shown("upr"), "points").endswith(
        "percent-0-43 of 4Reconstruction area-mean-0-43 of 4Reconstruction "
        "percent-1-54 of 5Reconstruction two-per-step6 of 8Reconstruction"
    )


def test_neighbours_are_the_rows_before_and_after(shown: Callable[[str], str]) -> None:
    """The first has no row before, the last none after."""
    turns = [
        re.findall(r'rel="(prev|next)">(?:← )?([0-9]+)\.', shown(key))
        for key in ("protection", "upr", "veto-restraint")
    ]

    assert [[("next", "2")], [("prev", "10"), ("next", "12")], [("prev", "35")]] == turns


def test_no_rating_needs_a_style_or_a_script_of_its_own(shown: Callable[[str], str]) -> None:
    """The policy of the service allows neither."""
    assert [] == [key for key in ("upr", "treaties") if re.search(r"style=|<script", shown(key))]

"""The page of an indicator sets the levels that assessments give beside what facts say of every state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph.evidence import evidence
from r2pgraph.pages import Site, respond
from r2pgraph.pages.subjects.assessments import indicators

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


def shown(site: Site, path: str) -> str:
    """Return a page without its tags."""
    page = respond(site, path, {}, "text/html").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_rule_stands_in_words_before_what_it_gives(site: Site) -> None:
    """A co-sponsor of a resolution on the matter is strong."""
    page = shown(site, "/indicator/r2p-dialogue")

    assert "The rule. What the state did about resolutions" in page
    assert page.index("The rule.") < page.index("Because")
    assert "It is no assessment" in page


def test_the_level_of_each_assessment_leads_to_its_rating(site: Site) -> None:
    """One assessment is shipped."""
    page = respond(site, "/indicator/upr", {}, "text/html").content.decode()

    assert 'href="/rating/TLS-2023-upr">Timor-Leste 2023</a>' in page
    assert '<span class="word">Strong</span>' in page


def test_an_indicator_without_facts_says_why_and_what_would_help(site: Site) -> None:
    """A gap has its reason and its need."""
    page = shown(site, "/indicator/conflict-analysis")

    assert "Nothing can be computed." in page
    assert "What would close the gap: A register of national conflict analyses" in page
    assert "What the facts say of each state" not in page


def test_a_doubtful_area_and_a_restored_title_are_told(site: Site) -> None:
    """The border between areas is lost, and so are some titles."""
    pages = [shown(site, f"/indicator/{key}") for key in ("upr", "protection")]

    assert [True, False] == [", which is probable" in page for page in pages]
    assert "The title is as printed." in pages[1]


@pytest.mark.parametrize("state", ["TLS", "FJI", "NOR"])
@pytest.mark.parametrize("indicator", ["r2p-dialogue", "vulnerable-groups"])
def test_what_is_said_of_a_state_is_what_the_evidence_says(
    site: Site, embedded: EmbeddedStore, indicator: str, state: str
) -> None:
    """The table is counted for all states at once, and this for one."""
    alone = evidence(embedded, state, site.year, indicator).indicators[0]
    row = next(row for row in indicators.states(site, indicator) if row["state"].endswith(f"/{state}"))

    assert len(alone.statements) == row["count"]
    assert (alone.suggestion.level if alone.suggestion else "") == row["level"].lower().replace(" ", "-")
    assert {each.source for each in alone.statements} == {source.rpartition("/")[2] for source in row["sources"]}


def test_states_stand_by_level_and_name_and_those_without_a_level_last(site: Site) -> None:
    """The strongest first."""
    found = [(-row["rank"], row["label"]) for row in indicators.states(site, "refugees")]

    assert len(found) > 100
    assert sorted(found) == found
    assert {"", "Strong"} <= {row["level"] for row in indicators.states(site, "refugees")}


def test_the_list_has_every_indicator_in_its_area_with_the_level_given(site: Site) -> None:
    """Thirty-six of six areas."""
    page = respond(site, "/indicator", {}, "text/html").content.decode()

    assert 36 == len(set(re.findall(r'href="(/indicator/[a-z0-9-]+)"', page)))
    assert 36 == page.count('<a class="quiet" href="/rating/TLS-2023-')
    assert 6 == page.count('<h2 id="area-')
    assert "style=" not in page

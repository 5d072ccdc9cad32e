"""The front page answers a question down to the footnote, and shows the doors and the doubts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline
from r2pgraph.pages import Site, respond
from r2pgraph.store import load, open_store
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def front(site: Site) -> str:
    """Return the front page."""
    return respond(site, "/", {}, "text/html").content.decode()


def text(page: str) -> str:
    """Return a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_question_is_answered_with_the_footnote_behind_it(front: str) -> None:
    """A level, a figure, the note that the figure carries, and the address that the note gives."""
    said = text(front)
    order = ["How is Timor-Leste rated in 2023 on treaties, and why?", "Strong", "ten of the twelve treaties",
             "View ratification status", "https://tbinternet.ohchr.org/"]  # fmt: skip
    places = [said.index(each) for each in order]

    assert sorted(places) == places
    assert 'href="#fn-4"' in front
    assert 'id="fn-4"' in front


def test_the_shipped_assessment_is_seen_at_a_glance(front: str) -> None:
    """Thirty-six cells, each of which says in words what it is."""
    cells = re.findall(r'<a href="/rating/TLS-2023-[a-z0-9-]+" title="[0-9]+\. [^"]+: [^"]+">', front)

    assert 36 == len(cells)
    assert "63.19 of 100" in text(front)


def test_there_are_doors_to_study_to_submit_and_to_link(front: str) -> None:
    """What they lead to exists."""
    assert ["Study", "Submit", "Link"] == re.findall(r"<h3>(.*?)</h3>", front)


def test_every_door_leads_somewhere(site: Site, front: str) -> None:
    """No path on the front page is without a page."""
    paths = sorted(set(re.findall(r'href="(/[a-z]*)"', front)))

    assert [] == [path for path in paths if respond(site, path, {}, "text/html").status != 200]


def test_how_far_to_trust_it_stands_on_the_first_page(front: str) -> None:
    """What agrees, what contradicts, what could not be decided, and whose formula it is."""
    said = text(front)

    assert "An audit held what Timor-Leste 2023 prints against the record: " in said
    assert "Of its ratings, 2 stand at the level that a rule of ours suggests from facts alone, 2 do not" in said
    assert "the facts suggest none. 32 errata are kept beside what was read." in said
    assert "We have not found the publisher's formula" in said.replace("&#39;", "'")


def test_a_graph_without_an_assessment_has_a_front_page_too(tmp_path: Path) -> None:
    """Facts alone are worth a visit."""
    graphs = {name: triples for name, triples in pipeline.gather().items() if "/assessment-" not in name}
    load(tmp_path, graphs)
    with open_store(tmp_path) as store:
        page = respond(Site(store), "/", {}, "text/html")

    assert iri("graph", "assessment-TLS-2023") not in graphs
    assert 200 == page.status
    assert "Three doors" in page.content.decode()

"""The page of an assessment is the table that people know, with what stands behind and beside it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from r2pgraph.evidence.auditing import audit
from r2pgraph.pages import Site, respond
from r2pgraph.pages.subjects.assessments import audited

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

PATH = "/assessment/TLS-2023"


@pytest.fixture(scope="module")
def page(site: Site) -> str:
    """Return the page of the shipped assessment."""
    return respond(site, PATH, {}, "text/html").content.decode()


@pytest.fixture(scope="module")
def which(site: Site) -> audited.Which:
    """Return the shipped assessment."""
    return audited.all_of(site)[0]


def rows(page: str) -> dict[str, str]:
    """Return the rows of the table of ratings by the number of their indicator."""
    return dict(re.findall(r'<tr role="row" id="indicator-([0-9]+)" class="indicator">(.*?)</tr>', page, re.DOTALL))


def test_the_table_has_its_36_rows_and_each_leads_to_its_rating(page: str) -> None:
    """Row eleven is the periodic review."""
    found = rows(page)

    assert [str(number) for number in range(1, 37)] == list(found)
    assert 'href="/rating/TLS-2023-upr"' in found["11"]
    assert all('href="/rating/TLS-2023-' in row for row in found.values())


def test_a_level_differs_in_shape_and_word_and_a_trend_in_glyph_and_word(page: str) -> None:
    """Five segments, of which as many are filled as the level is high; no colour alone says anything."""
    row = rows(page)["11"]

    assert (4, 1) == (row.count('class="on"'), row.count('class="off"'))
    assert '<span class="word">Strong</span>' in row
    assert "→" in row
    assert '<span class="word">Unchanged</span>' in row


def test_every_marker_of_a_footnote_leads_to_a_note_and_every_note_to_a_source(page: str) -> None:
    """No anchor is missing, none stands twice, and the sources have pages."""
    anchors = re.findall(r' id="([^"]+)"', page)
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    notes = re.findall(r'<li id="fn-[0-9]+".*?</li>', page, re.DOTALL)

    assert sorted(set(anchors)) == sorted(anchors)
    assert set() == wanted - set(anchors)
    assert 31 == len(notes)
    assert all('href="/source/' in note for note in notes)


def test_a_contradiction_stands_beside_the_rating_that_it_concerns(page: str) -> None:
    """The record has an accession where the report says signatory: row eight, and once among all verdicts."""
    said = (
        "Rome Statute: the assessment says &#34;signatory&#34;; the record has accession 2002-09-06, and no signature."
    )

    assert f"Audit: contradicts</b> {said}" in rows(page)["8"]
    assert 'Contradicts</b> <a class="row" href="#indicator-8">row 8</a> ' + said in page


def test_faults_are_counted_apart_from_ratings_that_a_rule_gives_otherwise(page: str) -> None:
    """Fourteen things on the record, two ratings; each list holds as many lines as its sentence says."""
    record, rule = re.findall(r"<h3>Against (?:the record|rules of ours)</h3>(.*?)</ul>", page, re.DOTALL)

    assert "14 do not, and" in record
    assert 14 == record.count("<li ")
    assert "Of 36 ratings, 2 stand at the level that a rule of ours suggests from facts alone, 2 do not" in rule
    assert 2 == rule.count("<li ")


def test_every_verdict_that_matters_has_a_row(site: Site, which: audited.Which, embedded: EmbeddedStore) -> None:
    """What the audit finds by itself, all of it, is told beside some rating."""
    told = [each for found in audited.by_row(site, which).values() for each in found]
    wanted = [each for each in audit(embedded, "TLS", "2023").checked if each.verdict not in audited.QUIET]

    assert len(wanted) > 10
    assert [] == [each for each in wanted if each not in told]


def test_the_answer_stands_before_its_reasons_and_its_doubts_before_the_notes(page: str) -> None:
    """The order of every page: what it is, the answer, the reasons, the doubts."""
    order = ["<h1>", 'id="answer"', 'id="audit"', 'id="areas"', 'id="table"', 'id="doubts"', 'id="footnotes"']
    places = [page.index(each) for each in order]

    assert sorted(places) == places
    assert "<strong>63.19</strong>" in page


def test_the_page_needs_no_style_and_no_script_of_its_own(page: str) -> None:
    """The policy of the service allows neither."""
    assert "style=" not in page
    assert "<script" not in page


def test_headings_step_down_one_by_one(page: str) -> None:
    """A reader who goes by headings misses no level."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]

    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_says_what_it_is_and_what_its_columns_are(page: str) -> None:
    """A caption a table, a scope a heading cell."""
    assert page.count("<table") == page.count("<caption>")
    assert [] == [cell for cell in re.findall(r"<th [^>]*>", page) if "scope=" not in cell]


def test_the_list_of_assessments_shows_all_ratings_of_each_at_a_glance(site: Site) -> None:
    """Thirty-six cells, each of which leads to its rating."""
    listed = respond(site, "/assessment", {}, "text/html").content.decode()

    assert 36 == len(re.findall(r'<a href="/rating/TLS-2023-[a-z0-9-]+" title="', listed))
    assert f'href="{PATH}"' in listed


def test_the_reports_own_page_is_not_linked_to_pages_that_it_does_not_have(embedded: EmbeddedStore) -> None:
    """The parts are shared; the links are the service's."""
    from r2pgraph.publication import report

    assert 'href="/rating' not in report(embedded, "TLS", "2023", "html")

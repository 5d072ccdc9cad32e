"""A source says what it is, on which terms it is used, whether it was read, and what rests on it."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import respond

if TYPE_CHECKING:
    from r2pgraph.pages import Site

TABLES = Path(__file__).resolve().parents[2] / "data" / "tables"


def sources() -> dict[str, dict[str, str]]:
    """Read the curated table."""
    with (TABLES / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def shown(site: Site, path: str) -> str:
    """Return a page that is there."""
    page = respond(site, path, {}, "text/html")
    assert 200 == page.status
    return page.content.decode()


def test_whether_it_was_read_is_told(site: Site) -> None:
    """A source that nobody here has seen is never shown as if somebody had."""
    assert "Somebody of this project read it" in shown(site, "/source/untc-2015")
    assert "Nobody of this project has read it" in shown(site, "/source/aba-icc-tls")


def test_an_interest_in_the_matter_is_told(site: Site) -> None:
    """The warning stands before the record."""
    key = next(key for key, row in sources().items() if row["interest"])

    assert "It has an interest in the matter:" in shown(site, f"/source/{key}")


def test_terms_authors_and_date_are_told(site: Site) -> None:
    """The full reference is on the page."""
    page = shown(site, "/source/griffith-bellamy-2019")

    assert "<dd>Alex Bellamy</dd>" in page
    assert "<dt>Issued</dt><dd>2019</dd>" in page
    assert "<dt>Terms</dt>" in page


def test_what_rests_on_it_is_counted(site: Site) -> None:
    """The numbers are those of the table of acts."""
    with (TABLES / "treaty_actions.csv").open(encoding="utf-8", newline="") as file:
        expected = sum(row["source"] == "untc-2015" and row["kind"] == "accession" for row in csv.DictReader(file))
    found = re.search(r">Accession</a></th>.*?How many\">([\d,]+)<", shown(site, "/source/untc-2015"))

    assert found
    assert f"{expected:,}" == found[1]


def test_the_footnotes_that_cite_it_are_linked(site: Site) -> None:
    """From a source a reader gets to each footnote."""
    assert 'href="/citation/TLS-2023-13a"' in shown(site, "/source/state-department-2022-tls")


def test_the_list_holds_every_source_by_kind(site: Site) -> None:
    """None is left out, and each stands below its kind."""
    page = shown(site, "/source")
    headings = re.findall(r'<h2 id="kind-\d+">([^<]+) <', page)

    assert set(sources()) == set(re.findall(r'</span><a href="/source/([\w-]+)"', page))
    assert sorted({row["kind"].capitalize() for row in sources().values()}) == headings


@pytest.mark.parametrize("key", sorted(sources()))
def test_every_source_has_its_page(key: str, site: Site) -> None:
    """Whatever is missing of a reference, the page is drawn."""
    assert "<h1>" in shown(site, f"/source/{key}")

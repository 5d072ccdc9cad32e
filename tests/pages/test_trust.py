"""How far to trust this is told in figures that are counted, not written."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.evidence.auditing import GROUNDS, audit
from r2pgraph.pages import Site, respond
from r2pgraph.store import load, open_store
from r2pgraph.vocab import BASE, EXTERNAL, R2P

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

TABLES = Path(__file__).resolve().parents[2] / "data" / "tables"


@pytest.fixture(scope="module")
def page(site: Site) -> str:
    """Return the page of the shipped data."""
    return shown(site)


def shown(site: Site) -> str:
    """Return the page of a store."""
    found = respond(site, "/trust", {}, "text/html")
    assert 200 == found.status
    return found.content.decode()


def told(page: str, name: str) -> str:
    """Return what stands beside a word, without markup."""
    found = re.search(rf"<dt>{name}</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert found
    return re.sub("<.*?>", "", found[1])


def test_the_verdicts_are_those_of_the_audit(page: str, embedded: EmbeddedStore) -> None:
    """Each verdict with its number, the gravest first, and faults apart from ratings that a rule gives otherwise."""
    found = audit(embedded, "TLS", 2023)

    for ground, words in GROUNDS.items():
        counts = found.counts(ground)
        assert ", ".join(f"{verdict} {count}" for verdict, count in counts.items()) == told(page, words)


def test_the_sources_that_were_read_are_counted(page: str) -> None:
    """The numbers are those of the table of sources."""
    with (TABLES / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = sum(row["read"] == "true" for row in rows)

    assert f"{len(rows)} sources are named: {read} were read for this project, {len(rows) - read} were not" in page


def test_every_plan_is_told_as_what_it_is(page: str) -> None:
    """The shipped plans are reconstructions, all of them."""
    assert "reconstruction 4 (plans)" == told(page, "Scoring plans")


def test_every_gap_in_the_evidence_is_told(page: str) -> None:
    """Each indicator of which no facts speak has its reason."""
    with (TABLES / "evidence_gaps.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["indicator"] for row in csv.DictReader(file)}

    assert expected == set(re.findall(r'scope="row"><a href="/indicator/([\w-]+)"', page))


def test_ratings_without_a_source_are_counted(page: str) -> None:
    """Counted in the printed table: eleven of thirty-six."""
    assert "11 of 36 (ratings-without-source)" == told(page, "Ratings without a source")


def test_sources_that_disagree_on_a_vote_are_told(
    page: str, shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A vote that is kept beside a better source is counted; in the shipped data there is none."""
    home, name = tmp_path_factory.mktemp("disputed"), f"{BASE}graph/resolutions"
    vote = f"<{BASE}vote/x> <{EXTERNAL['rdf']}type> <{R2P}Vote> .\n".encode()
    load(home, {**shipped, name: shipped[name] + vote})
    with open_store(home) as store:
        disputed = shown(Site(store))

    assert "No two sources that are held disagree on a vote." in page
    assert "1 vote that a better source has otherwise is kept beside it" in disputed


def test_a_store_without_an_assessment_says_so(
    shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing is counted of what is not there."""
    home = tmp_path_factory.mktemp("without")
    load(home, {name: data for name, data in shipped.items() if "assessment-" not in name})
    with open_store(home) as store:
        assert "No assessment is held." in shown(Site(store))

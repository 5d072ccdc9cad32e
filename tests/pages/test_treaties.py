"""A treaty tells consent from signature, says until when it knows, and what rests on it."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import respond
from r2pgraph.pages.subjects.treaties import parties
from r2pgraph.vocab import R2P

if TYPE_CHECKING:
    from r2pgraph.pages import Site
    from r2pgraph.pages.site import Record

TABLES = Path(__file__).resolve().parents[2] / "data" / "tables"


def acts(treaty: str, *kinds: str) -> set[str]:
    """Return the states with an act of one of the kinds, from the curated table."""
    with (TABLES / "treaty_actions.csv").open(encoding="utf-8", newline="") as file:
        return {row["state"] for row in csv.DictReader(file) if row["treaty"] == treaty and row["kind"] in kinds}


def shown(site: Site, path: str, **parameters: str) -> str:
    """Return a page that is there."""
    page = respond(site, path, parameters, "text/html")
    assert 200 == page.status
    return page.content.decode()


def drawn(page: str, kind: str) -> set[str]:
    """Return the states that are drawn with a mark."""
    return set(re.findall(rf'class="tile {kind}" href="/state/(\w+)"', page))


def act(kind: str, date: str | None) -> Record:
    """Return an act of one state."""
    return {"state": "s", "label": "S", "kind": f"{R2P}{kind}", "date": date, "action": f"{kind}-{date}"}


def test_the_grid_tells_consent_signature_and_withdrawal_apart(site: Site) -> None:
    """Accession is consent without a signature; a signature alone is none."""
    consents = acts("XVIII-10", "ratification", "accession", "succession", "acceptance", "approval", "consent")
    left = acts("XVIII-10", "withdrawal")
    page = shown(site, "/treaty/XVIII-10")

    assert consents - left == drawn(page, "consent")
    assert acts("XVIII-10", "signature") - consents == drawn(page, "signature")
    assert left == drawn(page, "withdrawn")
    assert set() == drawn(page, "unknown")


def test_without_a_register_silence_is_unknown(site: Site) -> None:
    """A state without an act towards the Geneva Conventions may well be bound by them."""
    page = shown(site, "/treaty/GC-I")

    assert "No register is held." in page
    assert set() == drawn(page, "none")
    assert "AUS" in drawn(page, "unknown")


def test_the_page_says_until_when_the_register_is_known(site: Site) -> None:
    """The register of the Genocide Convention that is held was issued on 14 March 2015."""
    assert "Known until 14 March 2015." in shown(site, "/treaty/IV-1")


@pytest.mark.parametrize("order", ["consent", "signature"])
def test_the_table_is_sorted_by_a_parameter(order: str, site: Site) -> None:
    """The column that the address names is in order, and who has no such date comes last."""
    kind = {"consent": ("ratification", "accession", "succession"), "signature": ("signature",)}[order]
    page = shown(site, "/treaty/IV-1", sort=order)
    states = re.findall(r'scope="row"><svg.*?</svg> <a href="/state/(\w+)"', page)
    has = [state in acts("IV-1", *kind) for state in states]

    assert acts("IV-1", "signature", "ratification", "accession", "succession") == set(states)
    assert sorted(has, reverse=True) == has


def test_an_order_that_is_none_is_refused(site: Site) -> None:
    """A wrong parameter is told."""
    assert 400 == respond(site, "/treaty/IV-1", {"sort": "colour"}, "text/html").status


def test_the_indicators_that_count_it_are_named(site: Site) -> None:
    """The Rome Statute is an indicator of its own, and one of the key instruments."""
    page = shown(site, "/treaty/XVIII-10")

    assert {"/indicator/treaties", "/indicator/rome-statute"} <= set(re.findall(r'href="([^"]+)"', page))


def test_what_an_assessment_claims_of_it_is_told(site: Site) -> None:
    """The claim stands beside the rating that rests on it."""
    assert "Timor-Leste is outside the Genocide Convention." in shown(site, "/treaty/IV-1")


@pytest.mark.parametrize(
    ("done", "standing"),
    [
        ([("Signature", "2000-01-01")], "signature"),
        ([("Signature", "2000-01-01"), ("Ratification", "2001-01-01")], "consent"),
        ([("ConsentToBeBound", None)], "consent"),
        ([("Accession", "2000-01-01"), ("Withdrawal", "2002-01-01")], "withdrawn"),
        ([("Accession", "2000-01-01"), ("Withdrawal", "2002-01-01"), ("Accession", "2003-01-01")], "consent"),
        ([("Reservation", "2000-01-01")], "unknown"),
    ],
)
def test_what_a_state_did_in_all(done: list[tuple[str, str | None]], standing: str) -> None:
    """The latest of consent and withdrawal counts, and a reservation is neither."""
    (row,) = parties(act(kind, date) for kind, date in done)

    assert standing == row["standing"]


def test_the_list_holds_every_treaty(site: Site) -> None:
    """Each has its numbers and the end of its register."""
    with (TABLES / "treaties.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["key"] for row in csv.DictReader(file)}

    assert expected == set(re.findall(r'scope="row"><a href="/treaty/([\w-]+)"', shown(site, "/treaty")))

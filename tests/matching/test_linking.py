"""A column of names is given IRIs where each can mean one thing alone, and the rest is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from r2pgraph.errors import UnknownNameError
from r2pgraph.matching import Matcher, link
from r2pgraph.store import EmbeddedStore

STATE = "https://w3id.org/r2pgraph/state/"


@pytest.fixture(scope="module")
def matcher(embedded: EmbeddedStore) -> Matcher:
    """Return the matcher of the shipped graph."""
    return Matcher(embedded)


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ("East Timor", (STATE + "TLS", "Timor-Leste", "100", "exact")),
        ("Phillipines", (STATE + "PHL", "Philippines", "90.9", "alike")),
        ("Korea", ("", "", "86.4", "doubtful")),
        ("zzzzzz", ("", "", "", "none")),
        ("  ", ("", "", "", "empty")),
        ("http://www.wikidata.org/entity/Q574", (STATE + "TLS", "Timor-Leste", "100", "exact")),
        ("Q574", (STATE + "TLS", "Timor-Leste", "100", "exact")),
        ("https://www.geonames.org/1966436", (STATE + "TLS", "Timor-Leste", "100", "exact")),
        ("http://metadata.un.org/sdg/codes/geoArea/626", (STATE + "TLS", "Timor-Leste", "100", "exact")),
        ("ETM", (STATE + "TLS", "Timor-Leste", "100", "exact")),
    ],
)
def test_a_cell_gets_the_thing_that_it_means(matcher: Matcher, cell: str, row: tuple[str, ...]) -> None:
    """By a name, a code or the IRI of another data set; a doubtful one gets no IRI."""
    assert (row,) == link(matcher, [cell], "state").rows


def test_the_kind_decides(matcher: Matcher) -> None:
    """The same letters mean another thing as a treaty."""
    (row,) = link(matcher, ["CAT"], "Treaty").rows

    assert "https://w3id.org/r2pgraph/treaty/IV-9" == row[0]


def test_doubts_are_told_once_with_their_rows_the_most_used_first(matcher: Matcher) -> None:
    """A name that stands in many rows is the first to settle."""
    linked = link(matcher, ["Atlantis", "Korea", "Fiji", "Korea"], "state")

    assert [("Korea", 2), ("Atlantis", 1)] == [(doubt.name, doubt.rows) for doubt in linked.doubts]
    assert ["state/KOR", "state/PRK"] == [each.entry.key for each in linked.doubts[0].candidates[:2]]
    assert {"doubtful": 3, "exact": 1} == dict(linked.counts)


def test_an_unknown_kind_is_told_with_the_known_ones(matcher: Matcher) -> None:
    """A slip finds the nearest word."""
    with pytest.raises(UnknownNameError, match=r"kind of thing 'stat'.*state.*indicator"):
        link(matcher, [], "stat")


def test_every_iri_that_we_link_to_leads_back(matcher: Matcher) -> None:
    """Who has the identifiers of a data set that we link to needs no names."""
    from r2pgraph import sources

    exact = sources.links().filter(predicate_id="skos:exactMatch").filter(subject_id="state:TLS")

    assert {"state/TLS"} == {matcher.match(iri, ["State"])[0].entry.key for iri in exact["object_id"]}


def test_the_names_of_a_real_table_find_their_states(matcher: Matcher, records: Path) -> None:
    """Of 193 rows of a public table on treaties all find their state, by the names that it prints."""
    with (records / "hr-treaty-status-2022" / "hr_status_cedaw.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["member"] for row in csv.DictReader(file)]
    linked = link(matcher, names, "state")

    assert 193 == len(names)
    assert [] == [doubt.name for doubt in linked.doubts]
    assert 193 == len({row[0] for row in linked.rows})

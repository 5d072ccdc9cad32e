"""What must be known first: which state is meant, and whether the year is one of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from r2pgraph.errors import QueryError
from r2pgraph.evidence import standing
from r2pgraph.evidence.statements import subject

AALAND = ("Åland", ("AAA", "AA"))
GONE = """
state:AAA a r2p:HistoricState ; r2p:isoAlpha3 "AAA" ; skos:editorialNote "Dissolved into two"@en .
r2p:HistoricState rdfs:subClassOf r2p:State .
<https://w3id.org/r2pgraph/membership/A> org:member state:AAA ;
  org:organization <https://w3id.org/r2pgraph/organisation/UN> ;
  dcterms:type "member" ; r2p:validFrom "1950-03-01"^^xsd:date ; r2p:validTo "1990-05-01"^^xsd:date .
"""


@pytest.mark.parametrize(
    "asked", ["Åland", "aland", "the Aland", "AAA", "aa", "state:AAA", "<https://example.org/AAA>"]
)
def test_of_its_own_name_nothing_is_said(asked: str) -> None:
    """A name or code of the state itself, in whatever case, and an IRI."""
    assert [] == list(standing.asked_for(asked, *AALAND))


def test_another_name_is_told() -> None:
    """A withdrawn code leads to a state whose name is another."""
    assert ["'SUN' stands for Åland (AAA) here."] == list(standing.asked_for(" SUN", *AALAND))


@pytest.mark.parametrize(
    ("year", "said"),
    [("2025", ""), ("2026", "2026 is not over"), ("2027", "2027 is in the future"), ("10000", "in the future")],
)
def test_a_year_that_is_not_over_is_told(year: str, said: str) -> None:
    """The year before this one is over, this one is not, the next has not begun."""
    (*told,) = standing.of_the_year(year, today="2026-11-29")

    assert bool(said) == bool(told)
    assert said in "".join(told)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("1949", "Aland became a member of the United Nations on 1950-03-01, after the end of 1949."),
        ("1950", ""),
        ("1990", ""),
        ("1991", "Aland was a member of the United Nations until 1990-05-01, and not in 1991. Dissolved into two."),
    ],
)
def test_a_year_outside_of_membership_is_told(world: Callable, year: str, said: str) -> None:
    """Before its first day, and after its last, with what is on record of its end."""
    assert said == " ".join(subject(world(GONE), "AAA", year).remarks)


def test_without_a_membership_on_record_nothing_is_said(world: Callable) -> None:
    """An observer is not told that it is no member."""
    assert () == subject(world('state:BBB r2p:isoAlpha3 "BBB" .'), "BBB", "1800").remarks


@pytest.mark.parametrize("year", ["20", "twenty", "2023-05", ""])
def test_what_is_no_year_is_refused_as_it_was_written(world: Callable, year: str) -> None:
    """The message holds what was given, and how a year is written."""
    with pytest.raises(QueryError, match=f"^'{year}' is no year; write it as 2023.$"):
        subject(world('state:BBB r2p:isoAlpha3 "BBB" .'), "BBB", year)

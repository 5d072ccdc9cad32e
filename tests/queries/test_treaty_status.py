"""Hold the status of treaties to the order of acts and exits, on a graph small enough to check by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from r2pgraph import pipeline, queries
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from r2pgraph.store import Store

HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
WORLD = """
r2p:State a owl:Class . r2p:TreatyList a owl:Class .
r2p:Accession rdfs:subClassOf r2p:ConsentToBeBound .
state:AAA a r2p:State . list:short a r2p:TreatyList .
treaty:one r2p:inList list:short ; rdfs:label "One"@en .
"""
ACCEDED = "action:in a r2p:Accession ; r2p:actor state:AAA ; r2p:treaty treaty:one ; r2p:date {} ."
LEFT = "action:out a r2p:Withdrawal ; r2p:actor state:AAA ; r2p:treaty treaty:one ; r2p:date {} ."
AGAIN = ACCEDED.replace("action:in", "action:again")
DAYS = {year: f'"{year}-06-15"^^xsd:date' for year in (2001, 2005, 2009)}
YEARS = {year: f'"{year}"^^xsd:gYear' for year in DAYS}
CASES = [
    (DAYS, "2004-01-01", ["2001-06-15"]),
    (DAYS, "2005-06-14", ["2001-06-15"]),
    (DAYS, "2005-06-15", [None]),
    (DAYS, "2009-06-14", [None]),
    (DAYS, "2009-06-15", ["2009-06-15"]),
    (YEARS, "2001-12-30", [None]),
    (YEARS, "2005-12-30", ["2001"]),
    (YEARS, "2005-12-31", [None]),
    (YEARS, "2009-12-31", ["2009"]),
]


def asked(kind: str, turtle: str, date: str) -> list[object]:
    """Return since when the treaty binds the state at a date, row by row, on one of the engines."""
    quads = pyoxigraph.parse(HEAD + WORLD + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    graphs = {"https://example.org/g": triples}
    store: Store = EmbeddedStore(pipeline.in_memory(graphs)) if kind == "embedded" else GraphStore(graphs)
    rows = queries.run(store, "treaty-status", {"state": "AAA", "date": date, "within": "short"}).records()
    return [row["since"].value if row["since"] else None for row in rows]


@pytest.mark.parametrize("kind", ["embedded", "second opinion"])
@pytest.mark.parametrize(("dates", "date", "since"), CASES)
def test_an_exit_ends_what_came_before_it_and_nothing_after(
    kind: str, dates: dict[int, str], date: str, since: list[str | None]
) -> None:
    """Acceded, withdrew, acceded again: bound, not bound, bound; a year counts from its last day."""
    turtle = ACCEDED.format(dates[2001]) + LEFT.format(dates[2005]) + AGAIN.format(dates[2009])

    assert since == asked(kind, turtle, date)


@pytest.mark.parametrize("kind", ["embedded", "second opinion"])
def test_an_exit_of_the_year_of_the_act_ends_it(kind: str) -> None:
    """Where only years are known, who came and left in one is not told to be bound."""
    turtle = ACCEDED.format(YEARS[2005]) + LEFT.format(YEARS[2005])

    assert [None] == asked(kind, turtle, "2009-01-01")


@pytest.mark.parametrize("kind", ["embedded", "second opinion"])
def test_a_consent_of_untold_kind_binds_unless_another_source_tells_the_act(kind: str) -> None:
    """A register of years repeats what the depositary dates to the day, and is all there is where that is silent."""
    consent = ACCEDED.replace("action:in a r2p:Accession", "action:untold a r2p:ConsentToBeBound")

    assert ["2005"] == asked(kind, consent.format(YEARS[2005]), "2009-01-01")
    assert ["2005-06-15"] == asked(kind, consent.format(YEARS[2005]) + ACCEDED.format(DAYS[2005]), "2009-01-01")

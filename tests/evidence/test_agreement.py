"""Hold the column-wise count of voting agreement to the saved query, and both to a count by hand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pyoxigraph as ox
import pytest

from r2pgraph.evidence.agreement import agreement, votes
from r2pgraph.evidence.observations import observations
from r2pgraph.evidence.profiling import agreements
from r2pgraph.queries import run
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.vocab import iri

ROLLS = {"one": "2015-05-01", "two": "2016-05-01", "three": "2017-05-01", "four": "2024-05-01"}
CAST = {
    "AAA": {"one": "votedYes", "two": "votedNo", "three": "abstainedOn", "four": "votedYes"},
    "BBB": {"one": "votedYes", "two": "votedYes", "three": "abstainedOn", "four": "votedYes"},
    "CCC": {"two": "coSponsors"},
}


def turtle() -> str:
    """Return the votes as Turtle."""
    lines = [
        f"state:{state} r2p:{what} resolution:{text} ." for state, cast in CAST.items() for text, what in cast.items()
    ]
    lines += [f'resolution:{text} r2p:adoptedOn "{day}"^^xsd:date .' for text, day in ROLLS.items()]
    return "\n".join([*lines, 'state:CCC a r2p:State ; rdfs:label "Cland"@en .'])


def test_two_states_agree_where_they_vote_alike(world: Callable[[str], Store]) -> None:
    """Two of three shared votes in the span; the one after it and a sponsorship do not count."""
    found = agreement(votes(world(turtle())), 2014, 2023)

    assert [("AAA", "BBB", 3, 2, 0.6667)] == found.rows()


def test_the_saved_query_says_the_same(world: Callable[[str], Store]) -> None:
    """The definition in SPARQL gives the share of the count by columns."""
    asked = {"state": "AAA", "other": "BBB", "from": "2014", "until": "2023"}
    (row,) = run(world(turtle()), "voting-agreement", asked).records()

    assert ["3", "2", "0.6667"] == [term.value for name in ("shared", "same", "agreement") if (term := row[name])]


@pytest.mark.parametrize("state", ["TLS", "NOR", "CHN"])
def test_both_counts_are_equal_on_the_shipped_votes(state: str, embedded: EmbeddedStore) -> None:
    """Every pair of a sample of states."""
    counted = agreement(votes(embedded), 2014, 2023)
    pairs = {
        (other if state == one else one): (shared, same, share)
        for one, other, shared, same, share in counted.filter(
            (pl.col("state") == state) | (pl.col("other") == state)
        ).rows()
    }
    asked = {
        each.other: (each.shared, each.same, float(each.share)) for each in agreements(embedded, state, "2014", "2023")
    }

    assert asked == pairs


def test_no_votes_give_no_pair() -> None:
    """An empty table is no error."""
    empty = pl.DataFrame(schema=dict.fromkeys(("state", "resolution", "relation", "date"), pl.String))

    assert [] == agreement(empty, 2014, 2023).rows()


def test_an_observation_says_of_which_span_it_is(world: Callable[[str], Store]) -> None:
    """Ten statements an observation, in the data cube of its own."""
    found = agreements(world(turtle()), "AAA", "2014", "2023")
    triples = list(ox.parse(observations("AAA", found, "2014", "2023"), format=ox.RdfFormat.N_TRIPLES))

    assert {iri("agreement", "AAA-BBB-2014-2023")} == {
        str(quad.subject.value) for quad in triples if hasattr(quad.subject, "value")
    }
    assert {"3", "2", "0.6667", "2014", "2023"} == {
        quad.object.value for quad in triples if isinstance(quad.object, ox.Literal)
    }

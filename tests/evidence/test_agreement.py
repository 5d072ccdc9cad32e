"""Hold the column-wise count of voting agreement to the saved query, and both to a count by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pyoxigraph as ox
import pytest

from r2pgraph.evidence import Agreement, EvidenceReport, Profile, Session, profile
from r2pgraph.evidence.agreement import agreement, votes
from r2pgraph.evidence.observations import observations
from r2pgraph.evidence.profiling import agreements, sessions
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


def test_the_votes_of_a_state_are_told_by_session(world: Callable[[str], Store]) -> None:
    """Of two recorded votes of one session one was cast; a later one and a sponsorship are left out."""
    facts = """
    resolution:a dcterms:identifier "A/RES/71/1" ; r2p:adoptionMode adoption:recorded-vote ;
        r2p:adoptedOn "2016-11-01"^^xsd:date .
    resolution:b dcterms:identifier "A/RES/71/2" ; r2p:adoptionMode adoption:recorded-vote ;
        r2p:adoptedOn "2017-01-01"^^xsd:date .
    resolution:c dcterms:identifier "A/RES/79/2" ; r2p:adoptionMode adoption:recorded-vote ;
        r2p:adoptedOn "2024-11-01"^^xsd:date .
    state:AAA r2p:votedNo resolution:b ; r2p:votedYes resolution:c ; r2p:coSponsors resolution:a .
    """

    assert [Session("A/RES/71", 2, 1, "2017-01-01", "2017-01-01")] == sessions(world(facts), "AAA", "2014", "2023")


def shares(*counts: tuple[int, int]) -> tuple[Agreement, ...]:
    """Return agreements with made-up states, each of so many same of so many shared votes."""
    return tuple(
        Agreement(f"S{at:02}", f"State {at:02}", shared, same, Decimal(same) / shared)
        for at, (same, shared) in enumerate(counts, start=1)
    )


def told(*counts: tuple[int, int]) -> Profile:
    """Return a profile with agreements alone."""
    return Profile(EvidenceReport("AAA", "Aland", "2023", is_assessed=False, indicators=()), "2014", shares(*counts))


def test_all_who_are_tied_for_nearest_are_counted() -> None:
    """Of seven that agree on everything five are named, and that they are seven is said."""
    (tied,) = told(*[(8, 8)] * 6, (7, 7), (4, 8)).nearest

    assert 7 == len(tied.states)
    assert tied.says.startswith("7 states, alike in all of 7 to 8 votes, among them State 01 (8 of 8), ")
    assert 5 == tied.says.count(" of 8)")


def test_states_are_ranked_by_the_share_and_ties_stand_together() -> None:
    """Six of eight and three of four are the same share; five states are reached in three steps."""
    found = told((8, 8), (6, 8), (3, 4), (5, 8), (5, 8), (1, 8))

    assert [1, 2, 2] == [len(each.states) for each in found.nearest]
    assert [1, 2, 2] == [len(each.states) for each in found.furthest]
    assert "State 02 (6 of 8), State 03 (3 of 4)" == found.nearest[1].says
    assert [1, 2, 2] == [each["tied"] for each in found.to_json()["nearest"]]


def test_a_state_without_votes_has_neither_nearest_nor_span() -> None:
    """Nothing is compared, and it is said."""
    found = told()

    assert () == found.nearest == found.furthest
    assert "No recorded vote from 2014 to 2023 is held here." == found.voting


def test_the_span_is_that_of_the_votes_that_were_cast(embedded: EmbeddedStore) -> None:
    """Ten years are asked for; the first vote that is held is of December 2018, and two sessions are not whole."""
    found = profile(embedded, "NOR", 2023)

    assert found.voting.startswith("10 recorded votes from 2018-12-17 to 2023-12-19, of 438 in their sessions")
    assert "which is no sign that it was absent" in found.voting
    assert "A/RES/74 (1 of 90)" in found.voting
    assert "2018-12-17" == found.to_json()["votingFrom"]


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

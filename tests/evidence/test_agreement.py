"""Hold the column-wise count of voting agreement to the saved query, and both to a count by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pyoxigraph as ox
import pytest

from r2pgraph.evidence import Agreement, EvidenceReport, Profile, Session, Without, profile
from r2pgraph.evidence.agreement import agreement, votes
from r2pgraph.evidence.observations import observations
from r2pgraph.evidence.profiling import agreements, sessions, without
from r2pgraph.queries import run
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.vocab import iri

ROLLS = {"one": "2015-05-01", "two": "2016-05-01", "three": "2017-05-01", "four": "2024-05-01", "five": "2018-05-01"}
ORGANS = {"two": "r2p:votedIn organisation:UNGA", "five": "r2p:adoptedBy organisation:UNSC"}
"""The second was voted on and not adopted, and the fifth is one of the Council."""
CAST = {
    "AAA": {"one": "votedYes", "two": "votedNo", "three": "abstainedOn", "four": "votedYes", "five": "votedYes"},
    "BBB": {"one": "votedYes", "two": "votedYes", "three": "abstainedOn", "four": "votedYes", "five": "votedYes"},
    "CCC": {"two": "coSponsors"},
}


def turtle() -> str:
    """Return the votes as Turtle."""
    lines = [
        f"state:{state} r2p:{what} resolution:{text} ." for state, cast in CAST.items() for text, what in cast.items()
    ]
    lines += [
        f'resolution:{text} r2p:adoptedOn "{day}"^^xsd:date ; {ORGANS.get(text, "r2p:adoptedBy organisation:UNGA")} .'
        for text, day in ROLLS.items()
    ]
    lines += [f'organisation:{organ} a r2p:Organisation ; rdfs:label "{organ}"@en .' for organ in ("UNGA", "UNSC")]
    return "\n".join([*lines, 'state:CCC a r2p:State ; rdfs:label "Cland"@en .'])


def test_two_states_agree_where_they_vote_alike(world: Callable[[str], Store]) -> None:
    """Two of three shared votes in the span; the one after it, one in the Council and a sponsorship do not count."""
    found = agreement(votes(world(turtle())), 2014, 2023)

    assert [("AAA", "BBB", 3, 2, 0.6667)] == found.rows()


def test_the_saved_query_says_the_same(world: Callable[[str], Store]) -> None:
    """The definition in SPARQL gives the share of the count by columns."""
    asked = {"state": "AAA", "other": "BBB", "from": "2014", "until": "2023"}
    (row,) = run(world(turtle()), "voting-agreement", asked).records()

    assert ["3", "2", "0.6667"] == [term.value for name in ("shared", "same", "agreement") if (term := row[name])]


def test_the_council_is_asked_of_by_itself(world: Callable[[str], Store]) -> None:
    """The one shared vote there, in both ways of counting."""
    asked = {"state": "AAA", "other": "BBB", "organ": "UNSC", "from": "2014", "until": "2023"}
    (row,) = run(world(turtle()), "voting-agreement", asked).records()

    assert ["1", "1"] == [term.value for name in ("shared", "same") if (term := row[name])]
    assert [("AAA", "BBB", 1, 1, 1.0)] == agreement(votes(world(turtle()), "UNSC"), 2014, 2023).rows()


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


TWINS = {
    "every vote that was counted is held": ("r2p:yesCount 1 ; r2p:noCount 1 ; r2p:abstentionCount 0", (1, 0, 0)),
    "fewer votes are held than were counted": ("r2p:yesCount 2 ; r2p:noCount 1 ; r2p:abstentionCount 0", (0, 1, 0)),
    "more votes are held than were counted": ("r2p:yesCount 1 ; r2p:noCount 0 ; r2p:abstentionCount 0", (0, 1, 0)),
    "no count is held": ("r2p:yesCount 2", (0, 1, 0)),
    "two sources count otherwise": ("r2p:yesCount 1, 2 ; r2p:noCount 1 ; r2p:abstentionCount 0", (0, 1, 0)),
}
"""What is held beside two votes of other states, and in how many the state did not vote, may have, or is not known."""


@pytest.mark.parametrize("twin", TWINS)
def test_not_to_vote_is_a_fact_where_every_vote_is_held(twin: str, world: Callable[[str], Store]) -> None:
    """The same two votes of others tell of the third state what the counts beside them allow."""
    counts, told = TWINS[twin]
    facts = f"""
    resolution:a dcterms:identifier "A/RES/71/1" ; r2p:adoptionMode adoption:recorded-vote ;
        r2p:adoptedOn "2016-11-01"^^xsd:date ; {counts} .
    state:BBB r2p:votedYes resolution:a . state:CCC r2p:votedNo resolution:a . state:AAA r2p:coSponsors resolution:a .
    """

    assert [Without("A/RES/71", *told)] == without(world(facts), "AAA", "2014", "2023")


def test_of_a_roll_call_without_votes_nothing_is_known(world: Callable[[str], Store]) -> None:
    """Counts alone name nobody, however many; a vote of the state, and one of another year, are left out."""
    head = "r2p:adoptionMode adoption:recorded-vote ; r2p:yesCount 1 ; r2p:noCount 0 ; r2p:abstentionCount 0"
    facts = f"""
    resolution:a {head} ; dcterms:identifier "A/RES/71/1" ; r2p:adoptedOn "2016-11-01"^^xsd:date .
    resolution:b {head} ; dcterms:identifier "A/RES/71/2" ; r2p:adoptedOn "2016-11-02"^^xsd:date .
    resolution:c {head} ; dcterms:identifier "A/RES/79/1" ; r2p:adoptedOn "2024-11-01"^^xsd:date .
    resolution:d {head} ; r2p:yesCount 2 ; dcterms:identifier "A/RES/71/3" ; r2p:adoptedOn "2016-11-03"^^xsd:date .
    state:AAA r2p:abstainedOn resolution:b .
    """

    assert [Without("A/RES/71", 0, 0, 2)] == without(world(facts), "AAA", "2014", "2023")


NOT_VOTING = (
    "In 37 it did not vote, absent or no member of the organ: "
    "as many votes are held as were counted, none of them its own."
)
DOUBTFUL = "In 2 no vote of it is among those held, and whether these are all is not known."
UNHELD = "Of 48 no vote of any state is held, which is no sign that it was absent."


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ((37, 0, 0), {NOT_VOTING}),
        ((0, 2, 0), {DOUBTFUL}),
        ((0, 0, 48), {UNHELD}),
        ((37, 2, 48), {NOT_VOTING, DOUBTFUL, UNHELD}),
        ((0, 0, 0), set()),
    ],
)
def test_a_profile_says_what_a_missing_vote_tells(without: tuple[int, int, int], said: set[str]) -> None:
    """Where a session is imported whole, not to have voted is no gap of the record; elsewhere it may be one."""
    found = Profile(
        told().evidence, "2014", shares((1, 1)), (Session("S", 99, 12, "2022-01-01", "2022-12-31"),),
        (Without("S", *without), Without("elsewhere", 5, 5, 5)),
    )  # fmt: skip

    assert said == {each for each in (NOT_VOTING, DOUBTFUL, UNHELD) if each in found.voting}
    assert dict(zip(("notVoting", "doubtful", "unheld"), without, strict=True)).items() <= (
        found.to_json()["withoutVote"][0].items()
    )


def test_a_state_that_never_voted_is_told_apart_from_one_of_which_nothing_is_held() -> None:
    """Without any vote of the state there is no session of its own; what is known of the others is said."""
    found = Profile(told().evidence, "2014", (), (), (Without("S", 37, 0, 0),))

    assert (
        f"No vote of Aland from 2014 to 2023 is held here. Of the recorded votes that are known here: {NOT_VOTING}"
        == found.voting
    )


def test_a_vote_is_known_though_nothing_says_how_the_text_was_adopted(world: Callable[[str], Store]) -> None:
    """No state votes more often than there are votes: what it voted on is one of them."""
    facts = """
    resolution:a dcterms:identifier "S/RES/1" ; r2p:adoptedOn "2016-11-01"^^xsd:date .
    resolution:b dcterms:identifier "S/RES/2" ; r2p:adoptedOn "2016-11-02"^^xsd:date ;
        r2p:adoptionMode adoption:recorded-vote .
    state:AAA r2p:votedYes resolution:a , resolution:b .
    """

    assert [Session("S/RES", 2, 2, "2016-11-01", "2016-11-02")] == sessions(world(facts), "AAA", "2014", "2023")


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
    assert "No vote of Aland from 2014 to 2023 is held here." == found.voting


def test_the_span_is_that_of_the_votes_that_were_cast(embedded: EmbeddedStore) -> None:
    """Ten years are asked for; the first vote that is held is of December 2018, and two sessions are not whole."""
    found = profile(embedded, "NOR", 2023)

    assert found.voting.startswith("11 recorded votes from 2018-12-17 to 2023-12-19, of 438 in their sessions")
    assert "Of 427 no vote of any state is held, which is no sign that it was absent." in found.voting
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

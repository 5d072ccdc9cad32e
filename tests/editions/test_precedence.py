"""Of two sources that state the same fact the better one is taken, fact by fact and not file by file."""

from __future__ import annotations

import polars as pl

from r2pgraph.editions.precedence import Stated

EMPTY = {
    "resolutions": pl.DataFrame(
        schema=dict.fromkeys(
            ("key", "title", "adopted_on", "adoption_mode", "yes_count", "no_count", "abstention_count"), pl.String
        )
    ),
    "state_votes": pl.DataFrame(schema=dict.fromkeys(("state", "resolution", "relation"), pl.String)),
    "treaty_actions": pl.DataFrame(schema=dict.fromkeys(("state", "treaty", "kind", "date"), pl.String)),
}
"""Curated tables without a row."""


def votes(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return what states did: resolution, state, relation."""
    return pl.DataFrame(rows, dict.fromkeys(("resolution", "state", "relation"), pl.String), orient="row")


def calls(*rows: tuple[str, ...]) -> pl.DataFrame:
    """Return roll calls: key, title, day, mode, three counts, source."""
    names = ("key", "title", "adopted_on", "adoption_mode", "yes_count", "no_count", "abstention_count", "source")
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")


def acts(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    """Return treaty acts: state, treaty, kind, date."""
    return pl.DataFrame(rows, dict.fromkeys(("state", "treaty", "kind", "date"), pl.String), orient="row")


def test_a_source_with_sponsors_alone_hides_no_roll_call() -> None:
    """Votes and sponsors of one resolution are two facts, and each is taken whole."""
    stated = Stated(EMPTY)
    stated.add("votes", votes(("R1", "FJI", "coSponsors"), ("R2", "FJI", "votedYes")))
    lesser = votes(
        ("R1", "FJI", "votedYes"),
        ("R1", "TLS", "votedNo"),
        ("R1", "TLS", "coSponsors"),
        ("R2", "TLS", "votedNo"),
        ("R2", "TLS", "coSponsors"),
        ("R3", "TLS", "abstainedOn"),
    )
    expected = [row for row in lesser.rows() if row not in {("R1", "TLS", "coSponsors"), ("R2", "TLS", "votedNo")}]
    assert expected == stated.without("votes", lesser).rows()


def test_a_source_that_lists_fewer_votes_than_it_counts_hides_those_alone() -> None:
    """Of R1 it counts three votes and lists one, of R2 it lists all, and of R3 nobody counted."""
    stated = Stated(EMPTY)
    stated.add_votes(
        calls(("R1", "", "", "", "2", "0", "1", "a"), ("R2", "", "", "", "1", "0", "0", "a"), ("R3", *[""] * 6, "a")),
        votes(
            ("R1", "FJI", "votedYes"), ("R1", "FJI", "coSponsors"), ("R2", "FJI", "votedYes"), ("R3", "FJI", "votedYes")
        ),
    )
    lesser = votes(
        ("R1", "FJI", "votedNo"),
        ("R1", "TLS", "votedYes"),
        ("R1", "TLS", "coSponsors"),
        ("R2", "TLS", "votedYes"),
        ("R3", "TLS", "votedYes"),
    )
    assert [("R1", "TLS", "votedYes")] == stated.without("votes", lesser).rows()


def test_one_shipped_vote_hides_no_imported_roll_call() -> None:
    """A curated table that holds one of three votes leaves room for the other two."""
    curated = {
        "resolutions": calls(("R1", "", "", "", "3", "0", "0", "a")),
        "state_votes": votes(("R1", "FJI", "votedYes")),
    }
    imported = votes(("R1", "FJI", "votedYes"), ("R1", "TLS", "votedYes"), ("R1", "NZL", "votedYes"))
    assert imported.rows()[1:] == Stated({**EMPTY, **curated}).without("votes", imported).rows()


def test_what_the_better_source_leaves_empty_comes_from_the_lesser() -> None:
    """Day and counts are filled in; the title stands, and counts come together from one source."""
    stated = Stated(EMPTY)
    stated.add(
        "roll_calls",
        calls(("R1", "One", "", "recorded-vote", "", "", "", "a"), ("R2", "Two", "", "", "3", "", "", "a")),
    )
    found = stated.without(
        "roll_calls",
        calls(("R1", "Uno", "2020-01-01", "", "7", "0", "1", "b"), ("R2", "Dos", "", "", "4", "1", "2", "b")),
    )
    assert [("R1", "", "2020-01-01", "", "7", "0", "1", "b")] == found.rows()


def test_a_roll_call_that_nobody_stated_is_taken_as_it_is() -> None:
    """Also where it says next to nothing."""
    found = Stated(EMPTY).without("roll_calls", calls(("R1", "", "", "", "", "", "", "b")))
    assert [("R1", "", "", "", "", "", "", "b")] == found.rows()


def test_the_date_of_an_act_comes_from_whoever_has_one() -> None:
    """An act without a date is stated, and its date is not."""
    stated = Stated({**EMPTY, "treaty_actions": acts(("TLS", "IV-1", "accession", "2003-04-16"))})
    stated.add("treaty_actions_imported", acts(("FJI", "IV-1", "signature", "")))
    lesser = acts(
        ("TLS", "IV-1", "accession", "2004"),
        ("FJI", "IV-1", "signature", "1998"),
        ("FJI", "IV-1", "ratification", ""),
    )
    assert lesser.rows()[1:] == stated.without("treaty_actions_imported", lesser).rows()


def test_what_any_of_several_sources_has_filled_is_stated() -> None:
    """The first leaves the date empty, the second has it, the third is too late."""
    stated = Stated(EMPTY)
    stated.add("treaty_actions_imported", acts(("FJI", "IV-1", "signature", "")))
    stated.add("treaty_actions_imported", acts(("FJI", "IV-1", "signature", "1998")))
    assert stated.without("treaty_actions_imported", acts(("FJI", "IV-1", "signature", "1999"))).is_empty()


def test_a_table_that_no_two_sources_share_is_taken_whole() -> None:
    """A row of it is nobody else's fact."""
    frame = pl.DataFrame({"word": ["one", "one"]})
    assert frame.equals(Stated(EMPTY).without("legal_provisions", frame))

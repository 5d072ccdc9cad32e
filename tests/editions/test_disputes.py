"""Two sources that disagree about a vote are both heard."""

from __future__ import annotations

import polars as pl

from r2pgraph.editions.disputes import disputed, statements

COLUMNS = ("resolution", "state", "relation")


def votes(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return a table of votes."""
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


BETTER = votes(
    ("A-RES-74-1", "TLS", "votedYes"),
    ("A-RES-74-1", "FJI", "votedNo"),
    ("A-RES-74-1", "FJI", "coSponsors"),
    ("A-RES-74-2", "TLS", "abstainedOn"),
)


def test_only_the_vote_that_differs_is_disputed() -> None:
    """What agrees, what only one source has, a sponsorship and a nameless state are no dispute."""
    said = votes(
        ("A-RES-74-1", "TLS", "votedYes"),
        ("A-RES-74-1", "FJI", "votedYes"),
        ("A-RES-74-1", "NOR", "votedYes"),
        ("A-RES-74-1", "", "votedNo"),
        ("A-RES-74-2", "TLS", "coSponsors"),
        ("A-RES-74-9", "TLS", "votedNo"),
    )
    assert [("A-RES-74-1", "FJI", "votedYes")] == disputed(said, [BETTER]).rows()


def test_one_better_source_that_agrees_does_not_settle_for_another() -> None:
    """A vote that any better source has alike is no dispute."""
    said = votes(("A-RES-74-1", "FJI", "votedYes"))
    alike = votes(("A-RES-74-1", "FJI", "votedYes"))
    assert disputed(said, [BETTER, alike]).is_empty()


def test_a_disputed_vote_names_its_source() -> None:
    """State, roll call, position and source stand on a node of their own."""
    found = statements(votes(("A-RES-74-1", "FJI", "votedYes")), "unvotes", "voeten-unvotes")
    node = "<https://w3id.org/r2pgraph/vote/A-RES-74-1-FJI-unvotes>"
    assert all(line.startswith(node) for line in found)
    assert 1 == sum("/position/yes>" in line for line in found)
    assert 1 == sum("/source/voeten-unvotes>" in line for line in found)
    assert 1 == sum("/state/FJI>" in line for line in found)

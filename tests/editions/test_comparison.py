"""Two sources of votes held against each other."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING

import polars as pl

from r2pgraph import importers
from r2pgraph.editions.comparison import compare_votes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def votes(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return a table of votes from resolution, state and relation."""
    return pl.DataFrame(rows, schema=dict.fromkeys(("resolution", "state", "relation"), pl.String), orient="row")


FIRST = votes(
    ("R1", "FJI", "votedYes"),
    ("R1", "NRU", "votedNo"),
    ("R1", "TLS", "votedYes"),
    ("R1", "", "votedYes"),
    ("R1", "PLW", "coSponsors"),
    ("R2", "FJI", "votedYes"),
)
SECOND = votes(
    ("R1", "FJI", "votedYes"),
    ("R1", "NRU", "abstainedOn"),
    ("R1", "TUV", "votedYes"),
    ("R3", "FJI", "votedYes"),
    ("R4", "FJI", "votedYes"),
)


def test_votes_are_compared_in_the_roll_calls_that_both_have() -> None:
    """One shared roll call with two shared votes, one of them different, and one more on each side."""
    found = compare_votes(FIRST, SECOND)

    assert (1, 1, 2) == (found.roll_calls, found.only_in_first, found.only_in_second)
    assert (2, 1, 1) == (found.compared, found.agreeing, found.disagreeing)
    assert [("R1", "NRU", "votedNo", "abstainedOn")] == found.disagreements.rows()
    assert [("R1", "TLS", "votedYes", ""), ("R1", "TUV", "", "votedYes")] == found.lacking.rows()
    assert (1, 1) == (found.votes_only_in_first, found.votes_only_in_second)
    assert 1 == found.unresolved


def test_the_other_way_round_is_the_mirror_image() -> None:
    """Nothing depends on which source comes first."""
    there, back = compare_votes(FIRST, SECOND), compare_votes(SECOND, FIRST)

    assert (there.only_in_first, there.only_in_second) == (back.only_in_second, back.only_in_first)
    assert (there.compared, there.disagreeing) == (back.compared, back.disagreeing)


def test_nothing_in_common_is_no_comparison() -> None:
    """No roll call, no vote, no disagreement."""
    found = compare_votes(FIRST.filter(pl.col("resolution") == "R2"), SECOND)

    assert (0, 0, 0) == (found.roll_calls, found.compared, found.disagreeing)
    assert found.lacking.is_empty()


def test_two_sources_agree_in_every_vote_of_session_74(real: Callable[[str], Path]) -> None:
    """As many votes as names in the lists of the United Nations' file, none of them different in unvotes."""
    files = [real(f"voeten-unvotes/{name}.csv.gz") for name in ("unvotes", "roll_calls")]
    session_74 = real("undgacm-ga/74.json")
    (ours,), (theirs,) = (
        importers.read("undgacm-ga", [session_74]),
        importers.read("unvotes", files),
    )
    session = theirs.tables["roll_calls"].filter(pl.col("session") == "74")["key"].to_list()
    found = compare_votes(
        ours.tables["votes"], theirs.tables["votes"].filter(pl.col("resolution").is_in(session))
    )  # fmt: skip
    lines = [json.loads(line) for line in session_74.read_text(encoding="utf-8").splitlines()]
    names = sum(len(set(r[n])) for r in lines for n in ("MS_in_favour", "MS_against", "MS_abstaining"))
    with gzip.open(files[1], "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["session"] == "74"]
    both = {row["unres"] for row in rows} & {line["symbol"] for line in lines if line["MS_in_favour"]}

    assert len(both) == found.roll_calls
    assert (names, 0, 0) == (found.compared, found.disagreeing, found.lacking.height)
    assert (0, len(rows) - len(both)) == (found.only_in_first, found.only_in_second)

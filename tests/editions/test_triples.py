"""The editions that count become graphs in which every fact stands once, from the best source that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from r2pgraph import editions, sources
from r2pgraph.editions import triples
from r2pgraph.importers import Imported
from r2pgraph.tables.imported import IMPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GRAPH = "https://w3id.org/r2pgraph/graph/"


def table(stem: str, *rows: dict[str, str]) -> pl.DataFrame:
    """Return a declared table; columns that a row does not name are empty."""
    header = IMPORTED[stem].header
    return pl.DataFrame(
        [{name: row.get(name, "") for name in header} for row in rows], dict.fromkeys(header, pl.String)
    )


def vote(state: str, relation: str, resolution: str = "A-RES-99-1") -> dict[str, str]:
    """Return what a state did."""
    return {"resolution": resolution, "state_name": state, "state": state, "relation": relation}


CALL = {"key": "A-RES-99-1", "symbol": "A/RES/99/1", "adopted_by": "UNGA", "whole": "true", "title": "One"}


@pytest.fixture
def counted(tmp_path: Path) -> list[editions.Edition]:
    """Return a better source with sponsors alone, and a lesser one with the roll call."""
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    better = {
        "roll_calls": table("roll_calls", {**CALL, "source": "undgacm-ga-76"}),
        "votes": table("votes", vote("FJI", "coSponsors")),
    }
    lesser = {
        "roll_calls": table("roll_calls", {**CALL, "title": "Uno", "yes_count": "2", "source": "voeten-unvotes"}),
        "votes": table("votes", vote("FJI", "votedYes"), vote("TLS", "votedNo"), vote("TLS", "coSponsors")),
    }
    found = (Imported("undgacm-ga", "undgacm-ga-99", better), Imported("unvotes", "unvotes", lesser))
    return [editions.keep(tmp_path / "home", each, [path])[0] for each in found]


def written(counted: Sequence[editions.Edition], known: Sequence[bytes] = ()) -> dict[str, list[str]]:
    """Return the statements of each graph, without the address of our own things."""
    found = triples.graphs(counted, sources.tables(), known)
    short = {
        name.removeprefix(GRAPH): data.decode().replace("https://w3id.org/r2pgraph/", "")
        for name, data in found.items()
    }
    return {name: text.splitlines() for name, text in short.items()}


def test_a_roll_call_is_not_hidden_by_sponsors(counted: list[editions.Edition]) -> None:
    """The votes and the counts come from the lesser source; sponsors and title from the better one."""
    graphs = written(counted)
    assert "<state/FJI> <ontology#coSponsors> <resolution/A-RES-99-1> ." in graphs["undgacm-ga-99"]
    for verb, state in (("votedYes", "FJI"), ("votedNo", "TLS")):
        assert f"<state/{state}> <ontology#{verb}> <resolution/A-RES-99-1> ." in graphs["unvotes"]
    assert 1 == sum("#yesCount>" in line for line in graphs["unvotes"])
    assert not any("#coSponsors>" in line or "title>" in line for line in graphs["unvotes"])


def test_no_statement_stands_in_two_graphs(counted: list[editions.Edition]) -> None:
    """The type of the roll call, which both sources give, is said by the first alone; what is known is not said."""
    graphs = written(counted)
    said = [line for lines in graphs.values() for line in lines]
    assert len(said) == len(set(said))
    assert 1 == sum("#type>" in line for line in said)
    known = "<https://w3id.org/r2pgraph/state/FJI> <https://w3id.org/r2pgraph/ontology#votedYes> "
    known += "<https://w3id.org/r2pgraph/resolution/A-RES-99-1> .\n"
    without = written(counted, [known.encode()])
    assert 1 == len(said) - sum(len(lines) for lines in without.values())


def test_slices_make_no_difference(counted: list[editions.Edition], monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is rendered row by row makes the statements that it makes at once."""
    at_once = written(counted)
    monkeypatch.setattr(triples, "SLICE", 1)
    assert {name: sorted(lines) for name, lines in at_once.items()} == {
        name: sorted(set(lines)) for name, lines in written(counted).items()
    }


def test_a_source_that_disagrees_is_heard_beside_the_better_one(tmp_path: Path) -> None:
    """Two dates of one signature: the better one on the act, the other on an act of its own."""
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")

    def acts(kind: str, day: str) -> editions.Edition:
        row = {
            "key": "x",
            "state_name": "Fiji",
            "state": "FJI",
            "treaty": "XVIII-10",
            "kind": "withdrawal",
            "date": day,
        }
        frame = table("treaty_actions_imported", {**row, "source": "untc-2015"})
        return editions.keep(tmp_path / "home", Imported(kind, kind, {"treaty_actions_imported": frame}), [path])[0]

    graphs = written([acts("icc-parties", "2030-01-02"), acts("untc-status", "2030-01-03")])
    assert any("<action/FJI-XVIII-10-withdrawal>" in line and "2030-01-03" in line for line in graphs["untc-status"])
    other = "<action/FJI-XVIII-10-withdrawal-icc-parties>"
    assert any(other in line and "2030-01-02" in line for line in graphs["icc-parties"])
    assert not any("<action/FJI-XVIII-10-withdrawal>" in line for line in graphs["icc-parties"])

"""An edition of the store never changes, and one that is withdrawn says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import QueryError, StoreError, UnknownNameError
from r2pgraph.store import EmbeddedStore, kept, load, open_store

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = "https://w3id.org/r2pgraph/graph/schemes"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def fill(home: Path, number: int) -> None:
    """Build a store of so many statements."""
    lines = (f"<http://example.org/{each}> <http://example.org/p> <http://example.org/o> .\n" for each in range(number))
    load(home, {GRAPH: "".join(lines).encode()})


def count(directory: Path) -> str:
    """Return how many statements stand in a folder of the engine."""
    with EmbeddedStore.read_only(directory) as store:
        (row,) = store.select(COUNT).rows
    assert row[0] is not None
    return row[0].value


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a store of three statements that is kept as ``first``."""
    fill(tmp_path, 3)
    kept.keep(tmp_path, "first")
    return tmp_path


def test_an_edition_stays_as_it_was_whatever_is_built_later(home: Path) -> None:
    """Two builds on, the files of the first are those that were kept."""
    for number in (4, 5):
        fill(home, number)
    kept.verify(home, "first")

    assert "3" == count(kept.folder(home, "first"))


def test_editions_are_listed_by_name(home: Path) -> None:
    """Each with the day on which it was kept."""
    kept.keep(home, "2026.1")

    assert ["2026.1", "first"] == list(kept.editions(home))
    assert "" == kept.find(home, "first").withdrawn


def test_a_withdrawn_edition_keeps_its_reason_and_loses_its_files(home: Path) -> None:
    """Who asks is told."""
    gone = kept.withdraw(home, "first", "  A vote was\nwrong. ")

    assert "A vote was wrong." == gone.reason
    assert gone == kept.find(home, "first")
    assert gone.withdrawn
    assert not kept.folder(home, "first").exists()


def test_a_name_is_used_once(home: Path) -> None:
    """Also one that was withdrawn: an address means the same for ever."""
    with pytest.raises(QueryError, match="already"):
        kept.keep(home, "first")
    kept.withdraw(home, "first", "It was wrong.")

    with pytest.raises(QueryError, match="already"):
        kept.keep(home, "first")
    with pytest.raises(QueryError, match="already"):
        kept.withdraw(home, "first", "It was wrong.")


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "current", "generation-1", "draft-1", "a.json",
                                  "-x", "x" * 65, "é", "a b", "a\n"])  # fmt: skip
def test_a_name_that_could_mean_something_else_is_refused(name: str, home: Path) -> None:
    """Neither path nor file nor generation."""
    with pytest.raises(QueryError, match="cannot be the name"):
        kept.keep(home, name)


def test_a_withdrawal_needs_a_reason(home: Path) -> None:
    """An empty one tells nobody anything."""
    with pytest.raises(QueryError, match="has a reason"):
        kept.withdraw(home, "first", " ")


def test_an_unknown_edition_is_told_with_the_nearest(home: Path) -> None:
    """And with those that stand."""
    with pytest.raises(UnknownNameError, match=r"Nearest known: first. Kept: first"):
        kept.find(home, "fist")


def test_a_damaged_edition_is_found_out(home: Path) -> None:
    """A file that was changed, one that is gone, and a layout of another time."""
    folder = kept.folder(home, "first")
    (folder / "CURRENT").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        kept.verify(home, "first")

    other = replace(kept.find(home, "first"), layout=0)
    kept._write(home, other)
    with pytest.raises(StoreError, match="layout 0"):
        kept.verify(home, "first")


def test_no_store_no_edition(tmp_path: Path) -> None:
    """There is nothing to keep."""
    with pytest.raises(StoreError, match="There is no store"):
        kept.keep(tmp_path, "first")


def test_what_was_kept_before_is_found_from_any_of_them(home: Path) -> None:
    """The newest first, also the withdrawn; seen from an edition, none that came after it."""
    fill(home, 4)
    kept.keep(home, "second")
    kept.withdraw(home, "first", "It was wrong.")
    current = kept.Editions.beside(home / "generation-7")
    second = kept.Editions.beside(kept.folder(home, "second"))

    assert ["second", "first"] == [each.name for each in current.former()]
    assert ["first"] == [each.name for each in second.former()]


def test_a_kept_edition_is_opened_and_a_withdrawn_one_says_why(home: Path) -> None:
    """Read as it was; unknown and damaged ones are told too."""
    here = kept.Editions(home)
    with here.open("first") as store:
        assert {"3"} == {row[0].value for row in store.select(COUNT).rows if row[0]}
    kept.withdraw(home, "first", "It was wrong.")

    with pytest.raises(QueryError, match=r"withdrawn on .*: It was wrong\."):
        here.open("first")
    with pytest.raises(UnknownNameError, match="Nearest known: first"):
        here.open("firts")


def test_a_reason_ends_as_a_sentence(home: Path) -> None:
    """Others follow it where it is shown."""
    assert "A trial." == kept.withdraw(home, "first", "A  trial").reason
    kept.keep(home, "second")
    assert "Was it right?" == kept.withdraw(home, "second", "Was it right?").reason


def test_another_store_than_the_one_meant_is_not_kept(home: Path) -> None:
    """Who publishes reads one generation; where another one counts at the end, nothing is kept of it."""
    with open_store(home) as read:
        kept.keep(home, "same", read.place)
        fill(home, 4)
        with pytest.raises(StoreError, match=r"built anew meanwhile.*Do it again"):
            kept.keep(home, "other", read.place)

    assert {"first", "same"} == set(kept.editions(home))
    assert not kept.folder(home, "other").exists()

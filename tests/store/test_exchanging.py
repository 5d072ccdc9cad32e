"""Graphs that are exchanged hold what they were given, however it was written; the others stay as they are."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2pgraph.errors import StoreError
from r2pgraph.store import Held, altering, exchange, load, standing
from r2pgraph.store.building import faults, read_manifest

ONE, TWO, NEW = "http://one", "http://two", "http://three"
NAMELESS = b'_:a <http://p> "1" .\n<http://s> <http://p> _:a .\n'

Graphs = dict[str, bytes]


def lines(*numbers: int) -> bytes:
    """Return a triple for each number."""
    return b"".join(b'<http://s/%d> <http://p> "text %d"@en .\n' % (number, number) for number in numbers)


def held(home: Path) -> dict[str, list[bytes]]:
    """Return the lines of each graph, sorted."""
    return {name: sorted(data.splitlines(keepends=True)) for name, data in standing(home).items()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a store of two graphs."""
    load(tmp_path, {ONE: lines(1, 2, 3), TWO: lines(7, 8)}, "before")
    return tmp_path


@pytest.mark.parametrize("most", [8 << 20, -1])
def test_what_a_graph_gains_and_loses_is_written(home: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told apart from what it held or written as a whole: the same stands after, and the files are sound."""
    monkeypatch.setattr(altering, "_TOLD_APART", most)
    exchange(home, {ONE: lines(2, 3, 4), TWO: b"", NEW: lines(9)}, "after")

    assert {ONE: [lines(n) for n in (2, 3, 4)], NEW: [lines(9)]} == held(home)
    assert ({ONE, NEW}, "after", []) == (
        set(read_manifest(home).graphs),
        read_manifest(home).digest,
        faults(home),
    )


def test_only_the_difference_of_a_small_graph_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No graph is loaded anew, and the files are not put in order, which takes long where much stands in them."""
    engine = MagicMock(wraps=ox.Store(str(home / read_manifest(home).generation)))
    engine.__bool__.return_value = True
    altering.put(engine, {ONE: lines(1, 2, 4)}, [ONE], {})

    (removed,), (added,) = engine.remove.call_args.args, engine.extend.call_args.args
    assert ("text 3", ["text 4"]) == (removed.object.value, [quad.object.value for quad in added])
    assert 0 == engine.bulk_load.call_count + engine.optimize.call_count
    monkeypatch.setattr(altering, "_COMPARED", 2)
    altering.put(engine, {ONE: lines(5, 6)}, [ONE], {})
    assert (1, 1) == (engine.bulk_load.call_count, engine.optimize.call_count)


def test_what_was_read_of_another_generation_is_not_believed(home: Path) -> None:
    """Somebody may have built the store anew since; what was read of the one that stands is, and read once."""
    generation = read_manifest(home).generation
    exchange(home, {ONE: lines(2, 3, 4)}, "one", Held(generation, {ONE: lines(1, 2, 3)}))
    assert [lines(n) for n in (2, 3, 4)] == held(home)[ONE]
    exchange(home, {ONE: lines(4, 5)}, "two", Held(generation, {ONE: lines(4)}))
    assert [lines(n) for n in (4, 5)] == held(home)[ONE]


@pytest.mark.parametrize("read", [None, b'<http://s> <http://p> "\\u00E9\\t" .\n'])
def test_a_statement_in_other_letters_is_the_same(home: Path, read: bytes | None) -> None:
    """Lines are compared, and an escape more or less makes no other statement: it stands, and stands once."""
    exchange(home, {ONE: '<http://s> <http://p> "\u00e9\\t" .\n'.encode()}, "one")
    known = Held(read_manifest(home).generation, {ONE: read} if read else {})
    exchange(home, {ONE: b'<http://s> <http://p> "\\u00e9\\u0009" .\n' + lines(1)}, "two", known)
    assert sorted(['<http://s> <http://p> "\u00e9\\t" .\n'.encode(), lines(1)]) == held(home)[ONE]


def test_a_graph_with_blank_nodes_is_written_as_a_whole(home: Path) -> None:
    """They have no names by which the old could be told from the new: three times the same does not treble them."""
    for digest in ("first", "second", "third"):
        exchange(home, {ONE: NAMELESS + b"# %s\n" % digest.encode()}, digest)
    assert 2 == len(held(home)[ONE])
    exchange(home, {ONE: lines(1)}, "fourth")
    assert [lines(1)] == held(home)[ONE]


@pytest.mark.parametrize("coming", [b"no triple\n", lines(1) + b"<http://s> <http://p> .\n"])
def test_broken_triples_change_nothing(home: Path, coming: bytes) -> None:
    """In a graph that stands and in a new one."""
    before = held(home), read_manifest(home)
    for name in (ONE, NEW):
        with pytest.raises(StoreError, match="The store cannot be built"):
            exchange(home, {TWO: lines(5), name: coming}, "after")
    assert before == (held(home), read_manifest(home))


@given(st.lists(st.frozensets(st.integers(0, 30)), min_size=1, max_size=6))
def test_one_exchange_after_another_leaves_what_the_last_one_said(said: list[frozenset[int]]) -> None:
    """Whatever came and went between."""
    engine = ox.Store()
    for numbers in said:
        altering.put(engine, {ONE: lines(*numbers), TWO: lines(1)}, [ONE, TWO], {})
        found = {quad.subject.value for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(ONE))}
        assert {f"http://s/{number}" for number in numbers} == found
    assert 1 == len(list(engine.quads_for_pattern(None, None, None, ox.NamedNode(TWO))))


def test_an_engine_that_failed_lets_its_folder_go(home: Path) -> None:
    """What the error was raised in holds it no longer, else it would write on in a folder that is swept."""
    import gc

    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, ox.Store)}
    gc.disable()
    try:
        with pytest.raises(StoreError) as caught:
            exchange(home, {NEW: lines(1) + b"no triple\n"}, "after")
        assert [] == [one for one in gc.get_objects() if isinstance(one, ox.Store) and id(one) not in before]
        kept = caught.value.__cause__
        assert kept is not None
    finally:
        gc.enable()
    new = ox.Store(str(home / read_manifest(home).generation))  # a lock that is held would refuse this
    assert 5 == len(list(new.quads_for_pattern(None, None, None, None)))

"""Graphs wait on disk for the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.editions.spooling import Spool

if TYPE_CHECKING:
    from pathlib import Path


def test_a_spool_is_a_mapping_of_graphs(tmp_path: Path) -> None:
    """What was put in pieces comes out whole, as often as it is asked for, and leaves no file."""
    spool = Spool(tmp_path)
    spool.put("a", [b"1", b"", b"2"])
    spool.put("b", [])
    spool.put("a", [b"3"])
    assert {"a": b"3", "b": b""} == dict(spool)
    assert b"3" == spool["a"]
    assert [] == [*tmp_path.iterdir()]


def test_other_graphs_stand_behind_those_of_the_spool(tmp_path: Path) -> None:
    """As with dictionaries, the right one wins."""
    spool = Spool(tmp_path)
    spool.put("a", [b"1"])
    both = {"a": b"0", "c": b"2"} | spool
    assert {"a": b"1", "c": b"2"} == dict(both)
    assert 2 == len(both)

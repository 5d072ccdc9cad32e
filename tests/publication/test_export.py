"""An export is whole files with the graph's own names, and touches nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.errors import StoreError, UnknownNameError
from r2pgraph.publication import export as export_store
from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.publication.export import replace, write
from r2pgraph.vocab import PREFIXES, R2P

if TYPE_CHECKING:
    from pathlib import Path

SCORES = PREFIXES["graph"] + "scores"
STATES = PREFIXES["graph"] + "states"


class _Store:
    """As much of a store as an export needs."""

    def __init__(self, quads: list[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.extend(quads)

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the graphs."""
        return tuple(sorted(graph.value for graph in self.store.named_graphs()))

    def construct(self, query: str) -> bytes:
        """Return the triples of a query."""
        return ox.serialize(self.store.query(query), format=ox.RdfFormat.N_TRIPLES)


@pytest.fixture
def graphs() -> dict[str, list[ox.Quad]]:
    """Return two small graphs."""
    value = ox.NamedNode(R2P + "value")
    return {
        SCORES: [ox.Quad(ox.NamedNode(PREFIXES["score"] + "a"), value, ox.Literal("é"), ox.NamedNode(SCORES))],
        STATES: [ox.Quad(ox.NamedNode(PREFIXES["state"] + "TLS"), value, ox.Literal(2), ox.NamedNode(STATES))],
    }


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt"])
def test_each_graph_becomes_one_file(graphs: dict[str, list[ox.Quad]], tmp_path: Path, form: str) -> None:
    """Formats without graph names give one file a graph, named as the graph is."""
    written = write(graphs, tmp_path / "new", form)

    assert (tmp_path / "new" / f"scores.{form}", tmp_path / "new" / f"states.{form}") == written
    for path, graph in zip(written, (SCORES, STATES), strict=True):
        found = ox.parse(path=path, format=ox.RdfFormat.from_extension(form))
        assert ntriples(graphs[graph]) == ntriples(found)


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_a_dataset_becomes_one_file(graphs: dict[str, list[ox.Quad]], tmp_path: Path, form: str) -> None:
    """Formats with graph names give one file that holds every graph."""
    (path,) = write(graphs, tmp_path, form)

    assert tmp_path / f"r2pgraph.{form}" == path
    assert nquads([*graphs[SCORES], *graphs[STATES]]) == nquads(ox.parse(path=path))


def test_a_store_is_exported_graph_by_graph(graphs: dict[str, list[ox.Quad]], tmp_path: Path) -> None:
    """What an open store holds is what the files say."""
    store = _Store([*graphs[SCORES], *graphs[STATES]])
    (path,) = export_store(store, tmp_path, "nq")  # type: ignore[arg-type]

    assert nquads([*graphs[SCORES], *graphs[STATES]]) == path.read_bytes()


def test_other_files_stay_and_no_draft_is_left(graphs: dict[str, list[ox.Quad]], tmp_path: Path) -> None:
    """An export replaces its own files and touches nothing else."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "scores.ttl").write_text("old", encoding="utf-8")
    write(graphs, tmp_path, "ttl")

    assert ["notes.txt", "scores.ttl", "states.ttl"] == sorted(path.name for path in tmp_path.iterdir())
    assert "mine" == (tmp_path / "notes.txt").read_text(encoding="utf-8")
    assert (tmp_path / "scores.ttl").read_text(encoding="utf-8").startswith("@prefix")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk gives up, the file that was there is there still, and no part of the new one."""
    path = tmp_path / "scores.ttl"
    path.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"new")

    assert [path] == list(tmp_path.iterdir())
    assert "old" == path.read_text(encoding="utf-8")


def test_an_unknown_format_names_the_near_one(tmp_path: Path) -> None:
    """A slip of the pen is answered with what was probably meant."""
    with pytest.raises(UnknownNameError, match="jsonld"):
        write({}, tmp_path, "json-ld")


@pytest.mark.parametrize("name", ["..", "a b", "", ".hidden"])
def test_a_graph_whose_name_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    """A graph cannot write outside the folder nor hide in it."""
    with pytest.raises(StoreError):
        write({f"https://example.org/{name}": []}, tmp_path, "ttl")

    assert [] == list(tmp_path.iterdir())


def test_two_graphs_with_one_file_name_are_refused(tmp_path: Path) -> None:
    """No graph silently replaces another, not even where letter case is all that parts them."""
    with pytest.raises(StoreError, match="Two graphs"):
        write({"https://example.org/a/Scores": [], "https://example.org/b/scores": []}, tmp_path, "ttl")

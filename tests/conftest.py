"""The shipped graph in both engines, built once for every test that asks it, and the papers beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline, scores
from r2pgraph.graph.catalogue import catalogue
from r2pgraph.publication.service_graph import SERVICE, service_graph
from r2pgraph.store import EmbeddedStore, load, open_store
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Graphs = dict[str, bytes]

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""What is no part of the project and stands beside its checkout where the makers and CI work."""


@pytest.fixture(scope="session")
def shipped() -> Graphs:
    """Return the N-Triples of every named graph: what the files say, the scores made from it, catalogue and counts."""
    graphs = pipeline.gather()
    graphs[iri("graph", "scores")] = scores.materialise(EmbeddedStore(pipeline.in_memory(graphs)))
    graphs[iri("graph", "catalogue")] = catalogue(graphs)
    graphs[SERVICE] = service_graph(graphs)
    return graphs


@pytest.fixture(scope="session")
def embedded(shipped: Graphs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Open the shipped graph in the engine that users meet."""
    home = tmp_path_factory.mktemp("store")
    load(home, shipped)
    with open_store(home) as store:
        yield store


@pytest.fixture(scope="session")
def second_opinion(shipped: Graphs) -> GraphStore:
    """Open the shipped graph in the engine that checks the first."""
    return GraphStore(shipped)


@pytest.fixture(scope="session")
def records() -> Path:
    """Return the folder of the publishers' files; the one place where a test of them is skipped."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the publishers' files do not stand beside this checkout")
    return folder


@pytest.fixture(scope="session")
def real(records: Path) -> Callable[[str], Path]:
    """Return what finds a file or folder of a publisher; one that is gone from among the others is a failure."""

    def find(name: str) -> Path:
        path = records / name
        assert path.exists(), f"{name} is not among the publishers' files"
        return path

    return find


@pytest.fixture(scope="session")
def printed_report() -> str:
    """Return the text of the report as a machine extracted it; the one place where a test of it is skipped."""
    folder = SHARED / "report"
    if not folder.is_dir():
        pytest.skip("the report does not stand beside this checkout")
    return (folder / "timor-leste-2023.txt").read_text(encoding="utf-8")

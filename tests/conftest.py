"""The shipped graph in both engines, built once for every test that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline, scores
from r2pgraph.graph.catalogue import catalogue
from r2pgraph.store import EmbeddedStore, load, open_store
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterator

Graphs = dict[str, bytes]


@pytest.fixture(scope="session")
def shipped() -> Graphs:
    """Return the N-Triples of every named graph: what the files say, the scores made from it, and the catalogue."""
    graphs = pipeline.gather()
    graphs[iri("graph", "scores")] = scores.materialise(EmbeddedStore(pipeline.in_memory(graphs)))
    graphs[iri("graph", "catalogue")] = catalogue(graphs)
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

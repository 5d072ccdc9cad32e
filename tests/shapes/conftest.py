"""What the twins may refer to: the ontology with its closed lists, and a few things of their own."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read


@pytest.fixture(scope="session")
def known() -> ox.Store:
    """Return the statements of the ontology and of the small world of the twins."""
    root = Path(__file__).parents[2]
    paths = [*sorted((root / "ontology").rglob("*.ttl")), root / "tests/shapes/known.ttl"]
    store = ox.Store()
    store.extend(quad for path in paths for quad in read(path))
    return store

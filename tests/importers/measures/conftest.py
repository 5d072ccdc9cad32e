"""The real files of the indices, where they are at hand, and the declarations that the tables are held against."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import sources
from r2pgraph.tables.check import Problem, check
from r2pgraph.tables.imported.measures import TABLES

SOURCES = Path(__file__).parents[4] / "shared" / "sources"


@pytest.fixture
def real() -> Callable[[str], Path]:
    """Return what finds a real file, or skips."""

    def find(name: str) -> Path:
        path = SOURCES / name
        if not path.exists():
            pytest.skip(f"the real file {name} is not at hand")
        return path

    return find


@pytest.fixture(scope="session")
def curated() -> dict[str, pl.DataFrame]:
    """Return the tables that a measurement refers to."""
    return sources.tables()


@pytest.fixture
def problems(curated: dict[str, pl.DataFrame]) -> Callable[[pl.DataFrame], list[Problem]]:
    """Return what holds a table of measurements against its declaration."""
    return lambda frame: check(frame, TABLES[0], curated)

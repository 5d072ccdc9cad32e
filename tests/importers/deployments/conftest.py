"""The real files of the peace operations, where they are at hand, and what writes files of our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import sources
from r2pgraph.tables.check import Problem, check
from r2pgraph.tables.imported.deployments import TABLES

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


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Return what writes a file of our own."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "made.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def curated() -> dict[str, pl.DataFrame]:
    """Return the tables that a row refers to."""
    return sources.tables()


@pytest.fixture
def problems(curated: dict[str, pl.DataFrame]) -> Callable[[str, pl.DataFrame], list[Problem]]:
    """Return what holds a table against its declaration."""
    declared = {table.stem: table for table in TABLES}
    return lambda stem, frame: check(frame, declared[stem], curated)

"""What every test of an importer needs: files of our own, the curated tables, and the declarations of the tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import sources
from r2pgraph.importers import Imported
from r2pgraph.tables.check import check
from r2pgraph.tables.imported import IMPORTED


@pytest.fixture(scope="session")
def curated() -> dict[str, pl.DataFrame]:
    """Return the curated tables, to which imported ones refer."""
    return sources.tables()


@pytest.fixture(scope="session")
def problems(curated: dict[str, pl.DataFrame]) -> Callable[[Imported], list[str]]:
    """Return what holds every table of an import against its declaration."""

    def find(imported: Imported) -> list[str]:
        frames = {**curated, **imported.tables}
        return [str(each) for stem, frame in imported.tables.items() for each in check(frame, IMPORTED[stem], frames)]

    return find


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Return what writes a small file of our own."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write

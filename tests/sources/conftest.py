"""The curated data, and the publishers' own files where this machine has them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from r2pgraph import sources

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def tables() -> dict[str, pl.DataFrame]:
    """Return every curated table."""
    return sources.tables()


@pytest.fixture(scope="session")
def crosswalks() -> dict[str, pl.DataFrame]:
    """Return every crosswalk of names."""
    return sources.crosswalks()

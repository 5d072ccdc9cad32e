"""A server of the shipped graph for everything that is asked of it in this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def api(start: Any, served_home: Path) -> Any:  # noqa: ANN401 - the fixtures of the folder above
    """Return a server that lets one client ask a lot."""
    return start(served_home, workers=1, query_seconds=100_000, errors=100_000, own_parallel=50)

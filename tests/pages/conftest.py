"""The site of the shipped data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


@pytest.fixture(scope="session")
def site(embedded: EmbeddedStore) -> Site:
    """Return the pages of the shipped data."""
    return Site(embedded)

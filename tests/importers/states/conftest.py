"""The lists of countries and areas, where this machine has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import sources
from r2pgraph.tables.check import check
from r2pgraph.tables.imported import IMPORTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from r2pgraph.importers import Imported
    from r2pgraph.tables.check import Problem

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def records() -> Path:
    """Return the folder of the publishers' files, which stands beside the checkout."""
    folder = ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the publishers' files do not stand beside this checkout")
    return folder


@pytest.fixture(scope="session")
def offences() -> Callable[[Imported], list[Problem]]:
    """Return a function that tells what rows of an import break their declaration."""
    known = sources.tables()
    return lambda made: [each for stem, frame in made.tables.items() for each in check(frame, IMPORTED[stem], known)]

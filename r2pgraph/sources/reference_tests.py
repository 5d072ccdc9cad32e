"""Give the rules by which a text is held to refer to the responsibility to protect, from their curated table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.files import folder
from r2pgraph.sources.reading import read

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a test: the test, what it is looked for in, and the pattern, in which case does not matter."""

    test: str
    reads: str
    pattern: re.Pattern[str]


def rules(data: Path | None = None) -> tuple[Rule, ...]:
    """Return every rule of the table ``reference_tests``, in its order.

    Args:
        data: the data folder; the one of this installation where it is left out.

    Raises:
        UnreadableFileError: the file is absent or broken.
    """
    frame = read((data or folder("data")) / "tables" / "reference_tests.csv")
    return tuple(
        Rule(test, reads, re.compile(pattern, re.IGNORECASE))
        for test, reads, pattern in frame.select("test", "reads", "pattern").iter_rows()
    )

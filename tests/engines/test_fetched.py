"""The page on engines says which saved queries are fetched from Virtuoso, how many they are, and why."""

from __future__ import annotations

import re
from pathlib import Path

from r2pgraph.queries import catalogue

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
TABLE = PAGE[PAGE.index("| query | seen on Virtuoso") : PAGE.index("What the others needed")]


def test_every_query_that_is_fetched_has_its_reason_on_the_page() -> None:
    """The table names the queries whose heads say that Virtuoso leaves them unanswered, and no others."""
    marked = {query.id for query in catalogue().values() if "Virtuoso" in query.unanswered}
    cells = [line.split("|")[1] for line in TABLE.splitlines() if line.startswith("| `")]

    assert sorted(marked) == sorted(name for cell in cells for name in re.findall(r"`([\w-]+)`", cell))


def test_the_numbers_on_the_page_are_counted() -> None:
    """How many saved queries there are, how many Virtuoso answers, and how many are fetched."""
    all_of_them = len(catalogue())
    fetched = sum("Virtuoso" in query.unanswered for query in catalogue().values())

    assert f"Of {all_of_them} saved queries it answers {all_of_them - fetched} with its own engine." in PAGE
    assert f"{fetched} are asked of a fetched copy" in PAGE
    assert f"all equal; {fetched} of them by way of a fetched copy" in PAGE

"""The documentation lists the rules that are really applied."""

from __future__ import annotations

from pathlib import Path

from r2pgraph.validation import shapes
from r2pgraph.validation.handbook import chapter

PAGE = Path(__file__).parents[2] / "docs/validation.md"


def test_the_page_ends_with_the_table_of_all_rules() -> None:
    """After a change of the shapes, put ``handbook.chapter()`` below the heading "Every rule"."""
    assert PAGE.read_text(encoding="utf-8").endswith(chapter())


def test_every_rule_has_its_row() -> None:
    """No rule is applied that the page does not show."""
    rows = [line for line in chapter().splitlines() if line.startswith("| ") and "---" not in line]
    headings = chapter().count("### ")
    assert len(shapes.load().rules) == len(rows) - headings

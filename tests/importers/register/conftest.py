"""Registers made for a test: rows by column name, and what is read from them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.tables.imported.register import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from r2pgraph.importers import Imported

SOURCE = {
    "source_title": "Example list", "source_publisher": "Example Centre", "source_date": "2023-06",
    "source_url": "https://example.org/list", "accessed": "2023-07-01",
}  # fmt: skip


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    """Return a function that imports rows, each with a source unless it says otherwise."""

    def read(*rows: dict[str, str]) -> Imported:
        path = tmp_path / "mine.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(SOURCE | row for row in rows)
        [made] = importers.read("register", [path])
        return made

    return read


@pytest.fixture
def triples() -> Callable[[Imported], list[str]]:
    """Return a function that gives the triples of an import, with the namespace of ours cut off."""

    def made(result: Imported) -> list[str]:
        lines = [
            line
            for stem, frame in result.tables.items()
            for line in render(IMPORTED[stem], frame).decode().splitlines()
        ]
        return [line.replace("https://w3id.org/r2pgraph/", "") for line in lines]

    return made

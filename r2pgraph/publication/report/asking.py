"""Ask the saved queries that a report is made from, and hand on plain values."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from r2pgraph.queries import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.store import Store

Record = dict[str, Any]
"""A row by column: text, number, truth value or IRI; ``None`` where a column is unbound."""


class Asker:
    """One store, one state and year: what every question of a report has in common."""

    def __init__(self, store: Store, state: str, year: str) -> None:
        self.store = store
        self.about = {"state": state, "year": year}

    def all(self, query: str, **parameters: str) -> list[Record]:
        """Return the rows of a query that is not about the assessment alone."""
        answer = run(self.store, query, parameters)
        return [
            {column: None if term is None else term.plain() for column, term in row.items()} for row in answer.records()
        ]

    def of(self, query: str, **parameters: str) -> list[Record]:
        """Return the rows of a query about this assessment."""
        return self.all(query, **self.about, **parameters)


def grouped(records: Iterable[Record], *columns: str) -> dict[Any, list[Record]]:
    """Return the records by the value of a column, or by several, in the order of their first record."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for record in records:
        values = tuple(record[column] for column in columns)
        groups[values[0] if len(values) == 1 else values].append(record)
    return dict(groups)


def distinct(records: Iterable[Record], column: str) -> tuple[Any, ...]:
    """Return the values of a column once each, in order, without the unbound."""
    return tuple(dict.fromkeys(record[column] for record in records if record[column] is not None))

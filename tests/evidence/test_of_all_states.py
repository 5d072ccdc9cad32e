"""What the facts say of every state at once is what they say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import QueryError
from r2pgraph.evidence import Subject
from r2pgraph.evidence.statements import of_all_states, statements
from r2pgraph.queries import by_indicator
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

STATES = ("TLS", "AUS", "PHL", "USA", "SUN")
"""One assessed, one that did much, one that left a treaty, one that signed more than it ratified, one that is gone."""


@pytest.mark.parametrize("year", ["1990", "2023"])
@pytest.mark.parametrize("indicator", sorted(by_indicator("evidence")))
def test_a_query_for_all_says_of_each_what_a_query_for_one_says(
    indicator: str, year: str, embedded: EmbeddedStore
) -> None:
    """Statement by statement, in the same order; a state without any is left out."""
    found = of_all_states(embedded, indicator, year)

    for code in STATES:
        state = iri("state", code)
        assert statements(embedded, indicator, Subject(state, code, "", year)) == found.get(state, ())
    assert all(found.values())


def test_an_indicator_without_a_query_has_nothing(embedded: EmbeddedStore) -> None:
    """And a year that is none is told, as it is for one state."""
    assert {} == of_all_states(embedded, "national-leadership", "2023")
    with pytest.raises(QueryError, match="soon"):
        of_all_states(embedded, "treaties", "soon")

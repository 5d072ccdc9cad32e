"""Who leaves a treaty is bound until the day on which the withdrawal takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.evidence import Subject, statements
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


@pytest.mark.parametrize(
    ("state", "bound", "left"), [("PHL", "2018", "2019"), ("BDI", "2016", "2017")], ids=["Philippines", "Burundi"]
)
def test_a_notification_alone_ends_no_bond(state: str, bound: str, left: str, embedded: EmbeddedStore) -> None:
    """Both told the depositary a year before they left the Rome Statute."""

    def said(year: str) -> list[bool]:
        about = Subject(iri("state", state), state, state, year)
        return ["withdrew" in each.says for each in statements(embedded, "rome-statute", about)]

    assert said(bound) and not any(said(bound))  # noqa: PT018 - bound, and not left
    assert [True] == said(left)

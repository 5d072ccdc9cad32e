"""Find the ratings that structured facts contradict, before the assessment that gives them is in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.evidence.auditing import Known, opinion
from r2pgraph.evidence.comparing import levels, steps_above
from r2pgraph.evidence.statements import own_facts, subject, suggestion
from r2pgraph.queries import by_indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from r2pgraph.evidence.statements import Subject, Suggestion
    from r2pgraph.store import Store


@dataclass(frozen=True)
class Contradicted:
    """A rating that stands elsewhere than the facts suggest: by key its indicator, the level suggested, and why."""

    indicator: str
    suggestion: Suggestion
    because: str


def contradicted(
    store: Store, state: str, year: str, ratings: Mapping[str, str], not_before: str = ""
) -> list[Contradicted]:
    """Return which ratings the facts contradict; none where the state is not known, or the year is none.

    Args:
        store: the graph of the facts; an assessment that it holds of this state and year is not looked at.
        state: the key of the state that is rated.
        year: the year that it is rated for.
        ratings: the key of the level by the key of the indicator.
        not_before: the day before which the text cannot have been finished, where it is told.
    """
    try:
        return list(_contradicted(store, subject(store, state, year), ratings, not_before))
    except (QueryError, UnknownNameError):
        return []


def _contradicted(store: Store, about: Subject, ratings: Mapping[str, str], until: str) -> Iterator[Contradicted]:
    order, known = levels(store), Known(own_facts(store, about), until)
    for indicator in by_indicator("levels"):
        if ratings.get(indicator) not in order:
            continue
        suggested = suggestion(store, indicator, about)
        if suggested is None or not steps_above(ratings[indicator], suggested, order):
            continue
        held = opinion(store, about, indicator, suggested, known)
        if "suggested" in held:
            yield Contradicted(indicator, suggested, held["because"])

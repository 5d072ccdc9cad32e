"""Hold the level that facts suggest against the level that an assessment gives, indicator by indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.evidence.statements import (
    EXACTLY,
    Statement,
    Subject,
    Suggestion,
    key,
    own_facts,
    own_word,
    statements,
    subject,
    suggestion,
    text,
    written,
)
from r2pgraph.queries import for_each, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from r2pgraph.store import Store

LATEST: Final = "9999"
"""A year by which every fact that is known has happened."""


@dataclass(frozen=True)
class Gap:
    """Why no evidence can be computed for an indicator, and what would close the gap."""

    reason: str
    needs: str


@dataclass(frozen=True)
class IndicatorEvidence:
    """What the facts say on one indicator, the level they suggest, and how a rating stands to it.

    ``verdict`` is agrees or contradicts where there are a rating and a suggested level, and a rating above a level that
    is suggested at least agrees with it; stale where they agreed and agree no more by a fact of a later year,
    ``since``; silent otherwise, and where a suggestion rests, alone or in part, on an assessment's own word: a witness
    cannot vouch for itself. ``steps`` is how many levels the rating stands above the suggestion, 0 where it agrees.
    """

    number: int
    indicator: str
    label: str
    statements: tuple[Statement, ...]
    suggestion: Suggestion | None
    rating: str | None
    verdict: str
    steps: int | None = None
    since: str | None = None
    gap: Gap | None = None

    @property
    def own_word(self) -> str | None:
        """Return how far the facts rest on an assessment's own word: ``alone``, ``in part``, or None."""
        return own_word(self.statements)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values, in the words of the queries."""
        return {**written(self), "ownWord": self.own_word, "statements": [written(each) for each in self.statements]}


@dataclass(frozen=True)
class EvidenceReport:
    """The evidence on a state by the end of a year; ``is_assessed`` says whether a rating stands beside it.

    ``remarks`` are sentences on what must be known first: which state is meant, that the year is none of it.
    """

    state: str
    label: str
    year: str
    is_assessed: bool
    indicators: tuple[IndicatorEvidence, ...]
    remarks: tuple[str, ...] = ()

    @property
    def covered(self) -> int:
        """Return how many of the indicators have evidence."""
        return sum(1 for each in self.indicators if each.statements)

    @property
    def independent(self) -> int:
        """Return how many of the indicators have evidence that is more than an assessment's own word."""
        return sum(1 for each in self.indicators if each.statements and each.own_word != "alone")

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        about = {"state": self.state, "label": self.label, "year": self.year, "assessed": self.is_assessed}
        return {**about, "remarks": list(self.remarks), "indicators": [each.to_json() for each in self.indicators]}


@dataclass(frozen=True)
class _Known:
    """What is asked once: the ratings and the gaps by indicator, and the levels from the weakest."""

    ratings: Mapping[str, str]
    gaps: Mapping[str, Gap]
    levels: tuple[str, ...]
    own: AbstractSet[str]


def evidence(store: Store, state: str, year: str | int, indicator: str | None = None) -> EvidenceReport:
    """Return what the facts say of a state by the end of a year, and how far an assessment of that year agrees.

    Args:
        store: the graph to ask.
        state: an ISO 3166 code or a name.
        year: facts count that held by its last day.
        indicator: a number, key or name; every indicator where it is left out.

    Raises:
        UnknownNameError: the graph holds no such state or indicator; the nearest are named.
        QueryError: a value is ``any``, or the year is none.
    """
    about = subject(store, state, year)
    known = _Known(_ratings(store, about), _gaps(store), levels(store), own_facts(store, about))
    found = for_each(store, lambda named: _indicator(store, about, named, known), _indicators(store, indicator))
    return EvidenceReport(about.key, about.label, about.year, bool(known.ratings), tuple(found), about.remarks)


def levels(store: Store) -> tuple[str, ...]:
    """Return the keys of the levels, the weakest first."""
    rows = run(store, "plan-points", {}).records()
    return tuple(key(row["level"]) for row in rows)


def _indicators(store: Store, chosen: str | None) -> list[tuple[int, str, str]]:
    """Return number, key and label of the indicators, or of the one that is meant."""
    rows = run(store, "indicators").records()
    known = [(int(text(row["number"])), key(row["indicator"]), text(row["label"])) for row in rows]
    if chosen is None:
        return known
    meant = [each for each in known if chosen.casefold() in {str(each[0]), each[1], each[2].casefold()}]
    if meant:
        return meant
    names = [name for number, indicator, label in known for name in (indicator, label)]
    raise UnknownNameError.among("indicator", chosen, names, f"The numbers go from {known[0][0]} to {known[-1][0]}.")


def _ratings(store: Store, about: Subject) -> dict[str, str]:
    """Return the level that an assessment gives, by indicator; nothing where there is no assessment."""
    return {key(row["indicator"]): key(row["level"]) for row in run(store, "ratings", about.parameters).records()}


def _gaps(store: Store) -> dict[str, Gap]:
    rows = run(store, "evidence-gaps").records()
    return {key(row["indicator"]): Gap(text(row["reason"]), text(row["needs"])) for row in rows}


def _indicator(store: Store, about: Subject, named: tuple[int, str, str], known: _Known) -> IndicatorEvidence:
    number, indicator, label = named
    found = statements(store, indicator, about, known.own)
    suggested = suggestion(store, indicator, about)
    rating, gap = known.ratings.get(indicator), known.gaps.get(indicator)
    silent = IndicatorEvidence(number, indicator, label, found, suggested, rating, "silent", gap=gap)
    if suggested is None or rating is None or own_word(found):
        return silent
    steps = steps_above(rating, suggested, known.levels)
    if steps:
        return replace(silent, verdict="contradicts", steps=steps)
    since = _stale_since(store, indicator, about, rating, known)
    return replace(silent, verdict="stale" if since else "agrees", steps=0, since=since)


def steps_above(rating: str, suggested: Suggestion, order: tuple[str, ...]) -> int:
    """Return how many levels a rating stands above what is suggested; above what is suggested at least, none.

    Args:
        rating: the key of the level that is given.
        suggested: the level that the facts suggest.
        order: the keys of all levels, the weakest first.
    """
    steps = order.index(rating) - order.index(suggested.level)
    return steps if suggested.comparator == EXACTLY else min(steps, 0)


def _stale_since(store: Store, indicator: str, about: Subject, rating: str, known: _Known) -> str | None:
    """Return the date of the first fact after the year by which the rating agrees no more, or None.

    What is shown for a single year, such as a deployment, is no later fact, and cannot make a rating stale; nor can
    the word of an assessment of the state.
    """
    later = statements(store, indicator, replace(about, year=LATEST), known.own)
    dates = [each.as_of for each in later if each.as_of and not each.own]
    for year, first in _first_of_each_year(date for date in dates if date[:4] > about.year):
        then = suggestion(store, indicator, replace(about, year=year))
        if then is not None and steps_above(rating, then, known.levels):
            return first
    return None


def _first_of_each_year(dates: Iterable[str]) -> list[tuple[str, str]]:
    first: dict[str, str] = {}
    for date in sorted(dates):
        first.setdefault(date[:4], date)
    return list(first.items())

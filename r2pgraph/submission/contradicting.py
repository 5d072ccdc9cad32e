"""Tell where the facts on record contradict a level that was submitted: a warning at the level, with facts and rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph import evidence, store
from r2pgraph.queries import by_indicator
from r2pgraph.submission.words import words
from r2pgraph.validation.report import Problem, Severity
from r2pgraph.vocab import BASE, R2P, iri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from r2pgraph.evidence import Contradicted
    from r2pgraph.validation.checking import Document

_LEVEL: Final = R2P + "level"
_INDICATOR: Final = R2P + "indicator"
_REMEDY: Final = "Correct the level, or say in the rationale what weighs more than these facts."


def problems(documents: Sequence[Document], known: ox.Store, state: str, year: str) -> list[Problem]:
    """Return a warning for each level that contradicts the facts; none where state or year cannot be told.

    Args:
        documents: what was submitted.
        known: the graph of the facts.
        state: the key of the state assessed.
        year: the year assessed.
    """
    if not (state and year):
        return []
    rated = {said[_INDICATOR]: (name, said[_LEVEL]) for name, said in _ratings(documents).items()}
    given = {_key(indicator): _key(level) for indicator, (_, level) in rated.items()}
    found = evidence.contradicted(store.EmbeddedStore(known), state, year, given, _not_before(documents))
    return [_problem(documents, *rated[iri("indicator", each.indicator)], each) for each in found]


def _problem(documents: Sequence[Document], rating: str, level: str, found: Contradicted) -> Problem:
    indicator = iri("indicator", found.indicator)
    query = by_indicator("levels")[found.indicator]
    given, other = (words().label(name).lower() for name in (level, iri("level", found.suggestion.level)))
    told = other if found.suggestion.is_exact else f"{found.suggestion.comparator} {other}"
    file, line = _place(documents, rating, level)
    return Problem(
        severity=Severity.WARNING,
        file=file,
        line=line,
        subject=f"rating of indicator {words().number(indicator)}, {words().label(indicator)}",
        field="level",
        value=level.removeprefix(BASE).replace("/", ":"),
        message=f"The level is {given}, but the facts on record alone suggest {told}: {found.because}",
        remedy=f"{_REMEDY} The rule by which they suggest it: {query.rule}",
        rule=iri("query", query.id),
        iri=rating,
    )


def _ratings(documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Return indicator and level of each thing that has one of both; what has two is wrong in another way."""
    said: dict[str, dict[str, list[str]]] = {}
    for document in documents:
        for quad in document.quads:
            if quad.predicate.value in (_LEVEL, _INDICATOR) and isinstance(quad.object, ox.NamedNode):
                name = getattr(quad.subject, "value", "")
                said.setdefault(name, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    whole = {name: values for name, values in said.items() if {_LEVEL, _INDICATOR} == set(values)}
    return {name: _single(values) for name, values in whole.items() if all(len(each) == 1 for each in values.values())}


def _single(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {predicate: each[0] for predicate, each in values.items()}


def _not_before(documents: Sequence[Document]) -> str:
    """Return the day before which the text cannot have been finished, where the submission tells one."""
    quads = (quad for document in documents for quad in document.quads)
    return next((getattr(quad.object, "value", "") for quad in quads if quad.predicate.value == R2P + "notBefore"), "")


def _place(documents: Sequence[Document], rating: str, level: str) -> tuple[str, int | None]:
    for document in documents:
        found = document.places
        if line := found.statements.get((rating, _LEVEL, level)) or found.line_of(rating, _LEVEL, last=False):
            return document.file, line
    return documents[0].file, None


def _key(name: str) -> str:
    return name.rpartition("/")[2]

"""Follow a number down: ratings, evidence, footnotes, addresses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.queries import run
from r2pgraph.scores.choosing import refuse_any
from r2pgraph.scores.explanation import (
    AreaPoints,
    EvidenceItem,
    Footnote,
    IndexExplanation,
    IndicatorExplanation,
    IndicatorPoints,
)
from r2pgraph.scores.plans import key, text
from r2pgraph.scores.scoring import DEFAULT_PLAN, score
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.store import Store, Term

    Record = dict[str, Term | None]

OURS: Final = iri("organisation", "r2pgraph")
"""The author of what we read into a report, which the report itself does not say."""


def explain(
    store: Store, state: str, year: str | int, indicator: str | None = None, *, plan: str = DEFAULT_PLAN
) -> IndexExplanation | IndicatorExplanation:
    """Return what stands behind an index, or behind the rating of one indicator.

    Args:
        store: the graph to ask.
        state: an ISO 3166 code or a name.
        year: the year of the assessment.
        indicator: the number, key or name of an indicator; None for the index.
        plan: the key or IRI of a plan.

    Raises:
        UnknownNameError: there is no such state, assessment, indicator or plan.
        QueryError: a value is ``any``, or the plan gives no points for a level that occurs.
    """
    refuse_any(store, state=state, year=str(year), plan=plan, indicator=indicator)
    if indicator is not None:
        return _explain_indicator(store, state, str(year), indicator, plan)
    whole = score(store, state, year, plan)
    members: dict[str, list[IndicatorPoints]] = defaultdict(list)
    rows = _points(store, state, str(year), plan)
    for row in rows:
        members[key(text(row["area"]))].append(_indicator(row))
    areas = (AreaPoints(a.label, a.points, a.maximum, tuple(members[a.area])) for a in whole.areas)
    return IndexExplanation(whole, tuple(areas))


def _explain_indicator(store: Store, state: str, year: str, indicator: str, plan: str) -> IndicatorExplanation:
    about = {"state": state, "year": year, "indicator": indicator}
    evidence = run(store, "evidence-of-rating", about).records()
    score(store, state, year, plan)
    named = {text(row["rating"]) for row in evidence}
    rows = {text(row["rating"]): row for row in _points(store, state, year, plan)}
    row = next((rows[rating] for rating in named if rating in rows), None)
    if row is None:
        raise UnknownNameError("rated indicator", indicator, (), f"The assessment of {year} gives it no level.")
    former = tuple(
        f"{text(other['title'])}: {text(other['formerLevel']) or 'no level'}, {text(other['formerTrend']) or 'none'}"
        for other in run(store, "former-ratings", {"state": state, "year": year}).records()
        if text(other["indicator"]) == text(row["indicator"])
    )
    items = _evidence(evidence, rows)
    return IndicatorExplanation(_indicator(row), text(row["title"]), text(row["rationale"]), items, former)


def _points(store: Store, state: str, year: str, plan: str) -> list[Record]:
    """Return the rows of the ratings, with points and the words for level and trend."""
    about: dict[str, str | None] = {"state": state, "year": year}
    points = {text(row["indicator"]): row for row in run(store, "indicator-points", {**about, "plan": plan}).records()}
    words = {text(row["level"]): row["label"] for row in run(store, "ratings-by-level", about).records()}
    words |= {text(row["trend"]): row["label"] for row in run(store, "ratings-by-trend", about).records()}
    return [
        {
            **row,
            **{name: points[text(row["indicator"])][name] for name in ("points", "maximum")},
            "levelLabel": words.get(text(row["level"])),
            "trendLabel": words.get(text(row["trend"])),
        }
        for row in run(store, "ratings", about).records()
        if text(row["indicator"]) in points
    ]


def _indicator(row: Record) -> IndicatorPoints:
    from decimal import Decimal

    return IndicatorPoints(
        int(text(row["number"])),
        key(text(row["indicator"])),
        text(row["label"]) or text(row["title"]),
        text(row["levelLabel"]),
        text(row["trendLabel"]),
        Decimal(text(row["points"])),
        Decimal(text(row["maximum"])),
    )


def _evidence(rows: Iterable[Record], ratings: dict[str, Record]) -> tuple[EvidenceItem, ...]:
    by_item: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        by_item[text(row["evidence"])].append(row)
    return tuple(_item(evidence, own, ratings) for evidence, own in by_item.items())


def _item(evidence: str, rows: list[Record], ratings: dict[str, Record]) -> EvidenceItem:
    first = rows[0]
    origins = dict.fromkeys(text(row["inferredFrom"]) for row in rows if row["inferredFrom"])
    return EvidenceItem(
        evidence,
        _spoken(key(text(first["kind"]))),
        text(first["says"]),
        _figure(first),
        tuple(text(ratings[origin]["label"]) if origin in ratings else key(origin) for origin in origins),
        tuple(dict.fromkeys(_footnote(row) for row in rows if row["footnote"])),
        is_ours={text(row["attributedTo"]) for row in rows} == {OURS},
    )


def _figure(row: Record) -> str:
    if not row["value"]:
        return ""
    precision = f"{key(text(row['precision'])).replace('-', ' ')} " if row["precision"] else ""
    whole = f" of {text(row['outOf'])}" if row["outOf"] else ""
    unit = f" {key(text(row['unit'])).replace('-', ' ')}" if row["unit"] else ""
    moment = f", {text(row['asOf'])}" if row["asOf"] else ""
    return f"{precision}{text(row['value'])}{whole}{unit}{moment}"


def _footnote(row: Record) -> Footnote:
    title = text(row["sourceTitle"]) or key(text(row["source"]))
    return Footnote(f"{text(row['footnote'])}{text(row['part'])}", title, text(row["locator"]), text(row["url"]))


def _spoken(name: str) -> str:
    """Return a class name in words: ``AbsenceOfEvidence`` as ``Absence of evidence``."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return spaced.capitalize()

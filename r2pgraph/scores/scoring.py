"""Run the score queries for one assessment and one plan."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.queries import run
from r2pgraph.scores.change import cases, is_possible
from r2pgraph.scores.choosing import refuse_any
from r2pgraph.scores.plans import key, plan_of, ratings_of, text
from r2pgraph.scores.report import AreaScore, Change, ScoreReport

if TYPE_CHECKING:
    from r2pgraph.store import Store, Term

    Record = dict[str, Term | None]

DEFAULT_PLAN: Final = "percent-0-4"


def score(store: Store, state: str, year: str | int, plan: str = DEFAULT_PLAN) -> ScoreReport:
    """Return the index, the area scores and the possible change of an assessment under a plan.

    Args:
        store: the graph to ask.
        state: an ISO 3166 code or a name, such as ``TLS`` or ``timor-leste``.
        year: the year of the assessment.
        plan: the key of a plan, or the IRI of a plan of the user's own.

    Raises:
        UnknownNameError: there is no such state, plan or assessment; the nearest are named.
        QueryError: a value is ``any``, or the plan gives no points for a level that occurs.
    """
    refuse_any(store, state=state, year=str(year), plan=plan)
    about: dict[str, str | None] = {"state": state, "year": str(year), "plan": plan}
    found = run(store, "index-score", about).records()
    assessment = _assessment(store, state, str(year))
    if not found:
        raise _lacks_points(plan, "every level")
    (index,) = found
    about = {"state": f"<{text(index['state'])}>", "year": str(year), "plan": f"<{text(index['plan'])}>"}
    (described,) = run(store, "plans", {"plan": about["plan"]}).records()
    return ScoreReport(
        text(index["assessment"]),
        key(text(index["state"])),
        text(assessment["label"]),
        str(year),
        key(text(index["plan"])),
        text(described["label"]),
        key(text(described["standing"])) or "plan",
        _number(index["points"]),
        _number(index["maximum"]),
        _number(index["value"]),
        tuple(map(_area, run(store, "area-scores", about).records())),
        _change(store, about, index, assessment["statedChange"]),
    )


def _area(row: Record) -> AreaScore:
    figures = (_number(row[name]) for name in ("points", "maximum", "value"))
    return AreaScore(key(text(row["area"])), text(row["title"]), *figures)


def _assessment(store: Store, state: str, year: str) -> Record:
    """Return what the graph says of an assessment; raise UnknownNameError with the years that there are."""
    (named,) = run(store, "states", {"state": state}).records()[:1] or [{"state": None, "label": None}]
    rows = run(store, "assessments").records()
    of_state = {text(row["year"]): row for row in rows if row["state"] == named["state"]}
    if year not in of_state:
        kind = f"assessment of {text(named['label']) or state} in the year"
        others = ", ".join(sorted(of_state)) or "none; assessed are " + ", ".join(
            sorted({text(r["label"]) for r in rows})
        )
        raise UnknownNameError(kind, year, (), f"Assessed years: {others}.")
    return of_state[year]


def _change(store: Store, about: dict[str, str | None], index: Record, stated: Term | None) -> Change:
    """Return what the trends allow, once every rating is known to be counted."""
    state, year, plan = str(about["state"]), str(about["year"]), str(about["plan"])
    rated, counts = ratings_of(store, state, year), plan_of(store, plan)
    lacking = sorted({key(rating.level) for rating in rated} - set(map(key, counts.points)))
    if lacking:
        raise _lacks_points(key(plan.strip("<>")), ", ".join(lacking))
    told = None if stated is None else _number(stated)
    rows = run(store, "possible-change", about).records()
    if not rows or rows[0]["ratings"] != index["ratings"]:
        return Change(told, None, None, None, None)
    least, most, single = (_number(rows[0][name]) for name in ("minimum", "maximum", "singleStep"))
    if told is None:
        return Change(None, least, most, None, single)
    return Change(told, least, most, is_possible(told, rated, counts), single, cases(told, rated, counts))


def _lacks_points(plan: str, levels: str) -> QueryError:
    return QueryError(f"The plan {plan} gives no points for {levels}.", "Give each level of the scale an award.")


def _number(term: Term | None) -> Decimal:
    return Decimal(text(term))

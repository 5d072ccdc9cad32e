"""Write scores down as observations, each with the plan, the assessment and the query that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError
from r2pgraph.graph import lines
from r2pgraph.graph.lines import link, typed
from r2pgraph.queries import ANY, find, run
from r2pgraph.scores.plans import key, text
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.scores.report import ScoreReport
    from r2pgraph.store import Store, Term

    Record = dict[str, Term | None]

QUERIES: Final = {"index-score": "IndexScore", "area-scores": "AreaScore"}
"""The saved queries that make scores, and the class of what each makes."""


def materialise(store: Store) -> bytes:
    """Return every score of every assessment under every plan as sorted N-Triples; the same graph, the same bytes.

    Raises:
        QueryError: two plans of different namespaces end in the same key.
    """
    return _written(store, {"state": ANY, "year": ANY, "plan": ANY})


def triples(store: Store, report: ScoreReport) -> bytes:
    """Return the scores of one report as sorted N-Triples."""
    plans = [text(row["plan"]) for row in run(store, "plans").records()]
    (plan,) = [full for full in plans if key(full) == report.plan]
    return _written(store, {"state": report.state, "year": report.year, "plan": f"<{plan}>"})


def _written(store: Store, about: Mapping[str, str | None]) -> bytes:
    found = {query: run(store, query, about).records() for query in QUERIES}
    _refuse_equal_keys({text(row["plan"]) for row in found["index-score"]})
    said = {line for query, rows in found.items() for row in rows for line in _score(query, row)}
    said |= {line for query in QUERIES for line in _query(query)}
    return "".join(sorted(said)).encode()


def _refuse_equal_keys(plans: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for plan in sorted(plans):
        other = seen.setdefault(key(plan), plan)
        if other != plan:
            raise QueryError(f"The plans {other} and {plan} end alike.", "Name one of them otherwise.")


def _score(query: str, row: Record) -> Iterator[str]:
    """Yield the lines of one observation and of the activity that made it."""
    assessment, plan = text(row["assessment"]), text(row["plan"])
    whole = f"{key(assessment)}-{key(plan)}"
    is_area = query == "area-scores"
    subject = iri("score", f"{whole}-{key(text(row['area']))}" if is_area else whole)
    activity = iri("activity", f"score-{whole}-areas" if is_area else f"score-{whole}")
    yield link(subject, "rdf:type", f"r2p:{QUERIES[query]}")
    yield link(subject, "qb:dataSet", iri("code", "area-scores" if is_area else "scores"))
    yield link(subject, "r2p:ofAssessment", assessment)
    yield link(subject, "r2p:state", text(row["state"]))
    yield typed(subject, "r2p:year", text(row["year"]), "gYear")
    yield link(subject, "r2p:byPlan", plan)
    if is_area:
        yield link(subject, "r2p:ofArea", text(row["area"]))
    for name in ("points", "maximum", "value"):
        number = text(row[name])
        yield typed(subject, f"r2p:{name}", number, "integer" if number.lstrip("-").isdigit() else "decimal")
    yield link(subject, "prov:wasGeneratedBy", activity)
    yield from _activity(activity, assessment, plan, query)


def _activity(activity: str, assessment: str, plan: str, query: str) -> Iterator[str]:
    association = f"{activity}-association"
    yield link(activity, "rdf:type", "prov:Activity")
    yield link(activity, "prov:used", assessment)
    yield link(activity, "prov:used", plan)
    yield link(activity, "prov:qualifiedAssociation", association)
    yield link(association, "rdf:type", "prov:Association")
    yield link(association, "prov:hadPlan", iri("query", query))
    yield link(association, "prov:agent", iri("organisation", "r2pgraph"))


def _query(query: str) -> Iterator[str]:
    """Yield what a saved query is, so that no score leads to a thing without a description."""
    saved = find(query)
    yield link(iri("query", query), "rdf:type", "prov:Plan")
    yield lines.text(iri("query", query), "dcterms:title", saved.title, "en")

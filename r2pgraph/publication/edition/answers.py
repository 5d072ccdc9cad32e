"""Ratings and scores as tidy tables: the answers of saved queries for every state, year and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.queries import run
from r2pgraph.tables import Column, Table
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from r2pgraph.store import Store, Term

_ASSESSMENT: Final = Column("assessment", "the assessment that holds it", "thing")
_PLAN: Final = Column("plan", "the scoring plan that it was computed under", "named")
_STATE: Final = Column("state", "the state that was assessed", "thing")
_YEAR: Final = Column("year", "the year that was assessed", "code")
_POINTS: Final = Column("points", "the points that the levels earn under the plan, times their weights")
_MOST: Final = Column("maximum", "the points that the highest levels would earn")
_VALUE: Final = Column("value", "the score, on the scale of the plan")

ANSWERS: Final = {
    "ratings": Table("ratings", "assessments", "How each indicator is rated in each assessment, and why.", (
        _ASSESSMENT,
        Column("number", "the number of the indicator in the framework", "count"),
        Column("indicator", "the indicator", "thing"),
        Column("label", "its short name"),
        Column("title", "what it asks, as the framework words it"),
        Column("area", "the thematic area to which it belongs", "thing"),
        Column("areaTitle", "the name of the area"),
        Column("level", "the level; empty where it is not rated", "thing", required=False),
        Column("trend", "the change since the assessment before; empty where none is told", "thing", required=False),
        Column("rationale", "the reason, as the assessment words it", required=False),
        Column("rating", "the rating itself", "thing"),
    ), ("rating",)),
    "index-score": Table("index_scores", "assessments", "What each assessment scores as a whole under each plan.", (
        _ASSESSMENT, _STATE, _YEAR, _PLAN,
        Column("ratings", "how many ratings it counts", "count"), _POINTS, _MOST, _VALUE,
    ), ("assessment", "plan")),
    "area-scores": Table("area_scores", "assessments", "What each assessment scores in each area under each plan.", (
        _ASSESSMENT, _STATE, _YEAR, _PLAN, Column("number", "the number of the area", "count"),
        Column("area", "the thematic area", "thing"), Column("title", "its name"), _POINTS, _MOST, _VALUE,
    ), ("assessment", "plan", "area")),
}  # fmt: skip
"""The saved queries that are published as tables, and what these hold."""


def answers(store: Store) -> Iterator[tuple[Table, pl.DataFrame]]:
    """Yield each table with its rows, sorted by the columns that name a row; every column is of type String."""
    import polars as pl

    from r2pgraph.queries import find

    for query, table in ANSWERS.items():
        left_open = {parameter.name: "any" for parameter in find(query).parameters}
        rows = [[_cell(term) for term in row] for row in run(store, query, left_open).rows]
        frame = pl.DataFrame(rows, schema=dict.fromkeys(table.header, pl.String), orient="row")
        yield table, frame.sort(table.unique)


def _cell(term: Term | None) -> str:
    """Return a value as text, an individual as its prefixed name."""
    if term is None:
        return ""
    return compact(term.value) if term.kind == "iri" else " ".join(term.value.split())

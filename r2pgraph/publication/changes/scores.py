"""Which scores moved, plan by plan, and for what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.queries import with_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.publication.changes.ratings import RatingChange
    from r2pgraph.publication.changes.things import ThingChange
    from r2pgraph.store import Store

_SCORES: Final = """SELECT ?score ?state ?year ?plan ?area ?value WHERE {
  ?score r2p:byPlan ?plan ; r2p:state ?state ; r2p:year ?year ; r2p:value ?value .
  OPTIONAL { ?score r2p:ofArea ?area }
}"""
_PLANS: Final = """SELECT DISTINCT ?plan ?part WHERE {
  ?plan a r2p:ScoringPlan .
  { BIND (?plan AS ?part) } UNION { ?plan r2p:awards ?part } UNION { ?plan r2p:weighs ?part }
}"""


@dataclass(frozen=True)
class ScoreChange:
    """A score that is not what it was.

    Attributes:
        iri: the score.
        state: IRI of the state.
        year: the year that it is for.
        plan: IRI of the scoring plan.
        area: IRI of the thematic area, empty for the index as a whole.
        before: its value as it is written, empty where there was none.
        after: its value now.
        ratings: IRIs of the ratings of that assessment that came, moved or were withdrawn.
        plan_changes: what changed of the plan, its awards and its weightings.
    """

    iri: str
    state: str
    year: str
    plan: str
    area: str
    before: str
    after: str
    ratings: tuple[str, ...]
    plan_changes: tuple[ThingChange, ...]


class _Score(NamedTuple):
    state: str
    year: str
    plan: str
    area: str
    value: str


def scores(
    ratings: Iterable[RatingChange], things: Mapping[str, ThingChange], before: Store, after: Store
) -> tuple[ScoreChange, ...]:
    """Return the scores that moved: by state, year and plan, the index before its areas."""
    former, later = _scores(before), _scores(after)
    parts = _parts(before, after)
    movers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rating in ratings:
        if rating.how != "same":
            movers[rating.state, rating.year].append(rating.iri)
    found = []
    for iri in {*former, *later}:
        was, now = former.get(iri), later.get(iri)
        score = now or was
        if score is None or (was and was.value) == (now and now.value):
            continue
        found.append(ScoreChange(
            iri, *score[:4], was.value if was else "", now.value if now else "",
            tuple(movers[score.state, score.year]),
            tuple(things[part] for part in sorted(parts[score.plan]) if part in things),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.state, each.year, each.plan, each.area, each.iri)))


def _scores(store: Store) -> dict[str, _Score]:
    found = {}
    for row in store.select(with_prefixes(_SCORES)).rows:
        score, *told = (term.value if term else "" for term in row)
        found[score] = _Score(*told)
    return found


def _parts(*stores: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for store in stores:
        for plan, part in store.select(with_prefixes(_PLANS)).rows:
            if plan and part:
                found[plan.value].add(part.value)
    return found

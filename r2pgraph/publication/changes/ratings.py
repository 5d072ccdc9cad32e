"""Which ratings moved, and what changed of that on which they rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.queries import with_prefixes
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from r2pgraph.publication.changes.things import ThingChange
    from r2pgraph.store import Store

_RATINGS: Final = """SELECT ?rating ?state ?year ?indicator ?level ?trend WHERE {
  ?rating a r2p:Rating ; r2p:state ?state ; r2p:year ?year ; r2p:indicator ?indicator .
  OPTIONAL { ?rating r2p:level ?level }
  OPTIONAL { ?rating r2p:trend ?trend }
} ORDER BY ?rating ?level ?trend"""
_GROUNDS: Final = """SELECT DISTINCT ?rating ?kind ?thing WHERE {
  ?rating a r2p:Rating .
  { ?rating r2p:restsOn ?thing . BIND ("evidence" AS ?kind) }
  UNION { ?rating r2p:restsOn/r2p:hasCitation ?thing . BIND ("evidence" AS ?kind) }
  UNION { ?rating r2p:restsOn/r2p:hasCitation/cito:hasCitedEntity ?thing . BIND ("evidence" AS ?kind) }
  UNION { ?thing a r2p:Erratum ; r2p:concerns|r2p:correctedTo ?rating . BIND ("erratum" AS ?kind) }
  UNION { ?rating r2p:restsOn ?ground . ?thing a r2p:Erratum ; r2p:concerns ?ground . BIND ("erratum" AS ?kind) }
  UNION {
    ?rating r2p:inAssessment ?assessment ; r2p:indicator ?indicator .
    ?thing a r2p:Erratum ; r2p:inAssessment ?assessment ; r2p:concerns ?indicator .
    BIND ("erratum" AS ?kind)
  }
  UNION { ?rating r2p:level ?level . ?thing a r2p:Award ; r2p:level ?level . BIND ("scoring plan" AS ?kind) }
  UNION { ?rating r2p:indicator ?indicator . ?thing r2p:weighsTarget ?indicator . BIND ("scoring plan" AS ?kind) }
}"""
_ORDER: Final = """SELECT ?level (COUNT(?before) AS ?place) WHERE {
  code:levels-in-order skos:memberList/rdf:rest* ?before .
  ?before rdf:rest* ?here .
  ?here rdf:first ?level .
} GROUP BY ?level"""

_RESTS: Final = expand("r2p:restsOn")

KINDS: Final = ("rationale", "evidence", "erratum", "scoring plan")
"""What a rating can have moved for, in the order in which it is told."""

_OF_THE_MARK: Final = frozenset(
    map(expand, ("rdf:type", "qb:dataSet", "r2p:inAssessment", "r2p:state", "r2p:year", "r2p:indicator", "r2p:level",
                 "r2p:trend", "sdmx-attribute:obsStatus"))
)  # fmt: skip
"""What says which rating it is and how it stands; the rest of what it says is why it does."""


class Mark(NamedTuple):
    """The IRIs of level and trend; each empty where a rating has none."""

    level: str
    trend: str


class Reason(NamedTuple):
    """Something that changed of that on which a rating rests; ``kind`` is one of `KINDS`."""

    kind: str
    thing: ThingChange


@dataclass(frozen=True)
class RatingChange:
    """A rating that is not what it was, or rests on something else.

    Attributes:
        iri: the rating.
        state: IRI of the state.
        year: the year that it is for.
        indicator: IRI of the indicator.
        before: its mark in the former edition, None where it had none.
        after: its mark in the later one.
        how: ``came``, ``rose``, ``fell``, ``moved`` (between levels that have no order, or its trend alone),
            ``withdrawn``, or ``same``: the mark stayed, what it rests on did not.
        reasons: what changed about it, in the order of `KINDS`.
    """

    iri: str
    state: str
    year: str
    indicator: str
    before: Mark | None
    after: Mark | None
    how: str
    reasons: tuple[Reason, ...]


class _Rating(NamedTuple):
    state: str
    year: str
    indicator: str
    mark: Mark


def ratings(things: Mapping[str, ThingChange], before: Store, after: Store) -> tuple[RatingChange, ...]:
    """Return the ratings that moved or rest on something else, by state, year and IRI.

    Args:
        things: what changed, by IRI; a rating's own statements among it.
        before: the former edition.
        after: the later one.
    """
    former, later = _ratings(before), _ratings(after)
    order = _order(before) | _order(after)
    grounds = _grounds(before, after)
    found = []
    for iri in {*former, *later}:
        was, now = former.get(iri), later.get(iri)
        how = _how(was and was.mark, now and now.mark, order)
        reasons = _reasons(iri, grounds[iri], things, has_moved=how != "same")
        rating = now or was
        if rating and (how != "same" or reasons):
            found.append(RatingChange(iri, *rating[:3], was and was.mark, now and now.mark, how, reasons))
    return tuple(sorted(found, key=lambda each: (each.state, each.year, each.iri)))


def _how(was: Mark | None, now: Mark | None, order: Mapping[str, int]) -> str:
    if was is None or now is None:
        return "came" if was is None else "withdrawn"
    if was == now:
        return "same"
    if was.level == now.level or not {was.level, now.level} <= order.keys():
        return "moved"
    return "rose" if order[now.level] > order[was.level] else "fell"


def _reasons(
    iri: str, grounds: Mapping[str, str], things: Mapping[str, ThingChange], *, has_moved: bool
) -> tuple[Reason, ...]:
    """Return what changed of the grounds of a rating; plans award points to a level and are no ground to be in it."""
    found = list(_own(things[iri])) if iri in things else []
    found += [
        Reason(kind, things[thing])
        for thing, kind in grounds.items()
        if thing in things and (has_moved or kind != "scoring plan")
    ]
    return tuple(sorted(found, key=lambda reason: (KINDS.index(reason.kind), reason.thing.iri)))


def _own(rating: ThingChange) -> Iterator[Reason]:
    """Yield what a rating says otherwise of why it is what it is, and of what it rests on."""
    why = tuple(each for each in rating.differences if each.relation not in {*_OF_THE_MARK, _RESTS})
    rests = tuple(each for each in rating.differences if each.relation == _RESTS)
    for kind, differences in (("rationale", why), ("evidence", rests)):
        if differences:
            yield Reason(kind, replace(rating, differences=differences))


def _ratings(store: Store) -> dict[str, _Rating]:
    found: dict[str, _Rating] = {}
    for row in store.select(with_prefixes(_RATINGS)).rows:
        rating, state, year, indicator, level, trend = (term.value if term else "" for term in row)
        found.setdefault(rating, _Rating(state, year, indicator, Mark(level, trend)))
    return found


def _grounds(*stores: Store) -> dict[str, dict[str, str]]:
    """Return what each rating rests on in either edition, with the kind of reason that it is."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for store in stores:
        for row in store.select(with_prefixes(_GROUNDS)).rows:
            rating, kind, thing = (term.value if term else "" for term in row)
            found[rating][thing] = kind
    return found


def _order(store: Store) -> dict[str, int]:
    rows = store.select(with_prefixes(_ORDER)).rows
    return {level.value: int(place.value) for level, place in rows if level and place}

"""Set two editions beside each other."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.publication.changes.graphs import GraphChange, compare
from r2pgraph.publication.changes.ratings import RatingChange, ratings
from r2pgraph.publication.changes.scores import ScoreChange, scores
from r2pgraph.publication.changes.things import Difference, ThingChange, VoteChange, moved, things, votes
from r2pgraph.vocab import R2P, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.publication.changes.graphs import Texts
    from r2pgraph.store import Store, Term

_ONTOLOGY: Final = iri("graph", "ontology")
_RATING: Final = "rating"
_FIRST: Final = ("action", "source", "state")


@dataclass(frozen=True)
class Changes:
    """What a later edition has otherwise than a former one.

    Attributes:
        ratings: those that moved or rest on something else.
        scores: those that moved, by plan.
        votes: those that came, were corrected or withdrawn.
        things: every other thing of which something else is said: treaty actions, sources and states first, then by
            the segment of their IRIs.
        terms: what came, changed, was deprecated or withdrawn of the ontology.
        graphs: the named graphs that differ, or were too large to be compared.
    """

    ratings: tuple[RatingChange, ...]
    scores: tuple[ScoreChange, ...]
    votes: tuple[VoteChange, ...]
    things: tuple[ThingChange, ...]
    terms: tuple[ThingChange, ...]
    graphs: tuple[GraphChange, ...]

    def __bool__(self) -> bool:
        return bool(self.graphs)

    @property
    def facts(self) -> tuple[GraphChange, ...]:
        """Return the graphs that state something of their own."""
        return tuple(graph for graph in self.graphs if not graph.is_derived)

    @property
    def derived(self) -> tuple[GraphChange, ...]:
        """Return the graphs that are made from the others."""
        return tuple(graph for graph in self.graphs if graph.is_derived)

    def by_kind(self) -> dict[str, tuple[ThingChange, ...]]:
        """Return the things by the segment of their IRIs; those of others are under the empty one."""
        kinds = dict.fromkeys(each.segment for each in self.things)
        return {kind: tuple(each for each in self.things if each.segment == kind) for kind in kinds}

    def to_json(self) -> dict[str, Any]:
        """Return it as numbers, texts, lists and objects; of statements that came and went the count."""
        return {
            "ratings": [_rating(each) for each in self.ratings],
            "scores": [{**asdict(each), "plan_changes": [_thing(part) for part in each.plan_changes]}
                       for each in self.scores],
            "votes": [{**each._asdict(), "how": each.how} for each in self.votes],
            "things": [_thing(each) for each in self.things],
            "terms": [{**_thing(each), "deprecated": each.is_deprecated} for each in self.terms],
            "graphs": [_graph(each) for each in self.graphs],
        }  # fmt: skip


def changes(before: Store, after: Store, most: int | None = None, texts: Texts | None = None) -> Changes:
    """Return what ``after`` has otherwise than ``before``: the same two editions, the same answer in the same order.

    Args:
        before: the former edition.
        after: the later one.
        most: how many statements of either edition are looked at, as `graphs.compare` says; None for all.
        texts: the statements of both by the IRI of their graph, as sorted N-Triples, where they are read already.
    """
    graphs = tuple(compare(before, after, most, texts))
    of_terms = [graph for graph in graphs if graph.graph == _ONTOLOGY]
    of_facts = [graph for graph in graphs if not graph.is_derived and graph.graph != _ONTOLOGY]
    found = {each.iri: each for each in things(moved(of_facts), before, after)}
    judged = ratings(found, before, after)
    return Changes(
        judged,
        scores(judged, found, before, after),
        votes(of_facts),
        _in_order(each for each in found.values() if each.segment != _RATING),
        tuple(
            sorted(things(moved(of_terms), before, after), key=lambda each: (not each.iri.startswith(R2P), each.iri))
        ),
        graphs,
    )


def _in_order(found: Iterable[ThingChange]) -> tuple[ThingChange, ...]:
    def place(each: ThingChange) -> tuple[int, str, str]:
        first = _FIRST.index(each.segment) if each.segment in _FIRST else len(_FIRST)
        return first + (not each.segment), each.segment, each.iri

    return tuple(sorted(found, key=place))


def _rating(rating: RatingChange) -> dict[str, Any]:
    told = asdict(rating)
    for side in ("before", "after"):
        mark = getattr(rating, side)
        told[side] = mark and mark._asdict()
    told["reasons"] = [{"kind": reason.kind, **_thing(reason.thing)} for reason in rating.reasons]
    return told


def _thing(thing: ThingChange) -> dict[str, Any]:
    return {"iri": thing.iri, "how": thing.how, "types": list(thing.types),
            "differences": [_difference(each) for each in thing.differences]}  # fmt: skip


def _difference(each: Difference) -> dict[str, Any]:
    went, came = ([_term(value) for value in values] for values in (each.went, each.came))
    return {"relation": each.relation, "went": went, "came": came}


def _term(term: Term) -> dict[str, str]:
    return {name: value for name, value in term._asdict().items() if value}


def _graph(graph: GraphChange) -> dict[str, Any]:
    return {"graph": graph.graph, "before": graph.before, "after": graph.after, "came": len(graph.came),
            "went": len(graph.went), "derived": graph.is_derived, "compared": graph.is_compared}  # fmt: skip

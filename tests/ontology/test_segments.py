"""A segment of our IRIs is a kind of thing: who reads `rating:` knows what stands there."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.vocab import BASE, EXTERNAL, SEGMENTS, compact

SEVERAL = {
    "activity": "an activity and the association that names its plan stand side by side",
    "code": "schemes, their orders and the parts of cubes: what a statistician calls code",
    "institution": "a focal point is one official and no organisation, and stands in the table of national bodies",
    "line": "a line of a report's list, and a resolution that the list leaves out, are numbered together",
}
"""Segments that hold more than one kind, each with the reason."""

TYPE = ox.NamedNode(EXTERNAL["rdf"] + "type")
KIND_OF = ox.NamedNode(EXTERNAL["rdfs"] + "subClassOf")


@cache
def shipped() -> ox.Store:
    """Return the shipped graphs, with what follows from them."""
    graphs = pipeline.gather()
    return pipeline.in_memory({**graphs, **pipeline.derive(graphs)[0]})


def ancestors(kind: str) -> set[str]:
    """Return a class and every class that it is a kind of."""
    found, waiting = set(), [kind]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            parents = shipped().quads_for_pattern(ox.NamedNode(each), KIND_OF, None, None)
            waiting += [quad.object.value for quad in parents if isinstance(quad.object, ox.NamedNode)]
    return found


@cache
def kinds() -> dict[str, dict[str, set[str]]]:
    """Return what each thing of ours is said to be, by segment and thing."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, _, kind, _ in shipped().quads_for_pattern(None, TYPE, None, None):
        segment, _, key = getattr(subject, "value", "").removeprefix(BASE).partition("/")
        if key and segment in SEGMENTS and str(getattr(subject, "value", "")).startswith(BASE):
            found[segment][key].add(str(kind.value))
    return found


def shared(segment: str) -> set[str]:
    """Return the classes that every thing of a segment belongs to, as prefixed names."""
    each = [set().union(*map(ancestors, classes)) for classes in kinds()[segment].values()]
    return {compact(kind) for kind in set.intersection(*each)}


@pytest.mark.parametrize("segment", [segment for segment in SEGMENTS if segment not in SEVERAL])
def test_a_segment_holds_things_of_one_class(segment: str) -> None:
    """Everything below one segment shares a class, which its sub-classes may refine; an empty segment passes."""
    assert not kinds()[segment] or shared(segment)


@pytest.mark.parametrize("segment", list(SEVERAL))
def test_no_exemption_outlives_its_reason(segment: str) -> None:
    """A segment that holds one class again leaves the list."""
    assert set() == shared(segment)


@pytest.mark.parametrize(("segment", "kind"), [("accreditation", "r2p:Accreditation"), ("status", "skos:Concept")])
def test_an_accreditation_is_a_record_and_a_status_a_concept(segment: str, kind: str) -> None:
    """The act and the grade that it gives are told apart by their IRIs."""
    assert kind in shared(segment)

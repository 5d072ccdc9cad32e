"""Tell one mistake once: what a broken rule entails elsewhere is put below it and not told as a fault of its own.

Which rule entails which is said in the shapes: a rule that ``dcterms:requires`` another makes sense only where that
other holds. A name that nobody describes is one mistake too, however often a file uses it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.graph.reading import read
from r2pgraph.validation import shapes
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from r2pgraph.validation.report import Problem

_REQUIRES: Final = EXTERNAL["dcterms"] + "requires"


class Found(NamedTuple):
    """A problem with what it may follow from: the node that was judged, and the name at fault that nobody describes."""

    problem: Problem
    focus: str
    unknown: str


@cache
def required() -> Mapping[str, tuple[str, ...]]:
    """Return for each rule the rules without which it makes no sense, as the shapes say it."""
    said: dict[str, list[str]] = defaultdict(list)
    for path in shapes.paths():
        for quad in read(path):
            if quad.predicate.value == _REQUIRES:
                said[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
    return {rule: tuple(sorted(others)) for rule, others in said.items()}


def fold(found: Sequence[Found]) -> list[Problem]:
    """Return the problems that are causes, each with those that follow from it, in the order given."""
    broken: dict[tuple[str, str], int] = {}
    named: dict[tuple[str, str], int] = {}
    for place, one in enumerate(found):
        broken.setdefault((one.problem.rule, one.problem.iri), place)
        if one.unknown:
            named.setdefault((one.problem.file, one.unknown), place)
    causes = [_cause(one, broken, named, place) for place, one in enumerate(found)]
    below: dict[int, list[Problem]] = defaultdict(list)
    for place, one in enumerate(found):
        if (root := _root(causes, place)) != place:
            below[root].append(one.problem)
    roots = (place for place in range(len(found)) if _root(causes, place) == place)
    return [replace(found[place].problem, consequences=tuple(below[place])) for place in roots]


def _cause(one: Found, broken: Mapping[tuple[str, str], int], named: Mapping[tuple[str, str], int], place: int) -> int:
    """Return the place of the problem that this one follows from, or its own."""
    for rule in required().get(one.problem.rule, ()):
        for node in (one.problem.iri, one.focus):
            if (rule, node) in broken:
                return broken[rule, node]
    return named.get((one.problem.file, one.unknown), place)


def _root(causes: Sequence[int], place: int) -> int:
    """Return the first cause of all; rules never require one another in a circle, and a name has one first place."""
    while causes[place] != place:
        place = causes[place]
    return place

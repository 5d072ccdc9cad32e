"""Which things came, changed or were withdrawn, and how votes were corrected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from r2pgraph.store import rows
from r2pgraph.vocab import BASE, expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.publication.changes.graphs import GraphChange
    from r2pgraph.store import Store, Term

POSITIONS: Final = {
    expand("r2p:votedYes"): iri("position", "yes"),
    expand("r2p:votedNo"): iri("position", "no"),
    expand("r2p:abstainedOn"): iri("position", "abstention"),
}
"""The relations that are votes, and the position that each stands for."""

_VOTES: Final = {f"<{relation}>".encode(): position for relation, position in POSITIONS.items()}
"""The same as N-Triples write them."""

_DEPRECATED: Final = expand("owl:deprecated")
_REPLACED: Final = expand("dcterms:isReplacedBy")
_TYPES: Final = "SELECT DISTINCT ?thing ?type WHERE {{ VALUES ?thing {{ {things} }} ?thing a ?type }}"
_AT_ONCE: Final = 2000


class Moved(NamedTuple):
    """A statement that came or went; one about a blank node is about the thing to which that belongs."""

    subject: str
    relation: str
    value: Term
    came: bool


class Difference(NamedTuple):
    """What a relation of a thing led to that it leads to no more, and what it leads to now; each sorted."""

    relation: str
    went: tuple[Term, ...]
    came: tuple[Term, ...]


@dataclass(frozen=True)
class ThingChange:
    """A thing of which something else is said than before.

    Attributes:
        iri: the thing.
        how: ``came``, ``changed`` or ``withdrawn``.
        types: the IRIs of its classes, sorted; those it had where it was withdrawn.
        differences: what changed, relation by relation.
    """

    iri: str
    how: str
    types: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def segment(self) -> str:
        """Return the segment of our IRIs below which it stands, which says what kind of thing it is; else empty."""
        rest = self.iri.removeprefix(BASE)
        return rest.partition("/")[0] if rest != self.iri else ""

    @property
    def is_deprecated(self) -> bool:
        """Return whether it is deprecated from now on."""
        return any(value.value == "true" for value in self.values(_DEPRECATED))

    @property
    def successors(self) -> tuple[str, ...]:
        """Return the IRIs of what takes its place from now on."""
        return tuple(value.value for value in self.values(_REPLACED))

    def values(self, relation: str) -> tuple[Term, ...]:
        """Return what a relation leads to from now on, and did not before."""
        return next((each.came for each in self.differences if each.relation == relation), ())


class VoteChange(NamedTuple):
    """The vote of a state on a resolution: IRIs of the positions before and after, empty where none is recorded."""

    state: str
    resolution: str
    before: str
    after: str

    @property
    def how(self) -> str:
        """Return ``came``, ``corrected`` or ``withdrawn``."""
        return "corrected" if self.before and self.after else "came" if self.after else "withdrawn"


def moved(graphs: Iterable[GraphChange]) -> Iterator[Moved]:
    """Yield every statement of the graphs that came or went; not votes, nor what is said of things without an owner."""
    for graph in graphs:
        for lines, came in ((graph.went, False), (graph.came, True)):
            said = b"".join(line for line in lines if line.split(b" ", 2)[1] not in _VOTES)
            for subject, relation, value in rows(said).rows:
                if subject is None or relation is None or value is None:
                    continue
                owner = graph.owners.get(f"_:{subject.value}", "") if subject.kind == "blank" else subject.value
                if owner:
                    yield Moved(owner, relation.value, value, came)


def votes(graphs: Iterable[GraphChange]) -> tuple[VoteChange, ...]:
    """Return the votes of the graphs that came, were corrected or went, by state and resolution.

    There may be a million of them, so each name and each pair of positions is held once.
    """
    found: dict[tuple[bytes, bytes], tuple[str, str]] = {}
    held: dict[Any, Any] = {}
    for graph in graphs:
        for lines, side in ((graph.went, 0), (graph.came, 1)):
            for line in lines:
                state, relation, resolution, _ = line.split(b" ", 3)
                if position := _VOTES.get(relation):
                    pair = held.setdefault(state, state), held.setdefault(resolution, resolution)
                    both = list(found.get(pair, ("", "")))
                    both[side] = min(both[side] or position, position)
                    sides = both[0], both[1]
                    found[pair] = held.setdefault(sides, sides)
    named = {name: name[1:-1].decode() for name in held if isinstance(name, bytes)}
    ordered = sorted(found, key=lambda pair: (named[pair[0]], named[pair[1]]))
    return tuple(VoteChange(named[pair[0]], named[pair[1]], *found[pair]) for pair in ordered)


def things(statements: Iterable[Moved], before: Store, after: Store) -> tuple[ThingChange, ...]:
    """Return the things that the statements are about, sorted by IRI."""
    said: dict[str, dict[str, tuple[list[Term], list[Term]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for each in statements:
        said[each.subject][each.relation][each.came].append(each.value)
    former, later = _types(before, said), _types(after, said)
    return tuple(_changed(thing, said[thing], former.get(thing), later.get(thing)) for thing in sorted(said))


def _changed(
    thing: str,
    said: Mapping[str, tuple[list[Term], list[Term]]],
    before: list[str] | None,
    after: list[str] | None,
) -> ThingChange:
    """Return the change of a thing, which is there from its first class to its last."""
    how = "changed" if before and after else "came" if after else "withdrawn"
    differences = (
        Difference(relation, _sorted(went), _sorted(came)) for relation, (went, came) in sorted(said.items())
    )
    return ThingChange(thing, how, tuple(after or before or ()), tuple(differences))


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(set(terms), key=lambda term: (term.value, term.language or "", term.datatype or "", term.kind)))


def _types(store: Store, named: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the classes of each thing that a store knows, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    all_named = sorted(named)
    for first in range(0, len(all_named), _AT_ONCE):
        listed = " ".join(f"<{each}>" for each in all_named[first : first + _AT_ONCE])
        for thing, kind in store.select(_TYPES.format(things=listed)).rows:
            if thing and kind:
                found[thing.value].append(kind.value)
    return {thing: sorted(kinds) for thing, kinds in found.items()}

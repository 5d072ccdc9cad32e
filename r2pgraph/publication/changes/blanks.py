"""Name blank nodes by what they say and who speaks of them, so that the same ones of two editions bear one name."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from r2pgraph.publication.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Node = ox.BlankNode


def steady(ntriples: bytes) -> tuple[list[bytes], dict[str, str]]:
    """Return the lines of a graph with lasting names of its blank nodes, and the IRI to which each of these belongs.

    A node whose statements and whose owner stay as they were keeps its name, whatever else the graph gains. Nodes that
    lead to each other in a circle have the names of RDFC-1.0, which are not as steady.
    """
    quads = canonical(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    below: dict[Node, list[ox.Quad]] = defaultdict(list)
    above: dict[Node, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode):
            below[quad.subject].append(quad)
        if isinstance(quad.object, ox.BlankNode):
            above[quad.object].append(quad)
    nodes = sorted({*below, *above}, key=str)
    children = {node: {quad.object for quad in below[node] if isinstance(quad.object, ox.BlankNode)} for node in nodes}
    parents = {node: {quad.subject for quad in above[node] if isinstance(quad.subject, ox.BlankNode)} for node in nodes}
    says = _in_turn(
        children,
        lambda node, made: _digest((each.predicate, made.get(each.object, each.object)) for each in below[node]),
    )

    def name(node: Node, made: Mapping[Any, str]) -> str:
        spoken = ((each.predicate, made.get(each.subject, each.subject)) for each in above[node])
        return _digest([("", says.get(node, node)), *spoken])

    names = _in_turn(parents, name)
    owners = _in_turn(parents, lambda node, made: min((_owner(each.subject, made) for each in above[node]), default=""))
    named = _told_apart(nodes, names)
    return [_line(quad, named) for quad in quads], {f"_:{named[node].value}": owners.get(node, "") for node in nodes}


def _in_turn(needs: Mapping[Node, set[Node]], make: Callable[[Node, dict[Any, str]], str]) -> dict[Any, str]:
    """Make something of each node once it is made of all that it needs; those in a circle are left out."""
    made: dict[Any, str] = {}
    waiting = dict.fromkeys(needs)
    while ready := [node for node in waiting if needs[node] <= made.keys()]:
        for node in ready:
            made[node] = make(node, made)
            del waiting[node]
    return made


def _digest(parts: Any) -> str:  # noqa: ANN401 - pairs of what a statement holds, terms and texts
    return hashlib.sha256("\n".join(sorted(f"{one} {other}" for one, other in parts)).encode()).hexdigest()[:24]


def _owner(subject: Any, made: Mapping[Any, str]) -> str:  # noqa: ANN401 - what stands first in a statement
    return subject.value if isinstance(subject, ox.NamedNode) else made[subject]


def _told_apart(nodes: list[Node], names: Mapping[Any, str]) -> dict[Node, Node]:
    """Return the name of each node; those that are alike in everything are counted."""
    seen: Counter[str] = Counter()
    told = {}
    for node in nodes:
        name = f"b{names[node]}" if node in names else node.value
        seen[name] += 1
        told[node] = ox.BlankNode(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return told


def _line(quad: ox.Quad, named: Mapping[Any, Node]) -> bytes:
    subject, value = named.get(quad.subject, quad.subject), named.get(quad.object, quad.object)
    return f"{subject} {quad.predicate} {value} .\n".encode()

"""Decide which blank nodes can stand inside the one statement that mentions them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal
Properties = dict[ox.NamedNode, list[Value]]

_FIRST: Final = ox.NamedNode(EXTERNAL["rdf"] + "first")
_REST: Final = ox.NamedNode(EXTERNAL["rdf"] + "rest")
_NIL: Final = ox.NamedNode(EXTERNAL["rdf"] + "nil")
_DEEPEST: Final = 12


class Nesting:
    """The statements of one graph by subject, its lists, and the blank nodes that are written in place."""

    def __init__(self, quads: Iterable[ox.Quad], named: frozenset[str] = frozenset()) -> None:
        """Group the quads; the blank nodes in ``named`` keep their names.

        Raises:
            TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
        """
        self.nodes: dict[Node, Properties] = {}
        self._mentions: dict[ox.BlankNode, list[Node]] = {}
        for quad in quads:
            self._add(quad.subject, quad.predicate, quad.object)
        self._named = named
        self.lists: dict[ox.BlankNode, list[Value]] = {}
        self._inner: set[ox.BlankNode] = set()
        self._find_lists()
        self.inside = {node for node, depth in self._find_depths().items() if depth % _DEEPEST}

    def top(self) -> list[Node]:
        """Return the subjects that need a block of their own."""
        return [node for node in self.nodes if node not in self.inside and node not in self._inner]

    def _add(self, subject: object, predicate: ox.NamedNode, value: object) -> None:
        if not isinstance(subject, Node) or not isinstance(value, Value):
            message = "A triple inside a triple cannot be published: the project writes RDF 1.1."
            raise TypeError(message)
        self.nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
        if isinstance(value, ox.BlankNode):
            self._mentions.setdefault(value, []).append(subject)

    def _is_cell(self, node: object) -> bool:
        """Tell whether the node is a cell of a list and says nothing else."""
        if not isinstance(node, ox.BlankNode) or node.value in self._named or len(self._mentions.get(node, ())) != 1:
            return False
        properties = self.nodes.get(node, {})
        return properties.keys() == {_FIRST, _REST} and all(len(values) == 1 for values in properties.values())

    def _find_lists(self) -> None:
        """Gather each well-formed list under the node that heads it."""
        for node in self._mentions:
            if not self._is_cell(node) or self._follows_cell(node):
                continue
            cells: list[ox.BlankNode] = []
            rest: Value = node
            while isinstance(rest, ox.BlankNode) and self._is_cell(rest):
                cells.append(rest)
                rest = self.nodes[rest][_REST][0]
            if rest == _NIL:
                self.lists[node] = [self.nodes[cell][_FIRST][0] for cell in cells]
                self._inner.update(cells[1:])
                self._adopt(node, cells)

    def _follows_cell(self, node: ox.BlankNode) -> bool:
        parent = self._mentions[node][0]
        return self._is_cell(parent) and self.nodes[parent][_REST][0] == node

    def _adopt(self, head: ox.BlankNode, cells: list[ox.BlankNode]) -> None:
        """Say of the members that the head mentions them, so that a long list is not a deep one."""
        for cell in cells:
            member = self.nodes[cell][_FIRST][0]
            if isinstance(member, ox.BlankNode):
                self._mentions[member] = [head if parent == cell else parent for parent in self._mentions[member]]

    def _find_depths(self) -> dict[ox.BlankNode, int]:
        """Return how many blank nodes deep each one stands below a block; nodes that form a ring stand at 0."""
        depths: dict[ox.BlankNode, int] = {}
        for node in self._mentions:
            path: dict[ox.BlankNode, None] = {}
            here: Node = node
            while isinstance(here, ox.BlankNode) and self._is_single(here) and here not in depths and here not in path:
                path[here] = None
                here = self._mentions[here][0]
            chain = list(path)
            ring = chain.index(here) if isinstance(here, ox.BlankNode) and here in path else len(chain)
            depths.update(dict.fromkeys(chain[ring:], 0))
            for below in reversed(chain[:ring]):
                depths[below] = depths.get(parent, 0) + 1 if (parent := self._parent(below)) else 1
        return depths

    def _parent(self, node: ox.BlankNode) -> ox.BlankNode | None:
        parent = self._mentions[node][0]
        return parent if isinstance(parent, ox.BlankNode) else None

    def _is_single(self, node: ox.BlankNode) -> bool:
        return node.value not in self._named and len(self._mentions.get(node, ())) == 1

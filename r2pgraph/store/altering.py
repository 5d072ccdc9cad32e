"""Write graphs into an engine, each in the place of what it held: of a small one only what is other than before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LOADED: Final = 32 << 20
_TOLD_APART: Final = 8 << 20
"""The most bytes of a graph that is compared, line by line, with what it held before."""
_COMPARED: Final = 100_000
"""The most statements of a graph that are."""


def put(
    engine: pyoxigraph.Store, graphs: Mapping[str, bytes], chosen: Sequence[str], held: Mapping[str, bytes]
) -> None:
    """Write of a small graph what is other than before, and a large one, or one of a new engine, as a whole.

    Only after the latter are all files put in order, which takes the longer the more stands in them.

    Args:
        engine: the engine.
        graphs: the new triples of each named graph, as N-Triples.
        chosen: the graphs to write.
        held: what some of them hold, as the engine writes it, where that was read already.
    """
    stands, altered = bool(engine), True
    for iri in chosen:
        name = pyoxigraph.NamedNode(iri)
        if not (stands and _alter(engine, name, graphs[iri], held.get(iri))):
            _put_whole(engine, name, graphs[iri])
            altered = False
    if not altered:
        engine.optimize()


def _put_whole(engine: pyoxigraph.Store, name: pyoxigraph.NamedNode, triples: bytes) -> None:
    """Write one graph in the place of what it held."""
    engine.remove_graph(name)
    for piece in _pieces(triples):
        engine.bulk_load(input=piece, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)


def _alter(engine: pyoxigraph.Store, name: pyoxigraph.NamedNode, triples: bytes, held: bytes | None) -> bool:
    """Write what a graph gains and loses; return whether that could be told: not in a large one, nor of blank nodes.

    Lines are compared. One that says in other letters what stands there goes, and comes again.
    """
    if len(triples) > _TOLD_APART or (held is None and _is_large(engine, name)):
        return False
    if held is None:
        held = engine.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=name) or b""
    stands, due = set(held.splitlines()), set(triples.splitlines())
    gone, come = _quads(stands - due, name), _quads(due - stands, name)
    if any(isinstance(node, pyoxigraph.BlankNode) for quad in gone + come for node in (quad.subject, quad.object)):
        return False
    for quad in gone:
        engine.remove(quad)
    engine.extend(come)
    if not due:
        engine.remove_graph(name)  # so that its name goes, too
    return True


def _is_large(engine: pyoxigraph.Store, name: pyoxigraph.NamedNode) -> bool:
    """Return whether a graph holds more statements than are compared."""
    return next(islice(engine.quads_for_pattern(None, None, None, name), _COMPARED, None), None) is not None


def _quads(lines: Iterable[bytes], name: pyoxigraph.NamedNode) -> list[pyoxigraph.Quad]:
    """Return some lines of N-Triples as statements of a graph; raises SyntaxError."""
    found = pyoxigraph.parse(b"\n".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [pyoxigraph.Quad(each.subject, each.predicate, each.object, name) for each in found]


def _pieces(triples: bytes) -> Iterator[bytes]:
    """Yield N-Triples in pieces that end with a line, since the engine needs five times the room of what it is given.

    A blank node is another one in each piece; only the small graph of the ontology, which is one piece, has any.
    """
    start = 0
    while start < len(triples):
        end = triples.find(b"\n", start + _LOADED) + 1 or len(triples)
        yield triples[start:end]
        start = end

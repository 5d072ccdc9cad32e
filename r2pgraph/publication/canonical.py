"""One order and one set of blank node names for the same graph, whatever order it came in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

BLANK: Final = b"_:"
"""How the name of a blank node begins; triples without it speak of none, and are canonical once they are sorted."""

_LONG: Final = 200
_DIGITS: Final = re.compile("[0-9]+")
_END: Final = b" .\n"


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads once each, their blank nodes named by RDFC-1.0 (``c14n0``, ``c14n1`` ...).

    The algorithm's worst case is exponential in the number of blank nodes that look alike;
    graphs without blank nodes, such as all our data, cost a single pass.
    """
    distinct = list(dict.fromkeys(quads))
    if not any(isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode) for quad in distinct):
        return distinct
    dataset = ox.Dataset(distinct)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def natural(text: str) -> tuple[str, str]:
    """Return a sorting key that puts ``fn-2`` before ``fn-10`` and never holds two texts for equal."""
    return _remembered(text) if len(text) < _LONG else _natural(text)


def _natural(text: str) -> tuple[str, str]:
    return _DIGITS.sub(_counted, text), text


_remembered: Final = lru_cache(maxsize=1 << 15)(_natural)
"""IRIs come again and again; long texts hardly ever do, and would fill the memory."""


def _counted(digits: re.Match[str]) -> str:
    """Write the number of digits in front of the digits, so that text order is number order."""
    significant = digits[0].lstrip("0")
    return f"{len(significant):06d}{significant}"


def without_graph(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads as triples of the default graph."""
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return canonical N-Quads: one statement a line, the lines in code point order."""
    text = ox.serialize(canonical(quads), format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(text.splitlines(keepends=True)))


def ntriples(quads: Iterable[ox.Quad]) -> bytes:
    """Return canonical N-Triples of the quads, their graph names left out."""
    return nquads(without_graph(quads))


def in_graph(triples: bytes, graph: str) -> bytes:
    """Return triples, given as N-Triples, as quads of one graph; the lines keep their order."""
    return triples.replace(_END, f" {ox.NamedNode(graph)}".encode() + _END)


def apart(triples: bytes) -> tuple[bytes, bytes]:
    """Return the lines of N-Triples that speak of no blank node, and those that may: these lack lasting names."""
    if BLANK not in triples:
        return triples, b""
    lines = triples.splitlines(keepends=True)
    return (
        b"".join(line for line in lines if BLANK not in line),
        b"".join(line for line in lines if BLANK in line),
    )

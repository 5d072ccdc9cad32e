"""Carry statements from pyoxigraph to rdflib, each literal with the very letters it was written in."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib
    from rdflib.term import Node


def graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """Return an rdflib graph of all statements, whichever named graph they stood in."""
    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # ill-formed literals are ours to report
    terms: dict[object, Node] = {}

    def term(of: object) -> Node:
        if of not in terms:
            terms[of] = _term(of)
        return terms[of]

    result = rdflib.Graph(bind_namespaces="none")
    result.addN((term(q.subject), term(q.predicate), term(q.object), result) for q in quads)
    return result


def _term(of: object) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(of, ox.NamedNode):
        return URIRef(of.value)
    if isinstance(of, ox.BlankNode):
        return BNode(of.value)
    if not isinstance(of, ox.Literal):
        message = f"{of} is a term that validation does not know."
        raise TypeError(message)
    if of.language:
        return Literal(of.value, lang=of.language)
    return Literal(of.value, datatype=URIRef(of.datatype.value), normalize=False)

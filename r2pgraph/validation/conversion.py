"""Carry statements from pyoxigraph to rdflib, each literal with the very letters it was written in."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.vocab import BASE, EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from rdflib.term import Node


ILL_FORMED: Final = BASE + "code/ill-formed"
"""The datatype of a text that is not a value of the type it was given; no shape accepts it."""

_XSD: Final = EXTERNAL["xsd"]
_DAY: Final = r"-?[0-9]{4,5}-[0-9]{2}-[0-9]{2}"
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_FORMS: Final = {
    name: re.compile(form)
    for name, form in {
        "boolean": "true|false|0|1",
        "integer": "[+-]?[0-9]{1,1000}",
        "decimal": "[+-]?(?:[0-9]{1,1000}(?:[.][0-9]{0,1000})?|[.][0-9]{1,1000})",
        "date": _DAY + _ZONE,
        "gYear": "-?[0-9]{4,5}" + _ZONE,
        "gYearMonth": "-?[0-9]{4,5}-(?:0[1-9]|1[0-2])" + _ZONE,
    }.items()
}


@contextmanager
def silence() -> Iterator[None]:
    """Keep rdflib from telling standard error, with a traceback, of texts that are no value of their type."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """Return an rdflib graph of all statements, whichever named graph they stood in."""
    import rdflib

    terms: dict[object, Node] = {}

    def known(of: object) -> Node:
        if of not in terms:
            terms[of] = term(of)
        return terms[of]

    result = rdflib.Graph(bind_namespaces="none")
    result.addN((known(q.subject), known(q.predicate), known(q.object), result) for q in quads)
    return result


def term(of: object) -> Node:
    """Return one term of pyoxigraph as rdflib has it.

    Raises:
        TypeError: a triple as a term, which no shape judges.
    """
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
    return _typed(of.value, of.datatype.value)


def _typed(text: str, datatype: str) -> Node:
    """Return a literal, its type replaced where the text is no such value: rdflib would reckon with it and fail."""
    from rdflib import Literal, URIRef

    form = _FORMS.get(datatype.removeprefix(_XSD))
    if form is not None and not form.fullmatch(text):
        return Literal(text, datatype=URIRef(ILL_FORMED))
    literal = Literal(text, datatype=URIRef(datatype), normalize=False)
    return Literal(text, datatype=URIRef(ILL_FORMED)) if literal.ill_typed else literal

"""Look at N-Triples as rows, so that what a CONSTRUCT gives can be compared and printed like any answer."""

from __future__ import annotations

import pyoxigraph

from r2pgraph.store.embedded import term
from r2pgraph.store.terms import Answer

COLUMNS = ("subject", "predicate", "object")


def rows(ntriples: bytes) -> Answer:
    """Return one row a statement: subject, predicate, object, in the order of the lines."""
    quads = pyoxigraph.parse(ntriples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Answer(COLUMNS, tuple((term(quad.subject), term(quad.predicate), term(quad.object)) for quad in quads))

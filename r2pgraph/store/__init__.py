"""The graph at rest: build it, open it, ask it; one protocol over three engines.

`GraphStore` (rdflib) and `EndpointStore` (SPARQLWrapper) are imported from their own modules, so that nobody waits
for an engine that is not used.
"""

from r2pgraph.store.building import (
    LAYOUT,
    Held,
    duplicate,
    exchange,
    faults,
    is_built_from,
    load,
    open_store,
    read_manifest,
    standing,
)
from r2pgraph.store.embedded import EmbeddedStore, fill
from r2pgraph.store.protocol import Store
from r2pgraph.store.refusals import form, refuse_harm
from r2pgraph.store.statements import rows
from r2pgraph.store.terms import Answer, Row, Term

__all__ = [
    "LAYOUT", "Answer", "EmbeddedStore", "Held", "Row", "Store", "Term", "duplicate",
    "exchange", "faults", "fill", "form", "is_built_from",
    "load", "open_store", "read_manifest", "refuse_harm", "rows", "standing",
]  # fmt: skip

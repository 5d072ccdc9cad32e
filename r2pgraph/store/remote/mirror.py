"""Fetch the graphs of an endpoint, for what its engine cannot answer and for a service that must not wait for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph

from r2pgraph.errors import StoreError
from r2pgraph.store.embedded import EmbeddedStore, fill
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from r2pgraph.store.remote.endpoint import EndpointStore

_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_ALL: Final = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_BOOLEAN: Final = f"^^<{PREFIXES['xsd']}boolean>".encode()
_INTEGER: Final = f"^^<{PREFIXES['xsd']}integer>".encode()


def fetched(store: EndpointStore) -> dict[str, bytes]:
    """Return the triples of every graph of ours at an endpoint as N-Triples, by the IRI of the graph.

    Virtuoso keeps no truth values: where the ontology says that a property has one, it is written as one again.

    Raises:
        StoreError: nobody answers, or a graph comes with fewer triples than are counted there.
    """
    truths = [iri.encode() for iri in sorted(store.truths)]
    return {name: _restored(_graph(store, name), truths) for name in store.graphs()}


def mirrored(store: EndpointStore) -> EmbeddedStore:
    """Return the graphs of an endpoint in an engine in memory; raises as `fetched` does."""
    engine = pyoxigraph.Store()
    fill(engine, fetched(store))
    return EmbeddedStore(engine)


def _graph(store: EndpointStore, name: str) -> bytes:
    triples = store.construct(_ALL.format(name))
    counted = store.select(_COUNT.format(name)).rows[0][0]
    came = triples.count(b"\n")
    if counted is None or int(counted.value) != came:
        expected = counted.value if counted else "?"
        reason = f"{store.caller.addresses.shown} gave {came:,} of {expected} triples of {name}."
        raise StoreError(reason, "Let the engine give more in one answer (in Virtuoso: ResultSetMaxRows).")
    return triples


def _restored(triples: bytes, truths: list[bytes]) -> bytes:
    """Write the numbers 1 and 0 as truth values where the property has these."""
    if not truths:
        return triples
    said = b"|".join(map(re.escape, truths))
    number = re.compile(rb"^(\S+ <(?:" + said + rb')> )"([01])"' + re.escape(_INTEGER) + rb" \.$", re.MULTILINE)
    words = {b"1": b"true", b"0": b"false"}
    return number.sub(lambda found: found[1] + b'"' + words[found[2]] + b'"' + _BOOLEAN + b" .", triples)

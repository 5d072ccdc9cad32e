"""The statements about a thing, and the four data forms that they are handed out in."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.tables import cell
from r2pgraph.publication.turtle import turtle
from r2pgraph.queries import triples
from r2pgraph.store import Term, rows
from r2pgraph.vocab import BASE, iri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from r2pgraph.store import Store

_ALL_OF: Final = """CONSTRUCT {{ ?thing a ?class ; ?naming ?name }} WHERE {{
  ?thing a ?class .
  FILTER (STRSTARTS(STR(?thing), "{space}"))
  OPTIONAL {{
    VALUES ?naming {{ <http://www.w3.org/2000/01/rdf-schema#label> <http://www.w3.org/2004/02/skos/core#prefLabel>
      <http://purl.org/dc/terms/title> <http://purl.org/dc/terms/identifier> }}
    ?thing ?naming ?name .
  }}
}}"""


class Statement(NamedTuple):
    """One triple: what it is about, the relation, and the value."""

    subject: Term
    relation: str
    value: Term


def about(store: Store, thing: str) -> bytes:
    """Return every statement that has ``thing``, an IRI of ours, as its subject or object, as sorted N-Triples."""
    made = _vote(store, thing) if thing.startswith(iri("vote", "")) else b""
    return made or triples(store, "description", {"thing": f"<{thing}>"})


def all_of(store: Store, segment: str) -> bytes:
    """Return class and names of everything whose IRI begins with ``segment``, as sorted N-Triples."""
    return store.construct(_ALL_OF.format(space=f"{BASE}{segment}/"))


def statements(ntriples: bytes) -> list[Statement]:
    """Return the statements one by one, in their order."""
    return [Statement(s, p.value, o) for s, p, o in rows(ntriples).rows if s and p and o]


def document(ntriples: bytes, form: str) -> bytes:
    """Return the statements in one of the forms ``ttl``, ``jsonld``, ``nt`` and ``csv``."""
    return _WRITERS[form](ntriples)


def _vote(store: Store, vote: str) -> bytes:
    """Return a vote as a thing, where the saved CONSTRUCT makes one of that name."""
    resolution, _, state = vote.removeprefix(iri("vote", "")).rpartition("-")
    if not resolution or not state:
        return b""
    asked = {"resolution": f"<{iri('resolution', resolution)}>", "state": f"<{iri('state', state)}>"}
    try:
        return triples(store, "votes-as-nodes", asked)
    except UnknownNameError:
        return b""


def _quads(ntriples: bytes) -> list[ox.Quad]:
    return list(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))


def _csv(ntriples: bytes) -> bytes:
    """Return one row a statement: subject, predicate, object, its datatype and its language."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("subject", "predicate", "object", "datatype", "language"))
    for subject, relation, value in statements(ntriples):
        writer.writerow((subject.value, relation, cell(value), value.datatype or "", value.language or ""))
    return file.getvalue().encode()


_WRITERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "ttl": lambda found: turtle(_quads(found)),
    "jsonld": lambda found: jsonld(_quads(found)),
    "nt": bytes,
    "csv": _csv,
}

"""The whole graph in two files, every assessment and subject in two of its own, and the digest of every graph."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.publication.export import file_name, triples
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.turtle import trig, turtle
from r2pgraph.queries import triples as made_by

if TYPE_CHECKING:
    import pyoxigraph as ox

    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store

    Graphs = dict[str, list[ox.Quad]]

WHOLE: Final = "dumps/r2pgraph.nq"
"""The file that holds every statement, a line each, as canonical N-Quads."""

DIGESTS: Final = "dumps/graphs.csv"
"""The table of the graphs: how many triples, and the SHA-256 of their canonical N-Triples."""

_ASSESSMENTS: Final = ("assessment-", "own-assessment-")


def statements(store: Store) -> Graphs:
    """Return the statements of a store by the IRI of their graph."""
    return {graph: triples(store, graph) for graph in store.graphs()}


def write(draft: Draft, graphs: Graphs) -> None:
    """Write the dumps of ``graphs`` and the table of their digests."""
    together = [quad for graph in sorted(graphs) for quad in graphs[graph]]
    draft.put("dumps/r2pgraph.trig", trig(together), "application/trig", "The whole graph as TriG")
    draft.put(WHOLE, nquads(together), "application/n-quads", "The whole graph as canonical N-Quads")
    rows = [_write_one(draft, graph, graphs[graph]) for graph in sorted(graphs)]
    table = "".join(["graph,triples,sha256\n", *rows]).encode()
    draft.put(DIGESTS, table, "text/csv", "Canonical digest (RDFC-1.0) of each graph")


def _write_one(draft: Draft, graph: str, quads: list[ox.Quad]) -> str:
    name = file_name(graph)
    room = "assessments" if name.startswith(_ASSESSMENTS) else "subjects"
    stem = f"dumps/{room}/{name}"
    draft.put(f"{stem}.ttl", turtle(quads), "text/turtle", f"The graph {name} as Turtle")
    draft.put(f"{stem}.jsonld", jsonld(quads), "application/ld+json", f"The graph {name} as JSON-LD")
    canonical = ntriples(quads)
    size = len(canonical.splitlines())
    return f"{graph},{size},{hashlib.sha256(canonical).hexdigest()}\n"


def write_votes(draft: Draft, store: Store) -> None:
    """Write every vote as a thing of its own; the whole graph says the same in one triple a vote."""
    nodes = made_by(store, "votes-as-nodes", {"resolution": "any", "state": "any"})
    draft.put("dumps/votes-as-nodes.nt", nodes, "application/n-triples", "Every vote as a thing of its own")

"""The whole graph in two files, every assessment and subject in two of its own, and the digest of every graph."""

from __future__ import annotations

import hashlib
import tempfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.editions.spooling import Spool
from r2pgraph.publication.canonical import BLANK, ntriples
from r2pgraph.publication.export import Statements, file_name
from r2pgraph.publication.jsonld import document as jsonld
from r2pgraph.publication.statements import Blanks, all_nquads, by_subject
from r2pgraph.publication.turtle import Body, Trig, body
from r2pgraph.publication.turtle import document as turtle
from r2pgraph.queries import triples as made_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store

WHOLE: Final = "dumps/r2pgraph.nq"
"""The file that holds every statement, a line each, as canonical N-Quads."""

DIGESTS: Final = "dumps/graphs.csv"
"""The table of the graphs: how many triples, and the SHA-256 of their canonical N-Triples."""

_ASSESSMENTS: Final = ("assessment-", "own-assessment-")


def statements(store: Store, folder: Path, left_out: Collection[str] = ()) -> Spool:
    """Return the statements of a store as sorted N-Triples by the IRI of their graph, read once into ``folder``.

    Args:
        store: the store.
        folder: where there is room for them.
        left_out: IRIs of graphs that are passed over, and of things of which no statement is taken.
    """
    graphs, said = Spool(folder), Statements(store)
    for graph in said:
        if graph not in left_out:
            graphs.put(graph, _without(left_out, said[graph]) if left_out else [said[graph]])
    return graphs


def _without(things: Collection[str], triples: bytes) -> Iterator[bytes]:
    """Yield the statements that are about none of the things."""
    about = tuple(f"<{each}> ".encode() for each in things)
    yield from (line for line in BytesIO(triples) if not line.startswith(about))


def write(draft: Draft, graphs: Mapping[str, bytes]) -> None:
    """Write the dumps of ``graphs``, given as sorted N-Triples, and the table of their digests."""
    blanks, rows = Blanks(graphs), dict[str, str]()
    with tempfile.TemporaryFile(dir=draft.place) as held:
        whole = Trig(held)
        for graph in whole.in_order(graphs):
            triples = graphs[graph]
            written = _write_one(draft, graph, triples)
            in_whole = body([blanks.statements(graph, triples)], blanks.shared) if graph in blanks.graphs else written
            whole.add(graph, in_whole)
            rows[graph] = _digest(graph, triples)
        draft.put("dumps/r2pgraph.trig", whole.document(), "application/trig", "The whole graph as TriG")
    quads = all_nquads(graphs, blanks, draft.place)
    draft.put(WHOLE, quads, "application/n-quads", "The whole graph as canonical N-Quads")
    table = "".join(["graph,triples,sha256\n", *(rows[graph] for graph in sorted(rows))]).encode()
    draft.put(DIGESTS, table, "text/csv", "Canonical digest (RDFC-1.0) of each graph")


def _write_one(draft: Draft, graph: str, triples: bytes) -> Body:
    """Write the Turtle and the JSON-LD of one graph; return the subjects of the former."""
    name = file_name(graph)
    room = "assessments" if name.startswith(_ASSESSMENTS) else "subjects"
    stem = f"dumps/{room}/{name}"
    written = body(by_subject(triples))
    draft.put(f"{stem}.ttl", turtle(written), "text/turtle", f"The graph {name} as Turtle")
    draft.put(f"{stem}.jsonld", jsonld(by_subject(triples)), "application/ld+json", f"The graph {name} as JSON-LD")
    return written


def _digest(graph: str, triples: bytes) -> str:
    """Return the row of a graph; where it speaks of no blank node, its sorted lines are canonical."""
    canonical = ntriples(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)) if BLANK in triples else triples
    size = canonical.count(b"\n")
    return f"{graph},{size},{hashlib.sha256(canonical).hexdigest()}\n"


def write_votes(draft: Draft, store: Store) -> None:
    """Write every vote as a thing of its own; the whole graph says the same in one triple a vote."""
    nodes = made_by(store, "votes-as-nodes", {"resolution": "any", "state": "any"})
    draft.put("dumps/votes-as-nodes.nt", nodes, "application/n-triples", "Every vote as a thing of its own")

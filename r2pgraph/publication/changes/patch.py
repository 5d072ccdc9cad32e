"""A patch that leads from one edition to another, in the form of RDF Patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from r2pgraph.publication.canonical import nquads
from r2pgraph.publication.changes.graphs import BLANK, text

if TYPE_CHECKING:
    from r2pgraph.store import Store

_END = b" .\n"


def patch(before: Store, after: Store) -> bytes:
    """Return one transaction of an RDF Patch: a line ``D`` for each statement that goes, ``A`` for each that comes.

    The statements are canonical N-Quads. Applied line by line to the canonical N-Quads of the former edition, they
    give those of the later one, blank nodes included; two equal editions give a transaction without a line.
    """
    former, later = lines(before), lines(after)
    goes = [b"D " + line for line in sorted(former - later)]
    comes = [b"A " + line for line in sorted(later - former)]
    return b"".join([b"TX .\n", *goes, *comes, b"TC .\n"])


def lines(store: Store) -> set[bytes]:
    """Return the lines of a store's canonical N-Quads; what speaks of no blank node is so already, graph apart."""
    found, unnamed = set(), []
    for graph in store.graphs():
        name = ox.NamedNode(graph)
        end = f" {name}".encode() + _END
        for line in text(store, graph).splitlines(keepends=True):
            quad = line.removesuffix(_END) + end
            if BLANK in line:
                unnamed.append(quad)
            else:
                found.add(quad)
    quads = ox.parse(b"".join(unnamed), format=ox.RdfFormat.N_QUADS)
    return found | set(nquads(quads).splitlines(keepends=True))

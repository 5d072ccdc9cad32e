"""Say of each set of links that it is part of the whole, and how many links it holds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from r2pgraph.graph.lines import link, typed
from r2pgraph.publication.service_graph.reading_aids import WHOLE
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MEMBER: Final = re.compile(
    rb"^<[^<>]+> <%s> <([^<>]+)> \.$" % re.escape(expand("dcterms:isPartOf").encode()), re.MULTILINE
)


def linksets(graphs: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the parts of the whole that are sets of links, and the number of links in each, as N-Triples.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
    """
    counts = Counter(_MEMBER.findall(graphs.get(iri("graph", "links"), b"")))
    for name, count in sorted(counts.items()):
        yield link(WHOLE, "void:subset", name.decode())
        yield typed(name.decode(), "void:triples", count, "integer")

"""Count an edition in the words of VoID: the whole, each graph, class and property, and each set of links to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.publication.service_graph import partitions_of
from r2pgraph.queries import with_prefixes
from r2pgraph.vocab import BASE, R2P

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from r2pgraph.publication.edition.describing.description import Description
    from r2pgraph.store import Store

FORMATS: Final = {"nq": "N-Quads", "trig": "TriG"}
"""The ending of a file of the whole graph, and the name of its form in the list of the W3C."""

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_LINKS: Final = with_prefixes("""
SELECT ?relation ?space (COUNT(*) AS ?count) WHERE {
  VALUES ?relation { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch owl:sameAs }
  ?ours ?relation ?theirs .
  FILTER (STRSTARTS(STR(?ours), "%(base)s") && !STRSTARTS(STR(?ours), "%(terms)s"))
  FILTER (ISIRI(?theirs) && !STRSTARTS(STR(?theirs), "%(base)s"))
  BIND (REPLACE(STR(?theirs), "[^/#]+/?$", "") AS ?space)
} GROUP BY ?relation ?space ORDER BY ?space ?relation
""") % {"base": BASE, "terms": R2P}


def void(about: Description, store: Store, graphs: Mapping[str, bytes]) -> list[ox.Quad]:
    """Return how much of what there is in all graphs of the edition, imports included.

    Args:
        about: the edition.
        store: its graph.
        graphs: the same as N-Triples by the IRI of each named graph.
    """
    lines = [*_whole(about), *_linksets(about, store), *partitions_of(graphs, about.iri)]
    return list(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))


def _whole(about: Description) -> Iterator[str]:
    yield link(about.iri, "rdf:type", "void:Dataset")
    yield text(about.iri, "dcterms:title", about.title, "en")
    yield link(about.iri, "dcterms:license", about.licence)
    yield text(about.iri, "void:uriSpace", BASE)
    yield link(about.iri, "void:vocabulary", BASE + "ontology")
    for graph in about.graphs:
        yield link(about.iri, "void:subset", graph)
    for ending, form in FORMATS.items():
        yield link(about.iri, "void:dataDump", about.address(f"dumps/r2pgraph.{ending}"))
        yield link(about.iri, "void:feature", f"{_FORMATS}{form.replace('-', '_')}")


def _linksets(about: Description, store: Store) -> Iterator[str]:
    """Yield a set of links for each relation and space of names of others that the graph leads to."""
    for number, (relation, space, count) in enumerate(store.select(_LINKS).rows, start=1):
        if relation and space and count:
            subject = f"{about.iri}/linkset/{number}"
            theirs = f"{subject}/target"
            yield link(about.iri, "void:subset", subject)
            yield link(subject, "rdf:type", "void:Linkset")
            yield link(subject, "void:linkPredicate", relation.value)
            yield link(subject, "void:subjectsTarget", about.iri)
            yield link(subject, "void:objectsTarget", theirs)
            yield typed(subject, "void:triples", count.value, "integer")
            yield link(theirs, "rdf:type", "void:Dataset")
            yield text(theirs, "void:uriSpace", space.value)

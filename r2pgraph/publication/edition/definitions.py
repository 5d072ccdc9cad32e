"""What the data is written and judged by: ontology, shapes, context and saved queries, under the edition's version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.graph.reading import read
from r2pgraph.ontology import load
from r2pgraph.ontology.context import stored
from r2pgraph.publication.service_graph.reading_aids import executables, prefixes
from r2pgraph.publication.turtle import turtle
from r2pgraph.queries import catalogue
from r2pgraph.validation import shapes
from r2pgraph.vocab import BASE, CONTEXT, EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.publication.edition.folder import Draft

_OWL: Final = EXTERNAL["owl"]
_ONTOLOGY: Final = ox.NamedNode(_OWL + "Ontology")
_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")
_VERSION_IRI: Final = ox.NamedNode(_OWL + "versionIRI")
_VERSION: Final = ox.NamedNode(_OWL + "versionInfo")


def write(draft: Draft, edition: str) -> None:
    """Write ontology, shapes, context and queries, each with ``edition`` as its version."""
    terms = versioned(load("module", "bridge"), edition)
    draft.put("ontology/ontology.ttl", turtle(terms), "text/turtle", "The ontology with its alignments")
    lists = versioned(load("scheme"), edition)
    draft.put("ontology/schemes.ttl", turtle(lists), "text/turtle", "The closed lists and the scoring plans")
    rules = versioned([quad for path in shapes.paths() for quad in read(path)], edition)
    draft.put("shapes/shapes.ttl", turtle(rules), "text/turtle", "The shapes that data must meet")
    draft.put("ontology/context.jsonld", _context(edition), "application/ld+json", "The JSON-LD context")
    for query in catalogue().values():
        path = f"queries/{query.kind}/{query.path.name}"
        draft.put(path, query.text.encode(), "application/sparql-query", query.title)
    lines = "".join([*executables(), *prefixes()]).encode()
    quads = [*ox.parse(lines, format=ox.RdfFormat.N_TRIPLES), *_header(f"{BASE}queries", "Saved queries", edition)]
    draft.put("queries/queries.ttl", turtle(quads), "text/turtle", "The saved queries as SHACL executables")


def versioned(quads: Iterable[ox.Quad], edition: str) -> list[ox.Quad]:
    """Return statements in which every ontology is of the version ``edition`` and of no other."""
    kept = [quad for quad in quads if quad.predicate not in {_VERSION_IRI, _VERSION}]
    headers = {quad.subject for quad in kept if quad.predicate == _TYPE and quad.object == _ONTOLOGY}
    said = [quad for each in headers if isinstance(each, ox.NamedNode) for quad in _version(each, edition)]
    return [*kept, *said]


def _version(subject: ox.NamedNode, edition: str) -> list[ox.Quad]:
    return [
        ox.Quad(subject, _VERSION_IRI, ox.NamedNode(f"{subject.value}/{edition}")),
        ox.Quad(subject, _VERSION, ox.Literal(edition)),
    ]


def _header(subject: str, title: str, edition: str) -> list[ox.Quad]:
    whole = ox.NamedNode(subject)
    named = ox.NamedNode(EXTERNAL["dcterms"] + "title")
    return [
        ox.Quad(whole, _TYPE, _ONTOLOGY),
        ox.Quad(whole, named, ox.Literal(title, language="en")),
        *_version(whole, edition),
    ]


def _context(edition: str) -> bytes:
    """Return the context; as a document of its own it says its version, which a reader of the context passes over."""
    document = stored() | {
        "@id": CONTEXT,
        _OWL + "versionIRI": {"@id": f"{CONTEXT.removesuffix('.jsonld')}/{edition}.jsonld"},
        _OWL + "versionInfo": edition,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()

"""Triples of links to the things of others: each link as it is used, and as a statement with its origin."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import (
    NOTE,
    SOURCE,
    TYPE,
    Chosen,
    Individual,
    Link,
    Mapping,
    Named,
    Term,
    Text,
    Typed,
    describe,
)
from r2pgraph.tables.links import CONFIDENCE, JUSTIFICATIONS, PREDICATES

_PREDICATE: Final = Chosen("predicate_id", {name: name for name in PREDICATES})
_WHY: Final = Chosen("mapping_justification", {name: name for name in JUSTIFICATIONS})
_SURE: Final = Chosen("confidence", {number: f"confidence:{word}" for number, word in CONFIDENCE.items()})

MAPPINGS: Final = (
    Mapping(
        "link_targets",
        "links",
        (
            describe(
                "target:{key}",
                (TYPE, Term("void:Dataset")),
                ("dcterms:title", Text("label", "en")),
                ("vann:preferredNamespacePrefix", Text("prefix")),
                ("void:uriSpace", Text("uri_space")),
                ("void:uriRegexPattern", Text("pattern")),
                ("schema:url", Typed("homepage", "xsd:anyURI")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "link_sets",
        "links",
        (
            describe(
                "linkset:{key}",
                (TYPE, Term("void:Linkset")),
                ("dcterms:title", Text("label", "en")),
                ("void:subjectsTarget", Individual("graph:{subjects}")),
                ("void:objectsTarget", Individual("target:{target}")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "links",
        "links",
        (
            describe(Named("subject_id"), (_PREDICATE, Link("object_id"))),
            describe("linkset:{set}", ("void:linkPredicate", _PREDICATE)),
            describe(
                Named("record_id"),
                (TYPE, Term("owl:Axiom")),
                ("owl:annotatedSource", Named("subject_id")),
                ("owl:annotatedProperty", _PREDICATE),
                ("owl:annotatedTarget", Link("object_id")),
                ("dcterms:isPartOf", Individual("linkset:{set}")),
                ("rdfs:label", Text("object_label")),
                ("sssom:mapping_justification", _WHY),
                ("r2p:hasConfidence", _SURE),
                ("prov:wasAttributedTo", Named("author_id")),
                ("prov:hadPrimarySource", Named("mapping_source")),
                ("skos:editorialNote", Text("comment", "en")),
            ),
        ),
    ),
)

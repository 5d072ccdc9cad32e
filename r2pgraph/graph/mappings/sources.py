"""Triples of documents and registers, and of files that can be imported."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import (
    NOTE,
    SOURCE,
    TYPE,
    Date,
    Individual,
    Link,
    Mapping,
    Term,
    Text,
    Typed,
    describe,
)

MAPPINGS: Final = (
    Mapping(
        "sources",
        "sources",
        (
            describe(
                "source:{key}",
                (TYPE, Term("r2p:Source")),
                ("dcterms:title", Text("title", "en")),
                ("dcterms:publisher", Individual("organisation:{publisher}")),
                ("dcterms:creator", Text("creator", separator="; ")),
                ("dcterms:issued", Date("issued")),
                ("r2p:undated", Typed("undated", "xsd:boolean")),
                ("r2p:read", Typed("read", "xsd:boolean")),
                ("schema:url", Typed("url", "xsd:anyURI")),
                ("dcterms:type", Text("kind")),
                ("dcterms:license", Link("licence")),
                ("dcterms:rights", Text("rights", "en")),
                ("r2p:interest", Text("interest", "en")),
                NOTE,
            ),
        ),
    ),
    Mapping(
        "datasets",
        "datasets",
        (
            describe(
                "import:{key}",
                (TYPE, Term("r2p:FileKind")),
                ("rdfs:label", Text("label", "en")),
                ("dcterms:publisher", Individual("organisation:{publisher}")),
                ("dcterms:description", Text("files", "en")),
                ("schema:url", Typed("url", "xsd:anyURI")),
                ("dcterms:rights", Text("terms", "en")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
)

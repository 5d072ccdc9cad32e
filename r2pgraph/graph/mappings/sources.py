"""Triples of documents and registers."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import NOTE, TYPE, Date, Individual, Link, Mapping, Term, Text, Typed, describe

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
)

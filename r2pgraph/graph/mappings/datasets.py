"""Triples of what can be imported."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import NOTE, SOURCE, TYPE, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
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

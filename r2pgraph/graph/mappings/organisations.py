"""Triples of organisations."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import NOTE, SOURCE, TYPE, Chosen, Individual, Mapping, Term, Text, Typed, describe
from r2pgraph.tables.organisations import KINDS

_CLASSES: Final = {kind: "r2p:Mission" if kind == "un-mission" else "r2p:Organisation" for kind in KINDS}

MAPPINGS: Final = (
    Mapping(
        "organisations",
        "organisations",
        (
            describe(
                "organisation:{key}",
                (TYPE, Term("r2p:Organisation")),
                (TYPE, Chosen("kind", _CLASSES)),
                ("rdfs:label", Text("label", "en")),
                ("dcterms:type", Text("kind")),
                ("dcterms:isPartOf", Individual("organisation:{part_of}")),
                ("schema:url", Typed("homepage", "xsd:anyURI")),
                ("r2p:interest", Text("interest", "en")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "organisation_names",
        "organisations",
        (describe("organisation:{organisation}", ("skos:altLabel", Text("text", "en"))),),
    ),
)
"""What vouches for another name vouches for a spelling, not for the body, so its source stands in the table alone."""

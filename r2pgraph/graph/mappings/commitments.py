"""Triples of pledges and endorsements."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import NOTE, SOURCE, TYPE, Date, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
    Mapping(
        "commitments",
        "commitments",
        (
            describe(
                "commitment:{key}",
                (TYPE, Term("r2p:Commitment")),
                ("rdfs:label", Text("label", "en")),
                ("r2p:validFrom", Date("opened")),
                ("dcterms:publisher", Individual("organisation:{steward}")),
                ("schema:url", Typed("homepage", "xsd:anyURI")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "endorsements",
        "commitments",
        (
            describe(
                "endorsement:{key}",
                (TYPE, Term("r2p:Endorsement")),
                ("r2p:endorser", Individual("state:{state}")),
                ("r2p:commitment", Individual("commitment:{commitment}")),
                ("r2p:asOf", Date("as_of")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
)

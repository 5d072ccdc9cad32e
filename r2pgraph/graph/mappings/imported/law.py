"""Triples of passages of domestic law; one of a place that is no state of ours makes none."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
    Mapping(
        "legal_provisions",
        "law",
        (
            describe(
                "provision:{state}-{subject}",
                (TYPE, Term("r2p:LegalProvision")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:crime", Text("subject")),
                ("r2p:instrument", Text("instrument")),
                ("r2p:article", Text("article")),
                ("schema:url", Typed("url", "xsd:anyURI")),
                SOURCE,
            ),
        ),
    ),
)

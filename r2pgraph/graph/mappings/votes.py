"""Triples of resolutions, votes and references to the responsibility to protect."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import (
    CONFIDENCE,
    NOTE,
    SOURCE,
    TYPE,
    Chosen,
    Date,
    Individual,
    Mapping,
    Term,
    Text,
    Typed,
    describe,
)
from r2pgraph.tables.votes import RELATIONS

MAPPINGS: Final = (
    Mapping(
        "resolutions",
        "resolutions",
        (
            describe(
                "resolution:{key}",
                (TYPE, Term("r2p:Resolution")),
                ("dcterms:identifier", Text("symbol")),
                ("dcterms:title", Text("title", "en")),
                ("r2p:adoptedOn", Date("adopted_on")),
                ("r2p:adoptionMode", Individual("adoption:{adoption_mode}")),
                ("r2p:yesCount", Typed("yes_count", "xsd:integer")),
                ("r2p:noCount", Typed("no_count", "xsd:integer")),
                ("r2p:abstentionCount", Typed("abstention_count", "xsd:integer")),
                ("r2p:adoptedBy", Individual("organisation:{adopted_by}")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "state_votes",
        "resolutions",
        (
            describe(
                "state:{state}",
                (
                    Chosen("relation", {name: f"r2p:{name}" for name in RELATIONS}),
                    Individual("resolution:{resolution}"),
                ),
            ),
            describe("resolution:{resolution}", SOURCE),
        ),
    ),
    Mapping(
        "references",
        "resolutions",
        (
            describe(
                "reference:{key}",
                (TYPE, Term("r2p:R2PReference")),
                ("r2p:references", Individual("resolution:{resolution}")),
                ("r2p:byTest", Individual("test:{test}")),
                CONFIDENCE,
                ("r2p:place", Text("place")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "reference_tests",
        "resolutions",
        (
            describe(
                "test:{test}",
                ("r2p:pattern", Text("pattern")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
)

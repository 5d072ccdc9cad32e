"""Triples of reviews and recommendations; a review of what is no state of ours makes none."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Date, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
    Mapping(
        "reviews_imported",
        "reviews",
        (
            describe(
                "review:{key}",
                (TYPE, Term("r2p:Review")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:inCycle", Individual("cycle:{cycle}")),
                ("r2p:date", Date("year")),
                ("r2p:session", Typed("session", "xsd:integer")),
                ("r2p:recommendationsReceived", Typed("received", "xsd:integer")),
                ("r2p:recommendationsSupported", Typed("supported", "xsd:integer")),
                ("r2p:recommendationsNoted", Typed("noted", "xsd:integer")),
                SOURCE,
            ),
            describe("cycle:{cycle}", (TYPE, Term("r2p:ReviewCycle")), ("rdfs:label", Text("cycle", "en"))),
        ),
    ),
    Mapping(
        "recommendations",
        "reviews",
        (
            describe(
                "recommendation:{key}",
                (TYPE, Term("r2p:Recommendation")),
                ("r2p:inReview", Individual("review:{review}")),
                ("r2p:isMadeBy", Individual("state:{recommender}")),
                ("r2p:response", Text("response")),
                ("r2p:actionCategory", Typed("action", "xsd:integer")),
                ("r2p:issue", Text("issues", "en", ",")),
                ("r2p:wording", Text("text", "en")),
                SOURCE,
            ),
        ),
    ),
)

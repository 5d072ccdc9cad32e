"""Triples of who serves in peace operations, and who died there."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Date, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
    Mapping(
        "deployments",
        "deployments",
        (
            describe(
                "deployment:{state}-{mission}-{month}-{personnel_type}-{gender}",
                (TYPE, Term("r2p:Deployment")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:deploysTo", Individual("mission:{mission}")),
                ("r2p:asOf", Date("month")),
                ("r2p:personnelKind", Text("personnel_type")),
                ("r2p:gender", Text("gender")),
                ("r2p:value", Typed("count", "xsd:integer")),
                SOURCE,
            ),
            describe("mission:{mission}", (TYPE, Term("r2p:Mission")), ("rdfs:label", Text("mission", "en"))),
        ),
    ),
    Mapping(
        "fatalities",
        "deployments",
        (
            describe(
                "fatality:{key}",
                (TYPE, Term("r2p:Fatality")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:inMission", Individual("mission:{mission}")),
                ("r2p:date", Date("date")),
                ("r2p:incidentKind", Text("incident_type")),
                ("r2p:personnelKind", Text("personnel")),
                ("r2p:gender", Text("gender")),
                SOURCE,
            ),
            describe("mission:{mission}", (TYPE, Term("r2p:Mission")), ("rdfs:label", Text("mission", "en"))),
        ),
    ),
)

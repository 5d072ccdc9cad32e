"""Triples of what records say that states did about treaties; a party that is no state of ours makes none."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.treaties import CLASSES
from r2pgraph.graph.mappings.words import SOURCE, TYPE, Chosen, Date, Individual, Mapping, Term, Text, describe

MAPPINGS: Final = (
    Mapping(
        "treaty_actions_imported",
        "treaties",
        (
            describe(
                "action:{state}-{treaty}-{kind}",
                (TYPE, Chosen("kind", CLASSES)),
                ("r2p:actor", Individual("state:{state}")),
                ("r2p:treaty", Individual("treaty:{treaty}")),
                ("r2p:date", Date("date")),
                ("skos:notation", Text("mark")),
                SOURCE,
            ),
        ),
    ),
    Mapping(
        "treaties_imported",
        "treaties",
        (
            describe(
                "treaty:{key}",
                (TYPE, Term("r2p:Treaty")),
                ("dcterms:title", Text("title", "en")),
                ("r2p:date", Date("dated")),
            ),
        ),
    ),
    Mapping(
        "treaty_declarations",
        "treaties",
        (
            describe(
                "action:{state}-{treaty}-statement",
                (TYPE, Term("r2p:TreatyStatement")),
                ("r2p:actor", Individual("state:{state}")),
                ("r2p:treaty", Individual("treaty:{treaty}")),
                ("r2p:opening", Text("text", "en")),
                SOURCE,
            ),
        ),
    ),
)

"""Triples of treaties, lists of treaties and what states did about them."""

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
    Named,
    Term,
    Text,
    describe,
)
from r2pgraph.tables.treaties import ACTIONS

CLASSES: Final = {**{kind: f"r2p:{kind.capitalize()}" for kind in ACTIONS}, "consent": "r2p:ConsentToBeBound"}
"""The class of each kind of act; a consent is one where no source tells by which act."""

MAPPINGS: Final = (
    Mapping(
        "treaties",
        "treaties",
        (
            describe(
                "treaty:{key}",
                (TYPE, Term("r2p:Treaty")),
                ("rdfs:label", Text("short", "en")),
                ("dcterms:title", Text("title", "en")),
                ("r2p:date", Date("dated")),
                ("r2p:entryIntoForce", Date("entry_into_force")),
                ("r2p:depositary", Named("depositary")),
                CONFIDENCE,
                ("prov:hadPrimarySource", Individual("source:{in_force_source}")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "treaty_lists",
        "treaties",
        (
            describe(
                "list:{key}",
                (TYPE, Term("r2p:TreatyList")),
                ("rdfs:label", Text("label", "en")),
                ("dcterms:isPartOf", Individual("list:{part_of}")),
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "treaty_list_members",
        "treaties",
        (
            describe("treaty:{treaty}", ("r2p:inList", Individual("list:{list}"))),
            describe("list:{list}", SOURCE),
        ),
    ),
    Mapping(
        "treaty_registers",
        "treaties",
        (describe("treaty:{treaty}", ("r2p:registeredIn", Individual("source:{source}"))),),
    ),
    Mapping(
        "treaty_actions",
        "treaties",
        (
            describe(
                "action:{key}",
                (TYPE, Chosen("kind", CLASSES)),
                ("r2p:actor", Individual("state:{state}")),
                ("r2p:treaty", Individual("treaty:{treaty}")),
                ("r2p:date", Date("date")),
                ("skos:notation", Text("mark")),
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
)

"""Triples of states, their names, regions and memberships."""

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
    describe,
)

_FROM: Final = ("r2p:validFrom", Date("valid_from"))
_TO: Final = ("r2p:validTo", Date("valid_to"))
_LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")

MAPPINGS: Final = (
    Mapping(
        "states",
        "states",
        (
            describe(
                "state:{iso3}",
                (TYPE, Term("r2p:State")),
                (TYPE, Chosen("historic", {"true": "r2p:HistoricState", "false": "r2p:State"})),
                ("rdfs:label", Text("label", "en")),
                ("r2p:isoAlpha3", Text("iso3")),
                ("r2p:isoAlpha2", Text("iso2")),
                ("r2p:m49", Text("m49")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "names",
        "states",
        (
            describe(
                "name:{key}",
                (TYPE, Term("r2p:StateName")),
                ("r2p:nameOf", Individual("state:{state}")),
                ("r2p:text", Text("text", "en")),
                ("r2p:nameKind", Text("kind")),
                _FROM,
                _TO,
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "abbreviations",
        "states",
        (
            describe(
                "name:{key}",
                (TYPE, Term("r2p:StateName")),
                ("r2p:nameOf", Individual("state:{state}")),
                ("r2p:text", Text("text", "en")),
                ("r2p:nameKind", Text("kind")),
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping("state_codes", "states", (describe("state:{state}", ("r2p:cowCode", Text("cow")), SOURCE),)),
    Mapping(
        "labels",
        "states",
        (describe("state:{state}", *(("skos:prefLabel", Text(tag, tag)) for tag in _LANGUAGES), SOURCE, NOTE),),
    ),
    Mapping(
        "memberships",
        "states",
        (
            describe(
                "membership:{key}",
                (TYPE, Term("r2p:Membership")),
                ("org:member", Individual("state:{state}")),
                ("org:organization", Individual("organisation:{organisation}")),
                ("dcterms:type", Text("kind")),
                _FROM,
                _TO,
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "regions",
        "states",
        (
            describe(
                "region:{key}",
                (TYPE, Term("r2p:Region")),
                ("skos:prefLabel", Text("label", "en")),
                ("dcterms:type", Text("kind")),
                ("r2p:m49", Text("m49")),
                ("skos:inScheme", Term("code:regions")),
                ("skos:broader", Individual("region:{part_of}")),
                ("skos:topConceptOf", Term("code:regions", unless="part_of")),
                CONFIDENCE,
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "region_members",
        "states",
        (
            describe("state:{state}", ("r2p:inRegion", Individual("region:{region}"))),
            describe("region:{region}", SOURCE),
        ),
    ),
)

"""Triples of full texts: the resolution, the tests for the responsibility to protect that it meets, what it cites."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Chosen, Date, Individual, Mapping, Term, Text, describe

_KINDS: Final = {"adopted": "r2p:Resolution", "not-adopted": "dcterms:BibliographicResource"}
"""A draft that was not adopted is a document, and no resolution."""

MAPPINGS: Final = (
    Mapping(
        "texts",
        "texts",
        (
            describe(
                "resolution:{resolution}",
                (TYPE, Chosen("status", _KINDS)),
                ("dcterms:identifier", Text("symbol")),
                ("dcterms:title", Text("title", "en")),
                ("r2p:adoptedOn", Date("adopted_on")),
                ("r2p:agendaItem", Text("agenda_item")),
                ("r2p:committee", Text("committee")),
                SOURCE,
            ),
        ),
    ),
    Mapping(
        "text_references",
        "texts",
        (
            describe(
                "reference:{resolution}-{test}",
                (TYPE, Term("r2p:R2PReference")),
                ("r2p:references", Individual("resolution:{resolution}")),
                ("r2p:byTest", Individual("test:{test}")),
                ("r2p:hasConfidence", Term("confidence:certain")),
                ("r2p:place", Text("place")),
                ("r2p:sentenceStart", Text("sentence_start", "en")),
                SOURCE,
            ),
        ),
    ),
    Mapping(
        "citations_of_resolutions",
        "texts",
        (
            describe("resolution:{resolution}", ("cito:cites", Individual("resolution:{cites}"))),
            describe(
                "resolution:{cites}",
                (TYPE, Term("dcterms:BibliographicResource")),
                ("dcterms:identifier", Text("cited_symbol")),
            ),
        ),
    ),
)

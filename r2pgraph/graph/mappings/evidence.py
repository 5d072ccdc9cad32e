"""Triples of the gaps in the evidence."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Individual, Mapping, Term, Text, describe

MAPPINGS: Final = (
    Mapping(
        "evidence_gaps",
        "evidence",
        (
            describe(
                "gap:{indicator}",
                (TYPE, Term("r2p:EvidenceGap")),
                ("r2p:indicator", Individual("indicator:{indicator}")),
                ("r2p:reasoning", Text("reason", "en")),
                ("r2p:needs", Text("needs", "en")),
                SOURCE,
            ),
        ),
    ),
)

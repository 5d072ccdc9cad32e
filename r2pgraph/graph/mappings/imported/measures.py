"""Triples of what external indices measure; a territory, or a name that means no state of ours, makes none."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Date, Individual, Mapping, Term, Text, Typed, describe

MAPPINGS: Final = (
    Mapping(
        "measurements",
        "measures",
        (
            describe(
                "measurement:{measure}-{year}-{state}",
                (TYPE, Term("r2p:Measurement")),
                ("r2p:inIndex", Individual("index:{index}")),
                ("r2p:measure", Individual("measure:{measure}")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:year", Date("year")),
                ("r2p:edition", Text("edition")),
                ("r2p:value", Typed("value", "xsd:decimal")),
                ("r2p:givesStatus", Individual("status:{status}")),
                ("r2p:usesScale", Individual("scale:{scale}")),
                SOURCE,
            ),
        ),
    ),
)

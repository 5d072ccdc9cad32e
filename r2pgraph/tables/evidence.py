"""The table of indicators to which no structured facts speak."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, Column, Table

TABLES: Final = (
    Table(
        "evidence_gaps",
        "evidence",
        "Why no evidence can be computed for an indicator, for each that has no saved query under queries/evidence.",
        (
            Column("indicator", "the indicator, by the key of its IRI", "key"),
            Column("reason", "why the facts here do not speak to it, in our words"),
            Column("needs", "which structured facts would, in our words"),
            SOURCE,
        ),
        unique=("indicator",),
    ),
)

"""The table of what external indices measure, state by state and year by year."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Table, key

INDICES: Final = ("freedom-house", "rsf", "v-dem")
STATUSES: Final = ("free", "partly-free", "not-free")

TABLES: Final = (
    Table(
        "measurements",
        "measures",
        "What an external index says of a state or territory in one year, on the scale of that edition.",
        (
            key("measure, year, and the state or the name of the territory"),
            Column("index", "the index that published it", "key", choices=INDICES),
            Column("measure", "what is measured", "key"),
            Column("state_name", "the state or territory, as the file writes it"),
            Column("state_code", "its code, as the file writes it; no code of ours", required=False),
            Column("state", "the state meant; empty for a territory, or unknown", "code", required=False, refers=STATE),
            Column("edition", "the edition that printed it; empty where the file names none", "key", required=False),
            Column("year", "the year that it is about", "date"),
            Column("value", "a decimal number, with a point"),
            Column("status", "the class that the index gives with it", "key", required=False, choices=STATUSES),
            Column("scale", "scale and method; numbers on two scales are not compared", "key"),
            SOURCE,
        ),
    ),
)

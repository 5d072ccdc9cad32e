"""The tables of pledges and of the states that endorse them."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, ORGANISATION, SOURCE, STATE, Column, Reference, Table, key

TABLES: Final = (
    Table(
        "commitments",
        "commitments",
        "Pledges on the responsibility to protect that states may join.",
        (
            key("name of the pledge in small letters"),
            LABEL,
            Column("opened", "when states could first join it", "date", required=False),
            Column("steward", "who keeps the list of those that joined, or drew it up", "key", refers=ORGANISATION),
            Column("homepage", "its own page", "address", required=False),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "endorsements",
        "commitments",
        "Which state stands on the list of which pledge.",
        (
            key("state and pledge"),
            Column("state", "the state that endorsed", "code", refers=STATE),
            Column("commitment", "the pledge", "key", refers=(Reference("commitments"),)),
            Column("as_of", "the state of the list on which it was read", "date"),
            SOURCE,
            NOTE,
        ),
    ),
)

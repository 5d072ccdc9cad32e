"""The table that says which state a source means by a name."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import NOTE, SOURCE, STATE, Column, Table

CROSSWALK: Final = Table(
    "crosswalk",
    "states",
    "What one source calls each state, and when the name means that state.",
    (
        Column("name", "the name as the source prints it, without white space at its ends and in NFC"),
        Column("state", "the state meant; empty where no state of ours is", "code", required=False, refers=STATE),
        Column("valid_from", "first day or year on which the name means the state", "date", required=False),
        Column("valid_to", "last day or year on which the name means the state", "date", required=False),
        SOURCE,
        NOTE,
    ),
    unique=("name", "state", "valid_from"),
    spans=(("valid_from", "valid_to"),),
)
"""The columns of every file in ``data/names``."""

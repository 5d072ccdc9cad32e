"""The tables that importers of treaty records make."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Table, key
from r2pgraph.tables.treaties import ACTIONS

_NAME: Final = Column("state_name", "the name as the source writes it")
_STATE: Final = Column(
    "state", "the state that is meant, empty where it is none of ours", "code", required=False, refers=STATE
)
_TREATY: Final = Column("treaty", "number of the treaty in the United Nations Treaty Collection", "key")

TABLES: Final = (
    Table(
        "treaty_actions_imported",
        "treaties",
        "What a state did about a treaty, as a record says.",
        (
            key("state, or the name in small letters, with treaty and kind of act"),
            _NAME,
            Column("state_code", "the code as the source writes it", required=False),
            _STATE,
            _TREATY,
            Column("kind", "what the state did", choices=ACTIONS),
            Column("date", "the day of the act, or its year; empty where the source has none", "date", required=False),
            Column("mark", "the letter by which the depositary marks the act", required=False),
            SOURCE,
        ),
    ),
    Table(
        "treaties_imported",
        "treaties",
        "The treaties that a record tells of.",
        (
            key("number in the United Nations Treaty Collection"),
            Column("title", "title without place and date; empty where no index was given", required=False),
            Column("dated", "the date that the treaty bears", "date", required=False),
        ),
    ),
    Table(
        "treaty_declarations",
        "treaties",
        "What states stated about a treaty, a declaration or a reservation, by its first words.",
        (
            key("state, or the name in small letters, with treaty"),
            _NAME,
            _STATE,
            _TREATY,
            Column("text", "the first words of the statement", required=False),
            SOURCE,
        ),
    ),
)

"""The tables that importers of domestic law make."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Table, key

SUBJECTS: Final = ("genocide", "crimes-against-humanity", "war-crimes", "aggression")

TABLES: Final = (
    Table(
        "legal_provisions",
        "law",
        "Which passage of a state's law makes an atrocity crime punishable, as a record says.",
        (
            key("state, or the name in small letters, with crime"),
            Column("state_name", "the name as the source writes it"),
            Column("state_code", "the code as the source writes it", required=False),
            Column(
                "state", "the state that is meant, empty where it is none of ours", "code", required=False, refers=STATE
            ),
            Column("subject", "the crime", choices=SUBJECTS),
            Column("provision", "the passage as the source names it"),
            Column("instrument", "the law that it stands in"),
            Column("article", "the place in that law", required=False),
            Column("url", "where the source leads to its text", "address", required=False),
            SOURCE,
        ),
    ),
)

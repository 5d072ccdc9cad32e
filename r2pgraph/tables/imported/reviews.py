"""The tables that importers of the Universal Periodic Review make."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Reference, Table, key

_NAME: Final = Column("state_name", "the state under review as the source writes it")
_STATE: Final = Column(
    "state", "the state under review, empty where it is none of ours", "code", required=False, refers=STATE
)
_SESSION: Final = Column("session", "number of the session of the working group")

TABLES: Final = (
    Table(
        "reviews_imported",
        "reviews",
        "Reviews of states by their peers, with the number of distinct recommendations.",
        (
            key("state and year, or session where the year is not known"),
            _NAME,
            _STATE,
            _SESSION,
            Column("year", "the year of the session", "date", required=False),
            Column("received", "recommendations; one by several states counts once", "count", unit="recommendations"),
            Column("supported", "those accepted from every state that made them", "count", unit="recommendations"),
            Column("noted", "those not accepted from one state or more", "count", unit="recommendations"),
            Column("cycle", "the round of reviews", "key", required=False),
            SOURCE,
        ),
    ),
    Table(
        "recommendations",
        "reviews",
        "Recommendations to a state under review, once for each state that made them.",
        (
            key("review and number of the row"),
            Column("review", "the review", "key", refers=(Reference("reviews_imported"),)),
            _NAME,
            _STATE,
            Column("recommender_name", "the state that recommends as the source writes it"),
            Column(
                "recommender",
                "the state that recommends, empty where it is none of ours",
                "code",
                required=False,
                refers=STATE,
            ),
            _SESSION,
            Column("response", "the answer", required=False, choices=("accepted", "noted")),
            Column("action", "category of the action asked for, from 1 minimal to 5 specific", "count", required=False),
            Column("issues", "what it is about, with commas between", required=False),
            Column("text", "the words"),
            SOURCE,
        ),
    ),
)

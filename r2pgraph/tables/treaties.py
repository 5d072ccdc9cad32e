"""The tables of treaties, lists of treaties, and what states did about them."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import CONFIDENCE, LABEL, NOTE, SOURCE, STATE, SURE, Column, Reference, Table, key

_TREATY: Final = (Reference("treaties"),)
_LIST: Final = (Reference("treaty_lists"),)
ACTIONS: Final = (
    "signature",
    "ratification",
    "accession",
    "succession",
    "acceptance",
    "approval",
    "consent",
    "withdrawal",
    "declaration",
    "reservation",
)

TABLES: Final = (
    Table(
        "treaties",
        "treaties",
        "The core treaties on human rights, refugees, arms and atrocity crimes.",
        (
            key("number in the United Nations Treaty Collection; GC- for the Geneva Conventions, which are not in it"),
            Column("title", "title as the depositary gives it"),
            Column("short", "the short name that people use"),
            Column("dated", "the date that the treaty bears", "date"),
            Column("place", "where it was concluded or opened for signature"),
            Column("entry_into_force", "the day on which it came into force", "date", required=False),
            Column(
                "in_force_source",
                "the source that states this day, where it is another",
                "key",
                required=False,
                refers=(Reference("sources"),),
            ),
            Column(
                "depositary",
                "the body or state that keeps its records",
                "thing",
                refers=(Reference("organisations", prefix="organisation"), Reference("states", "iso3", "state")),
            ),
            SURE,
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "treaty_lists",
        "treaties",
        "Lists of treaties on which an assessment counts, with how sure we are of each list.",
        (
            key("name of the list in small letters"),
            LABEL,
            Column("part_of", "the list that this one fills up", "key", required=False, refers=_LIST),
            CONFIDENCE,
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "treaty_list_members",
        "treaties",
        "Which treaty stands on which list.",
        (
            Column("list", "the list", "key", refers=_LIST),
            Column("treaty", "the treaty on it", "key", refers=_TREATY),
            SOURCE,
            NOTE,
        ),
        unique=("list", "treaty"),
    ),
    Table(
        "treaty_registers",
        "treaties",
        "Which source lists the acts of every state towards a treaty, to the day on which the source was issued.",
        (
            Column("treaty", "the treaty", "key", refers=_TREATY),
            SOURCE,
        ),
        unique=("treaty", "source"),
    ),
    Table(
        "treaty_actions",
        "treaties",
        "What a state did about a treaty and when; being a party is derived from it and stands nowhere.",
        (
            key("state, treaty and kind of act"),
            Column("state", "the state that acted", "code", refers=STATE),
            Column("treaty", "the treaty", "key", refers=_TREATY),
            Column("kind", "what the state did", choices=ACTIONS),
            Column(
                "date", "the day of deposit or signature, or on which a withdrawal takes effect, or its year", "date"
            ),
            Column("mark", "the letter by which the depositary marks the act", required=False),
            SURE,
            SOURCE,
            NOTE,
        ),
    ),
)

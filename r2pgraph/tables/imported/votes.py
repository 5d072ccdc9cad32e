"""The tables of roll calls, of what states did in them, and of the headings they are filed under."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import ORGANISATION, SOURCE, STATE, Column, Reference, Table, key
from r2pgraph.tables.votes import RELATIONS

_ROLL_CALL: Final = (Reference("roll_calls"),)

SCHEMES: Final = ("unbis", "dhl-authority", "agenda", "undl")
"""UNBIS Thesaurus, authority file of the Dag Hammarskjöld Library, an agenda, subjects of the Digital Library."""

TABLES: Final = (
    Table(
        "roll_calls",
        "votes",
        "Adopted texts, by a vote or without one, and the paragraphs, amendments and motions put to the vote.",
        (
            key(
                "the symbol with hyphens; for what is no whole adopted text UNGA-vote- and the number of the roll call"
            ),
            Column("symbol", "symbol of the text, or of the text that a part belongs to", required=False),
            Column("part", "letters of the part of a resolution: A, or A-C", required=False),
            Column("session", "session: 78, ES-10, S-32; empty for the Security Council", required=False),
            Column("title", "title as the record prints it", required=False),
            Column("adopted_on", "the day of the decision", "date", required=False),
            Column(
                "adoption_mode",
                "how it was adopted; empty where the record does not say or contradicts itself",
                "key",
                required=False,
                choices=("recorded-vote", "without-vote"),
            ),
            Column("yes_count", "votes in favour, as printed", "count", required=False, unit="states"),
            Column("no_count", "votes against, as printed", "count", required=False, unit="states"),
            Column("abstention_count", "abstentions, as printed", "count", required=False, unit="states"),
            Column("adopted_by", "the organ", "key", choices=("UNGA", "UNSC"), refers=ORGANISATION),
            Column("meeting", "symbol of the meeting record", required=False),
            Column("draft", "symbol of the draft; several stand as they are printed", required=False),
            Column("whole", "true for an adopted text as a whole", "flag"),
            SOURCE,
        ),
    ),
    Table(
        "votes",
        "votes",
        "One row, and one triple, for each vote and each sponsorship; no row for a state that did not vote.",
        (
            Column("resolution", "the roll call", "key", refers=_ROLL_CALL),
            Column("state_name", "the state as the file names it"),
            Column("state", "the state; empty where the name is not known", "code", required=False, refers=STATE),
            Column("relation", "what the state did, as the term of the ontology", choices=RELATIONS),
        ),
        unique=("resolution", "state_name", "relation"),
    ),
    Table(
        "subjects",
        "votes",
        "What a roll call is about, in the words of its publisher.",
        (
            Column("resolution", "the roll call", "key", refers=_ROLL_CALL),
            Column("scheme", "where the heading comes from", "key", choices=SCHEMES),
            Column("term", "the heading, for an agenda with the symbol of the agenda"),
        ),
        unique=("resolution", "scheme", "term"),
    ),
)

"""The tables of resolutions, of votes on them, and of what makes them speak of the responsibility to protect."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import CONFIDENCE, NOTE, ORGANISATION, SOURCE, STATE, Column, Reference, Table, key

_RESOLUTION: Final = (Reference("resolutions"),)
RELATIONS: Final = ("votedYes", "votedNo", "abstainedOn", "coSponsors")
TESTS: Final = ("expert-list", "exact-phrase", "phrase-pattern", "office-name-only", "unbis-heading")

TABLES: Final = (
    Table(
        "resolutions",
        "votes",
        "Resolutions with the way they were adopted; a text adopted without a vote has no counts.",
        (
            key("the symbol with hyphens for slashes"),
            Column("symbol", "document symbol of the United Nations"),
            Column("title", "title as the record prints it"),
            Column("adopted_on", "the day of adoption", "date"),
            Column("adoption_mode", "how it was adopted", "key", choices=("recorded-vote", "without-vote")),
            Column("yes_count", "votes in favour, as printed", "count", required=False, unit="states"),
            Column("no_count", "votes against, as printed", "count", required=False, unit="states"),
            Column("abstention_count", "abstentions, as printed", "count", required=False, unit="states"),
            Column("adopted_by", "the organ that adopted it", "key", refers=ORGANISATION),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "state_votes",
        "votes",
        "One row, and one triple, for each vote or co-sponsorship; no row where there was no roll call.",
        (
            Column("state", "the state", "code", refers=STATE),
            Column("resolution", "the resolution", "key", refers=_RESOLUTION),
            Column("relation", "what the state did, as the term of the ontology", choices=RELATIONS),
            SOURCE,
        ),
        unique=("state", "resolution", "relation"),
    ),
    Table(
        "references",
        "votes",
        "How a resolution is held to refer to the responsibility to protect: one row for each test it meets.",
        (
            key("resolution and test"),
            Column("resolution", "the resolution", "key", refers=_RESOLUTION),
            Column("test", "the test it meets", "key", choices=TESTS),
            CONFIDENCE,
            Column("place", "where in the text, in our words", required=False),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "reference_tests",
        "votes",
        "The patterns that decide which test a text or its subject headings meet; to dispute a test, dispute its row.",
        (
            key("name of the pattern"),
            Column("test", "the test that it belongs to", "key", choices=TESTS),
            Column(
                "reads",
                "what it is looked for in: the words of the text; the words again, but hidden from the phrases and "
                "counting only where no phrase stands; or a whole subject heading",
                "key",
                choices=("phrase", "name", "heading"),
            ),
            Column("pattern", "a regular expression of Python, in which case does not matter"),
            SOURCE,
            NOTE,
        ),
    ),
)

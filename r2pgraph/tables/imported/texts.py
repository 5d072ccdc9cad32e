"""The tables of full texts: what each is, which tests for the responsibility to protect it meets, what it cites."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, Column, Table
from r2pgraph.tables.votes import TESTS

COMMITTEES: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_RESOLUTION: Final = Column("resolution", "the symbol with hyphens for slashes", "key")
_PLACE: Final = Column("place", "where in the text, such as operative paragraph 3")

TABLES: Final = (
    Table(
        "texts",
        "votes",
        "Texts that were read: resolutions, and drafts that were not adopted.",
        (
            _RESOLUTION,
            Column("symbol", "document symbol of the United Nations"),
            Column("title", "title as the text prints it", required=False),
            Column("status", "whether the organ adopted it", "key", choices=("adopted", "not-adopted")),
            Column("session", "session of the General Assembly, or nothing", "key", required=False),
            Column("adopted_on", "the day of adoption", "date", required=False),
            Column("draft", "the draft or report it goes back to, as printed", required=False),
            Column("agenda_item", "number of the agenda item, as printed", required=False),
            Column("committee", "the main committee that reported", "key", required=False, choices=COMMITTEES),
            Column("file", "the file it was read from"),
            SOURCE,
        ),
        unique=("resolution",),
    ),
    Table(
        "text_references",
        "votes",
        "Each test for the responsibility to protect that a text meets, once for each place.",
        (
            _RESOLUTION,
            Column("test", "the test it meets", "key", choices=TESTS),
            _PLACE,
            Column("sentence_start", "at most ten words of the sentence, for finding it", required=False),
            SOURCE,
        ),
        unique=("resolution", "test", "place"),
    ),
    Table(
        "citations_of_resolutions",
        "votes",
        "Which resolution a text cites, and where.",
        (
            _RESOLUTION,
            Column("cites", "the cited resolution: its symbol with hyphens", "key"),
            Column("cited_symbol", "the symbol of the cited resolution, as the link names it"),
            _PLACE,
            SOURCE,
        ),
        unique=("resolution", "cites", "place"),
    ),
)

"""The table of organisations that publish, act or are assessed."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, ORGANISATION, SOURCE, Column, Table, key

KINDS: Final = (
    "data-project",
    "government",
    "intergovernmental",
    "media",
    "network",
    "ngo",
    "research",
    "un-agency",
    "un-body",
    "un-mission",
    "university",
)

TABLES: Final = (
    Table(
        "organisations",
        "organisations",
        "Every body that publishes a source, acts on states or is spoken of in an assessment.",
        (
            key("the name or abbreviation that people use"),
            LABEL,
            Column("kind", "what sort of body it is", choices=KINDS),
            Column("part_of", "the body it is an organ or office of", "key", required=False, refers=ORGANISATION),
            Column("homepage", "its own web site", "address", required=False),
            Column("interest", "the stake that goes with the body, whatever it is cited for", required=False),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "organisation_names",
        "organisations",
        "Other names that people write for a body in English, and letters that stand for it.",
        (
            Column("organisation", "the body that is meant", "key", refers=ORGANISATION),
            Column("text", "the name or the letters, as they are written"),
            Column("kind", "name or abbreviation", choices=("name", "abbreviation")),
            SOURCE,
            NOTE,
        ),
        unique=("organisation", "text"),
    ),
)

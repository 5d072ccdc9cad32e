"""The table of what can be imported: which files, where to get them and on which terms."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, ORGANISATION, SOURCE, Column, Table, key

TABLES: Final = (
    Table(
        "datasets",
        "sources",
        "Every kind of file of others that can be imported, with its terms; whether its facts are shipped with us.",
        (
            key("name of the kind, as the command takes it"),
            LABEL,
            Column("publisher", "the body whose data it is", "key", refers=ORGANISATION),
            Column("files", "what files are read, in our words"),
            Column("url", "where a user gets them", "address"),
            Column("terms", "on which terms, in our words"),
            Column("shipped", "whether facts from it stand in the tables that we ship", "flag"),
            SOURCE,
            NOTE,
        ),
    ),
)

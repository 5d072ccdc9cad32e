"""The tables of documents and registers that every other row leads to, and of files that can be imported."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, ORGANISATION, SOURCE, Column, Table, key

TABLES: Final = (
    Table(
        "sources",
        "sources",
        "Every document, register and data set that a fact rests on.",
        (
            key("publisher and subject in small letters, with the year where one is known"),
            Column("title", "title as published; in square brackets where it is ours"),
            Column("publisher", "the body that published it, as the citation names it", "key", refers=ORGANISATION),
            Column("creator", "author of a public document; several stand with a semicolon between", required=False),
            Column("issued", "when it was published", "date", required=False),
            Column("undated", "whether it bears no date", "flag"),
            Column("read", "whether we read it or a copy of it, be it in part; else only others cite it", "flag"),
            Column("url", "web address, repaired where the printed one is damaged", "address", required=False),
            Column(
                "kind", "what sort of source it is", choices=("dataset", "document", "press", "register", "web page")
            ),
            Column("licence", "web address of the licence", "address", required=False),
            Column("rights", "what may be done with it, where no licence is known", required=False),
            Column("interest", "the stake its publisher has in what it says, by the rule on interests", required=False),
            NOTE,
        ),
    ),
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
            Column("passed_on", "whether its terms, as far as seen, let an edition hold what a user imported", "flag"),
            SOURCE,
            NOTE,
        ),
    ),
)

"""The tables of national institutions and their accreditations."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, ORGANISATION, SOURCE, STATE, Column, Reference, Table, key

KINDS: Final = ("focal-point", "memory-institution", "national-human-rights-institution", "training-centre")

TABLES: Final = (
    Table(
        "institutions",
        "institutions",
        "National bodies that protect rights, prevent atrocity crimes, remember them or train for it.",
        (
            key("state and name in small letters"),
            LABEL,
            Column("kind", "what it is for", choices=KINDS),
            Column("state", "the state it belongs to", "code", refers=STATE),
            Column("opened", "when it began its work", "date", required=False),
            Column("homepage", "its own web site", "address", required=False),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "accreditations",
        "institutions",
        "The status that a national human rights institution held at a time.",
        (
            key("institution and year"),
            Column("institution", "the institution", "key", refers=(Reference("institutions"),)),
            Column("accredited_by", "the body that grants the status", "key", refers=ORGANISATION),
            Column("status", "the status", "key", choices=("a", "b", "none")),
            Column("as_of", "when it held", "date"),
            SOURCE,
            NOTE,
        ),
    ),
)

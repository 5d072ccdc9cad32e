"""The tables of states, their names, regions and memberships."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import (
    CONFIDENCE,
    LABEL,
    NOTE,
    ORGANISATION,
    SOURCE,
    STATE,
    SURE,
    Column,
    Reference,
    Table,
    key,
)

_REGION: Final = (Reference("regions"),)
_FROM: Final = Column("valid_from", "first day, month or year on which the row holds", "date", required=False)
_TO: Final = Column("valid_to", "last day, month or year; empty while the row holds", "date", required=False)
_SPAN: Final = (("valid_from", "valid_to"),)

TABLES: Final = (
    Table(
        "states",
        "states",
        "The members of the United Nations, its two observer states, and states that are gone.",
        (
            Column("iso3", "ISO 3166 alpha-3 code, which names the state in its IRI", "code"),
            Column("iso2", "ISO 3166 alpha-2 code; NA is Namibia", "code", required=False),
            Column("m49", "United Nations M49 code", "code", required=False),
            Column("label", "short English name at the United Nations, without the article"),
            Column("historic", "whether the state no longer exists", "flag"),
            SOURCE,
            NOTE,
        ),
        unique=("iso3",),
    ),
    Table(
        "names",
        "states",
        "What the United Nations calls and called each state; a change of name keeps the state.",
        (
            key("state, kind and letters of the name, with the year where a name came back"),
            Column("state", "the state that bears the name", "code", refers=STATE),
            Column("text", "the name in English"),
            Column("kind", "short or formal", choices=("short", "formal")),
            _FROM,
            _TO,
            SURE,
            SOURCE,
            NOTE,
        ),
        spans=_SPAN,
    ),
    Table(
        "abbreviations",
        "states",
        "Letters that people write for a state. Importers do not read them: the same letters are codes of a source.",
        (
            key("state, kind and letters"),
            Column("state", "the state that is meant", "code", refers=STATE),
            Column("text", "the letters, as they are written"),
            Column("kind", "abbreviation, which tells it from a name", choices=("abbreviation",)),
            SURE,
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "state_codes",
        "states",
        "What the Correlates of War project calls each state; one that it counts as two has two.",
        (
            Column("state", "the state that has the code", "code", refers=STATE),
            Column("cow", "three letters of that project; in ISO 3166 some are those of another state", "code"),
            SOURCE,
            NOTE,
        ),
        unique=("cow",),
    ),
    Table(
        "labels",
        "states",
        "The short name of each state in the six official languages of the United Nations.",
        (
            Column("state", "the state that is named", "code", refers=STATE),
            Column("ar", "name in Arabic"),
            Column("en", "name in English, as in `states`"),
            Column("es", "name in Spanish"),
            Column("fr", "name in French"),
            Column("ru", "name in Russian"),
            Column("zh", "name in Chinese"),
            SOURCE,
            NOTE,
        ),
        unique=("state",),
    ),
    Table(
        "memberships",
        "states",
        "Which state belongs to which organisation, as what, and since when.",
        (
            key("state and organisation"),
            Column("state", "the state that belongs", "code", refers=STATE),
            Column("organisation", "the organisation it belongs to", "key", refers=ORGANISATION),
            Column("kind", "as what it belongs", choices=("member", "observer", "in-principle")),
            _FROM,
            _TO,
            SURE,
            SOURCE,
            NOTE,
        ),
        spans=_SPAN,
    ),
    Table(
        "regions",
        "states",
        "Groups of states: by geography, by election group, and by what an assessment covers.",
        (
            key("English name in small letters"),
            LABEL,
            Column("kind", "who draws the group", choices=("m49", "un-regional-group", "assessment-coverage")),
            Column("m49", "United Nations M49 code of the group", "code", required=False),
            Column("part_of", "the wider group", "key", required=False, refers=_REGION),
            CONFIDENCE,
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "region_members",
        "states",
        "Which state is in which group.",
        (
            Column("region", "the group", "key", refers=_REGION),
            Column("state", "the state in it", "code", refers=STATE),
            SOURCE,
        ),
        unique=("region", "state"),
    ),
)

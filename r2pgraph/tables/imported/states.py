"""The tables that importers of lists of countries and areas make."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Table, key

LANGUAGES: Final = {
    "ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese",
}  # fmt: skip
"""The official languages of the United Nations by their tags."""

_NAME: Final = Column("state_name", "the country or area, as the source writes it in English")
_CODE: Final = Column("state_code", "its ISO alpha-3 code, as the source writes it", "code", required=False)
_STATE: Final = Column("state", "the state meant, empty where it is none of ours", "code", required=False, refers=STATE)
_ISO2: Final = Column("iso2", "ISO alpha-2 code; NA is Namibia", "code", required=False)
_M49: Final = Column("m49", "United Nations M49 code, with its leading zeros", "code", required=False)
_NAMES: Final = tuple(Column(tag, f"name in {word}", required=False) for tag, word in LANGUAGES.items())

TABLES: Final = (
    Table(
        "country_codes",
        "states",
        "Codes of countries and areas, as a list of codes gives them.",
        (
            key("ISO alpha-3 code"),
            _NAME,
            _CODE,
            _STATE,
            _ISO2,
            _M49,
            Column("independent", "what the list says of its independence; this is no membership", required=False),
            Column("wikidata_id", "address of its item in Wikidata", "address", required=False),
            SOURCE,
        ),
    ),
    Table(
        "areas",
        "states",
        "Countries and areas of the M49 standard, with the groups that they are counted in.",
        (
            key("M49 code"),
            _NAME,
            _CODE,
            _STATE,
            _ISO2,
            Column("region", "M49 code of the region", "code", required=False),
            Column("sub_region", "M49 code of the sub-region", "code", required=False),
            Column("intermediate_region", "M49 code of the region between the two", "code", required=False),
            Column("least_developed", "whether it is a least developed country", "flag"),
            Column("landlocked", "whether it is a landlocked developing country", "flag"),
            Column("small_island", "whether it is a small island developing state", "flag"),
            *_NAMES,
            SOURCE,
        ),
    ),
    Table(
        "state_names",
        "states",
        "What a source calls a state of ours in one language: one row a language, its name in the column of that.",
        (
            key("source, state, kind of name and language"),
            _NAME,
            Column("state", "the state that is named", "code", refers=STATE),
            Column("kind", "short or formal", choices=("short", "formal")),
            *_NAMES,
            SOURCE,
        ),
    ),
    Table(
        "cow_codes",
        "states",
        "Codes of states in the data of the Correlates of War project.",
        (
            key("number of the state in that project"),
            Column("abbreviation", "three letters of that project; not an ISO code", "code"),
            _NAME,
            _STATE,
            SOURCE,
        ),
    ),
)

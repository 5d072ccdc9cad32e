"""The tables of who serves in peace operations, and who died there."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import SOURCE, STATE, Column, Table, key

PERSONNEL: Final = ("experts-on-mission", "formed-police-units", "individual-police", "staff-officer", "troops")
GENDERS: Final = ("female", "male")
CASUALTIES: Final = ("international-civilian", "local", "military", "military-observer", "other", "police")
INCIDENTS: Final = ("accident", "illness", "malicious-act", "self-inflicted", "to-be-determined", "unknown")

_NAME: Final = Column("state_name", "the state, as the file writes it", required=False)
_CODE: Final = Column("state_code", "its code, as the file writes it", required=False)
_STATE: Final = Column("state", "the state meant; empty where it is not known", "code", required=False, refers=STATE)
_MISSION: Final = Column("mission", "the acronym of the mission, as a key", "key")

TABLES: Final = (
    Table(
        "deployments",
        "deployments",
        "How many uniformed people of one kind and gender a state had in a mission in one month.",
        (
            key("state or its name, mission, month, kind of personnel and gender"),
            _NAME,
            _CODE,
            _STATE,
            _MISSION,
            Column("month", "the month reported, as YYYY-MM", "date"),
            Column("personnel_type", "the kind of personnel", "key", choices=PERSONNEL),
            Column("gender", "women or men", "key", choices=GENDERS),
            Column("count", "how many people", "count", unit="people"),
            SOURCE,
        ),
    ),
    Table(
        "fatalities",
        "deployments",
        "Who died in the service of a United Nations mission: one row a person and nationality, without names.",
        (
            key("the number of the record"),
            _NAME,
            _CODE,
            _STATE,
            Column("date", "the day of the incident", "date"),
            _MISSION,
            Column("incident_type", "what caused the death", "key", choices=INCIDENTS),
            Column("personnel", "the kind of personnel", "key", choices=CASUALTIES),
            Column("gender", "woman or man", "key", required=False, choices=GENDERS),
            SOURCE,
        ),
    ),
)

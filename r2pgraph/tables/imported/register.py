"""What a register holds that is kept by hand: its subjects, what a row on each must say, and the tables they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from r2pgraph.tables.column import NOTE, STATE, Column, Reference, Table, key

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = (
    "subject", "state", "name", "date", "valid_to", "value", "out_of", "unit", "status", "article", "source_title",
    "source_publisher", "source_date", "source_url", "accessed", "note",
)  # fmt: skip
"""The columns of the template, in its order; any order is read."""

ALWAYS: Final = ("subject", "state", "source_title", "source_publisher")
"""The columns that every row fills."""

PERSONNEL: Final = ("experts-on-mission", "formed-police-units", "individual-police", "staff-officer", "troops")
CRIMES: Final = ("aggression", "crimes-against-humanity", "genocide", "war-crimes")
STATUSES: Final = ("a", "b", "none")
CYCLES: Final = ("UPR-1", "UPR-2", "UPR-3", "UPR-4")


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a register.

    Attributes:
        name: what stands in the column ``subject``.
        table: the stem of the table that its rows enter.
        meaning: what each column that it reads holds, in a few words.
        needs: the columns that a row must fill.
        choices: the words that a column may hold.
        whole: the columns that hold whole numbers.
        parts: what names a row within its state: columns, ``treaty`` or ``year``.
    """

    name: str
    table: str
    meaning: Mapping[str, str]
    needs: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


_JOINED: Final = {"date": "when the state joined, or the date of the list that names it", "valid_to": "when it left"}
_CLAIM: Final = {"name": "the claim, one sentence in your words", "date": "when it held"}

SUBJECTS: Final = {
    subject.name: subject
    for subject in (
        *(
            Subject(name, "register_endorsements", _JOINED, ("date",), parts=("subject",))
            for name in (
                "act-code-of-conduct", "focal-points-network", "group-of-friends", "kigali-principles",
                "veto-declaration",
            )
        ),
        Subject("standing-invitation", "register_invitations", _JOINED, ("date",), parts=("subject",)),
        Subject(
            "focal-point", "register_focal_points",
            {"name": "the office that is the focal point", "date": "when it was named", "valid_to": "when it ended"},
            ("name",), parts=("subject", "name"),
        ),
        Subject(
            "accreditation", "register_accreditations",
            {"name": "the national institution", "status": "A, B or none", "date": "the date of the chart"},
            ("name", "status", "date"), {"status": STATUSES}, parts=("name", "date"),
        ),
        Subject(
            "visit", "register_visits",
            {"name": "the mandate, such as truth and justice", "date": "when the visit began"},
            ("name", "date"), parts=("name", "date"),
        ),
        Subject(
            "overdue-report", "register_reports",
            {"name": "the treaty by its number, title or short name", "date": "when the report fell due",
             "valid_to": "when it was handed in; empty while it is overdue"},
            ("name", "date"), parts=("treaty", "date"),
        ),
        Subject(
            "review", "register_reviews",
            {"name": "the cycle, such as UPR-3", "date": "when the state was reviewed",
             "value": "recommendations supported", "out_of": "recommendations received"},
            ("name", "date", "value", "out_of"), {"name": CYCLES}, ("value", "out_of"), ("year",),
        ),
        Subject(
            "deployment", "register_deployments",
            {"name": "acronym of the mission", "date": "the month of the count", "value": "number of persons",
             "unit": "the kind of personnel"},
            ("name", "date", "value", "unit"), {"unit": PERSONNEL}, ("value",), ("name", "date", "unit"),
        ),
        Subject(
            "training-centre", "register_training_centres",
            {"name": "the centre", "date": "when it opened", "valid_to": "when it closed"}, ("name",), parts=("name",),
        ),
        Subject(
            "legal-provision", "register_provisions",
            {"name": "the title of the law", "article": "the article or section",
             "status": "the atrocity crime that it makes punishable"},
            ("name",), {"status": CRIMES}, parts=("name", "article", "status"),
        ),
        Subject(
            "aid", "register_findings",
            {**_CLAIM, "value": "the amount or number", "unit": "what the value counts, such as US dollars"},
            ("name", "date", "value", "unit"), parts=("subject", "date", "name"),
        ),
        Subject(
            "statement", "register_findings",
            {**_CLAIM, "value": "a number, where the statement gives one", "out_of": "the whole that it is part of",
             "unit": "what the value counts"},
            ("name", "date"), parts=("subject", "date", "name"),
        ),
    )
}  # fmt: skip
"""Every subject by its name."""

_KEY: Final = key("state, or its name in small letters, with the rest of the key")
_NAME: Final = Column("state_name", "the state as the register writes it")
_STATE: Final = Column("state", "the state meant, empty where it is none of ours", "code", required=False, refers=STATE)
_REST: Final = Column("rest", "what names the row within its state", "key")
_SOURCE: Final = Column("source", "the source that the row names", "key", refers=(Reference("register_sources"),))
_DATE: Final = Column("date", "its date", "date")
_SINCE: Final = Column("date", "since when", "date", required=False)
_UNTIL: Final = Column("valid_to", "until when", "date", required=False)


def _table(stem: str, subject: str, meaning: str, *columns: Column) -> Table:
    """Return a table with the columns that all have."""
    return Table(stem, subject, meaning, (_KEY, _NAME, _STATE, _REST, *columns, _SOURCE, NOTE))


TABLES: Final = (
    Table(
        "register_sources",
        "sources",
        "The sources that the rows of a register name.",
        (
            key("publisher, title and a mark of the whole"),
            Column("title", "title as published"),
            Column("publisher", "the body that published it", "key"),
            Column("publisher_name", "its name"),
            Column("issued", "when it was published", "date", required=False),
            Column("undated", "whether the register gives no date", "flag"),
            Column("url", "web address", "address", required=False),
            Column("accessed", "when it was read", "date", required=False),
        ),
    ),
    _table(
        "register_endorsements", "commitments", "Which state joined which pledge.",
        Column("commitment", "the pledge", "key", refers=(Reference("commitments"),)), _DATE, _UNTIL,
    ),
    _table("register_invitations", "reviews", "Which state invites all mandate holders.", _DATE, _UNTIL),
    _table(
        "register_focal_points", "institutions", "Which office of a state is its focal point.",
        Column("label", "the office"), _SINCE, _UNTIL,
    ),
    _table(
        "register_accreditations", "institutions", "Which status a national institution was given.",
        Column("label", "the institution"), Column("institution", "its key within the state", "key"),
        Column("status", "the status", "key", choices=STATUSES), _DATE,
    ),
    _table(
        "register_visits", "reviews", "Which mandate holder visited a state.", Column("mandate", "the mandate"), _DATE
    ),
    _table(
        "register_reports", "reviews", "Which report a state owes under a treaty.",
        Column("treaty", "the treaty", "key", refers=(Reference("treaties"),)), _DATE,
        Column("valid_to", "when it was handed in", "date", required=False),
    ),
    _table(
        "register_reviews", "reviews", "What came of a review of a state.",
        Column("cycle", "the cycle", "key", choices=CYCLES), _DATE,
        Column("supported", "recommendations supported", "count", unit="recommendations"),
        Column("received", "recommendations received", "count", unit="recommendations"),
    ),
    _table(
        "register_deployments", "deployments", "Whom a state has in a mission.",
        Column("mission", "acronym of the mission", "key"), _DATE,
        Column("personnel", "the kind of personnel", "key", choices=PERSONNEL),
        Column("value", "number of persons", "count", unit="persons"),
    ),
    _table(
        "register_training_centres", "institutions", "Where a state trains for peace operations.",
        Column("label", "the centre"), _SINCE, _UNTIL,
    ),
    _table(
        "register_provisions", "law", "What the law of a state forbids or guarantees, and where.",
        Column("instrument", "the law"), Column("article", "its article", required=False),
        Column("crime", "the crime it makes punishable", required=False, choices=CRIMES),
    ),
    _table(
        "register_findings", "sources", "What is claimed of a state.",
        Column("claim", "the claim, with its number and unit"), _DATE,
        Column("value", "the number", required=False), Column("out_of", "the whole", required=False),
        Column("publisher", "the body that says it", "key"),
    ),
)  # fmt: skip

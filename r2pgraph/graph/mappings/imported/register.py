"""Triples of what a register kept by hand says; a row whose state is none of ours makes none.

The number of a claim stands in its words: it has no measure on the list, without which it would say nothing.
"""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import (
    NOTE,
    SOURCE,
    TYPE,
    Date,
    Individual,
    Mapping,
    Object,
    Predicate,
    Term,
    Text,
    Typed,
    describe,
)

_OF: Final = ("r2p:state", Individual("state:{state}"))
_SINCE: Final = ("r2p:validFrom", Date("date"))
_UNTIL: Final = ("r2p:validTo", Date("valid_to"))
_LABEL: Final = ("rdfs:label", Text("label", "en"))
_ENDORSER: Final = ("r2p:endorser", Individual("state:{state}"))


def _row(stem: str, subject: str, kind: str, *statements: tuple[str | Predicate, Object]) -> Mapping:
    """Return the mapping of a table whose rows each describe one thing of a state."""
    return Mapping(stem, "register", (describe(subject, (TYPE, Term(kind)), *statements, SOURCE, NOTE),))


MAPPINGS: Final = (
    Mapping(
        "register_sources",
        "register",
        (
            describe(
                "source:{key}",
                (TYPE, Term("r2p:Source")),
                ("dcterms:title", Text("title", "en")),
                ("dcterms:publisher", Individual("organisation:{publisher}")),
                ("dcterms:issued", Date("issued")),
                ("r2p:undated", Typed("undated", "xsd:boolean")),
                ("schema:url", Typed("url", "xsd:anyURI")),
            ),
            describe(
                "organisation:{publisher}",
                (TYPE, Term("r2p:Organisation")),
                ("rdfs:label", Text("publisher_name", "en")),
            ),
        ),
    ),
    _row(
        "register_endorsements",
        "endorsement:{state}-{rest}",
        "r2p:Endorsement",
        _ENDORSER,
        ("r2p:commitment", Individual("commitment:{commitment}")),
        ("r2p:asOf", Date("date")),
        _UNTIL,
    ),
    _row(
        "register_invitations",
        "endorsement:{state}-{rest}",
        "r2p:StandingInvitation",
        (TYPE, Term("r2p:Endorsement")),
        _OF,
        _ENDORSER,
        ("r2p:commitment", Term("commitment:standing-invitation")),
        ("r2p:asOf", Date("date")),
        _UNTIL,
    ),
    _row("register_focal_points", "institution:{state}-{rest}", "r2p:FocalPoint", _OF, _LABEL, _SINCE, _UNTIL),
    Mapping(
        "register_accreditations",
        "register",
        (
            describe(
                "accreditation:{state}-{rest}",
                (TYPE, Term("r2p:Accreditation")),
                ("r2p:accredits", Individual("institution:{state}-{institution}")),
                ("r2p:hasStatus", Individual("status:{status}")),
                ("r2p:asOf", Date("date")),
                ("prov:wasAttributedTo", Term("organisation:GANHRI")),
                SOURCE,
                NOTE,
            ),
            describe("institution:{state}-{institution}", (TYPE, Term("r2p:NationalInstitution")), _LABEL, _OF),
        ),
    ),
    _row(
        "register_visits",
        "visit:{state}-{rest}",
        "r2p:MandateHolderVisit",
        _OF,
        ("r2p:mandate", Text("mandate")),
        ("r2p:date", Date("date")),
    ),
    _row(
        "register_reports",
        "obligation:{state}-{rest}",
        "r2p:ReportingObligation",
        _OF,
        ("r2p:treaty", Individual("treaty:{treaty}")),
        ("r2p:dueOn", Date("date")),
        ("r2p:submittedOn", Date("valid_to")),
    ),
    Mapping(
        "register_reviews",
        "register",
        (
            describe(
                "review:{state}-{rest}",
                (TYPE, Term("r2p:Review")),
                _OF,
                ("r2p:inCycle", Individual("cycle:{cycle}")),
                ("r2p:date", Date("date")),
                ("r2p:recommendationsReceived", Typed("received", "xsd:integer")),
                ("r2p:recommendationsSupported", Typed("supported", "xsd:integer")),
                SOURCE,
                NOTE,
            ),
            describe("cycle:{cycle}", (TYPE, Term("r2p:ReviewCycle")), ("rdfs:label", Text("cycle", "en"))),
        ),
    ),
    Mapping(
        "register_deployments",
        "register",
        (
            describe(
                "deployment:{state}-{rest}",
                (TYPE, Term("r2p:Deployment")),
                _OF,
                ("r2p:deploysTo", Individual("mission:{mission}")),
                ("r2p:asOf", Date("date")),
                ("r2p:personnelKind", Text("personnel")),
                ("r2p:value", Typed("value", "xsd:integer")),
                SOURCE,
                NOTE,
            ),
            describe("mission:{mission}", (TYPE, Term("r2p:Mission")), ("rdfs:label", Text("mission", "en"))),
        ),
    ),
    _row("register_training_centres", "institution:{state}-{rest}", "r2p:TrainingCentre", _LABEL, _OF, _SINCE, _UNTIL),
    _row(
        "register_provisions",
        "provision:{state}-{rest}",
        "r2p:LegalProvision",
        _OF,
        ("r2p:instrument", Text("instrument")),
        ("r2p:article", Text("article")),
        ("r2p:crime", Text("crime")),
    ),
    _row(
        "register_findings",
        "finding:{state}-{rest}",
        "r2p:Finding",
        ("r2p:claim", Text("claim", "en")),
        ("r2p:about", Individual("state:{state}")),
        ("r2p:asOf", Date("date")),
        ("prov:wasAttributedTo", Individual("organisation:{publisher}")),
    ),
)

"""What a deployment and a fatality become in the graph."""

from __future__ import annotations

import polars as pl
import pyoxigraph as ox

from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.tables.imported.deployments import TABLES
from r2pgraph.vocab import compact

DEPLOYMENT = {
    "key": "TLS-UNMISS-2023-08-experts-on-mission-female", "state_name": "Timor-Leste", "state_code": "TLS",
    "state": "TLS", "mission": "UNMISS", "month": "2023-08", "personnel_type": "experts-on-mission",
    "gender": "female", "count": "1", "source": "un-psdata-contributions",
}  # fmt: skip
FATALITY = {
    "key": "1", "state_name": "Fiji", "state_code": "FJI", "state": "FJI", "date": "1961-05-22", "mission": "UNTSO",
    "incident_type": "accident", "personnel": "military", "gender": "", "source": "un-psdata-fatalities",
}  # fmt: skip


def said(stem: str, row: dict[str, str]) -> set[tuple[str, str, str]]:
    """Return the triples of one row with prefixed names."""
    triples = ox.parse(render(IMPORTED[stem], pl.DataFrame([row])), ox.RdfFormat.N_TRIPLES)
    return {tuple(compact(term.value) for term in (each.subject, each.predicate, each.object)) for each in triples}


def test_a_deployment_says_who_how_many_where_and_when() -> None:
    """Eight triples, and two that describe the mission."""
    subject = "deployment:TLS-UNMISS-2023-08-experts-on-mission-female"

    assert {
        (subject, "rdf:type", "r2p:Deployment"),
        (subject, "r2p:state", "state:TLS"),
        (subject, "r2p:deploysTo", "mission:UNMISS"),
        (subject, "r2p:asOf", "2023-08"),
        (subject, "r2p:personnelKind", "experts-on-mission"),
        (subject, "r2p:gender", "female"),
        (subject, "r2p:value", "1"),
        (subject, "prov:hadPrimarySource", "source:un-psdata-contributions"),
        ("mission:UNMISS", "rdf:type", "r2p:Mission"),
        ("mission:UNMISS", "rdfs:label", "UNMISS"),
    } == said("deployments", DEPLOYMENT)


def test_a_deployment_of_no_known_state_is_none() -> None:
    """Its mission is described all the same."""
    assert {"mission:UNMISS"} == {subject for subject, _, _ in said("deployments", {**DEPLOYMENT, "state": ""})}


def test_a_fatality_says_when_where_and_why() -> None:
    """A gender that is not known is not stated, and a state that is not known neither."""
    expected = {
        ("fatality:1", "rdf:type", "r2p:Fatality"),
        ("fatality:1", "r2p:state", "state:FJI"),
        ("fatality:1", "r2p:inMission", "mission:UNTSO"),
        ("fatality:1", "r2p:date", "1961-05-22"),
        ("fatality:1", "r2p:incidentKind", "accident"),
        ("fatality:1", "r2p:personnelKind", "military"),
        ("fatality:1", "prov:hadPrimarySource", "source:un-psdata-fatalities"),
        ("mission:UNTSO", "rdf:type", "r2p:Mission"),
        ("mission:UNTSO", "rdfs:label", "UNTSO"),
    }

    assert expected == said("fatalities", FATALITY)
    assert expected - {("fatality:1", "r2p:state", "state:FJI")} == said("fatalities", {**FATALITY, "state": ""})


def test_the_declared_columns_are_the_agreed_ones() -> None:
    """Others read these tables by these names."""
    assert [tuple(DEPLOYMENT), tuple(FATALITY)] == [table.header for table in TABLES]

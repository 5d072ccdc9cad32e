"""What the imported tables of votes become: one triple a vote, and a proposal is no resolution."""

from __future__ import annotations

import polars as pl

from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.tables.imported.votes import TABLES
from r2pgraph.vocab import expand, iri

HEADERS = {table.stem: table.header for table in TABLES}


def triples(stem: str, **cells: str) -> set[str]:
    """Return the triples of one row, cells that are not given empty."""
    frame = pl.DataFrame([{name: cells.get(name, "") for name in HEADERS[stem]}])
    return set(render(IMPORTED[stem], frame).decode().splitlines())


def test_every_table_has_its_mapping() -> None:
    """Nothing that is imported stays outside the graph."""
    assert set(HEADERS) <= set(IMPORTED)


def test_a_whole_adopted_text_is_a_resolution() -> None:
    """It carries its symbol, and the organ adopted it."""
    made = triples(
        "roll_calls",
        key="A-RES-75-277",
        symbol="A/RES/75/277",
        adopted_by="UNGA",
        adopted_on="2021-05-18",
        whole="true",
    )
    subject = f"<{iri('resolution', 'A-RES-75-277')}>"

    assert {
        f"{subject} <{expand('rdf:type')}> <{expand('r2p:Resolution')}> .",
        f'{subject} <{expand("dcterms:identifier")}> "A/RES/75/277" .',
        f"{subject} <{expand('r2p:adoptedBy')}> <{iri('organisation', 'UNGA')}> .",
        f'{subject} <{expand("r2p:adoptedOn")}> "2021-05-18"^^<{expand("xsd:date")}> .',
    } == made


def test_a_paragraph_put_to_the_vote_is_a_proposal() -> None:
    """Nobody adopted it, and it does not bear the symbol as its own."""
    made = triples(
        "roll_calls",
        key="UNGA-vote-9",
        symbol="A/RES/75/277",
        adopted_by="UNGA",
        adopted_on="2021-05-18",
        whole="false",
    )
    subject = f"<{iri('resolution', 'UNGA-vote-9')}>"

    assert {
        f"{subject} <{expand('rdf:type')}> <{expand('r2p:Proposal')}> .",
        f'{subject} <{expand("r2p:resolutionSymbol")}> "A/RES/75/277" .',
        f"{subject} <{expand('r2p:votedIn')}> <{iri('organisation', 'UNGA')}> .",
        f'{subject} <{expand("dcterms:date")}> "2021-05-18"^^<{expand("xsd:date")}> .',
    } == made


def test_a_vote_is_one_triple_and_none_without_a_state() -> None:
    """A name that is not known says nothing of any state."""
    row = {"resolution": "A-RES-75-277", "state_name": "FIJI", "relation": "votedYes"}

    assert {
        f"<{iri('state', 'FJI')}> <{expand('r2p:votedYes')}> <{iri('resolution', 'A-RES-75-277')}> ."
    } == triples("votes", state="FJI", **row)  # fmt: skip
    assert set() == triples("votes", **row)


def test_each_scheme_of_headings_has_its_property() -> None:
    """A subject, a name and an entry of an agenda are told apart."""
    used = {scheme: triples("subjects", resolution="R", scheme=scheme, term="T").pop().split()[1]
            for scheme in ("unbis", "dhl-authority", "agenda")}  # fmt: skip

    assert {
        "unbis": f"<{expand('r2p:subjectHeading')}>",
        "dhl-authority": f"<{expand('r2p:nameHeading')}>",
        "agenda": f"<{expand('r2p:agendaEntry')}>",
    } == used

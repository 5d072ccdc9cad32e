"""Columns become triples: what is escaped, what is refused, and what an empty cell gives."""

from __future__ import annotations

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from r2pgraph.graph.mappings.words import Chosen, Date, Individual, Link, Mapping, Named, Term, Text, Typed, describe
from r2pgraph.graph.rendering import UnfitValueError, render

XSD = "http://www.w3.org/2001/XMLSchema#"


def mapped(thing: object, cells: list[str]) -> bytes:
    """Return the triples of one column."""
    mapping = Mapping("sheep", "sheep", (describe("code:{key}", ("rdfs:label", thing)),))  # type: ignore[arg-type]
    rows = {"key": [f"k{number}" for number in range(len(cells))], "cell": cells}
    return render(mapping, pl.DataFrame(rows, schema={"key": pl.String, "cell": pl.String}))


def objects(data: bytes) -> list[object]:
    """Return the objects of the triples."""
    return [quad.object for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example('\\"\n\r\t')
@example("\\u0041 $1 ${0}")
@example("\x00\x7f\u0085\u2028")
def test_any_text_comes_back_from_its_literal(text: str) -> None:
    """No letter is lost, changed or taken for syntax, in either library."""
    data = mapped(Text("cell", "en"), [text])
    (triple,) = rdflib.Graph().parse(data=data.replace(b"\x00", b"\\u0000"), format="nt")

    assert [ox.Literal(text, language="en")] == objects(data)
    assert rdflib.Literal(text, lang="en") == triple[2]


def test_a_cell_holds_several_values_where_a_separator_is_named() -> None:
    """Each author of a document has a triple of his own."""
    data = mapped(Text("cell", separator="; "), ["Ada Lovelace; Charles Babbage", "", "Alan Turing"])

    assert [ox.Literal("Ada Lovelace"), ox.Literal("Charles Babbage"), ox.Literal("Alan Turing")] == objects(data)


@pytest.mark.parametrize(("cell", "datatype"), [("2023", "gYear"), ("2022-01", "gYearMonth"), ("2021-05-18", "date")])
def test_a_date_is_as_precise_as_its_cell(cell: str, datatype: str) -> None:
    """A year is a year and not the first of January."""
    assert [ox.Literal(cell, datatype=ox.NamedNode(XSD + datatype))] == objects(mapped(Date("cell"), [cell]))


@pytest.mark.parametrize(
    ("thing", "cell", "expected"),
    [
        (Individual("state:{cell}"), "TLS", ox.NamedNode("https://w3id.org/r2pgraph/state/TLS")),
        (Term("r2p:State"), "any", ox.NamedNode("https://w3id.org/r2pgraph/ontology#State")),
        (Chosen("cell", {"a": "r2p:Accession"}), "a", ox.NamedNode("https://w3id.org/r2pgraph/ontology#Accession")),
        (Named("cell"), "state:CHE", ox.NamedNode("https://w3id.org/r2pgraph/state/CHE")),
        (Link("cell"), "https://example.org/a?b=c#d", ox.NamedNode("https://example.org/a?b=c#d")),
        (Typed("cell", "xsd:integer"), "115", ox.Literal("115", datatype=ox.NamedNode(XSD + "integer"))),
        (Text("cell"), "A/RES/75/277", ox.Literal("A/RES/75/277")),
    ],
)
def test_each_kind_of_object(thing: object, cell: str, expected: object) -> None:
    """Every word of a mapping has one meaning."""
    assert [expected] == objects(mapped(thing, [cell]))


@pytest.mark.parametrize(
    ("thing", "cell"),
    [
        (Individual("state:{cell}"), "T LS"),
        (Individual("state:{cell}"), "T/LS"),
        (Individual("state:{cell}"), "T.LS"),
        (Individual("state:{cell}"), "TLS>"),
        (Individual("state:{cell}"), "TLS\n"),
        (Individual("state:{cell}"), "Côte"),
        (Chosen("cell", {"a": "r2p:Accession"}), "b"),
        (Named("cell"), "TLS"),
        (Named("cell"), "stat:TLS"),
        (Named("cell"), "state:T LS"),
        (Link("cell"), "page.html"),
        (Link("cell"), "https://example.org/a b"),
        (Link("cell"), "https://example.org/<a>"),
        (Link("cell"), 'https://example.org/"'),
        (Typed("cell", "xsd:integer"), "12.5"),
        (Typed("cell", "xsd:boolean"), "yes"),
        (Typed("cell", "xsd:anyURI"), "not an address"),
        (Date("cell"), "5 May 2020"),
        (Date("cell"), "20"),
    ],
)
def test_a_cell_that_makes_no_sound_triple_is_refused(thing: object, cell: str) -> None:
    """A bad value stops the table; nothing is bent to fit."""
    with pytest.raises(UnfitValueError) as caught:
        mapped(thing, ["", cell])

    assert ("sheep", "cell", cell) == (caught.value.table, caught.value.column, caught.value.value)
    assert repr(cell) in str(caught.value)


@pytest.mark.parametrize(
    "thing",
    [
        Individual("state:{cell}"),
        Chosen("cell", {"a": "r2p:Accession"}),
        Named("cell"),
        Link("cell"),
        Text("cell", "en"),
        Text("cell", separator="; "),
        Typed("cell", "xsd:integer"),
        Date("cell"),
    ],
)
def test_an_empty_cell_gives_no_triple(thing: object) -> None:
    """What is not known is not said."""
    assert b"" == mapped(thing, ["", ""])


def test_rows_in_another_order_give_the_same_bytes() -> None:
    """The order and repetition of rows leave no trace."""
    mapping = Mapping("sheep", "sheep", (describe("code:{key}", ("rdfs:label", Text("label", "en"))),))
    frame = pl.DataFrame({"key": ["b", "a", "c"], "label": ["é", "z", "a"]})

    assert render(mapping, frame) == render(mapping, pl.concat([frame.reverse(), frame]))


def test_a_table_without_rows_gives_nothing() -> None:
    """An empty register has no triple."""
    assert b"" == mapped(Text("cell"), [])

"""An answer leaves as the table that other programs expect."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.tables import write
from r2pgraph.store import Answer, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
ANSWER = Answer(
    ("state", "label", "points", "value", "flag"),
    (
        (
            Term("iri", "https://w3id.org/r2pgraph/state/TLS"),
            Term("literal", 'Said "no", twice\nand left', language="en"),
            Term("literal", "91", XSD + "integer"),
            Term("literal", "63.19", XSD + "decimal"),
            Term("literal", "true", XSD + "boolean"),
        ),
        (Term("blank", "b0"), None, None, Term("literal", "0.1000000000000000000001", XSD + "decimal"), None),
    ),
)


def test_csv_is_the_one_of_the_sparql_recommendation() -> None:
    """A header, CRLF, quotes only where needed, nothing where there is no value."""
    expected = (
        "state,label,points,value,flag\r\n"
        'https://w3id.org/r2pgraph/state/TLS,"Said ""no"", twice\nand left",91,63.19,true\r\n'
        "_:b0,,,0.1000000000000000000001,\r\n"
    )

    assert expected == write(ANSWER, "csv")


def test_csv_is_read_back_row_by_row() -> None:
    """What a spreadsheet reads is what the query answered."""
    rows = list(csv.reader(io.StringIO(write(ANSWER, "csv"), newline="")))

    assert 'Said "no", twice\nand left' == rows[1][1]


def test_json_has_numbers_that_are_numbers() -> None:
    """Whole and decimal numbers and booleans are JSON's own; one too long for a float keeps its digits as text."""
    assert [
        {
            "state": "https://w3id.org/r2pgraph/state/TLS",
            "label": 'Said "no", twice\nand left',
            "points": 91,
            "value": 63.19,
            "flag": True,
        },
        {"state": "_:b0", "label": None, "points": None, "value": "0.1000000000000000000001", "flag": None},
    ] == json.loads(write(ANSWER, "json"))


def test_turtle_is_the_result_set_vocabulary() -> None:
    """Rows are numbered solutions with bindings, and an unbound column has none."""
    text = write(ANSWER, "ttl")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    rows = graph.query(
        """PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
        SELECT ?index ?name (STR(?value) AS ?text) WHERE {
            [] a rs:ResultSet ; rs:resultVariable "points" ; rs:solution ?solution .
            ?solution rs:index ?index ; rs:binding [ rs:variable ?name ; rs:value ?value ] .
            FILTER(!isBlank(?value)) } ORDER BY ?index ?name"""
    )

    assert [
        ("1", "flag", "true"),
        ("1", "label", 'Said "no", twice\nand left'),
        ("1", "points", "91"),
        ("1", "state", "https://w3id.org/r2pgraph/state/TLS"),
        ("1", "value", "63.19"),
        ("2", "value", "0.1000000000000000000001"),
    ] == [tuple(str(cell) for cell in row) for row in rows]
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_an_answer_without_rows_is_still_a_table() -> None:
    """The columns are said even when nothing was found."""
    nothing = Answer(("state",), ())

    assert "state\r\n" == write(nothing, "csv")
    assert [] == json.loads(write(nothing, "json"))
    assert 'rs:resultVariable "state"' in write(nothing, "ttl")


def test_an_unknown_form_is_refused() -> None:
    """A form that does not exist is named, with those that do."""
    with pytest.raises(UnknownNameError):
        write(ANSWER, "xlsx")

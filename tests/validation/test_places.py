"""The line of a statement is found in every way that Turtle can be written."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph.validation.places import find, literal

TEXT = '''@prefix x: <http://x/> .
PREFIX y: <http://y/>
# x:comment x:is x:not .
x:a a x:B ;
    x:p 1 ,
        "two"@en ,
        """three
lines""" ;
    x:q y:c\\(d\\) , true , "2"^^x:int .

<http://x/e> x:p [
    x:q x:f
] ; x:list (
    x:one
    x:two ) ;
    x:after "quote \\" and # no comment" .
x:g.h x:p 1.5 . x:i x:p -3.
'''


def line(subject: str, predicate: str, value: str) -> int | None:
    """Return the line of one statement of the text above."""
    return find(TEXT, ".ttl").statements.get((f"http://x/{subject}", predicate, value))


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "expected"),
    [
        ("a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://x/B", 4),
        ("a", "http://x/p", literal("1"), 5),
        ("a", "http://x/p", literal("two"), 6),
        ("a", "http://x/p", literal("three\nlines"), 7),
        ("a", "http://x/q", "http://y/c(d)", 9),
        ("a", "http://x/q", literal("true"), 9),
        ("a", "http://x/q", literal("2"), 9),
        ("e", "http://x/after", literal('quote " and # no comment'), 16),
        ("g.h", "http://x/p", literal("1.5"), 17),
        ("i", "http://x/p", literal("-3"), 17),
    ],
)
def test_a_statement_has_the_line_of_its_value(subject: str, predicate: str, value: str, expected: int) -> None:
    """Lists, long texts, comments, escapes and full stops in names do not mislead."""
    assert expected == line(subject, predicate, value)


def test_a_nameless_node_keeps_the_outer_statement() -> None:
    """What stands in brackets belongs to the node in them, and the outer subject goes on behind."""
    places = find(TEXT, ".ttl")
    assert 12 == places.statements["_:1", "http://x/q", "http://x/f"]
    assert [13] == places.properties["http://x/e", "http://x/p"]
    assert 11 == places.subjects["http://x/e"]


def test_every_property_of_one_subject_is_listed() -> None:
    """Three values of one property have three lines, first and last told apart."""
    places = find(TEXT, ".ttl")
    assert (5, 7) == tuple(places.line_of("http://x/a", "http://x/p", last=last) for last in (False, True))
    assert places.line_of("http://x/a", "http://x/nothing", last=False) is None


def test_graphs_and_quads_are_followed() -> None:
    """TriG puts statements in braces, N-Quads a fourth name behind; both give the lines."""
    trig = "@prefix x: <http://x/> .\nGRAPH x:g {\n  x:a x:b x:c .\n  x:d x:e x:f\n}\nx:h {\nx:i x:j 1 }\n"
    found = find(trig, ".trig").statements
    assert (3, 4, 7) == (
        found["http://x/a", "http://x/b", "http://x/c"],
        found["http://x/d", "http://x/e", "http://x/f"],
        found["http://x/i", "http://x/j", literal("1")],
    )
    quads = '<http://x/a> <http://x/b> "1" <http://x/g> .\n<http://x/c> <http://x/b> "2" .\n'
    assert 2 == find(quads, ".nq").statements["http://x/c", "http://x/b", literal("2")]


def test_json_gives_the_line_where_a_thing_is_described() -> None:
    """A mere reference to a thing is passed over for the place that says something of it."""
    text = '{"@graph": [\n{"@id": "rating:x", "r2p:state": {"@id": "state:TLS"}},\n{"@id": "state:TLS",\n"a": 1}]}'
    subjects = find(text, ".jsonld").subjects
    assert (2, 3) == (subjects["https://w3id.org/r2pgraph/rating/x"], subjects["https://w3id.org/r2pgraph/state/TLS"])


def test_each_line_is_counted_from_the_start_of_the_file() -> None:
    """Blank lines, the first character and a last line without an end are numbered as an editor does."""
    text = '"@id": "http://x/a",\n\n"@id": "http://x/b",\r\n\n\n"@id": "http://x/c",'
    assert {"http://x/a": 1, "http://x/b": 3, "http://x/c": 6} == find(text, ".jsonld").subjects
    about = [f'<d rdf:about="http://x/{name}"/>' for name in "abc"]
    assert {"http://x/a": 1, "http://x/b": 1, "http://x/c": 4} == find(
        f"{about[0]}{about[1]}\n\n\n{about[2]}", ".rdf"
    ).subjects


def test_xml_gives_the_line_of_the_description() -> None:
    """In RDF/XML a thing stands where rdf:about names it."""
    assert 2 == find('<r>\n<d rdf:about="http://x/a"/></r>', ".rdf").subjects["http://x/a"]


def test_the_walk_agrees_with_a_parser() -> None:
    """Every statement about named things that a parser reads has a line, and no other has."""
    walked = {triple for triple in find(TEXT, ".ttl").statements if not triple[0].startswith("_:")}
    parsed = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in ox.parse(TEXT.encode(), ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode)
    }
    assert parsed == {
        (subject, predicate, value.removeprefix('"') if value.startswith('"') else value)
        for subject, predicate, value in walked
        if not value.startswith("_:") and value != "list"
    }

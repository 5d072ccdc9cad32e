"""What the shapes ask of a thing, the form has a column for, under the same name; where it has not, here is why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import rdflib
from rdflib import RDF, SH, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from r2pgraph.submission.form import Field, Thing, form
from r2pgraph.validation import shapes
from r2pgraph.validation.handbook import bindings
from r2pgraph.vocab import expand

NO_COLUMN = {
    "assessment-summary": "the sheet Summary holds it, a statement a row",
}
"""Shapes of properties that no column and no constant of the form says, and why by design."""

OTHER_TITLE = {
    "summary-statement-ratings": ("Indicators", "people number indicators, of which each has one rating"),
    "listed-rating": ("Indicator", "people number indicators, of which each has one rating"),
    "omitted-rating": ("Indicator", "people number indicators, of which each has one rating"),
    "rating-evidence": ("Indicators", "each sheet of evidence names the indicators whose ratings rest on it"),
    "rating-indicator": ("Number", "the number names the indicator, whose text stands beside as Indicator"),
    "finding-citation": ("Footnotes", "people write the numbers of footnotes; the data say citation"),
    "citation-part": ("Part", "the column stands beside that of the footnote"),
    "evidence-voice": ("Said by", "empty where the assessment itself says so, which the form then says by itself"),
}
"""Columns whose title is not the name of their shape, and why by design."""

FREE = {
    "dcterms:creator": "authors are named as the document names them",
    "dcterms:license": "a licence may be any address",
    "dcterms:type": "the kind of a document is in words",
    "r2p:correctedTo": "the right reading may name any thing of the graph",
    "skos:editorialNote": "a note may say anything",
    "r2p:read": "yes or no, which the ontology says",
}
"""Properties with a column that no shape binds in particular."""


@cache
def graph() -> rdflib.Graph:
    """Return the shapes as they are written."""
    found = rdflib.Graph()
    for path in shapes.paths():
        found.parse(path)
    return found


def properties(path: Node) -> set[str]:
    """Return the properties that a path leads over, one by one."""
    if isinstance(path, URIRef):
        return {str(path)}
    choice = graph().value(path, SH.alternativePath)
    inverse = graph().value(path, SH.inversePath)
    steps = [inverse] if inverse else Collection(graph(), choice or path)
    return set().union(*(properties(step) for step in steps if step))


def key(shape: Node) -> str:
    """Return the last part of the name of a shape."""
    return str(shape).rsplit("/", 1)[-1]


def asked(kind: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the shapes of the properties of a class: the last part of its name, what it is called, the properties."""
    for shape in graph().subjects(SH.targetClass, URIRef(expand(kind))):
        for part in graph().objects(shape, SH.property):
            path, name = graph().value(part, SH.path), graph().value(part, SH.name)
            assert path is not None
            yield key(part), str(name), properties(path)


def kinds(thing: Thing) -> list[str]:
    """Return the classes of a thing of the form."""
    chosen = [one.of for one in (*thing.fields, *thing.constants) if one.property == "rdf:type"]
    return [kind for each in chosen for kind in each.split()]


def things(kind: str) -> list[Thing]:
    """Return the things of a class that the form describes."""
    return [thing for sheet in form().sheets for thing in sheet.things if kind in kinds(thing)]


def columns(kind: str) -> list[Field]:
    """Return the columns that say something of a thing of a class, those among them that other things' rows have."""
    own = [one for thing in things(kind) for one in thing.fields if one.property and not one.inverse]
    theirs = [one for sheet in form().sheets for one in sheet.fields if one.inverse]
    return own + (theirs if kind == "r2p:Rating" else [])


KINDS = sorted({kind for sheet in form().sheets for thing in sheet.things for kind in kinds(thing)})
SHAPES = [(kind, *found) for kind in KINDS for found in asked(kind)]


def test_every_class_of_the_form_has_a_shape() -> None:
    """So that nothing of a submission goes without being judged."""
    assert [] == [kind for kind in KINDS if not list(asked(kind))]
    assert len(SHAPES) > 60


@pytest.mark.parametrize(("kind", "shape", "name", "paths"), SHAPES, ids=["-".join(each[:3]) for each in SHAPES])
def test_what_a_shape_asks_has_a_column_of_its_name(kind: str, shape: str, name: str, paths: set[str]) -> None:
    """Or the form says it by itself, or it is named above with a reason."""
    titles = [one.title for one in columns(kind) if expand(one.property) in paths]
    constants = [one for thing in things(kind) for one in thing.constants if expand(one.property) in paths]
    if shape in NO_COLUMN:
        assert not titles
    elif titles:
        told = OTHER_TITLE[shape][0] if shape in OTHER_TITLE else name
        assert told.casefold() in {title.casefold() for title in titles}
    else:
        assert constants


def test_the_lists_of_exceptions_hold_no_more_than_is_needed() -> None:
    """An exception that no longer is one goes from the list."""
    names = {shape: name for _, shape, name, _ in SHAPES}
    titles = {one.title.casefold() for sheet in form().sheets for one in sheet.fields}
    assert set(NO_COLUMN) | set(OTHER_TITLE) <= set(names)
    assert all(title.casefold() != names[shape].casefold() for shape, (title, _) in OTHER_TITLE.items() if title)
    assert all(title.casefold() in titles for title, _ in OTHER_TITLE.values())


def test_every_column_says_what_some_shape_binds() -> None:
    """A property that no shape speaks of is named above, with the reason."""
    said = {one.property for sheet in form().sheets for thing in sheet.things for one in thing.fields if one.property}
    bound = {name for name in said if expand(name) in bindings() or name == "rdf:type"}
    paths = {path for _, _, _, found in SHAPES for path in found} | {
        str(path) for path in graph().objects(None, SH.path) if isinstance(path, URIRef)
    }
    loose = {name for name in said - bound if expand(name) not in paths}
    assert set(FREE) == loose - {"rdf:type"}
    assert str(RDF.type) == expand("rdf:type")

"""Turn a filled form into statements, each with the cell that it came from; what is wrong with them, shapes say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.submission.form import VERTICAL, fill, form
from r2pgraph.submission.tables import Cell
from r2pgraph.submission.values import Values
from r2pgraph.submission.words import slug, words
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.submission.form import Field, Sheet, Thing
    from r2pgraph.submission.tables import Filled
    from r2pgraph.submission.values import Term

    Row = Mapping[str, Cell]

UNKNOWN: Final = "unknown"
"""What stands for the state or the year in names where the form does not tell it."""


@dataclass(frozen=True)
class Lifted:
    """What a filled form says.

    Attributes:
        quads: the statements, in the order of the cells and each once.
        places: the cell that each statement came from; what the form says by itself came from the cell that names
            the thing, the state or the year.
        rows: the cells of the row that describes a thing, by the IRI of the thing, empty ones too.
        things: what the form declares of that thing, by the IRI of the thing.
        doubled: the cells that name a thing which a row above on the same sheet describes already.
        state: the key of the state, such as ``FJI``; nothing where it cannot be told.
        year: the year in digits; nothing where it cannot be told.
    """

    quads: tuple[ox.Quad, ...]
    places: Mapping[ox.Quad, Cell]
    rows: Mapping[str, Row] = field(default_factory=dict)
    things: Mapping[str, Thing] = field(default_factory=dict)
    doubled: tuple[Cell, ...] = ()
    state: str = ""
    year: str = ""


def lift(filled: Filled) -> Lifted:
    """Return what a filled form says; a value that does not fit stays as a text or a name, so that shapes judge it.

    A row whose naming cells are empty says nothing, and an absent sheet or column nothing either: who reads the file
    tells of them.
    """
    whole = _row_of_the_whole(filled)
    state, year = _key(whole, "State"), _key(whole, "Year")
    lifting = _Lifting(state, year, whole)
    for sheet in form().sheets:
        if sheet.name in filled.sheets:
            for row in filled.sheets[sheet.name].rows:
                lifting.row(sheet, row)
    return Lifted(
        tuple(lifting.places), lifting.places, lifting.rows, lifting.things, tuple(lifting.doubled), state, year
    )


def _row_of_the_whole(filled: Filled) -> Row:
    rows = filled.sheets[VERTICAL].rows if VERTICAL in filled.sheets else ()
    return rows[0] if rows else {}


def _key(row: Row, title: str) -> str:
    """Return the key in a cell of the assessment, the end of a whole name too."""
    text = row[title].text.strip() if title in row else ""
    return slug(text.rpartition(":")[2].rpartition("/")[2])


class _Lifting:
    """The statements found so far."""

    def __init__(self, state: str, year: str, whole: Row) -> None:
        self.given = {"state": state or UNKNOWN, "year": year or UNKNOWN}
        self.values = Values(words(), self.given["state"], self.given["year"])
        self.whole = whole
        self.places: dict[ox.Quad, Cell] = {}
        self.rows: dict[str, Row] = {}
        self.things: dict[str, Thing] = {}
        self.doubled: list[Cell] = []

    def row(self, sheet: Sheet, row: Row) -> None:
        """Take in one row: each thing that it describes."""
        for place, thing in enumerate(sheet.things):
            is_told = place == 0 or any(_text(row, one.title) for one in thing.fields)
            if is_told and all(_text(row, title) for title in sheet.key):
                self.thing(sheet, thing, row)

    def thing(self, sheet: Sheet, thing: Thing, row: Row) -> None:
        """Take in what a row says of one thing."""
        names = self.given | {title: self.part(sheet.field(title), row) for title in thing.titles}
        subject = ox.NamedNode(expand(fill(thing.name, names)))
        named = next((row[title] for title in thing.titles if title in row), None) or self.of_the_whole("{state}")
        if self.things.get(subject.value) is thing:
            self.doubled.append(named)
        self.rows.setdefault(subject.value, row)
        self.things.setdefault(subject.value, thing)
        for one in thing.constants:
            if not (one.unless and _text(row, one.unless)):
                place = self.of_the_whole(one.of) if one.of in ("{year}", "state:{state}") else named
                self.state(subject, one, self.values.term(one, fill(one.of, names)), place)
        for one in thing.fields:
            if one.property and one.title in row:
                for term in self.values.terms(one, row[one.title].text):
                    self.state(subject, one, term, row[one.title])

    def part(self, one: Field, row: Row) -> str:
        """Return what a cell gives to the name of a thing: the key of the thing it names, or its text as a key."""
        text = _text(row, one.title)
        found = self.values.terms(one, text) if one.property else []
        if found and isinstance(found[0], ox.NamedNode):
            return slug(found[0].value.rpartition("/")[2])
        return slug(text)

    def of_the_whole(self, of: str) -> Cell:
        """Return the cell of the state or the year."""
        title = "Year" if of == "{year}" else "State"
        return self.whole.get(title) or Cell(VERTICAL, 1, "", title, "")

    def state(self, subject: ox.NamedNode, one: Field, term: Term, place: Cell) -> None:
        """Note one statement and its cell; a value that cannot be the subject of one is left to the shapes."""
        predicate = ox.NamedNode(expand(one.property))
        if not one.inverse:
            quad = ox.Quad(subject, predicate, term)
        elif isinstance(term, ox.NamedNode):
            quad = ox.Quad(term, predicate, subject)
        else:
            return
        self.places.setdefault(quad, place)


def _text(row: Row, title: str) -> str:
    return row[title].text.strip() if title in row else ""

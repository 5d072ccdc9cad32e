"""Write the statements of one assessment into the form, or refuse to: nothing is left out and nothing is added."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.errors import R2PGraphError
from r2pgraph.publication.canonical import natural
from r2pgraph.submission.form import FIRST_ROW, SEPARATOR, VERTICAL, fill, form
from r2pgraph.submission.lifting import lift
from r2pgraph.submission.tables import Cell, Filled, Rows
from r2pgraph.submission.values import Values
from r2pgraph.submission.words import words
from r2pgraph.vocab import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.submission.form import Field, Sheet, Thing
    from r2pgraph.submission.values import AnyTerm, Term

    Texts = dict[str, str]

_SHOWN: Final = 5
_TYPE: Final = "rdf:type"
_OTHERWISE: Final = "Submit the assessment as Turtle or JSON-LD instead, or leave these statements out."


@dataclass
class InexpressibleError(R2PGraphError):
    """Statements that the form cannot say, or that it would add: each as prefixed names."""

    lost: tuple[str, ...]
    added: tuple[str, ...] = ()
    remedy: str = _OTHERWISE

    def __str__(self) -> str:
        said = [f"The form cannot say: {_listed(self.lost)}."] if self.lost else []
        said += [f"The form would add: {_listed(self.added)}."] if self.added else []
        return f"{' '.join(said)} {self.remedy}".rstrip()


def lower(quads: Iterable[ox.Quad], state: str, year: str) -> Filled:
    """Return the form filled in with the assessment of a state in a year.

    Args:
        quads: every statement of the assessment and of the sources and organisations described with it.
        state: the key of the state, such as ``TLS``.
        year: the year in digits.

    Raises:
        InexpressibleError: the form has no place for a statement, or says one that is not among ``quads``.
    """
    said = {(quad.subject, quad.predicate, quad.object): None for quad in quads}
    lowering = _Lowering(said, state, year)
    filled = Filled({sheet.name: lowering.sheet(sheet) for sheet in form().sheets})
    found = {(quad.subject, quad.predicate, quad.object): None for quad in lift(filled).quads}
    lost = tuple(_written(*triple) for triple in said if triple not in found)
    added = tuple(_written(*triple) for triple in found if triple not in said)
    if lost or added:
        raise InexpressibleError(lost, added)
    return filled


def rows(sheet: Sheet, texts: Iterable[Mapping[str, str]]) -> Rows:
    """Return the texts of a sheet as cells, each where a workbook has it: one row after the other below the header."""
    return Rows(
        sheet.name,
        tuple(
            {
                one.title: Cell(sheet.name, one.row or number, one.letter, one.title, row.get(one.title, ""))
                for one in sheet.fields
            }
            for number, row in enumerate(texts, start=FIRST_ROW)
        ),
    )


class _Lowering:
    """The statements by subject and by value, and the things that have a row already."""

    def __init__(self, said: Iterable[tuple[AnyTerm, ox.NamedNode, AnyTerm]], state: str, year: str) -> None:
        self.given = {"state": state, "year": year}
        self.values = Values(words(), state, year)
        self.forward: dict[str, dict[str, list[AnyTerm]]] = defaultdict(lambda: defaultdict(list))
        self.inverse: dict[str, dict[str, list[AnyTerm]]] = defaultdict(lambda: defaultdict(list))
        self.taken: set[str] = set()
        for subject, predicate, value in said:
            if isinstance(subject, ox.NamedNode):
                self.forward[subject.value][predicate.value].append(value)
            if isinstance(value, ox.NamedNode):
                self.inverse[value.value][predicate.value].append(subject)

    def sheet(self, sheet: Sheet) -> Rows:
        """Return the rows of a sheet, in the order of what names them."""
        first, *others = sheet.things
        found: list[Texts] = []
        for subject in [iri for iri in self.forward if self.is_of(first, iri)]:
            self.taken.add(subject)
            texts = self.texts(first, subject)
            for other in others:
                texts |= self.beside(sheet, other, self.ending(first, subject), texts)
            found.append(texts)
        found.sort(key=lambda texts: natural("-".join(texts.get(title, "") for title in first.titles)))
        return rows(sheet, found)

    def start(self, thing: Thing) -> str:
        """Return the IRI of the things of a kind as far as they share it."""
        return expand(fill(thing.start, self.given))

    def ending(self, thing: Thing, subject: str) -> str:
        """Return what tells a thing from the others of its kind."""
        return subject.removeprefix(self.start(thing))

    def is_of(self, thing: Thing, subject: str) -> bool:
        """Return whether a thing without a row has the name and the class that the form gives to this kind."""
        declared = {
            name for one in (*thing.fields, *thing.constants) if one.property == _TYPE for name in one.of.split()
        }
        kinds = {compact(kind.value) for kind in self.forward[subject][expand(_TYPE)] if isinstance(kind, ox.NamedNode)}
        start = self.start(thing)
        is_named = subject.startswith(start) if thing.titles else subject == start
        return is_named and subject not in self.taken and not kinds.isdisjoint(declared)

    def texts(self, thing: Thing, subject: str) -> Texts:
        """Return what the cells of a thing hold."""
        return {
            one.title: self.text(thing, one, subject) if one.property else self.ending(thing, subject)
            for one in thing.fields
        }

    def text(self, thing: Thing, one: Field, subject: str) -> str:
        """Return what stands in a cell; a value that the cell cannot say is left out and refused at the end."""
        values = (self.inverse if one.inverse else self.forward)[subject][expand(one.property)]
        if values == self.by_itself(thing, one):
            return ""
        written = [text for value in values if (text := self.values.text(one, value)) is not None]
        return f"{SEPARATOR} ".join(sorted(written, key=natural)) if one.several else "".join(written[:1])

    def by_itself(self, thing: Thing, one: Field) -> list[Term]:
        """Return what the form says of a property where its cell is empty."""
        return [
            self.values.term(constant, fill(constant.of, self.given))
            for constant in thing.constants
            if constant.unless == one.title and constant.property == one.property
        ]

    def beside(self, sheet: Sheet, thing: Thing, ending: str, texts: Texts) -> Texts:
        """Return what the row says of a second thing with the same ending, where it can say all that is known of it."""
        subject = self.start(thing) + ending
        if subject not in self.forward or not self.is_of(thing, subject):
            return {}
        more = self.texts(thing, subject)
        whole = rows(form().sheet(VERTICAL), [{"State": self.given["state"], "Year": self.given["year"]}])
        one_row = Filled({VERTICAL: whole, sheet.name: rows(sheet, [texts | more])})
        found = {(str(q.subject), q.predicate.value, str(q.object)) for q in lift(one_row).quads}
        node = str(ox.NamedNode(subject))
        known = {(node, name, str(value)) for name, values in self.forward[subject].items() for value in values}
        linked = {expand(one.property) for one in (*thing.fields, *thing.constants) if one.inverse}
        known |= {(str(other), name, node) for name in linked for other in self.inverse[subject][name]}
        if {triple for triple in found if node in (triple[0], triple[2])} != known:
            return {}
        self.taken.add(subject)
        return more


def _listed(statements: tuple[str, ...]) -> str:
    more = f"; and {len(statements) - _SHOWN} more" if len(statements) > _SHOWN else ""
    return "; ".join(statements[:_SHOWN]) + more


def _written(*terms: AnyTerm) -> str:
    return " ".join(compact(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms)

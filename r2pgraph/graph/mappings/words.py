"""The words in which a mapping from a table to triples is written; no library of data frames or RDF is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map


@dataclass(frozen=True, slots=True)
class Individual:
    """One thing of ours, by a prefixed name with columns in braces: ``state:{iso3}``."""

    template: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term that is the same in every row, ``r2p:State``, or in those only where the column ``unless`` is empty."""

    name: str
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The term that stands for the value of a cell: ``accession`` gives ``r2p:Accession``."""

    column: str
    terms: Map[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The thing whose prefixed name is the cell: ``organisation:UN-Secretary-General``."""

    column: str


@dataclass(frozen=True, slots=True)
class Link:
    """The thing whose whole IRI is the cell, such as a licence."""

    column: str


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a cell, in a language where one is given; ``separator`` splits a cell into several."""

    column: str
    language: str | None = None
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a cell as a literal of a datatype: ``xsd:integer``."""

    column: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date as precise as the cell: a year, a month or a day."""

    column: str


Predicate = Term | Chosen
Object = Individual | Term | Chosen | Named | Link | Text | Typed | Date


@dataclass(frozen=True, slots=True)
class Description:
    """What a row says about one thing: the thing, and predicates with their objects."""

    subject: Individual | Named
    statements: tuple[tuple[Predicate, Object], ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one table becomes triples, and the named graph they stand in, by its key after ``graph:``."""

    stem: str
    graph: str
    descriptions: tuple[Description, ...]


def describe(subject: str | Named, *statements: tuple[str | Predicate, Object]) -> Description:
    """Return a description of a thing by its template, or by the prefixed name in a cell.

    A predicate that is the same in every row may be given as a prefixed name.
    """
    pairs = ((Term(predicate) if isinstance(predicate, str) else predicate, thing) for predicate, thing in statements)
    return Description(Individual(subject) if isinstance(subject, str) else subject, tuple(pairs))


TYPE = "rdf:type"
CONFIDENCE = ("r2p:hasConfidence", Individual("confidence:{confidence}"))
SOURCE = ("prov:hadPrimarySource", Individual("source:{source}"))
NOTE = ("skos:editorialNote", Text("note", "en"))

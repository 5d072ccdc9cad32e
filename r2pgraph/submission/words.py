"""What people write for the things of closed lists: labels for levels and trends, numbers for indicators."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph import ontology
from r2pgraph.vocab import EXTERNAL, PREFIXES, R2P, expand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_LABELS: Final = (EXTERNAL["skos"] + "prefLabel", EXTERNAL["rdfs"] + "label")
_TYPE: Final = EXTERNAL["rdf"] + "type"
_NUMBER: Final = R2P + "number"
_TITLE: Final = EXTERNAL["dcterms"] + "title"
_AREA: Final = R2P + "inArea"
_ORDER: Final = (EXTERNAL["skos"] + "memberList", EXTERNAL["rdf"] + "first", EXTERNAL["rdf"] + "rest")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WHOLE: Final = re.compile(r"\.0*$")
"""What a spreadsheet may write behind a whole number."""
_NO_KEY: Final = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as the form shows it."""

    iri: str
    number: str
    title: str
    area: str


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of the ontology and its lists, both ways, and the indicators by number."""

    labels: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    order: Mapping[str, int] = field(default_factory=dict)
    _by_label: dict[str, dict[str, str]] = field(default_factory=dict)

    def members(self, of: str) -> dict[str, str]:
        """Return the IRIs that a choice is made from, each with its label: in their own order, else by label.

        Args:
            of: prefixed names with blanks between them, or the segment that all members share.
        """
        if ":" in of:
            return {iri: self.label(iri) for iri in map(expand, of.split())}
        space = PREFIXES[of]
        found = {iri: label for iri, label in self.labels.items() if iri.startswith(space)}
        return dict(sorted(found.items(), key=lambda pair: (self.order.get(pair[0], 0), pair[1], pair[0])))

    def label(self, iri: str) -> str:
        """Return the label of a thing; of one without, the end of its name in words."""
        ending = re.split(r"[/#]", iri)[-1]
        return self.labels.get(iri) or _HUMP.sub(" ", ending).capitalize()

    def chosen(self, of: str, label: str) -> str:
        """Return the IRI that a label stands for, case ignored; nothing where the label is not on the list."""
        if of not in self._by_label:
            self._by_label[of] = {known.casefold(): iri for iri, known in self.members(of).items()}
        return self._by_label[of].get(label.casefold(), "")

    def numbered(self, number: str) -> str:
        """Return the IRI of the indicator with a number, ``4`` or ``4.0``; nothing where there is none."""
        found = self.indicators.get(_WHOLE.sub("", number).lstrip("0"))
        return found.iri if found else ""

    def number(self, iri: str) -> str:
        """Return the number of an indicator by its IRI; nothing where it is none of ours."""
        return next((number for number, one in self.indicators.items() if one.iri == iri), "")


@cache
def words() -> Words:
    """Return the words of the ontology of this installation, read once.

    Raises:
        UnreadableFileError: a file of the ontology is damaged.
    """
    return of(ontology.load("module", "scheme"))


def of(quads: Collection[ox.Quad]) -> Words:
    """Return the labels and indicators that statements hold."""
    labels: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        subject, value = getattr(quad.subject, "value", ""), quad.object
        if quad.predicate.value in _LABELS and isinstance(value, ox.Literal) and value.language == "en":
            labels.setdefault(subject, value.value)
        if quad.predicate.value in (_TYPE, _NUMBER, _TITLE, _AREA):
            found.setdefault(subject, {})[quad.predicate.value] = getattr(value, "value", "")
    numbered = [
        Indicator(iri, said[_NUMBER], said[_TITLE], labels.get(said[_AREA], ""))
        for iri, said in found.items()
        if said.get(_TYPE) == R2P + "Indicator"
    ]
    by_number = {one.number: one for one in sorted(numbered, key=lambda one: int(one.number))}
    return Words(labels, by_number, _order(quads))


def _order(quads: Iterable[ox.Quad]) -> dict[str, int]:
    """Return the place of each member of an ordered collection, such as the levels from the weakest."""
    said: dict[tuple[object, str], object] = {
        (quad.subject, quad.predicate.value): quad.object for quad in quads if quad.predicate.value in _ORDER
    }
    places: dict[str, int] = {}
    for (_, predicate), node in said.items():
        place = 1
        rest: object = node
        while predicate == _ORDER[0] and (rest, _ORDER[1]) in said:
            places[getattr(said[rest, _ORDER[1]], "value", "")] = place
            place, rest = place + 1, said[rest, _ORDER[2]]
    return places


def slug(text: str) -> str:
    """Return a text as the key of a thing: letters without accents, digits, and hyphens between them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NO_KEY.sub("-", plain).strip("-.")

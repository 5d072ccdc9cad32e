"""What can be meant: the things of the graph with all their names and codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.queries import with_prefixes
from r2pgraph.sources.gazetteer import spelling
from r2pgraph.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.store import Store

_NAMED: Final = "rdfs:label skos:prefLabel dcterms:title"
_OTHERWISE: Final = "skos:altLabel"
"""What else people call an organisation, in words or in letters: it is compared both as a name and as a code."""
_ABBREVIATED: Final = "r2p:nameKind"
"""How the query below tells letters that stand for a name from a name: they are compared as codes are."""
_STATE_CODES: Final = f"r2p:isoAlpha2 r2p:isoAlpha3 r2p:m49 {_ABBREVIATED}"


@dataclass(frozen=True)
class Kind:
    """A class of things that a name may mean.

    Attributes:
        name: what people call one of them.
        shown: the property that names one in a list, the best first.
        codes: properties whose values are codes, of which case and punctuation do not matter.
        told: the property that describes one besides its name.
        yielding: the property whose codes give way: what is a code of another thing in `codes` means that other.
    """

    name: str
    shown: tuple[str, ...]
    codes: str = ""
    told: str = ""
    yielding: str = ""


KINDS: Final[Mapping[str, Kind]] = MappingProxyType({
    "State": Kind("State", ("rdfs:label",), _STATE_CODES, "r2p:isoAlpha3", "r2p:cowCode"),
    "Treaty": Kind("Treaty", ("rdfs:label", "dcterms:title"), "dcterms:identifier", "dcterms:title"),
    "Resolution": Kind("Resolution", ("dcterms:identifier",), "dcterms:identifier", "dcterms:title"),
    "Organisation": Kind("Organisation", ("rdfs:label",), f"dcterms:identifier {_OTHERWISE}", "dcterms:type"),
    "Indicator": Kind("Indicator", ("skos:prefLabel",), "skos:notation", "dcterms:title"),
    "Assessment": Kind("Assessment", ("dcterms:title",)),
})  # fmt: skip
"""The classes of the ontology whose individuals can be meant, by their name there."""

_ASKED: Final = """SELECT ?thing ?naming ?name WHERE {
  { SELECT DISTINCT ?thing WHERE { ?kind rdfs:subClassOf* r2p:%s . ?thing a ?kind } }
  { VALUES ?naming { %s } ?thing ?naming ?name }
  UNION {
    ?named r2p:nameOf ?thing ; r2p:text ?name .
    OPTIONAL { ?named r2p:nameKind ?how }
    BIND (IF(BOUND(?how) && ?how = "abbreviation", r2p:nameKind, r2p:text) AS ?naming)
  }
  UNION { ?thing skos:exactMatch ?name . BIND (skos:exactMatch AS ?naming) }
}"""

_SYMBOL: Final = re.compile(r"^(?:A|S)-RES-(?=\d)")
_ITEM: Final = re.compile(r"Q[1-9][0-9]*")
_APART: Final = re.compile(r"[^A-Z0-9]+")


@dataclass
class Entry:
    """One thing with what it is called.

    Attributes:
        iri: the thing.
        kind: its class, a key of `KINDS`.
        name: what it is called in a list, in English where it has an English name.
        about: what tells it from others of like name; empty where nothing does.
        names: its names as they are written, and how each is spelt, whatever the case and marks.
        codes: its codes, as `code` returns them.
        yielding: those of its codes that mean it only where they are no code of another.
    """

    iri: str
    kind: str
    name: str = ""
    about: str = ""
    names: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    yielding: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """Return what stands after the namespace of the graph: ``state/TLS``."""
        return self.iri.removeprefix(BASE)


def entries(store: Store) -> list[Entry]:
    """Return everything in the graph that a name may mean, ordered by class and IRI."""
    return [entry for kind in KINDS for entry in _of_kind(store, kind)]


def code(text: str) -> str:
    """Return a code in capitals, with a hyphen for whatever stands between letters and digits: ``A-RES-75-277``."""
    return _APART.sub("-", text.upper()).strip("-")


def _of_kind(store: Store, name: str) -> list[Entry]:
    kind, found = KINDS[name], dict[str, Entry]()
    shown: dict[str, tuple[int, int, str]] = {}
    naming = " ".join(sorted({*_NAMED.split(), *kind.codes.split(), *kind.told.split(), *kind.yielding.split()}))
    rows = {row for row in store.select(with_prefixes(_ASKED % (name, naming))).rows if all(row)}
    for thing, by, term in sorted(rows, key=lambda row: [(each.value, each.language or "") for each in row if each]):
        if thing and by and term and thing.value.startswith(BASE):
            entry = found.setdefault(thing.value, Entry(thing.value, name))
            relation = _short(by.value)
            _add(entry, kind, relation, term.value)
            if relation in kind.shown:
                rank = (kind.shown.index(relation), (term.language or "en") != "en", term.value)
                shown[thing.value] = min(shown.get(thing.value, rank), rank)
            if relation == kind.told and (term.language or "en") == "en":
                entry.about = term.value
    for iri, entry in found.items():
        key = code(iri.rsplit("/", 1)[-1])
        entry.codes |= {key, _SYMBOL.sub("", key), code(entry.key), code(iri)}
        entry.name = shown[iri][2] if iri in shown else key
    return [found[iri] for iri in sorted(found)]


def _add(entry: Entry, kind: Kind, relation: str, text: str) -> None:
    if relation in kind.codes.split():
        entry.codes.add(code(text))
    elif relation == "skos:exactMatch":
        entry.codes |= _elsewhere(text)
    elif relation == kind.yielding:
        entry.yielding.add(code(text))
    if relation in {*_NAMED.split(), "r2p:text", _OTHERWISE} and (spelt := spelling(text)):
        entry.names.setdefault(spelt, text)


def _elsewhere(iri: str) -> set[str]:
    """Return the codes that the IRI of a thing in another data set gives: itself, and an item of Wikidata its number.

    The last part of any other IRI is a number that a thing of yet another data set may bear, too.
    """
    last = iri.rsplit("/", 1)[-1]
    return {code(iri), last} if _ITEM.fullmatch(last) else {code(iri)}


def _short(iri: str) -> str:
    prefix = max((name for name in PREFIXES if iri.startswith(PREFIXES[name])), key=lambda name: len(PREFIXES[name]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"

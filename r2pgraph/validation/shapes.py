"""Open the folder of shapes and say what each shape asks, by its IRI."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.files import folder
from r2pgraph.graph.reading import read
from r2pgraph.validation import conversion
from r2pgraph.validation.report import Severity
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import rdflib

    Said = Mapping[str, Mapping[str, list[str]]]

_SH: Final = EXTERNAL["sh"]
_NOT_FOR_DATA: Final = "house"
_ALWAYS: Final = "values"
_FOR_PEOPLE: Final = frozenset({_SH + "name", _SH + "description", EXTERNAL["rdfs"] + "isDefinedBy"})
_KEPT_IN_RULES: Final = frozenset({_SH + "message", _SH + "severity"})


@dataclass(frozen=True)
class Rule:
    """One shape or constraint: what thing and field it is about, what it says when broken, and what it asks for."""

    iri: str
    subject: str
    thing: str
    name: str
    message: str
    remedy: str
    severity: Severity


@dataclass(frozen=True)
class Shapes:
    """Some or all shapes, as a graph for the validator and as rules for people."""

    graph: rdflib.Graph
    rules: Mapping[str, Rule]
    field_names: Mapping[str, str]


def paths() -> list[Path]:
    """Return the files that hold shapes for data, by name; those for terms of the ontology are not among them."""
    return [path for path in sorted(folder("shapes").glob("*.ttl")) if path.stem != _NOT_FOR_DATA]


@cache
def load(*subjects: str) -> Shapes:
    """Return the shapes of these subjects, or of all where none is named."""
    quads: list[ox.Quad] = []
    rules: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for path in paths():
        if subjects and path.stem not in (*subjects, _ALWAYS):
            continue
        found = read(path)
        quads += found
        said = _by_subject(found)
        rules |= _rules(said, path.stem)
        names |= _field_names(said) | names
    return Shapes(conversion.graph(_lean(quads)), rules, names)


def _lean(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield what the validator works with: it looks at each word of a shape for each node, so words for people go."""
    fields = {quad.subject for quad in quads if quad.predicate.value == _SH + "path"}
    for quad in quads:
        word = quad.predicate.value
        if word not in _FOR_PEOPLE and not (quad.subject in fields and word in _KEPT_IN_RULES):
            yield quad


def _by_subject(quads: list[ox.Quad]) -> Said:
    """Return what is said of each named node in the words of SHACL."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
            word = quad.predicate.value.removeprefix(_SH)
            said.setdefault(quad.subject.value, {}).setdefault(word, []).append(quad.object.value)
    return said


def _rules(said: Said, subject: str) -> dict[str, Rule]:
    return {node: _rule(node, words, said, subject) for node, words in said.items() if "message" in words}


def _rule(node: str, words: Mapping[str, list[str]], said: Said, subject: str) -> Rule:
    owners = [shape for shape in said.values() for word in ("sparql", "property") if node in shape.get(word, ())]
    severity = words.get("severity") or owners[0]["severity"]
    return Rule(
        iri=node,
        subject=subject,
        thing=", ".join("".join(owner["name"]) for owner in owners or [words]),
        name="".join(words.get("name", ())),
        message="".join(words["message"]),
        remedy="".join(words.get("description", ())),
        severity=Severity("".join(severity).removeprefix(_SH).lower()),
    )


def _field_names(said: Said) -> dict[str, str]:
    """Return the plain name of each property that some shape names."""
    return {words["path"][0]: "".join(words["name"]) for words in said.values() if "path" in words and "name" in words}

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
_ASKS: Final = _SH + "sparql"
_NOT_FOR_DATA: Final = "house"
_ALWAYS: Final = "values"
_FOR_PEOPLE: Final = frozenset({_SH + "name", _SH + "description", EXTERNAL["rdfs"] + "isDefinedBy"})
_KEPT_IN_RULES: Final = frozenset({_SH + "message", _SH + "severity"})


@dataclass(frozen=True)
class Rule:
    """One shape or constraint: what thing and field it is about, what it says when broken, and what it asks for.

    ``path`` is the property that it asks about, where it is one.
    """

    iri: str
    subject: str
    thing: str
    name: str
    message: str
    remedy: str
    severity: Severity
    path: str = ""


@dataclass(frozen=True)
class Question:
    """One constraint in SPARQL: its text with prefixes, its message, and the nodes and classes it is asked of."""

    iri: str
    text: str
    message: str
    nodes: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Shapes:
    """Some or all shapes: what pySHACL judges as a graph, the questions in SPARQL apart, and the rules for people."""

    graph: rdflib.Graph
    questions: tuple[Question, ...]
    rules: Mapping[str, Rule]
    field_names: Mapping[str, str]


def paths() -> list[Path]:
    """Return the files that hold shapes for data, by name; those for terms of the ontology are not among them."""
    return [path for path in sorted(folder("shapes").glob("*.ttl")) if path.stem != _NOT_FOR_DATA]


@cache
def load(*subjects: str) -> Shapes:
    """Return the shapes of these subjects, or of all where none is named."""
    quads: list[ox.Quad] = []
    questions: list[Question] = []
    rules: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for path in paths():
        if subjects and path.stem not in (*subjects, _ALWAYS):
            continue
        found = read(path)
        quads += found
        said = _by_subject(found)
        questions += _questions(said, _prefixes(found))
        rules |= _rules(said, path.stem)
        names |= _field_names(said) | names
    return Shapes(conversion.graph(_lean(quads)), tuple(questions), rules, names)


def _lean(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield what pySHACL works with: words for people go, and the questions that Oxigraph is asked."""
    fields = {quad.subject for quad in quads if quad.predicate.value == _SH + "path"}
    asked = {quad.object for quad in quads if quad.predicate.value == _ASKS}
    for quad in quads:
        word = quad.predicate.value
        spoken = word in _FOR_PEOPLE or (quad.subject in fields and word in _KEPT_IN_RULES)
        if not (spoken or word == _ASKS or quad.subject in asked):
            yield quad


def _prefixes(quads: list[ox.Quad]) -> str:
    """Return the prefixes that one file of shapes declares for its questions."""
    declared: dict[object, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in {_SH + "prefix", _SH + "namespace"} and isinstance(quad.object, ox.Literal):
            declared.setdefault(quad.subject, {})[quad.predicate.value.removeprefix(_SH)] = quad.object.value
    return "".join(f"PREFIX {one['prefix']}: <{one['namespace']}>\n" for one in declared.values())


def _questions(said: Said, prefixes: str) -> Iterator[Question]:
    for shape in said.values():
        nodes, classes = (tuple(shape.get(word, ())) for word in ("targetNode", "targetClass"))
        for iri in shape.get("sparql", ()):
            words = said[iri]
            yield Question(iri, prefixes + words["select"][0], words["message"][0], nodes, classes)


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
        path="".join(words.get("path", ())),
    )


def _field_names(said: Said) -> dict[str, str]:
    """Return the plain name of each property that some shape names."""
    return {words["path"][0]: "".join(words["name"]) for words in said.values() if "path" in words and "name" in words}

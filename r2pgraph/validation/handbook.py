"""Write the table of all rules and say which terms they bind, so that the documentation says what the shapes say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.graph.reading import read
from r2pgraph.validation import shapes
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Mapping

_SH: Final = EXTERNAL["sh"]
_TERMS: Final = ("targetClass", "class", "path", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True)
class Binding:
    """One shape or constraint that binds a term: its IRI, what it is about, and what it says when it is broken."""

    shape: str
    name: str
    message: str


def chapter() -> str:
    """Return one Markdown table a subject: thing and field, what is asked, what is said when it is missing."""
    rules = sorted(shapes.load().rules.values(), key=lambda rule: (rule.subject, rule.thing, rule.iri))
    parts = []
    for subject, members in groupby(rules, key=lambda rule: rule.subject):
        rows = [
            f"| {rule.thing} | {rule.name} | {_cell(rule.remedy)} | {_cell(rule.message)} | {rule.severity} |"
            for rule in members
        ]
        head = ["| thing | field | what to write | what a report says | severity |", "| --- | --- | --- | --- | --- |"]
        parts.append("\n".join([f"### {subject.capitalize()} ({len(rows)})", "", *head, *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{?", "(").replace("}", ")").replace("<", "\\<")


@cache
def bindings() -> Mapping[str, tuple[Binding, ...]]:
    """Return the shapes that bind a term by the term's IRI: a class by target, a property by path."""
    found: dict[str, dict[str, Binding]] = {}
    for path in shapes.paths():
        said = _said(read(path))
        for shape, words in said.items():
            for term in (value for word in _TERMS for value in words.get(word, ())):
                for part in (shape, *words.get("property", ()), *words.get("sparql", ())):
                    if message := "".join(said.get(part, {}).get("message", ())):
                        name = " ".join(said[part].get("name", words.get("name", ())))
                        found.setdefault(term, {})[part] = Binding(part, name, message)
    return MappingProxyType({term: tuple(parts[iri] for iri in sorted(parts)) for term, parts in found.items()})


def _said(quads: list[ox.Quad]) -> dict[str, dict[str, list[str]]]:
    """Return the values in the words of SHACL by named node."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        word = quad.predicate.value
        if isinstance(quad.subject, ox.NamedNode) and word.startswith(_SH) and not isinstance(quad.object, ox.Triple):
            said.setdefault(quad.subject.value, {}).setdefault(word.removeprefix(_SH), []).append(quad.object.value)
    return said

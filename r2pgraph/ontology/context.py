"""Write the JSON-LD names of the terms: `python -m r2pgraph.ontology.context` renews ontology/context.jsonld.

Many terms share their name with a prefix: `state` is both. So every key is the prefixed name that Turtle uses,
`r2p:state`, and a prefix keeps its plain form, `state`. A key stands here only where its values need a type.
"""

from __future__ import annotations

import json
from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.files import folder
from r2pgraph.ontology.modules import load
from r2pgraph.vocab import PREFIXES, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyoxigraph as ox

_KINDS: Final = MappingProxyType({
    "owl:ObjectProperty": "object",
    "owl:DatatypeProperty": "value",
    "owl:AnnotationProperty": "value",
})  # fmt: skip
_RANGES: Final = ("rdfs:range", "schema:rangeIncludes")
_UNTYPED: Final = frozenset({"rdf:langString", "rdfs:Literal", "xsd:decimal", "xsd:string"})
"""Ranges that say nothing of how a value is written; a decimal may be written as an integer, and stays one."""


def path() -> Path:
    """Return where the context stands."""
    return folder("ontology") / "context.jsonld"


def stored() -> dict[str, object]:
    """Return the context as it stands in the file, which a test holds equal to what would be written."""
    document: dict[str, object] = json.loads(path().read_text(encoding="utf-8"))
    return document


def generate() -> dict[str, object]:
    """Return the context as a JSON-LD document: version, prefixes, and the type of each property's values."""
    typed = {name: {"@id": expand(name), "@type": kind} for name, kind in sorted(_types(load("module", "bridge")))}
    return {"@context": {"@version": 1.1, **dict(sorted(PREFIXES.items())), **typed}}


def text() -> str:
    """Return the file as it should stand: two spaces deep, one line at its end."""
    return json.dumps(generate(), indent=2) + "\n"


def main() -> None:
    """Write the context beside the modules."""
    path().write_text(text(), encoding="utf-8")


def _types(quads: Iterable[ox.Quad]) -> Iterable[tuple[str, str]]:
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value, _ in quads:
        said[_name(subject)][_name(predicate)].add(_name(value))
    for name, facts in said.items():
        kinds = {_KINDS[kind] for kind in facts["rdf:type"] if kind in _KINDS}
        coercion = _coercion(kinds, facts)
        if coercion is not None:
            yield name, coercion


def _coercion(kinds: set[str], facts: Mapping[str, set[str]]) -> str | None:
    if not kinds:
        return None
    if kinds == {"object"}:
        return "@id"
    ranges = set().union(*(facts[key] for key in _RANGES)) - _UNTYPED
    if len(ranges) != 1:
        return None
    only = ranges.pop()
    return only if only.startswith("xsd:") else "@id"


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return compact(str(getattr(term, "value", term)))


if __name__ == "__main__":
    main()

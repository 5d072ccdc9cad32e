"""Write JSON-LD that is the same bytes for the same graph: one object a subject, the context written out in it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from r2pgraph.publication.canonical import canonical, natural, without_graph
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.publication.nesting import Node, Value

_XSD: Final = EXTERNAL["xsd"]
_TYPE: Final = EXTERNAL["rdf"] + "type"
_INDENT: Final = "    "

# The native JSON values that JSON-LD turns back into the same letters; 2^53 is where its integers end.
_NATIVE: Final = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,14}"),
    _XSD + "boolean": re.compile(r"true|false"),
}


def jsonld(quads: Iterable[ox.Quad], context: Mapping[str, Any] | None = None) -> bytes:
    """Return the quads as one JSON-LD document, their graph names left out.

    Args:
        quads: the statements of one graph.
        context: prefixes and typed terms by key; the project's own where none is given.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
        ValueError: an IRI begins like a prefixed name, so that JSON-LD would read it as one.
    """
    return b"".join(document([canonical(without_graph(quads))], context))


def document(portions: Iterable[list[ox.Quad]], context: Mapping[str, Any] | None = None) -> Iterator[bytes]:
    """Yield the JSON-LD document of one graph, piece by piece; raises as `jsonld` does.

    Args:
        portions: its statements, each once; no subject is spoken of in two portions.
        context: as for `jsonld`.
    """
    writer = _Writer(context or _projects_own())
    written: dict[str, str] = {}
    for quads in portions:
        for subject, properties in _by_subject(quads).items():
            node = writer.node(subject, properties)
            written[node["@id"]] = json.dumps(node, ensure_ascii=False, indent=2).replace("\n", f"\n{_INDENT}")
    head = json.dumps({"@context": writer.context_in_use()}, ensure_ascii=False, indent=2)
    yield f'{head[:-2]},\n  "@graph": ['.encode()
    for number, name in enumerate(sorted(written, key=natural)):
        yield f"{',' if number else ''}\n{_INDENT}{written[name]}".encode()
    yield b"\n  ]\n}\n" if written else b"]\n}\n"


def _by_subject(quads: Iterable[ox.Quad]) -> dict[Node, dict[str, list[Value]]]:
    subjects: dict[Node, dict[str, list[Value]]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            message = "A triple inside a triple cannot be published: the project writes RDF 1.1."
            raise TypeError(message)
        subjects.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return subjects


@cache
def _projects_own() -> dict[str, Any]:
    """Return the context of the ontology, which is read for it once."""
    from r2pgraph.ontology.context import generate

    own: Any = generate()["@context"]
    return dict(own)


class _Writer:
    """Turn terms into JSON values and remember which names of the context that took."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self.spaces = {value: key for key, value in sorted(context.items(), reverse=True) if isinstance(value, str)}
        self.typed = {
            definition["@id"]: (key, self.expand(definition["@type"]))
            for key, definition in sorted(context.items(), reverse=True)
            if isinstance(definition, dict) and definition.keys() == {"@id", "@type"}
        }
        self.used: set[str] = set()
        self.names: dict[str, str] = {}

    def context_in_use(self) -> dict[str, Any]:
        """Return the version, then the prefixes, then the typed terms that the document names."""
        keys = sorted(self.used, key=lambda key: (isinstance(self.context[key], dict), key))
        return {"@version": 1.1, **{key: self.context[key] for key in keys}}

    def expand(self, name: str) -> str:
        """Return the full IRI of a prefixed name of the context."""
        prefix, _, local = name.partition(":")
        space = self.context.get(prefix)
        return space + local if isinstance(space, str) else name

    def name(self, iri: str) -> str:
        """Return the prefixed name of an IRI where the context has a prefix for it, else the IRI."""
        known = self.names.get(iri)
        if known is not None:
            return known
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.spaces.get(iri[:cut])
        scheme, _, rest = iri.partition(":")
        if prefix is not None and cut < len(iri):
            self.used.add(prefix)
            name = f"{prefix}:{iri[cut:]}"
        elif scheme in self.context and not rest.startswith("//"):
            message = f"{iri} would be read as a name with the prefix {scheme!r}; give it another IRI."
            raise ValueError(message)
        else:
            name = iri
        self.names[iri] = name
        return name

    def node(self, subject: Node, properties: Mapping[str, list[Value]]) -> dict[str, Any]:
        """Return the object of one subject: its id, its types, then its properties by name."""
        node: dict[str, Any] = {"@id": self.identifier(subject)}
        named: dict[str, Any] = {}
        for iri, values in properties.items():
            if iri == _TYPE and not any(isinstance(value, ox.Literal) for value in values):
                node["@type"] = _single(sorted(map(self.identifier, values), key=natural))
                continue
            key, coercion = self.typed.get(iri) or (self.name(iri), "")
            if key in self.context:
                self.used.update(self.needed_by(key))
            written = [self.value(value, coercion) for value in values]
            named[key] = _single(sorted(written, key=_order))
        return {**node, **{key: named[key] for key in sorted(named, key=natural)}}

    def needed_by(self, key: str) -> set[str]:
        """Return the key and the prefixes that it and its type are written with."""
        names = (key, self.context[key]["@type"])
        prefixes = {name.partition(":")[0] for name in names if ":" in name}
        return {key, *(prefix for prefix in prefixes if prefix in self.context)}

    def identifier(self, node: Value) -> str:
        """Return the name of an IRI or a blank node."""
        return self.name(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def value(self, value: Value, coercion: str) -> Any:  # noqa: ANN401 - JSON
        """Return a value in its shortest form under a term whose values have the type ``coercion``."""
        if not isinstance(value, ox.Literal):
            name = self.identifier(value)
            return name if coercion == "@id" else {"@id": name}
        return self.literal(value, coercion)

    def literal(self, literal: ox.Literal, coercion: str) -> Any:  # noqa: ANN401 - JSON
        """Return a literal as a native value, a string, or an object with its language or type."""
        text = literal.value
        if literal.language:
            direction = {"@direction": str(literal.direction)} if literal.direction else {}
            return {"@value": text, "@language": literal.language, **direction}
        datatype = literal.datatype.value
        native = _NATIVE.get(datatype)
        if native and native.fullmatch(text) and coercion in {"", datatype}:
            return json.loads(text)
        if datatype == coercion or (datatype == _XSD + "string" and not coercion):
            return text
        if datatype == _XSD + "string":
            return {"@value": text}
        return {"@value": text, "@type": self.name(datatype)}


def _single(values: list[Any]) -> Any:  # noqa: ANN401 - JSON
    """Return the one value by itself, several as a list."""
    return values[0] if len(values) == 1 else values


def _order(value: Any) -> tuple[tuple[str, str], str]:  # noqa: ANN401 - JSON
    """Sort values by their text, then by language and type."""
    whole = json.dumps(value, ensure_ascii=False, sort_keys=True)
    plain = value.get("@value", value.get("@id")) if isinstance(value, dict) else value
    return natural(str(plain)), whole

"""Write Turtle and TriG that read well and are the same bytes for the same graph."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.publication.canonical import canonical, natural, without_graph
from r2pgraph.publication.nesting import Nesting
from r2pgraph.vocab import EXTERNAL, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.publication.nesting import Properties, Value

_TYPE: Final = EXTERNAL["rdf"] + "type"
_XSD: Final = EXTERNAL["xsd"]
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_INDENT: Final = "    "
_SHORT_LINE: Final = 80

# Only what every reader gives back letter for letter: no sign, no leading or trailing zero, no exponent's reach.
_SHORT: Final = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    _XSD + "decimal": re.compile(r"-?(?!0\.0$)(?:0|[1-9][0-9]{0,14})\.(?:0|[0-9]{0,4}[1-9])|0\.0"),
    _XSD + "boolean": re.compile(r"true|false"),
}

# Controls, and the marks that let a line read otherwise than it is stored.
_UNSAFE: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the quads as one Turtle document, their graph names left out.

    Subjects stand in natural order, ``a`` comes first, and only the prefixes in use are declared.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
    """
    return turtle_as_named(canonical(without_graph(quads)), prefixes)


def turtle_as_named(quads: list[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return Turtle of triples whose blank nodes already have lasting names, each triple once."""
    writer = _Writer(prefixes)
    return writer.document(writer.subjects(quads, ""))


def trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the quads as one TriG document: the default graph first, then each named graph in natural order.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
    """
    writer = _Writer(prefixes)
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in canonical(quads):
        name = quad.graph_name
        graphs.setdefault("" if isinstance(name, ox.DefaultGraph) else writer.term(name), []).append(quad)
    shared = _shared_blanks(graphs)
    blocks = [writer.graph(name, graphs[name], shared) for name in sorted(graphs, key=natural)]
    return writer.document("\n".join(blocks))


def _shared_blanks(graphs: Mapping[str, list[ox.Quad]]) -> frozenset[str]:
    """Return the blank nodes that more than one graph speaks of: these keep their names."""
    home: dict[str, str] = {}
    shared: set[str] = set()
    for name, quads in graphs.items():
        for quad in quads:
            for term in (quad.subject, quad.object):
                if isinstance(term, ox.BlankNode) and home.setdefault(term.value, name) != name:
                    shared.add(term.value)
    return frozenset(shared)


def quoted(text: str) -> str:
    """Return the text as a Turtle string in double quotes, on one line."""
    return f'"{_UNSAFE.sub(_escape, text)}"'


@lru_cache(maxsize=1024)
def _predicate_order(name: str) -> tuple[bool, tuple[str, str]]:
    return name != "a", natural(name)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _enclosed(brackets: str, parts: list[str], indent: str) -> str:
    """Return the parts in brackets: on one line where that is short, else one a line."""
    line = " ".join(parts)
    if not parts:
        return brackets
    if len(line) <= _SHORT_LINE and "\n" not in line:
        return f"{brackets[0]} {line} {brackets[1]}"
    deeper = f"\n{indent}{_INDENT}"
    return f"{brackets[0]}{deeper}{deeper.join(parts)}\n{indent}{brackets[1]}"


class _Writer:
    """Turn terms into text and remember which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.by_namespace = {space: prefix for prefix, space in sorted(prefixes.items(), reverse=True)}
        self.used: set[str] = set()
        self.names: dict[str, str] = {}

    def document(self, body: str) -> bytes:
        """Return the prefixes in use, a blank line, and the body."""
        head = "".join(f"@prefix {prefix}: <{self.prefixes[prefix]}> .\n" for prefix in sorted(self.used))
        return (f"{head}\n{body}" if head and body else head + body).encode()

    def graph(self, name: str, quads: list[ox.Quad], shared: frozenset[str]) -> str:
        """Return one graph of a TriG document; the nameless one stands without braces."""
        if not name:
            return self.subjects(quads, "", shared)
        return f"{name} {{\n{self.subjects(quads, _INDENT, shared)}}}\n"

    def subjects(self, quads: list[ox.Quad], indent: str, shared: frozenset[str] = frozenset()) -> str:
        """Return the blocks of all subjects, a blank line between them."""
        nesting = Nesting(quads, shared)
        blocks = {self.term(node): nesting.nodes[node] for node in nesting.top()}
        return "\n".join(
            f"{indent}{name}\n{indent}{_INDENT}{self.properties(blocks[name], nesting, indent + _INDENT)} .\n"
            for name in sorted(blocks, key=natural)
        )

    def properties(self, properties: Properties, nesting: Nesting, indent: str) -> str:
        """Return the predicates and objects of one subject, ``a`` first, one predicate a line."""
        named = {self.predicate(predicate): values for predicate, values in properties.items()}
        lines = [name + self.values(name, named[name], nesting, indent) for name in sorted(named, key=_predicate_order)]
        return f" ;\n{indent}".join(lines)

    def predicate(self, predicate: ox.NamedNode) -> str:
        """Return ``a`` for the type and the name of any other predicate."""
        return "a" if predicate.value == _TYPE else self.term(predicate)

    def values(self, predicate: str, values: list[Value], nesting: Nesting, indent: str) -> str:
        """Return one value behind its predicate, several below it, one a line; types always on one line."""
        if len(values) == 1:
            return " " + self.value(values[0], nesting, indent)
        ordered = sorted(values, key=lambda value: natural(self.term(value)))
        if predicate == "a" and nesting.inside.isdisjoint(values):
            return " " + " , ".join(self.term(value) for value in ordered)
        deeper = indent + _INDENT
        return f"\n{deeper}" + f" ,\n{deeper}".join(self.value(value, nesting, deeper) for value in ordered)

    def value(self, value: Value, nesting: Nesting, indent: str) -> str:
        """Return one object: a name, a literal, or a blank node or list written in place."""
        if not isinstance(value, ox.BlankNode) or value not in nesting.inside:
            return self.term(value)
        deeper = indent + _INDENT
        if value in nesting.lists:
            return _enclosed("()", [self.value(member, nesting, deeper) for member in nesting.lists[value]], indent)
        properties = nesting.nodes.get(value)
        return _enclosed("[]", [self.properties(properties, nesting, deeper)] if properties else [], indent)

    def term(self, term: Value) -> str:
        """Return a term by itself."""
        if isinstance(term, ox.NamedNode):
            return self.names.get(term.value) or self.name(term.value)
        return self.literal(term) if isinstance(term, ox.Literal) else str(term)

    def name(self, iri: str) -> str:
        """Return the prefixed name of an IRI where it needs no escape, else the IRI in angle brackets."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.by_namespace.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri, cut):
            self.names[iri] = f"<{iri}>"
        else:
            self.used.add(prefix)
            self.names[iri] = f"{prefix}:{iri[cut:]}"
        return self.names[iri]

    def literal(self, literal: ox.Literal) -> str:
        """Return a literal; numbers and booleans short where that is their one canonical form."""
        text = literal.value
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{quoted(text)}@{literal.language}{direction}"
        datatype = literal.datatype.value
        if datatype == _XSD + "string":
            return quoted(text)
        short = _SHORT.get(datatype)
        return text if short and short.fullmatch(text) else f"{quoted(text)}^^{self.term(literal.datatype)}"

"""Write Turtle and TriG that read well and are the same bytes for the same graph."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from r2pgraph.publication.canonical import canonical, natural, without_graph
from r2pgraph.publication.nesting import Nesting
from r2pgraph.vocab import EXTERNAL, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.publication.nesting import Properties, Value

_TYPE: Final = EXTERNAL["rdf"] + "type"
_XSD: Final = EXTERNAL["xsd"]
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_INDENT: Final = "    "
_SHORT_LINE: Final = 80
_PIECE: Final = 1 << 20

# Only what every reader gives back letter for letter: no sign, no leading or trailing zero, no exponent's reach.
_SHORT: Final = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    _XSD + "decimal": re.compile(r"-?(?!0\.0$)(?:0|[1-9][0-9]{0,14})\.(?:0|[0-9]{0,4}[1-9])|0\.0"),
    _XSD + "boolean": re.compile(r"true|false"),
}

# Controls, and the marks that let a line read otherwise than it is stored.
_UNSAFE: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Body(NamedTuple):
    """The subjects of one graph, written out in their order, and the prefixes that this took."""

    blocks: list[str]
    used: frozenset[str]


def turtle(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the quads as one Turtle document, their graph names left out.

    Subjects stand in natural order, ``a`` comes first, and only the prefixes in use are declared.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
    """
    return turtle_as_named(canonical(without_graph(quads)), prefixes)


def turtle_as_named(quads: list[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return Turtle of triples whose blank nodes already have lasting names, each triple once."""
    return b"".join(document(body([quads], prefixes=prefixes), prefixes))


def body(
    portions: Iterable[list[ox.Quad]], shared: frozenset[str] = frozenset(), prefixes: Mapping[str, str] = PREFIXES
) -> Body:
    """Return the subjects of one graph as Turtle writes them.

    Args:
        portions: its statements, each once; two portions speak of no subject and of no blank node together.
        shared: the blank nodes of which other graphs speak, too: these keep their names.
        prefixes: what names may begin with.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
    """
    writer = _Writer(prefixes)
    return Body(writer.subjects(portions, shared), frozenset(writer.used))


def document(written: Body, prefixes: Mapping[str, str] = PREFIXES) -> Iterator[bytes]:
    """Yield the Turtle document of one graph, piece by piece."""
    yield _head(written.used, prefixes)
    if written.used and written.blocks:
        yield b"\n"
    for number, block in enumerate(written.blocks):
        yield (f"\n{block}" if number else block).encode()


def trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the quads as one TriG document: the default graph first, then each named graph in natural order.

    Raises:
        TypeError: a triple stands inside a triple, which RDF 1.1 has no syntax for.
    """
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in canonical(quads):
        name = quad.graph_name
        graphs.setdefault("" if isinstance(name, ox.DefaultGraph) else name.value, []).append(quad)
    shared = shared_blanks(graphs)
    written = Trig(BytesIO(), prefixes)
    for graph in written.in_order(graphs):
        written.add(graph, body([graphs[graph]], shared, prefixes))
    return b"".join(written.document())


class Trig:
    """A TriG document that is written graph by graph to a file, which keeps it until all its prefixes are known."""

    def __init__(self, held: IO[bytes], prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._held = held
        self._prefixes = prefixes
        self._names = _Writer(prefixes)
        self._used: set[str] = set()

    def in_order(self, graphs: Iterable[str]) -> list[str]:
        """Return IRIs of graphs in the order in which they are to be added; the default graph is the empty one."""
        return sorted(graphs, key=lambda graph: natural(self._names.name(graph) if graph else ""))

    def add(self, graph: str, written: Body) -> None:
        """Write one graph; the nameless one stands without braces."""
        self._used |= written.used
        if self._held.tell():
            self._held.write(b"\n")
        self._held.write(f"{self._names.name(graph)} {{\n".encode() if graph else b"")
        for number, block in enumerate(written.blocks):
            lines = block if not graph else _INDENT + block[:-1].replace("\n", f"\n{_INDENT}") + "\n"
            self._held.write((f"\n{lines}" if number else lines).encode())
        self._held.write(b"}\n" if graph else b"")

    def document(self) -> Iterator[bytes]:
        """Yield the prefixes in use, a blank line, and the graphs, piece by piece."""
        used = frozenset(self._used | self._names.used)
        size = self._held.tell()
        yield _head(used, self._prefixes)
        if used and size:
            yield b"\n"
        self._held.seek(0)
        while piece := self._held.read(_PIECE):
            yield piece


def shared_blanks(graphs: Mapping[str, Iterable[ox.Quad]]) -> frozenset[str]:
    """Return the blank nodes that more than one graph speaks of: these keep their names."""
    home: dict[str, str] = {}
    shared: set[str] = set()
    for name, quads in graphs.items():
        for quad in quads:
            for term in (quad.subject, quad.object):
                if isinstance(term, ox.BlankNode) and home.setdefault(term.value, name) != name:
                    shared.add(term.value)
    return frozenset(shared)


def _head(used: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(used)).encode()


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

    def subjects(self, portions: Iterable[list[ox.Quad]], shared: frozenset[str]) -> list[str]:
        """Return the blocks of all subjects of a graph in natural order."""
        blocks: dict[str, str] = {}
        for quads in portions:
            nesting = Nesting(quads, shared)
            for node in nesting.top():
                name = self.term(node)
                blocks[name] = f"{name}\n{_INDENT}{self.properties(nesting.nodes[node], nesting, _INDENT)} .\n"
        return [blocks[name] for name in sorted(blocks, key=natural)]

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

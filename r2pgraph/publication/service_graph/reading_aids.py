"""Name the whole, the saved queries and the prefixes, for editors and other clients of the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.queries import catalogue
from r2pgraph.store import form
from r2pgraph.vocab import BASE, EXTERNAL, PREFIXES, expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WHOLE: Final = BASE
"""The data set of all graphs; its address is the front page."""

_ONTOLOGY: Final = BASE + "ontology"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def whole(names: Iterable[str]) -> Iterator[str]:
    """Yield what the data set of all graphs is, and that each of the graphs named is a part of it, as N-Triples."""
    for kind in ("void:Dataset", "sd:Dataset"):
        yield line(WHOLE, "rdf:type", f"<{expand(kind)}>")
    yield line(WHOLE, "dcterms:title", text("r2pgraph", "en"))
    yield line(WHOLE, "dcterms:description", text("All named graphs together, which is what a query sees.", "en"))
    yield line(WHOLE, "void:uriSpace", text(BASE))
    for vocabulary in sorted({_ONTOLOGY, *EXTERNAL.values()}):
        yield line(WHOLE, "void:vocabulary", f"<{vocabulary}>")
    for name in names:
        yield line(WHOLE, "void:subset", f"<{name}>")
        yield line(WHOLE, "sd:namedGraph", f"<{name}>")
        yield line(name, "rdf:type", f"<{expand('sd:NamedGraph')}>")
        yield line(name, "sd:name", f"<{name}>")


def executables() -> Iterator[str]:
    """Yield every saved query, with the text that runs as pasted, as N-Triples."""
    for query in catalogue().values():
        subject, kind = iri("query", query.id), form(query.text)
        for name in ("SPARQLExecutable", f"SPARQL{kind.capitalize()}Executable"):
            yield line(subject, "rdf:type", f"<{expand('sh:' + name)}>")
        yield line(subject, "rdfs:label", text(query.title, "en"))
        yield line(subject, "rdfs:comment", text(query.question, "en"))
        yield line(subject, f"sh:{kind}", text(query.text))
        yield line(subject, "sh:prefixes", f"<{_ONTOLOGY}>")


def prefixes() -> Iterator[str]:
    """Yield every prefix of the project as a declaration, as N-Triples."""
    for prefix, namespace in PREFIXES.items():
        subject = iri("prefix", prefix)
        yield line(_ONTOLOGY, "sh:declare", f"<{subject}>")
        yield line(subject, "rdf:type", f"<{expand('sh:PrefixDeclaration')}>")
        yield line(subject, "sh:prefix", text(prefix))
        yield line(subject, "sh:namespace", f'"{namespace}"^^<{EXTERNAL["xsd"]}anyURI>')


def line(subject: str, predicate: str, written: str) -> str:
    """Return one statement as N-Triples, of an IRI, a prefixed name and a term as N-Triples write it."""
    return f"<{subject}> <{expand(predicate)}> {written} .\n"


def text(words: str, language: str = "") -> str:
    """Return a text as N-Triples write it."""
    return f'"{words.translate(_ESCAPES)}"{"@" + language if language else ""}'


def number(count: int) -> str:
    """Return a whole number as N-Triples write it."""
    return f'"{count}"^^<{EXTERNAL["xsd"]}integer>'

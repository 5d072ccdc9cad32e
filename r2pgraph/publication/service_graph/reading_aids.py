"""Name the whole, the saved queries and the prefixes, for editors and other clients of the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.queries import catalogue
from r2pgraph.store import form
from r2pgraph.vocab import BASE, EXTERNAL, PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WHOLE: Final = BASE
"""The data set of all graphs that a build makes; its address is the front page."""

_ABOUT: Final = (
    "All named graphs that a build makes of shipped and own files. What was imported besides is asked with them, "
    "is described in the graph of imports, and is not counted here."
)
_ONTOLOGY: Final = BASE + "ontology"


def whole(names: Iterable[str]) -> Iterator[str]:
    """Yield what the data set of all graphs is, and that each of the graphs named is a part of it, as N-Triples."""
    for kind in ("void:Dataset", "sd:Dataset"):
        yield link(WHOLE, "rdf:type", kind)
    yield text(WHOLE, "dcterms:title", "r2pgraph", "en")
    yield text(WHOLE, "dcterms:description", _ABOUT, "en")
    yield text(WHOLE, "void:uriSpace", BASE)
    for vocabulary in sorted({_ONTOLOGY, *EXTERNAL.values()}):
        yield link(WHOLE, "void:vocabulary", vocabulary)
    for name in names:
        yield link(WHOLE, "void:subset", name)
        yield link(WHOLE, "sd:namedGraph", name)
        yield link(name, "rdf:type", "sd:NamedGraph")
        yield link(name, "sd:name", name)


def executables() -> Iterator[str]:
    """Yield every saved query, with the text that runs as pasted, as N-Triples."""
    for query in catalogue().values():
        subject, kind = iri("query", query.id), form(query.text)
        for name in ("SPARQLExecutable", f"SPARQL{kind.capitalize()}Executable"):
            yield link(subject, "rdf:type", f"sh:{name}")
        yield text(subject, "rdfs:label", query.title, "en")
        yield text(subject, "rdfs:comment", query.question, "en")
        yield text(subject, f"sh:{kind}", query.text)
        yield link(subject, "sh:prefixes", _ONTOLOGY)


def prefixes() -> Iterator[str]:
    """Yield every prefix of the project as a declaration, as N-Triples."""
    for prefix, namespace in PREFIXES.items():
        subject = iri("prefix", prefix)
        yield link(_ONTOLOGY, "sh:declare", subject)
        yield link(subject, "rdf:type", "sh:PrefixDeclaration")
        yield text(subject, "sh:prefix", prefix)
        yield typed(subject, "sh:namespace", namespace, "anyURI")

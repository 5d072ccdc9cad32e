"""A statement that is written by hand reads back as what was meant."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.vocab import expand, iri

TLS = iri("state", "TLS")


def read(line: str) -> tuple[str, str, object]:
    """Return subject, predicate and object of one line."""
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    return quad.subject.value, quad.predicate.value, quad.object


def test_a_prefixed_name_and_an_iri_lead_to_the_same_thing() -> None:
    """Both are written in full."""
    assert read(link(TLS, "rdf:type", "r2p:State")) == read(link(TLS, expand("rdf:type"), expand("r2p:State")))


@pytest.mark.parametrize("words", ["plain", 'a "quotation"', "back\\slash", "two\nlines\r\n", "tab\there", "Türkiye"])
def test_a_text_reads_back_as_it_was(words: str) -> None:
    """What N-Triples escapes is escaped, and nothing else."""
    assert (TLS, expand("rdfs:label"), ox.Literal(words, language="en")) == read(text(TLS, "rdfs:label", words, "en"))
    assert (TLS, expand("rdfs:label"), ox.Literal(words)) == read(text(TLS, "rdfs:label", words))


def test_a_value_has_its_datatype() -> None:
    """The datatype is one of XML Schema."""
    year = ox.Literal("2023", datatype=ox.NamedNode(expand("xsd:gYear")))

    assert (TLS, expand("r2p:year"), year) == read(typed(TLS, "r2p:year", 2023, "gYear"))

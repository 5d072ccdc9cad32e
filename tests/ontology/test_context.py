"""The JSON-LD names of the terms."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from r2pgraph.ontology import context, files
from r2pgraph.ontology.terms import terms
from r2pgraph.vocab import PREFIXES

DOCUMENT = {
    "@id": "rating:TLS-2023-upr",
    "@type": ["r2p:Rating"],
    "qb:dataSet": "code:ratings",
    "r2p:state": "state:TLS",
    "r2p:year": "2023",
    "r2p:level": "level:strong",
    "r2p:trend": "trend:unchanged",
    "r2p:number": 11,
    "r2p:rationale": {"@value": "Took nearly all advice.", "@language": "en"},
    "r2p:restsOn": [
        {
            "@id": "finding:TLS-2023-upr-supported",
            "@type": "r2p:Finding",
            "r2p:value": 186,
            "r2p:outOf": {"@value": "194.5", "@type": "xsd:decimal"},
            "r2p:asOf": {"@value": "2022-01", "@type": "xsd:gYearMonth"},
            "r2p:hasCitation": ["citation:TLS-2023-10"],
        },
        {"@id": "finding:TLS-2023-reports-overdue"},
    ],
    "r2p:listedIn": {"@id": "https://example.org/elsewhere", "r2p:adoptedOn": "2021-05-18", "r2p:markerPrinted": False},
    "schema:url": "https://example.org/",
}
TURTLE = """
rating:TLS-2023-upr a r2p:Rating ; qb:dataSet code:ratings ; r2p:state state:TLS ; r2p:year "2023"^^xsd:gYear ;
    r2p:level level:strong ; r2p:trend trend:unchanged ; r2p:number 11 ; r2p:rationale "Took nearly all advice."@en ;
    r2p:restsOn finding:TLS-2023-upr-supported , finding:TLS-2023-reports-overdue ;
    r2p:listedIn <https://example.org/elsewhere> ; schema:url "https://example.org/"^^xsd:anyURI .
finding:TLS-2023-upr-supported a r2p:Finding ; r2p:value 186 ; r2p:outOf 194.5 ; r2p:asOf "2022-01"^^xsd:gYearMonth ;
    r2p:hasCitation citation:TLS-2023-10 .
<https://example.org/elsewhere> r2p:adoptedOn "2021-05-18"^^xsd:date ; r2p:markerPrinted false .
"""


def by_pyld(document: str) -> bytes:
    """Return what PyLD reads, as N-Quads."""
    from pyld import jsonld

    written = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return str(written).encode()


def by_rdflib(document: str) -> bytes:
    """Return what rdflib reads, as N-Quads."""
    import rdflib

    graph = rdflib.Graph().parse(data=document, format="json-ld")
    return graph.serialize(format="nt", encoding="utf-8")


def by_oxigraph(document: str) -> bytes:
    """Return what Oxigraph reads, as N-Quads."""
    quads = ox.parse(document.encode(), ox.RdfFormat.JSON_LD)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def statements(written: bytes) -> set[str]:
    """Return the statements of an N-Quads file."""
    return {str(quad) for quad in ox.parse(written, ox.RdfFormat.N_QUADS)}


def test_the_file_is_the_one_that_the_ontology_gives() -> None:
    """A new term is in the context as soon as `python -m r2pgraph.ontology.context` has run."""
    assert context.text() == context.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", [by_pyld, by_rdflib, by_oxigraph])
def test_three_parsers_read_the_same_graph(reader: object) -> None:
    """A document with the context means what its Turtle twin means, whoever reads it."""
    document = json.dumps({**context.generate(), **DOCUMENT})
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    twin = {str(quad) for quad in ox.parse((head + TURTLE).encode(), ox.RdfFormat.TURTLE)}

    assert callable(reader)
    assert twin == statements(reader(document))


def test_no_name_of_a_term_takes_that_of_a_prefix() -> None:
    """A key with a colon is a property; a key without one is a prefix."""
    keys = dict(context.generate()["@context"])  # type: ignore[call-overload]
    plain = {key for key in keys if ":" not in key and not key.startswith("@")}

    assert set(PREFIXES) == plain


def test_every_link_between_things_is_written_as_a_link() -> None:
    """The value of an object property is read as an IRI, never as a string."""
    keys = dict(context.generate()["@context"])  # type: ignore[call-overload]
    links = {f"r2p:{term.name}" for term in terms() if term.kind == "object property"}

    assert links == {key for key, said in keys.items() if key.startswith("r2p:") and said["@type"] == "@id"}


def test_the_context_fetches_nothing() -> None:
    """No context is nested, imported or remote, and no language is assumed."""
    written = context.text()

    assert [] == [word for word in ("@import", "@language", "@propagate", "@vocab", "@base") if word in written]
    assert 1 == written.count('"@context"')


def test_the_ontology_has_files_of_three_kinds() -> None:
    """Modules, schemes and bridges are all found."""
    assert "core.ttl" in {path.name for path in files("module")}
    assert "levels.ttl" in {path.name for path in files("scheme")}
    assert "cube.ttl" in {path.name for path in files("bridge")}
    assert files() == files("module") + files("scheme") + files("bridge")

"""Describe the service and its data from the service graph, in a worker: what the W3C's description and VoID say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.service.negotiation import ROWS, TRIPLES
from r2pgraph.vocab import BASE, PREFIXES, expand

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

_PREFIXES: Final = ("dcterms", "graph", "linkset", "partition", "sd", "skos", "target", "void", "void-ext", "xsd")

_NAMES: Final = {
    "JSON": "SPARQL_Results_JSON", "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV", "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle", "N_TRIPLES": "N-Triples", "JSON_LD": "JSON-LD", "RDF_XML": "RDF_XML",
}  # fmt: skip

_GRAPHS: Final = """CONSTRUCT {
  ?whole a ?kind ; dcterms:title ?title ; dcterms:description ?about ; void:triples ?size ; sd:namedGraph ?graph .
  ?graph a sd:NamedGraph ; sd:name ?graph ; dcterms:title ?name ; void:triples ?count .
} WHERE {
  VALUES ?whole { <%s> }
  VALUES ?graph { %s }
  ?whole a ?kind ; dcterms:title ?title ; dcterms:description ?about ; void:triples ?size .
  OPTIONAL { ?graph dcterms:title ?name }
  OPTIONAL { ?graph void:triples ?count }
}"""

_COUNTS: Final = """CONSTRUCT { ?thing ?says ?what } WHERE {
  { ?thing a sd:Dataset } UNION { ?thing a sd:NamedGraph } UNION { ?thing void:class|void:property ?any }
  UNION { ?thing void-ext:datatype ?any }
  UNION { ?thing a void:Linkset } UNION { ?set a void:Linkset ; void:objectsTarget ?thing }
  ?thing ?says ?what .
}"""


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the description of the endpoint at ``address``, with all counts where ``document`` is ``void``.

    Args:
        store: the graph that is described.
        job: ``address``, ``document``, ``media_type``, and ``form``, which is a name of the engine's formats.
    """
    graphs = " ".join(f"<{name}>" for name in store.graphs())
    asked = _COUNTS if job["document"] == "void" else _GRAPHS % (BASE, graphs)
    declared = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dcterms", "sd", "void", "void-ext"))
    said = [quad.triple for quad in ox.parse(store.construct(declared + asked), format=ox.RdfFormat.N_TRIPLES)]
    address = ox.NamedNode(job["address"])
    said.append(ox.Triple(ox.NamedNode(BASE), ox.NamedNode(expand("void:sparqlEndpoint")), address))
    if job["document"] != "void":
        said = [*_endpoint(job["address"]), *said]
    form: ox.RdfFormat = getattr(ox.RdfFormat, job["form"])
    used = {name: PREFIXES[name] for name in _PREFIXES}
    content = ox.serialize(said, format=form, prefixes=used) or b""
    return {"outcome": "answer", "media_type": job["media_type"]}, content


def _endpoint(address: str) -> list[ox.Triple]:
    """Return what the endpoint at ``address`` is and can do; what it holds is described in the service graph."""
    service, dataset = ox.NamedNode(address), ox.NamedNode(BASE)
    said = [
        ox.Triple(service, _TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _TYPE, _sd("Dataset")),
    ]
    formats = [_FORMATS + _NAMES[name] for name in dict.fromkeys([*ROWS.values(), *TRIPLES.values()])]
    return said + [ox.Triple(service, _sd("resultFormat"), ox.NamedNode(name)) for name in formats]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)

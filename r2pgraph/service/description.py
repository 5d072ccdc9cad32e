"""The service described in the W3C's own words, for clients that ask the endpoint without a query."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from r2pgraph.service.negotiation import ROWS, TRIPLES

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

_NAMES: Final = {
    "JSON": "SPARQL_Results_JSON", "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV", "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle", "N_TRIPLES": "N-Triples", "JSON_LD": "JSON-LD", "RDF_XML": "RDF_XML",
}  # fmt: skip


def describe(address: str, form: str) -> bytes:
    """Return the description of the endpoint at ``address``, in a format of the engine such as ``TURTLE``."""
    service, dataset = ox.NamedNode(address), ox.BlankNode("dataset")
    statements = [
        ox.Triple(service, _TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _TYPE, _sd("Dataset")),
    ]
    formats = [_FORMATS + _NAMES[name] for name in dict.fromkeys([*ROWS.values(), *TRIPLES.values()])]
    statements += [ox.Triple(service, _sd("resultFormat"), ox.NamedNode(name)) for name in formats]
    chosen: ox.RdfFormat = getattr(ox.RdfFormat, form)
    return ox.serialize(statements, format=chosen, prefixes={"sd": _SD, "formats": _FORMATS}) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)

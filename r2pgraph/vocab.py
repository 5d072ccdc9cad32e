"""The IRIs and prefixes of the project, as plain strings: no RDF library is imported here."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

BASE: Final = "https://w3id.org/r2pgraph/"
R2P: Final = BASE + "ontology#"
CONTEXT: Final = BASE + "context.jsonld"

SEGMENTS: Final = (
    "absence", "accreditation", "action", "activity", "adoption", "agreement", "area", "assessment", "award",
    "citation", "code", "commitment", "confidence", "cycle", "deployment", "edition", "endorsement", "erratum",
    "fatality", "fault", "finding", "former", "framework", "gap", "graph", "grouping", "import", "index", "indicator",
    "inference", "institution", "level", "line", "link", "linkset", "list", "measure", "measurement", "membership",
    "mission", "name", "normalisation", "obligation", "organisation", "origin", "partition", "plan", "position",
    "precision", "prefix", "problem", "provision", "query", "rating", "recommendation", "reference", "region",
    "resolution", "review", "scale", "score", "shape", "source", "standing", "state", "statement", "status",
    "submission", "target", "test", "treaty", "trend", "unit", "verdict", "visit", "vote", "weighting",
)  # fmt: skip
"""One path segment a class of individuals; the segment is also the prefix."""

EXTERNAL: Final = {
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES: Final = {"r2p": R2P, **{segment: f"{BASE}{segment}/" for segment in SEGMENTS}, **EXTERNAL}
"""Every prefix of the project and the namespace it stands for."""


def iri(segment: str, key: str) -> str:
    """Return the IRI of one individual, such as ``iri("state", "TLS")``."""
    return f"{BASE}{segment}/{key}"


def expand(name: str) -> str:
    """Return the full IRI of a prefixed name; a string without a known prefix comes back unchanged."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


@lru_cache(4096)
def compact(full: str) -> str:
    """Return the shortest prefixed name of an IRI, or the IRI unchanged where no prefix fits."""
    best = max(
        ((prefix, space) for prefix, space in PREFIXES.items() if full.startswith(space)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    if best is None:
        return full
    local = full[len(best[1]) :]
    return full if "/" in local or not local else f"{best[0]}:{local}"

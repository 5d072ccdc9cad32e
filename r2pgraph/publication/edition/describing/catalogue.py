"""Describe an edition in DCAT, PROV and DQV: what it is, where it comes from, and how it fared in its checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.publication.edition.describing.description import (
    ABOUT,
    CREATOR,
    CREATOR_NAME,
    DQV,
    KEYWORDS,
    LDQD,
    SERIES,
    SPDX,
)
from r2pgraph.queries import catalogue as saved
from r2pgraph.vocab import BASE, iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.publication.edition.describing.description import Description
    from r2pgraph.publication.edition.folder import File

_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_RUN: Final = iri("activity", "publication-")


def dcat(about: Description) -> list[ox.Quad]:
    """Return series, edition and distributions, the run that made them, and the results of the checks."""
    lines = [*_series(about), *_edition(about), *_distributions(about), *_run(about), *_quality(about)]
    return list(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))


def _series(about: Description) -> Iterator[str]:
    yield link(SERIES, "rdf:type", "dcat:DatasetSeries")
    yield text(SERIES, "dcterms:title", "Editions of r2pgraph", "en")
    yield text(SERIES, "dcterms:description", ABOUT, "en")
    yield link(SERIES, "dcterms:publisher", CREATOR)
    yield link(SERIES, "dcat:seriesMember", about.iri)
    yield link(CREATOR, "rdf:type", "org:Organization")
    yield text(CREATOR, "rdfs:label", CREATOR_NAME, "en")


def _edition(about: Description) -> Iterator[str]:
    for kind in ("dcat:Dataset", "prov:Entity"):
        yield link(about.iri, "rdf:type", kind)
    yield text(about.iri, "dcterms:title", about.title, "en")
    yield text(about.iri, "dcterms:description", ABOUT, "en")
    yield typed(about.iri, "dcterms:identifier", about.iri, "anyURI")
    yield typed(about.iri, "dcterms:issued", about.day, "date")
    yield link(about.iri, "dcterms:license", about.licence)
    for relation in ("dcterms:creator", "dcterms:publisher", "prov:wasAttributedTo"):
        yield link(about.iri, relation, CREATOR)
    for word in KEYWORDS:
        yield text(about.iri, "dcat:keyword", word, "en")
    yield text(about.iri, "dcat:version", about.name)
    yield text(about.iri, "dcterms:bibliographicCitation", about.cited, "en")
    yield link(about.iri, "dcat:isVersionOf", BASE)
    yield link(about.iri, "dcat:inSeries", SERIES)
    if about.before:
        former = iri("edition", about.before)
        for relation in ("dcat:previousVersion", "dcat:prev", "prov:wasRevisionOf"):
            yield link(about.iri, relation, former)


def _distributions(about: Description) -> Iterator[str]:
    for file in about.files:
        yield from _distribution(about, file)


def _distribution(about: Description, file: File) -> Iterator[str]:
    subject = about.address(file.path)
    checksum = f"{subject}#checksum"
    yield link(about.iri, "dcat:distribution", subject)
    yield link(subject, "rdf:type", "dcat:Distribution")
    yield text(subject, "dcterms:title", file.title, "en")
    if licence := about.licence_of(file):
        yield link(subject, "dcterms:license", licence)
    yield link(subject, "dcat:mediaType", _MEDIA + file.media)
    yield link(subject, "dcat:downloadURL", subject)
    yield typed(subject, "dcat:byteSize", file.size, "nonNegativeInteger")
    yield link(subject, f"{SPDX}checksum", checksum)
    yield link(checksum, "rdf:type", f"{SPDX}Checksum")
    yield link(checksum, f"{SPDX}algorithm", f"{SPDX}checksumAlgorithm_sha256")
    yield typed(checksum, f"{SPDX}checksumValue", file.sha256, "hexBinary")


def _run(about: Description) -> Iterator[str]:
    """Yield what made the edition, of which graphs; it took place on no day but that of the data."""
    run, agent = f"{_RUN}{about.name}", f"{BASE}software/{about.package}"
    yield link(run, "rdf:type", "prov:Activity")
    yield text(run, "rdfs:label", f"Publication of the edition {about.name}", "en")
    yield link(run, "prov:wasAssociatedWith", agent)
    yield link(agent, "rdf:type", "prov:SoftwareAgent")
    yield text(agent, "rdfs:label", f"r2pgraph {about.package}")
    yield link(about.iri, "prov:wasGeneratedBy", run)
    for graph in about.graphs:
        yield link(run, "prov:used", graph)
        yield link(about.iri, "prov:wasDerivedFrom", graph)


def _quality(about: Description) -> Iterator[str]:
    """Yield, for each saved check, how many rows it returned: each row would be a fault."""
    for key, count in about.checks.items():
        metric, measured = iri("query", key), f"{about.iri}/check/{key}"
        yield link(metric, "rdf:type", f"{DQV}Metric")
        yield text(metric, "skos:definition", f"How many rows this returns: {saved()[key].question}", "en")
        yield link(metric, f"{DQV}expectedDataType", "xsd:integer")
        yield link(metric, f"{DQV}inDimension", f"{LDQD}consistency")
        yield link(measured, "rdf:type", f"{DQV}QualityMeasurement")
        yield link(measured, f"{DQV}isMeasurementOf", metric)
        yield link(measured, f"{DQV}computedOn", about.iri)
        yield typed(measured, f"{DQV}value", count, "integer")
        yield link(measured, "prov:wasGeneratedBy", f"{_RUN}{about.name}")
        yield link(about.iri, f"{DQV}hasQualityMeasurement", measured)

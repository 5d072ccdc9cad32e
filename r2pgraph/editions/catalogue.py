"""Describe what was imported: for each graph of a series files with their SHA-256, publisher, terms, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from r2pgraph.editions.keeping import Edition

    Statement = tuple[str, str, str]

CATALOGUE: Final = iri("graph", "imports")
"""The graph that describes every graph of an import."""


def describe(counted: Iterable[Edition], datasets: pl.DataFrame | None) -> bytes:
    """Return the description of every edition that counts, as sorted N-Triples.

    Args:
        counted: the editions.
        datasets: the curated table of what can be read: publisher, address and terms of each kind.
    """
    known = {row["key"]: row for row in (() if datasets is None else datasets.to_dicts())}
    said = {line for edition in counted for line in _described(edition, known.get(edition.kind, {}))}
    return "".join(sorted(said)).encode()


def _described(edition: Edition, dataset: Mapping[str, str]) -> Iterator[str]:
    graph, made = iri("graph", edition.series), iri("edition", f"{edition.series}-{edition.key}")
    activity = iri("activity", f"import-{edition.series}-{edition.key}")
    for kind in ("dcat:Dataset", "prov:Entity", "void:Dataset"):
        yield link(graph, "rdf:type", kind)
    yield text(graph, "dcterms:title", f"{dataset.get('label', edition.kind)}: {edition.series}", "en")
    yield link(graph, "prov:wasDerivedFrom", made)
    yield link(graph, "prov:wasGeneratedBy", activity)
    if dataset.get("publisher"):
        yield link(graph, "dcterms:publisher", iri("organisation", dataset["publisher"]))
    if dataset.get("terms"):
        yield text(graph, "dcterms:rights", dataset["terms"], "en")
    yield from _edition(edition, made)
    yield from _activity(edition, made, activity)


def _edition(edition: Edition, made: str) -> Iterator[str]:
    """Yield what is said of the files of an edition, and of the edition that it replaced."""
    yield link(made, "rdf:type", "r2p:ImportedEdition")
    yield link(made, "rdf:type", "prov:Entity")
    yield link(made, "r2p:isOfKind", iri("import", edition.kind))
    yield text(made, "dcterms:title", ", ".join(file.name for file in edition.files))
    for file in edition.files:
        yield text(made, "r2p:sha256", file.sha256)
    yield typed(made, "r2p:rowCount", edition.rows_in, "integer")
    if edition.replaces:
        yield link(made, "prov:wasRevisionOf", iri("edition", f"{edition.series}-{edition.replaces}"))
    for name, count in edition.findings.items():
        kind, action = name.split(" ")
        finding = iri("import", f"{edition.series}-{edition.key}-{kind}-{action}")
        yield link(finding, "rdf:type", "r2p:ImportFindings")
        yield link(finding, "r2p:isNoticedIn", made)
        yield text(finding, "r2p:findingClass", kind)
        yield text(finding, "r2p:action", action)
        yield typed(finding, "r2p:rowCount", count, "integer")


def _activity(edition: Edition, made: str, activity: str) -> Iterator[str]:
    yield link(activity, "rdf:type", "prov:Activity")
    yield link(activity, "prov:used", made)
    yield link(activity, "prov:wasAssociatedWith", iri("organisation", "r2pgraph"))
    yield text(activity, "dcat:version", edition.importer)
    yield typed(activity, "prov:endedAtTime", f"{edition.imported_on}T00:00:00Z", "dateTime")

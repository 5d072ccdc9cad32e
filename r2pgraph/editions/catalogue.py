"""Describe what was imported: for each graph of a series files with their SHA-256, publisher, terms, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.vocab import EXTERNAL, R2P, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from r2pgraph.editions.keeping import Edition

    Statement = tuple[str, str, str]

CATALOGUE: Final = iri("graph", "imports")
"""The graph that describes every graph of an import."""

_TYPE: Final = EXTERNAL["rdf"] + "type"


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
        yield _link(graph, _TYPE, _term(kind))
    yield _text(graph, _term("dcterms:title"), f"{dataset.get('label', edition.kind)}: {edition.series}", "en")
    yield _link(graph, _term("prov:wasDerivedFrom"), made)
    yield _link(graph, _term("prov:wasGeneratedBy"), activity)
    if dataset.get("publisher"):
        yield _link(graph, _term("dcterms:publisher"), iri("organisation", dataset["publisher"]))
    if dataset.get("terms"):
        yield _text(graph, _term("dcterms:rights"), dataset["terms"], "en")
    yield from _edition(edition, made)
    yield from _activity(edition, made, activity)


def _edition(edition: Edition, made: str) -> Iterator[str]:
    """Yield what is said of the files of an edition, and of the edition that it replaced."""
    yield _link(made, _TYPE, R2P + "ImportedEdition")
    yield _link(made, _TYPE, _term("prov:Entity"))
    yield _link(made, R2P + "isOfKind", iri("import", edition.kind))
    yield _text(made, _term("dcterms:title"), ", ".join(file.name for file in edition.files))
    for file in edition.files:
        yield _text(made, R2P + "sha256", file.sha256)
    yield _typed(made, R2P + "rowCount", str(edition.rows_in), "integer")
    if edition.replaces:
        yield _link(made, _term("prov:wasRevisionOf"), iri("edition", f"{edition.series}-{edition.replaces}"))
    for name, count in edition.findings.items():
        kind, action = name.split(" ")
        finding = iri("import", f"{edition.series}-{edition.key}-{kind}-{action}")
        yield _link(finding, _TYPE, R2P + "ImportFindings")
        yield _link(finding, R2P + "isNoticedIn", made)
        yield _text(finding, R2P + "findingClass", kind)
        yield _text(finding, R2P + "action", action)
        yield _typed(finding, R2P + "rowCount", str(count), "integer")


def _activity(edition: Edition, made: str, activity: str) -> Iterator[str]:
    yield _link(activity, _TYPE, _term("prov:Activity"))
    yield _link(activity, _term("prov:used"), made)
    yield _link(activity, _term("prov:wasAssociatedWith"), iri("organisation", "r2pgraph"))
    yield _text(activity, _term("dcat:version"), edition.importer)
    yield _typed(activity, _term("prov:endedAtTime"), f"{edition.imported_on}T00:00:00Z", "dateTime")


def _term(name: str) -> str:
    prefix, _, local = name.partition(":")
    return EXTERNAL[prefix] + local


def _link(subject: str, predicate: str, thing: str) -> str:
    return f"<{subject}> <{predicate}> <{thing}> .\n"


def _text(subject: str, predicate: str, text: str, language: str = "") -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'<{subject}> <{predicate}> "{escaped}"{"@" + language if language else ""} .\n'


def _typed(subject: str, predicate: str, text: str, datatype: str) -> str:
    return f'<{subject}> <{predicate}> "{text}"^^<{EXTERNAL["xsd"]}{datatype}> .\n'

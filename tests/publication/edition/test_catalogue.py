"""Catalogue, counts and citation say of an edition what stands in its folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, PROV, RDF, VOID, Literal, Namespace, URIRef

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.publication.canonical import ntriples
from r2pgraph.publication.edition.describing import Description, counts, licences
from r2pgraph.publication.export import lines
from r2pgraph.queries import catalogue
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
FIRST, SECOND = URIRef(f"{BASE}edition/2026.1"), URIRef(f"{BASE}edition/2026.2")


@pytest.fixture(scope="session")
def told(edition: Path) -> rdflib.Graph:
    """Return the catalogue of the first edition."""
    return rdflib.Graph().parse(edition / "catalogue.ttl")


def test_every_distribution_is_the_file_that_stands_there(told: rdflib.Graph, edition: Path) -> None:
    """With its size, media type, licence and SHA-256."""
    found = list(told.objects(FIRST, DCAT.distribution))

    assert 250 < len(found)
    for each in found:
        path = edition / str(each).removeprefix(f"{FIRST}/")
        checksum = told.value(each, SPDX.checksum)
        assert path.stat().st_size == int(str(told.value(each, DCAT.byteSize)))
        assert hashlib.sha256(path.read_bytes()).hexdigest() == str(told.value(checksum, SPDX.checksumValue))
        assert str(told.value(each, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert URIRef(LICENCE) == told.value(each, DCTERMS.license)


def test_both_forms_of_the_catalogue_say_the_same(edition: Path) -> None:
    """Turtle and JSON-LD, read by the other engine."""
    forms = [ntriples(ox.parse(path=edition / f"catalogue.{ending}")) for ending in ("ttl", "jsonld")]

    assert forms[0] == forms[1]


def test_an_edition_stands_in_its_series(told: rdflib.Graph, second: Path) -> None:
    """The first has none before it, the second names the first."""
    later = rdflib.Graph().parse(second / "catalogue.ttl")

    assert Literal("2026.1") == told.value(FIRST, DCAT.version)
    assert None is told.value(FIRST, DCAT.previousVersion)
    assert FIRST == later.value(SECOND, DCAT.previousVersion)
    assert FIRST == later.value(SECOND, PROV.wasRevisionOf)
    for graph, edition in ((told, FIRST), (later, SECOND)):
        series = graph.value(edition, DCAT.inSeries)
        assert DCAT.DatasetSeries == graph.value(series, RDF.type)
        assert edition == graph.value(series, DCAT.seriesMember)


def test_the_run_used_every_graph(told: rdflib.Graph, edition: Path) -> None:
    """And it bears no time, since the same data are the same edition whenever they are published."""
    run = told.value(FIRST, PROV.wasGeneratedBy)
    rows = (edition / "dumps/graphs.csv").read_text(encoding="utf-8").splitlines()[1:]

    assert {row.split(",")[0] for row in rows} == {str(graph) for graph in told.objects(run, PROV.used)}
    assert not list(told.objects(run, PROV.startedAtTime))


def test_every_check_has_a_result(told: rdflib.Graph) -> None:
    """Each saved check, and no row of any."""
    checks = {f"{BASE}query/{query.id}" for query in catalogue().values() if query.kind == "checks"}
    found = {
        str(told.value(measured, DQV.isMeasurementOf)): int(str(told.value(measured, DQV.value)))
        for measured in told.objects(FIRST, DQV.hasQualityMeasurement)
    }

    assert dict.fromkeys(checks, 0) == found


def test_the_counts_are_those_of_the_dump(edition: Path) -> None:
    """Counted again by the other engine from the N-Quads: the whole, each graph, class and property."""
    void = rdflib.Graph().parse(edition / "void.ttl")
    quads = list(ox.parse(path=edition / "dumps/r2pgraph.nq"))
    kind = ox.NamedNode(str(RDF.type))
    entities: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate == kind:
            entities.setdefault(str(quad.object), set()).add(str(quad.subject))

    assert len(quads) == int(str(void.value(FIRST, VOID.triples)))
    assert len({str(quad.subject) for quad in quads}) == int(str(void.value(FIRST, VOID.distinctSubjects)))
    parts = {
        f"<{void.value(part, VOID['class'])}>": int(str(void.value(part, VOID.entities)))
        for part in void.objects(FIRST, VOID.classPartition)
    }
    assert {name: len(things) for name, things in entities.items()} == parts
    states = URIRef(f"{BASE}graph/states")
    properties = {
        str(void.value(part, VOID.property)): int(str(void.value(part, VOID.triples)))
        for part in void.objects(states, VOID.propertyPartition)
    }
    mine = [quad.predicate.value for quad in quads if str(quad.graph_name) == f"<{states}>"]
    assert {name: mine.count(name) for name in set(mine)} == properties


def test_links_to_others_are_counted_by_relation_and_space() -> None:
    """Two spaces, one of which ends in a slash; links among ours, and of terms, are none."""
    store = ox.Store()
    store.load(
        f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX state: <{BASE}state/>
        PREFIX r2p: <{BASE}ontology#>
        GRAPH <{BASE}graph/links> {{
          state:TLS skos:exactMatch <http://www.wikidata.org/entity/Q574>, <https://sws.geonames.org/1966436/> .
          state:FJI skos:exactMatch <http://www.wikidata.org/entity/Q712> ; skos:closeMatch <{BASE}state/TLS> .
          r2p:State skos:closeMatch <https://schema.org/Country> .
        }}""".encode(),
        ox.RdfFormat.TRIG,
    )
    graph = f"{BASE}graph/links"
    about = Description("2026.1", "2026-11-22", "", "0.1.0", (), (), {graph: (LICENCE, "")}, {})

    void = rdflib.Graph()
    opened = EmbeddedStore(store)
    void.parse(data=ntriples(counts.void(about, opened, {graph: lines(opened, graph)})), format="nt")

    found = {
        str(void.value(void.value(each, VOID.objectsTarget), VOID.uriSpace)): int(str(void.value(each, VOID.triples)))
        for each in void.subjects(RDF.type, VOID.Linkset)
    }
    assert {"http://www.wikidata.org/entity/": 2, "https://sws.geonames.org/": 1} == found
    assert {FIRST} == {void.value(each, VOID.subjectsTarget) for each in void.subjects(RDF.type, VOID.Linkset)}


@pytest.mark.parametrize(
    ("path", "licence"),
    [
        ("dumps/assessments/own-assessment-TLS-2024.ttl", ""),
        ("dumps/subjects/states.jsonld", LICENCE),
        ("dumps/r2pgraph.nq", "whole"),
        ("tables/ratings.csv", "whole"),
        ("tables/states.parquet", LICENCE),
        ("tables/imported/votes-x/votes.csv", "https://example.org/terms"),
        ("ontology/ontology.ttl", LICENCE),
        ("CHANGES.md", "whole"),
    ],
)
def test_a_file_bears_the_licence_of_its_graph(path: str, licence: str) -> None:
    """One that is made from all graphs bears that of the whole, and where none is stated none is made up."""
    stated = {
        f"{BASE}graph/own-assessment-TLS-2024": ("", ""),
        f"{BASE}graph/states": (LICENCE, ""),
        f"{BASE}graph/votes-x": ("https://example.org/terms", "Name it | ask"),
    }

    assert licence == licences.of_file(PurePosixPath(path), stated, "whole")
    assert not licences.is_one(stated)
    page = licences.page(stated, "We").decode()
    assert "| `own-assessment-TLS-2024` | not stated |  |" in page
    assert "| `votes-x` | <https://example.org/terms> | Name it \\| ask |" in page


def test_one_version_in_every_descriptor(edition: Path) -> None:
    """Name, day and address are the same wherever they are read."""
    read = {
        name: json.loads((edition / name).read_bytes())
        for name in ("datapackage.json", "croissant.json", "ro-crate-metadata.json")
    }
    root = next(each for each in read["ro-crate-metadata.json"]["@graph"] if each["@id"] == "./")
    citation = (edition / "CITATION.cff").read_text(encoding="utf-8").splitlines()

    assert "2026.1" == read["datapackage.json"]["version"] == root["version"]
    assert "2026.1.0" == read["croissant.json"]["version"]
    assert str(FIRST) == read["datapackage.json"]["id"] == root["identifier"] == read["croissant.json"]["url"]
    assert root["datePublished"] == read["croissant.json"]["datePublished"]
    assert read["datapackage.json"]["created"] == f"{root['datePublished']}T00:00:00Z"
    assert {'version: "2026.1"', f"date-released: {root['datePublished']}", "license: CC-BY-4.0"} <= set(citation)

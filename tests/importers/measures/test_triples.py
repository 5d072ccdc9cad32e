"""What a measurement becomes in the graph, and that the indices, measures and scales it names are described."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.reading import read as triples_of
from r2pgraph.graph.rendering import UnfitValueError, render
from r2pgraph.importers import read
from r2pgraph.importers.measures import freedom_house, rsf, v_dem
from r2pgraph.ontology import files, load
from r2pgraph.tables.imported.measures import INDICES, STATUSES, TABLES
from r2pgraph.validation import check
from r2pgraph.vocab import compact, expand, iri

ROOT = Path(__file__).parents[3]
ROW = {
    "key": "freedom-house-total-2022-FJI", "index": "freedom-house", "measure": "freedom-house-total",
    "state_name": "Fiji", "state_code": "", "state": "FJI", "edition": "2023", "year": "2022", "value": "66",
    "status": "partly-free", "scale": "freedom-house-2018", "source": "freedom-house-fiw",
}  # fmt: skip


def rendered(**changes: str) -> bytes:
    """Return the triples of one row, changed."""
    return render(IMPORTED["measurements"], pl.DataFrame([{**ROW, **changes}]))


def described(kind: str) -> set[str]:
    """Return the keys of everything in the ontology that is of a class."""
    name = ox.NamedNode(f"https://w3id.org/r2pgraph/ontology#{kind}")
    return {
        quad.subject.value.rpartition("/")[2]
        for quad in load()
        if quad.object == name and "#type" in quad.predicate.value
    }


def test_a_measurement_says_what_it_measures_of_whom_when_and_on_which_scale() -> None:
    """Ten triples, written here by hand."""
    found = {
        (compact(quad.subject.value), compact(quad.predicate.value), compact(quad.object.value))
        for quad in ox.parse(rendered(), ox.RdfFormat.N_TRIPLES)
    }
    subject = "measurement:freedom-house-total-2022-FJI"

    assert {
        (subject, "rdf:type", "r2p:Measurement"),
        (subject, "r2p:inIndex", "index:freedom-house"),
        (subject, "r2p:measure", "measure:freedom-house-total"),
        (subject, "r2p:state", "state:FJI"),
        (subject, "r2p:year", "2022"),
        (subject, "r2p:edition", "2023"),
        (subject, "r2p:value", "66"),
        (subject, "r2p:givesStatus", "status:partly-free"),
        (subject, "r2p:usesScale", "scale:freedom-house-2018"),
        (subject, "prov:hadPrimarySource", "source:freedom-house-fiw"),
    } == found


def test_a_territory_makes_no_triple_of_a_measurement() -> None:
    """Without a state there is nothing to say of a state."""
    assert b"" == rendered(state="", state_name="Kosovo", key="freedom-house-total-2022-Kosovo")


@pytest.mark.parametrize("value", ["1e5", "1,5", ".5", "many"])
def test_a_value_that_is_no_decimal_makes_no_literal(value: str) -> None:
    """The border of the graph refuses what the importer should have."""
    with pytest.raises(UnfitValueError, match="is no xsd:decimal"):
        rendered(value=value)


def test_every_measure_scale_status_and_index_is_described() -> None:
    """Nothing that an importer can write lacks a name and a definition."""
    scales = {scale.key for _, scale in rsf.SCALES} | set(v_dem.SCALES.values())
    measures = {"rsf-score", "rsf-rank", *(measure for _, measure in rsf.CONTEXTS.values())}
    measures |= {*v_dem.MEASURES.values(), *freedom_house.MEASURES.values()}
    measures |= {f"freedom-house-{item.lower()}" for item in freedom_house.ITEMS}

    assert set(INDICES) == described("ExternalIndex")
    assert scales | {"freedom-house-2003", "freedom-house-2018"} == described("Scale")
    assert measures <= described("Measure")
    assert [] == [status for status in STATUSES if iri("status", status) not in {q.subject.value for q in load()}]


def test_a_real_edition_passes_the_shapes(real: Callable[[str], Path], tmp_path: Path) -> None:
    """The measurements of some states in the press freedom index of 2023 are right in the eyes of the shapes."""
    (found,) = read("rsf", [real("rsf/rwb2023.csv")])
    table = found.tables["measurements"].filter(pl.col("state").is_in(["TLS", "FJI", "NOR", ""]))
    path = tmp_path / "rsf.ttl"
    path.write_bytes(render(IMPORTED["measurements"], table))
    known = ox.Store()
    known.extend(quad for each in [*files(), ROOT / "tests/shapes/known.ttl"] for quad in triples_of(each))
    for thing, kind in ((iri("state", "NOR"), "State"), (iri("source", "rsf-index"), "Source")):
        known.add(ox.Quad(ox.NamedNode(thing), ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand(f"r2p:{kind}"))))

    assert 3 * 7 == len(table.filter(pl.col("state") != ""))
    assert [] == [problem.message for problem in check([path], known, subjects=["measures"]).problems]


def test_the_declared_columns_are_the_agreed_ones() -> None:
    """Others read this table by these names."""
    assert tuple(ROW) == TABLES[0].header

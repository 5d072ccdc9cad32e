"""The tools of others accept what an edition says of itself, and read from it what stands in its tables."""

from __future__ import annotations

import json
import logging
import shutil
from typing import TYPE_CHECKING

import frictionless
import mlcroissant
import polars as pl
import pytest
from csvw import CSVW
from rocrate.rocrate import ROCrate

from r2pgraph.publication.edition.describing import Description, croissant, package

if TYPE_CHECKING:
    from pathlib import Path

MIXED = {"https://w3id.org/r2pgraph/graph/own-assessment-TLS-2024": ("", "Ours")}


def test_the_crate_is_read_and_names_every_file(edition: Path) -> None:
    """Every file but those that describe the others is a part of the RO-Crate, with its size and digest."""
    crate = ROCrate(edition)
    files = {entity.id: entity for entity in crate.data_entities if entity.type == "File"}
    sums = dict(reversed(line.split("  ")) for line in (edition / "SHA256SUMS").read_text("utf-8").splitlines())
    about_others = {
        "CITATION.cff", "LICENCES.md", "catalogue.jsonld", "catalogue.ttl", "croissant.json", "datapackage.json",
        "ro-crate-metadata.json", "void.ttl",
    }  # fmt: skip

    assert "1.1" == crate.version
    assert "2026.1" == crate.root_dataset["version"]
    assert "https://creativecommons.org/licenses/by/4.0/" == crate.root_dataset["license"].id
    assert sums.keys() - about_others == files.keys()
    for path, entity in files.items():
        assert sums[path] == entity["sha256"]
        assert (edition / path).stat().st_size == int(entity["contentSize"])


def test_croissant_is_valid_and_loads_the_rows(edition: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without an error or a warning; "004" stays a text, and Namibia's "NA" is not lost."""
    with caplog.at_level(logging.WARNING):
        found = mlcroissant.Dataset(jsonld=edition / "croissant.json")
    states = list(found.records("states"))
    ratings = list(found.records("ratings"))

    assert (set(), set()) == (set(found.metadata.ctx.issues.errors), set(found.metadata.ctx.issues.warnings))
    assert [] == caplog.messages
    assert {path.stem for path in (edition / "tables").glob("*.csv")} <= {
        each.name for each in found.metadata.record_sets
    }
    assert pl.read_csv(edition / "tables/states.csv", infer_schema=False)["m49"].to_list() == [
        each["states/m49"] and each["states/m49"].decode() for each in states
    ]
    assert b"NA" in {each["states/iso2"] for each in states}
    assert (36, {int}) == (len(ratings), {type(each["ratings/number"]) for each in ratings})


def test_every_row_passes_by_the_data_package(edition: Path) -> None:
    """Types, patterns, keys and references to other tables are checked cell by cell; so are sizes and digests."""
    report = frictionless.validate(edition / "datapackage.json")

    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:5]
    assert len(list((edition / "tables").rglob("*.csv"))) == report.stats["tasks"]


def test_every_row_passes_by_csv_on_the_web(edition: Path) -> None:
    """The reader of the W3C's model finds nothing to say of any table."""
    found = CSVW(str(edition / "tables/csv-metadata.json"), validate=True)

    assert found.is_valid
    assert [] == found.warnings


@pytest.fixture
def tables(edition: Path, tmp_path: Path) -> Path:
    """Return a copy of the descriptors, and of the tables to be spoilt."""
    shutil.copytree(edition / "tables", tmp_path / "tables")
    shutil.copy(edition / "datapackage.json", tmp_path)
    return tmp_path


def change(tables: Path, file: str, good: str, bad: str) -> None:
    """Write another value into a table, and take out the digests, which would tell that alone."""
    document = json.loads((tables / "datapackage.json").read_bytes())
    for resource in document["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (tables / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    path = tables / f"tables/{file}.csv"
    assert good in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(good, bad), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "good", "bad", "kinds"),
    [
        ("ratings", ",13,indicator", ",thirteen,indicator", {"type-error"}),
        ("states", "AFG", "Afg", {"constraint-error", "foreign-key"}),
        ("memberships", "AFG", "AFX", {"foreign-key"}),
        ("index_scores", "plan:percent-0-4", "treaties twice", {"constraint-error"}),
    ],
)
def test_a_spoilt_cell_is_told(tables: Path, file: str, good: str, bad: str, kinds: set[str]) -> None:
    """So the descriptors say enough for a fault to be found; the twin of the test above."""
    change(tables, file, good, bad)

    report = frictionless.validate(tables / "datapackage.json")

    assert kinds <= {kind for (kind,) in report.flatten(["type"])}


def test_a_plan_of_a_users_own_bears_its_whole_iri(tables: Path) -> None:
    """Whoever adds a plan publishes an edition that the tools accept, too; the twin of the spoilt name above."""
    for file in ("index_scores", "area_scores"):
        change(tables, file, "plan:percent-0-4", "https://example.org/plans/treaties-twice")

    assert frictionless.validate(tables / "datapackage.json").valid
    assert CSVW(str(tables / "tables/csv-metadata.json"), validate=True).is_valid


def test_parts_with_a_licence_of_their_own_are_told() -> None:
    """Where a graph states none, no descriptor says that the whole is under ours."""
    about = Description("2026.1", "2026-11-22", "", "0.1.0", (), (), MIXED, {})
    page = "https://w3id.org/r2pgraph/edition/2026.1/LICENCES.md"

    assert page == croissant(about)["license"]
    assert [{"path": page, "title": "Each part bears its own licence"}] == package(about)["licenses"]

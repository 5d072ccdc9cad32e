"""The table of country codes is read with its Wikidata items, and what is missing in it is told."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from r2pgraph.importers import Imported

    Problems = Callable[[Imported], list[str]]

LANGUAGES = ("Arabic", "Chinese", "English", "French", "Russian", "Spanish")
FIJI = {
    "ISO3166-1-Alpha-3": "FJI", "ISO3166-1-Alpha-2": "FJ", "M49": "242", "official_name_en": "Fiji",
    "is_independent": "Yes", "wikidata_id": "https://www.wikidata.org/wiki/Q712",
    **{f"UNTERM {language} {kind}": "Fiji" for language in LANGUAGES for kind in ("Short", "Formal")},
}  # fmt: skip


def written(folder: Path, *rows: dict[str, str]) -> Path:
    """Return a file with these rows."""
    path = folder / "country-codes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_row_gives_codes_item_and_names(tmp_path: Path) -> None:
    """Two kinds of name in six languages."""
    [made] = importers.read("country-codes", [written(tmp_path, FIJI)])
    [row] = made.tables["country_codes"].to_dicts()
    assert ("FJI", "FJI", "FJ", "242", FIJI["wikidata_id"]) == tuple(
        row[name] for name in ("key", "state", "iso2", "m49", "wikidata_id")
    )
    assert 12 == len(made.tables["state_names"])
    assert () == made.findings


def test_the_zeros_of_a_code_are_put_back_and_told(tmp_path: Path) -> None:
    """The file gives M49 codes as numbers."""
    row = FIJI | {"ISO3166-1-Alpha-3": "AFG", "official_name_en": "Afghanistan", "M49": "4"}
    [made] = importers.read("country-codes", [written(tmp_path, row)])
    assert ["004"] == made.tables["country_codes"]["m49"].to_list()
    assert [("leading-zeros-lost", "repaired", "4")] == [(f.kind, f.action, f.found) for f in made.findings]


def test_a_missing_item_is_told_and_a_false_one_emptied(tmp_path: Path) -> None:
    """An item is an address at Wikidata."""
    rows = [FIJI | {"wikidata_id": ""}, FIJI | {"ISO3166-1-Alpha-3": "TON", "wikidata_id": "Q678"}]
    rows[1]["official_name_en"] = "Tonga"
    [made] = importers.read("country-codes", [written(tmp_path, *rows)])
    assert ["", ""] == made.tables["country_codes"]["wikidata_id"].to_list()
    assert [("unknown-value", "Q678"), ("missing-value", "FJI")] == [(f.kind, f.found) for f in made.findings]


def test_a_repeated_code_is_refused(tmp_path: Path) -> None:
    """The first row counts."""
    [made] = importers.read("country-codes", [written(tmp_path, FIJI, FIJI)])
    assert 1 == len(made.tables["country_codes"])
    assert [("unknown-value", "refused", 3)] == [(f.kind, f.action, f.row) for f in made.findings]


def test_a_file_without_a_column_is_refused(tmp_path: Path) -> None:
    """The column is named."""
    row = {name: value for name, value in FIJI.items() if name != "wikidata_id"}
    with pytest.raises(UnreadableFileError, match="wikidata_id"):
        importers.read("country-codes", [written(tmp_path, row)])


def test_the_real_file_is_read_whole(records: Path, problems: Problems) -> None:
    """Counted anew with the csv module: Namibia has no item and its code NA, Türkiye no name at the United Nations."""
    path = records / "country-codes" / "country-codes.csv"
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    [made] = importers.read("country-codes", [path])
    assert [] == problems(made)
    codes = made.tables["country_codes"]
    assert {row["ISO3166-1-Alpha-3"]: row["wikidata_id"] for row in rows} == dict(
        codes.select("key", "wikidata_id").rows()
    )
    assert [("NA", "NAM", "")] == codes.filter(key="NAM").select("iso2", "state", "wikidata_id").rows()
    missing = {(finding.found, finding.row) for finding in made.findings if finding.kind == "missing-value"}
    assert {"NAM", "TUR"} <= {code for code, _ in missing}
    short = sum(len(row["M49"]) < 3 for row in rows)
    assert short == sum(finding.kind == "leading-zeros-lost" for finding in made.findings)
    assert all(finding.kind != "extra-column" for finding in made.findings)

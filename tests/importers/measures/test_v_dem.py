"""Varieties of Democracy: the columns of its own indices out of a workbook of country-years."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, read

FILE = "v-dem/Selected VDEM Data.xlsx"
READ = "DEFLMNOPQ"
"""The columns of the real file that hold indices of V-Dem's own: no population, trade or Polity."""


@pytest.fixture(scope="module")
def whole(real: Callable[[str], Path]) -> Imported:
    """Return the real workbook, imported once."""
    (found,) = read("v-dem", [real(FILE)])
    return found


def imported(path: Path) -> Imported:
    """Return what one file holds."""
    (found,) = read("v-dem", [path])
    return found


def test_every_number_of_the_indices_is_a_row(
    whole: Imported, real: Callable[[str], Path], problems: Callable[[Imported], list[str]]
) -> None:
    """Counted in the XML of the sheet: as many rows as filled cells in nine columns below the header."""
    with zipfile.ZipFile(real(FILE)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    filled = Counter(re.findall(r'<c r="([A-Z]+)\d+"[^>]*><v>', sheet))

    assert sum(filled[letter] - 1 for letter in READ) == len(whole.tables["measurements"])
    assert filled["A"] - 1 == 27_380 == whole.rows_in
    assert [] == problems(whole)


def test_columns_of_others_are_left_alone_and_told(whole: Imported) -> None:
    """Population, income, trade and Polity are not V-Dem's, and COW codes are no codes of ours."""
    told = {each.found for each in whole.findings if each.kind == "extra-column"}

    assert {"COWcode", "e_pop", "e_gdppc", "e_cow_exports", "e_cow_imports", "e_polity2"} == told
    assert 9 == whole.tables["measurements"]["measure"].n_unique()


def test_years_run_from_1789_to_2021_and_name_no_edition(whole: Imported) -> None:
    """The extract does not say of which edition it is, so none is stated."""
    table = whole.tables["measurements"]

    assert ("1789", "2021") == (table["year"].min(), table["year"].max())
    assert {""} == set(table["edition"])


def test_indices_and_model_values_have_scales_of_their_own(whole: Imported) -> None:
    """What begins with v2x lies between 0 and 1; the others lie around 0 and go below it."""
    table = whole.tables["measurements"].with_columns(pl.col("value").cast(pl.Float64))
    ends = {
        scale: (low, high)
        for scale, low, high in table.group_by("scale")
        .agg(low=pl.col("value").min(), high=pl.col("value").max())
        .iter_rows()
    }

    assert {"v-dem-unit-interval", "v-dem-measurement-model"} == set(ends)
    assert 0 <= ends["v-dem-unit-interval"][0] <= ends["v-dem-unit-interval"][1] <= 1
    assert ends["v-dem-measurement-model"][0] < 0


def test_a_name_encoded_twice_is_mended(whole: Imported) -> None:
    """WÃ¼rtemberg is Würtemberg, and a state that was gone before there were any of ours."""
    names = set(whole.tables["measurements"]["state_name"])

    assert ["WÃ¼rtemberg"] == [each.found for each in whole.findings if each.kind == "mojibake-repaired"]
    assert "Würtemberg" in names
    assert [] == [name for name in names if "Ã" in name]


def test_names_mean_their_states_and_territories_none(whole: Imported) -> None:
    """Burma is Myanmar, the south of Yemen a state that is gone; Gaza, Somaliland and Baden are none of ours."""
    found = dict(whole.tables["measurements"].select("state_name", "state").unique().iter_rows())
    expected = {"Burma/Myanmar": "MMR", "Timor-Leste": "TLS", "Namibia": "NAM", "Ivory Coast": "CIV", "Russia": "RUS"}
    without = {"Palestine/Gaza", "Somaliland", "Baden", "Hong Kong", "Kosovo", "Taiwan", "Zanzibar"}

    assert expected == {name: found[name] for name in expected}
    assert {""} == {found[name] for name in without}
    assert without <= {each.found for each in whole.findings if each.kind == "unknown-state"}


def test_columns_may_stand_in_any_order_and_some_may_be_missing(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """One index is enough."""
    found = imported(
        workbook(tmp_path, S=[["v2x_polyarchy", "Mood", "year", "country_name"], [0.5, "good", 2020, "Fiji"]])
    )

    assert [("v-dem-polyarchy-2020-FJI", "0.5")] == found.tables["measurements"].select("key", "value").rows()
    assert ["Mood"] == [each.found for each in found.findings]


def test_a_number_without_digits_and_a_year_of_words_are_told(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """Neither gives a row."""
    rows = [
        ["country_name", "year", "v2x_polyarchy"],
        ["Fiji", 2020, "high"],
        ["Fiji", "soon", 0.5],
        ["Fiji", 2019, 0.4],
    ]
    found = imported(workbook(tmp_path, S=rows))

    assert [(2, "high"), (3, "soon")] == sorted((each.row, each.found) for each in found.findings)
    assert ["0.4"] == found.tables["measurements"]["value"].to_list()


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (["year", "v2x_polyarchy"], "country_name"),
        (["country_name", "year", "e_pop"], "v2x_polyarchy"),
        ([], "country_name"),
    ],
)
def test_a_missing_column_refuses_the_workbook(
    header: list[str], missing: str, tmp_path: Path, workbook: Callable[..., Path]
) -> None:
    """Country, year and one index must be there."""
    with pytest.raises(UnreadableFileError, match=f"'{missing}' is missing"):
        imported(workbook(tmp_path, S=[header]))


def test_a_text_file_is_no_workbook(tmp_path: Path) -> None:
    """A CSV of the same table is refused with the reason."""
    path = tmp_path / "v-dem.csv"
    path.write_text("country_name,year,v2x_polyarchy\nFiji,2020,0.5\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="not a ZIP"):
        imported(path)

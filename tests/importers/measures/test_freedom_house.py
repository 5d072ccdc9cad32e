"""Freedom in the World: the workbook of aggregate scores and the scores of the single questions."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, border, read
from r2pgraph.importers.measures import workbook as room

BOOK = "freedom-house/Aggregate_Category_and_Subcategory_Scores_FIW_2003-2023.xlsx"
QUESTIONS = "freedom-house/country_score.csv.gz"
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADER = (
    "Country/Territory", "Region", "C/T?", "Edition", "Status", "PR Rating", "CL Rating", "A", "B", "C", "Add Q",
    "Add A", "PR", "D", "E", "F", "G", "CL", "Total",
)  # fmt: skip
FIJI = ("Fiji", "Asia", "c", 2023, "PF", 3, 3, 8, 10, 6, 0, "N/A", 24, 12, 8, 9, 13, 42, 66)


def cells(path: Path, sheet: int) -> Iterator[list[str]]:
    """Yield the rows of a sheet of a real workbook by plain means: its XML, and the strings that it shares."""
    with zipfile.ZipFile(path) as archive:
        shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - a known file
        words = ["".join(node.text or "" for node in each.iter(f"{SPACE}t")) for each in shared]
        tree = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314
    for row in tree.iter(f"{SPACE}row"):
        found = {
            re.sub(r"\d", "", cell.get("r", "")): words[int(value.text or 0)]
            if cell.get("t") == "s"
            else value.text or ""
            for cell in row
            if (value := cell.find(f"{SPACE}v")) is not None
        }
        yield [found.get(letter, "") for letter in "ABCDEFGHIJKLMNOPQRS"]


def imported(path: Path) -> Imported:
    """Return what one file holds."""
    (found,) = read("freedom-house", [path])
    return found


@pytest.fixture(scope="module")
def whole(real: Callable[[str], Path]) -> Imported:
    """Return the real workbook, imported once."""
    return imported(real(BOOK))


def test_every_number_of_the_workbook_is_a_row(
    whole: Imported, real: Callable[[str], Path], problems: Callable[[Imported], list[str]]
) -> None:
    """As many rows as cells with a number: fourteen a place since 2006, nine a place before."""
    long, wide = list(cells(real(BOOK), 2))[1:], list(cells(real(BOOK), 3))[1:]
    expected = sum(bool(re.fullmatch(r"-?\d+", cell)) for row in long for cell in row[5:19])
    expected += sum(bool(re.fullmatch(r"-?\d+", cell)) for row in wide for cell in row[2:11])

    assert (3759, 207) == (len(long), len(wide))
    assert 3759 + 207 == whole.rows_in
    assert expected == len(whole.tables["measurements"])
    assert [] == problems(whole)


def test_each_total_is_the_one_of_its_row(whole: Imported, real: Callable[[str], Path]) -> None:
    """Place, edition, total and status, cell for cell."""
    table = whole.tables["measurements"].filter(pl.col("measure") == "freedom-house-total")
    words = {"F": "free", "PF": "partly-free", "NF": "not-free"}
    expected = [(row[0], row[3], row[18], words[row[4]]) for row in list(cells(real(BOOK), 2))[1:]]
    found = table.filter(pl.col("edition") > "2005").select("state_name", "edition", "value", "status").rows()

    assert sorted(expected) == sorted(found)


def test_an_edition_is_about_the_year_before(whole: Imported) -> None:
    """Edition 2023 speaks of 2022; from 2003 to 2023 none is missing."""
    pairs = set(whole.tables["measurements"].select("edition", "year").rows())

    assert {(str(year), str(year - 1)) for year in range(2003, 2024)} == pairs


def test_the_second_additional_question_stops_with_2017(whole: Imported, real: Callable[[str], Path]) -> None:
    """N/A gives no row and one finding, and the scale is another one from 2018."""
    marks = Counter(row[11] for row in list(cells(real(BOOK), 2))[1:])
    table = whole.tables["measurements"]
    asked = table.filter(pl.col("measure") == "freedom-house-additional-question-a")
    scales = {(edition >= "2018", scale) for edition, scale in table.select("edition", "scale").iter_rows()}
    told = [each.reason for each in whole.findings if each.kind == "no-value" and each.found == "N/A"]

    assert "2017" == asked["edition"].max()
    assert {(False, "freedom-house-2003"), (True, "freedom-house-2018")} == scales
    assert [True] == [reason.startswith(f"{marks['N/A']} cells") for reason in told]


def test_empty_columns_and_a_stray_x_are_not_columns(whole: Imported) -> None:
    """They say nothing, so nothing is said of them."""
    assert "extra-column" not in {each.kind for each in whole.findings}


def test_territories_stand_without_a_state(whole: Imported, real: Callable[[str], Path]) -> None:
    """What is marked t has rows and one finding a name; Kosovo, a country since 2010, is unknown besides."""
    sheets = [(row[0], row[2]) for row in list(cells(real(BOOK), 2))[1:]]
    sheets += [(row[0], row[1]) for row in list(cells(real(BOOK), 3))[1:]]
    marked = {name for name, mark in sheets if mark == "t"}
    table = whole.tables["measurements"]

    assert marked == {each.found for each in whole.findings if each.kind == "territory"}
    assert {""} == set(table.filter(pl.col("state_name").is_in(list(marked)))["state"])
    assert {"Kosovo", "Taiwan"} == {each.found for each in whole.findings if each.kind == "unknown-state"}


def test_two_congos_two_koreas_and_a_union_that_is_gone(whole: Imported) -> None:
    """Names that differ from everybody else's mean their states."""
    found = dict(whole.tables["measurements"].select("state_name", "state").unique().iter_rows())
    expected = {
        "Congo (Kinshasa)": "COD", "Congo (Brazzaville)": "COG", "North Korea": "PRK", "South Korea": "KOR",
        "Micronesia": "FSM", "Cote d'Ivoire": "CIV", "Namibia": "NAM", "Timor-Leste": "TLS",
    }  # fmt: skip

    assert expected == {name: found[name] for name in expected}


def test_sums_that_do_not_add_up_are_told(whole: Imported) -> None:
    """Kosovo's categories in 2006 and 2007 are not the sums of their parts, and stay as printed."""
    found = [(each.row, each.found) for each in whole.findings if each.kind == "counts-disagree"]

    assert [(3440, "11"), (3440, "18"), (3647, "10")] == sorted(found)


def test_the_year_of_a_question_is_the_year_it_is_about(whole: Imported, real: Callable[[str], Path]) -> None:
    """Summed by group, the questions of a year are the scores of the edition after it, wherever both speak."""
    groups = {"a": "electoral-process", "d": "expression", "f": "rule-of-law", "g": "personal-autonomy"}
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in csv.DictReader(io.StringIO(gzip.decompress(real(QUESTIONS).read_bytes()).decode())):
        if group := groups.get(row["item"].lower()):
            sums[row["country"], row["year"], f"freedom-house-{group}"] += int(row["score"])
    printed = {
        (name, year, measure): int(value)
        for name, year, measure, value in whole.tables["measurements"]
        .select("state_name", "year", "measure", "value")
        .iter_rows()
    }
    shared = sums.keys() & printed.keys()

    assert len(shared) > 9000
    assert [] == [key for key in shared if sums[key] != printed[key]]


def test_every_answer_is_a_row(real: Callable[[str], Path], problems: Callable[[Imported], list[str]]) -> None:
    """25 questions a place and year; the codes of Cyprus, India and Pakistan do not make states of their parts."""
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(real(QUESTIONS).read_bytes()).decode())))
    found = imported(real(QUESTIONS))
    table = found.tables["measurements"]
    states = dict(table.select("state_name", "state").unique().iter_rows())

    assert 62_875 == len(rows) == found.rows_in == len(table)
    assert 25 == table["measure"].n_unique()
    assert Counter(row["score"] for row in rows) == Counter(table["value"].to_list())
    assert {("2024", "2023"), ("2013", "2012")} <= set(table.select("edition", "year").rows())
    assert ("CYP", "IND", "NAM") == (states["Cyprus"], states["India"], states["Namibia"])
    assert {""} == {states[name] for name in ("Northern Cyprus", "Indian Kashmir", "West Bank", "Kosovo", "Tibet")}
    assert [] == problems(found)


def test_a_code_that_two_names_share_decides_nothing(tmp_path: Path) -> None:
    """Even a part that no list of names knows does not become the state whose code it bears."""
    path = tmp_path / "score.csv"
    path.write_text(
        "year,country,iso3c,sub_item,score\n2023,Fiji,FJI,A1,3\n2023,Upper Fiji,FJI,A1,2\n", encoding="utf-8"
    )

    assert ["FJI", ""] == imported(path).tables["measurements"]["state"].to_list()


def test_a_question_or_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    """The row is told; the others stay."""
    path = tmp_path / "score.csv"
    path.write_text("score,sub_item,country,year\n3,A1,Fiji,2023\n3,Z9,Fiji,2023\n3,A1,Fiji,soon\n", encoding="utf-8")
    found = imported(path)

    assert [(3, "2023 Z9"), (4, "soon A1")] == [(each.row, each.found) for each in found.findings]
    assert ["freedom-house-a1-2023-FJI"] == found.tables["measurements"]["key"].to_list()


def test_columns_may_stand_in_any_order_and_a_new_one_is_told(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """A sheet of our own, turned round, with a column that nobody knows."""
    order = [*range(18, -1, -1)]
    path = workbook(tmp_path, Sheet=[[*(HEADER[at] for at in order), "Mood"], [*(FIJI[at] for at in order), "good"]])
    found = imported(path)
    total = found.tables["measurements"].filter(pl.col("measure") == "freedom-house-total")

    assert ("66", "partly-free", "FJI", "2022") == total.select("value", "status", "state", "year").row(0)
    assert ["Mood"] == [each.found for each in found.findings if each.kind == "extra-column"]


def test_what_is_no_number_or_no_status_is_told(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """A word for a score gives no row, a strange status no status."""
    odd = [*FIJI[:4], "G", *FIJI[5:17], "many", 66]
    found = imported(workbook(tmp_path, Sheet=[HEADER, odd]))
    kinds = [(each.kind, each.found, each.action) for each in found.findings if each.kind == "unknown-value"]

    assert [("unknown-value", "G", "kept"), ("unknown-value", "many", "refused")] == kinds
    assert {""} == set(found.tables["measurements"]["status"])


def test_a_missing_column_refuses_the_workbook(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """The column is named."""
    with pytest.raises(UnreadableFileError, match="'Status' is missing"):
        imported(workbook(tmp_path, Sheet=[[name for name in HEADER if name != "Status"]]))


def test_a_workbook_of_something_else_is_refused(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """Its sheets are named."""
    with pytest.raises(UnreadableFileError, match="the sheets are Prices"):
        imported(workbook(tmp_path, Prices=[["Fruit", "Price"], ["Apple", 3]]))


def test_a_damaged_workbook_is_refused(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """Cut in half, or an archive that holds no workbook."""
    path = workbook(tmp_path, Sheet=[HEADER, FIJI])
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(UnreadableFileError, match="damaged or not a ZIP"):
        imported(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.xml", "<a/>")
    with pytest.raises(UnreadableFileError, match="holds no workbook"):
        imported(path)


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """Ten megabytes of nothing in ten kilobytes."""
    path = workbook(tmp_path, Sheet=[HEADER, FIJI])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 10_000_000)
    with pytest.raises(UnreadableFileError, match="The archive is refused"):
        imported(path)


def test_a_sheet_that_spreads_over_the_whole_world_is_refused(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """One cell at the last corner would make room for seventeen thousand million."""
    with pytest.raises(UnreadableFileError, match="1,048,576 rows and 16,384 columns"):
        imported(workbook(tmp_path, corner="XFD1048576", Sheet=[HEADER, FIJI]))


def test_a_sheet_over_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: Callable[..., Path]
) -> None:
    """The limit counts from the first cell to the last."""
    monkeypatch.setattr(room, "MOST_CELLS", 37)
    with pytest.raises(UnreadableFileError, match="At most 37 cells are read"):
        imported(workbook(tmp_path, Sheet=[HEADER, FIJI]))


def test_a_packed_file_that_is_cut_short_or_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a gzip, and one of nothing but spaces."""
    path = tmp_path / "score.csv.gz"
    path.write_bytes(gzip.compress(b"year,country,sub_item,score\n2023,Fiji,A1,3\n")[:-9])
    with pytest.raises(UnreadableFileError, match="damaged or cut short"):
        imported(path)
    monkeypatch.setattr(border, "MOST_PACKED", 10)
    path.write_bytes(gzip.compress(b" " * 5_000_000))
    with pytest.raises(UnreadableFileError, match="The archive is refused"):
        imported(path)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_no_way_of_writing_a_corner_gets_past(quote: str, tmp_path: Path, workbook: Callable[..., Path]) -> None:
    """Single quotes count like double ones, and a sheet counts wherever in the archive it stands."""
    path = workbook(tmp_path, Sheet=[HEADER, FIJI])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("elsewhere/sheet.part", f"<c r={quote}XFD1048576{quote}/>")
    with pytest.raises(UnreadableFileError, match="16,384 columns"):
        imported(path)

"""The M49 standard is read in six languages, whatever the order of columns and the ends of lines."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers
from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from r2pgraph.importers import Imported

    Problems = Callable[[Imported], list[str]]

HEADER = (
    "Global Code", "Global Name", "Region Code", "Region Name", "Sub-region Code", "Sub-region Name",
    "Intermediate Region Code", "Intermediate Region Name", "Country or Area", "M49 Code", "ISO-alpha2 Code",
    "ISO-alpha3 Code", "Least Developed Countries (LDC)", "Land Locked Developing Countries (LLDC)",
    "Small Island Developing States (SIDS)",
)  # fmt: skip
FIJI = ("001", "World", "009", "Oceania", "054", "Melanesia", "", "", "Fiji", "242", "FJ", "FJI", "", "", "x")
GUAM = ("001", "World", "009", "Oceania", "057", "Micronesia", "", "", "Guam", "316", "GU", "GUM", "", "", "")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, end: str = "\n") -> str:
    """Return rows as CSV below the header."""
    return end.join(",".join(row) for row in (header, *rows)) + end


def named(row: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return a row with another name of its area."""
    return (*row[:8], name, *row[9:])


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """Return an English file of a state and a territory."""
    path = tmp_path / "UNSD-en.csv"
    path.write_text(table(FIJI, GUAM), encoding="utf-8")
    return path


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """Return the French file that goes with it."""
    path = tmp_path / "UNSD-fr.csv"
    path.write_text(table(named(FIJI, "Fidji"), GUAM), encoding="utf-8")
    return path


def test_an_area_has_its_name_in_each_language(english: Path, french: Path) -> None:
    """The English file leads; the order in which files are given does not matter."""
    [made] = importers.read("m49", [french, english])
    assert [("242", "FJI", "Fiji", "Fidji", ""), ("316", "", "Guam", "Guam", "")] == (
        made.tables["areas"].select("key", "state", "en", "fr", "ru").rows()
    )
    assert ["true", "false"] == made.tables["areas"]["small_island"].to_list()
    assert 4 == made.rows_in


def test_a_missing_language_is_told_and_its_names_stay_empty(english: Path) -> None:
    """A series that grows language by language can be read."""
    [made] = importers.read("m49", [english])
    told = [finding.found for finding in made.findings if finding.kind == "missing-file"]
    assert ["Arabic", "Spanish", "French", "Russian", "Chinese"] == told


def test_a_name_becomes_a_name_of_its_state_in_its_language(english: Path, french: Path) -> None:
    """A territory makes no triple."""
    [made] = importers.read("m49", [english, french])
    lines = render(IMPORTED["state_names"], made.tables["state_names"]).decode()
    assert 'name/m49-FJI-short-fr> <https://w3id.org/r2pgraph/ontology#text> "Fidji"@fr .' in lines
    assert 2 * 5 == len(lines.splitlines())
    assert "Guam" not in lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(english: Path, end: str) -> None:
    """The English file of the publisher has a mark, the others have none."""
    [plain] = importers.read("m49", [english])
    english.write_bytes(b"\xef\xbb\xbf" + table(FIJI, GUAM, end=end).encode())
    [other] = importers.read("m49", [english])
    assert plain.tables["areas"].equals(other.tables["areas"])


def test_the_order_of_columns_does_not_matter_and_another_column_is_told(english: Path) -> None:
    """Columns are read by their names."""
    [plain] = importers.read("m49", [english])
    rows = [(*reversed(row), "new") for row in (FIJI, GUAM)]
    english.write_text(table(*rows, header=(*reversed(HEADER), "Extra")), encoding="utf-8")
    [other] = importers.read("m49", [english])
    assert plain.tables["areas"].equals(other.tables["areas"])
    assert ["Extra"] == [finding.found for finding in other.findings if finding.kind == "extra-column"]


def test_a_file_without_a_column_is_refused_and_the_column_named(english: Path) -> None:
    """Nothing of it is imported."""
    english.write_text(table(FIJI[:9] + FIJI[10:], header=HEADER[:9] + HEADER[10:]), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="M49 Code"):
        importers.read("m49", [english])


def test_a_file_whose_name_tells_no_language_is_refused(english: Path) -> None:
    """Nothing in the file itself says it."""
    other = english.with_name("UNSD-xx.csv")
    other.write_bytes(english.read_bytes())
    with pytest.raises(UnreadableFileError, match="language"):
        importers.read("m49", [english, other])


def test_files_without_an_english_one_are_refused(french: Path) -> None:
    """States are told by their English names and their codes."""
    with pytest.raises(UnreadableFileError, match="English"):
        importers.read("m49", [french])


def test_two_files_of_a_language_are_refused(english: Path) -> None:
    """Neither is chosen."""
    other = english.with_name("unsd-EN.csv")
    other.write_bytes(english.read_bytes())
    with pytest.raises(UnreadableFileError, match="two files in English"):
        importers.read("m49", [english, other])


def test_a_row_cut_short_is_refused_with_its_line(english: Path) -> None:
    """A truncated file is not half imported."""
    text = english.read_text(encoding="utf-8")
    english.write_text(text[: text.index("Guam")], encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="line 3"):
        importers.read("m49", [english])


@pytest.mark.parametrize("data", [b"Country\xff\xfe", "Côte".encode("latin-1"), b"a\0b", b""])
def test_what_is_no_text_is_refused(english: Path, data: bytes) -> None:
    """Another encoding, a zero byte, an empty file."""
    english.write_bytes(data)
    with pytest.raises(UnreadableFileError):
        importers.read("m49", [english])


def test_a_repeated_area_and_one_without_a_code_are_told(english: Path) -> None:
    """The first row of a code counts; a code of two digits is not guessed."""
    english.write_text(table(FIJI, named(FIJI, "Fiji Islands"), (*GUAM[:9], "31", *GUAM[10:])), encoding="utf-8")
    [made] = importers.read("m49", [english])
    told = [(finding.kind, finding.row) for finding in made.findings if finding.action == "refused"]
    assert [("unknown-value", 4), ("repeated-row", 3)] == told
    assert ["Fiji"] == made.tables["areas"]["state_name"].to_list()


def test_codes_that_differ_between_languages_are_told(english: Path, french: Path) -> None:
    """The English file is followed."""
    french.write_text(table((*FIJI[:10], "XX", *FIJI[11:]), (*GUAM[:9], "999", *GUAM[10:])), encoding="utf-8")
    [made] = importers.read("m49", [english, french])
    kinds = [(finding.kind, finding.file) for finding in made.findings if finding.kind != "missing-file"]
    assert [("codes-disagree", "UNSD-fr.csv"), ("unknown-value", "UNSD-fr.csv")] == kinds[:2]
    assert "FJ" == made.tables["areas"]["iso2"][0]


def test_every_area_of_the_publishers_files_is_read(records: Path, problems: Problems) -> None:
    """Counted anew with the csv module: 249 areas in each of six files, names as they stand."""
    files = sorted((records / "country-codes").glob("UNSD-*.csv"))
    [made] = importers.read("m49", files)
    assert [] == problems(made)
    for path in files:
        tag = {"cn": "zh"}.get(path.stem[-2:], path.stem[-2:])
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        expected = {row["M49 Code"]: row["Country or Area"] for row in rows}
        assert expected == dict(made.tables["areas"].select("key", tag).rows())
    assert {"unknown-state", "no-line-end"} == {finding.kind for finding in made.findings}
    assert 6 * (249 - 54) == len(made.tables["state_names"])


def test_namibia_keeps_its_code(records: Path) -> None:
    """NA is no missing value."""
    [made] = importers.read("m49", sorted((records / "country-codes").glob("UNSD-*.csv")))
    assert [("NA", "NAM")] == made.tables["areas"].filter(key="516").select("iso2", "state").rows()

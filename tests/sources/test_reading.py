"""A CSV file is read as it stands, or refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2pgraph import sources
from r2pgraph.errors import UnreadableFileError
from r2pgraph.sources.reading import read


def write(path: Path, data: bytes) -> Path:
    """Write a file and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_every_cell_is_a_string_and_nothing_is_taken_for_missing(tmp_path: Path) -> None:
    """Namibia's code, leading zeros and empty cells come through."""
    frame = read(write(tmp_path / "a.csv", b"iso2,m49,note\nNA,004,\nnull,NaN,none\n"))

    assert {"iso2": ["NA", "null"], "m49": ["004", "NaN"], "note": ["", "none"]} == frame.to_dict(as_series=False)


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    """An empty register is a register."""
    assert ((0, 2), ["a", "b"]) == ((frame := read(write(tmp_path / "a.csv", b"a,b\n"))).shape, frame.columns)


def test_quotes_and_commas_are_plain_csv(tmp_path: Path) -> None:
    """A title with a comma or quotation marks needs no other syntax."""
    frame = read(write(tmp_path / "a.csv", 'title\n"Say ""no"", twice"\nTürkiye\n'.encode()))

    assert ['Say "no", twice', "Türkiye"] == frame["title"].to_list()


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "no header"),
        (b"\n", 1, "no header"),
        (b"\xef\xbb\xbfa\n1\n", 1, "byte order mark"),
        (b"a\r\n1\r\n", 1, "carriage return"),
        (b"a\n1\n\xff\n", 3, "not UTF-8"),
        (b"a,b\n1,2\n3\n", 3, "1 cells"),
        (b"a,b\n1,2,3\n", 2, "3 cells"),
        (b"a,b\n\n1,2\n", 2, "0 cells"),
        (b'a\n"1\n2"\n', 2, "inside a cell"),
        (b'a\n"1"2\n', 2, "not CSV"),
        (b'a\n1\n"2\n', 3, "not CSV"),
        (b"a,a\n1,2\n", 1, "twice"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, data: bytes, line: int, reason: str) -> None:
    """No row is guessed, cut or left out."""
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read(write(tmp_path / "a.csv", data))

    assert ("a.csv", line) == (caught.value.file, caught.value.line)
    assert caught.value.remedy


def test_a_file_that_is_absent_is_refused_by_name(tmp_path: Path) -> None:
    """The name of the file leads the reader."""
    with pytest.raises(UnreadableFileError, match=r"gone\.csv"):
        read(tmp_path / "gone.csv")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Copy the tables, names and links of the project."""
    for kind in ("tables", "names", "links"):
        for path in (Path(__file__).resolve().parents[2] / "data" / kind).glob("*.?sv"):
            write(tmp_path / kind / path.name, path.read_bytes())
    return tmp_path


def test_a_bad_row_is_refused_with_file_line_and_value(home: Path) -> None:
    """A slip in a table stops the build where it stands."""
    path = home / "tables" / "endorsements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kigali", "x") + "XYZ-a,XYZ,a,2022,nobody,\n")

    with pytest.raises(UnreadableFileError, match=r"endorsements\.csv, line \d+") as caught:
        sources.tables(home)

    assert "'XYZ'" in caught.value.reason
    assert "nobody" in caught.value.remedy


def test_all_problems_can_be_had_without_an_error(home: Path) -> None:
    """An editor sees the whole list."""
    path = home / "tables" / "endorsements.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("XYZ-a,XYZ,a,2022,nobody,\n")

    assert ["state", "commitment", "source"] == [problem.column for problem in sources.problems(home)]


def test_many_problems_are_counted_in_the_error(home: Path) -> None:
    """An error stays short enough to read."""
    with (home / "tables" / "region_members.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"asia,X{number},country-codes\n" for number in range(30))

    with pytest.raises(UnreadableFileError, match=r"and 10 more\."):
        sources.tables(home)


def test_a_table_that_nobody_declares_is_refused(home: Path) -> None:
    """No file is left unread in silence."""
    write(home / "tables" / "sheep.csv", b"key\ndolly\n")

    with pytest.raises(UnreadableFileError, match="declared"):
        sources.tables(home)


def test_a_bad_crosswalk_is_refused(home: Path) -> None:
    """A name may mean only a state that we know."""
    with (home / "names" / "untc.csv").open("a", encoding="utf-8") as file:
        file.write("Ruritania,RUR,,,untc-2015,\n")

    with pytest.raises(UnreadableFileError, match=r"names/untc\.csv"):
        sources.crosswalks(home)


def test_assessments_are_found_by_state_and_year(tmp_path: Path) -> None:
    """The files come in the same order everywhere."""
    for name in ("TLS/2023.ttl", "AUS/2022.ttl", "TLS/2022.ttl"):
        write(tmp_path / "assessments" / name, b"")

    assert ["AUS/2022.ttl", "TLS/2022.ttl", "TLS/2023.ttl"] == [
        path.relative_to(tmp_path / "assessments").as_posix() for path in sources.assessments(tmp_path)
    ]

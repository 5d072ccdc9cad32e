"""A table of a user's own comes in as it is, goes out as it came, or is refused with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers.own_table import read


def table(folder: Path, data: bytes) -> Path:
    """Write a table and return its place."""
    path = folder / "own.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"country,n\nNA,004\n",
        b"\xef\xbb\xbfcountry;n\r\nT\xc3\xbcrkiye;1\r\n",
        b"country\tn\nFiji\t\n",
        b"country|n\nFiji|1\n",
        b"country\nFiji\n",
        b'n,country\n1,"Korea, Republic of"\n',
        b'note,country\n"two\nlines",Fiji\n',
        b"country,n\rFiji,1\r",
        b'country,note\nFiji,"two\r\nlines"\n',
        b'country,"n; in thousands, rounded; net"\nFiji,1\n',
    ],
    ids=[
        "comma",
        "excel",
        "tab",
        "bar",
        "one column",
        "quoted",
        "line end in a cell",
        "old Macintosh",
        "another line end in a cell",
        "another separator in a cell",
    ],
)
def test_a_table_goes_out_as_it_came(tmp_path: Path, data: bytes) -> None:
    """Separator, line ends, byte order mark, zeros and quotation marks stay."""
    assert data == read(table(tmp_path, data)).written()


def test_more_columns_stand_at_the_right(tmp_path: Path) -> None:
    """What was there keeps its place."""
    wider = read(table(tmp_path, b"a;b\r\n1;2\r\n3;4\r\n")).beside(("c",), [("x",), ("y;z",)])

    assert b'a;b;c\r\n1;2;x\r\n3;4;"y;z"\r\n' == wider.written()
    assert ["1", "3"] == wider.column("a")


@pytest.mark.parametrize(
    ("data", "line", "reason", "remedy"),
    [
        (b"", None, "empty", "header"),
        (b"\xef\xbb\xbf\r\n", None, "empty", "header"),
        (b"country\n", 1, "no row", "a row"),
        (b"country\nC\xf4te\n", 2, "0xF4 is not UTF-8", "UTF-8"),
        (b"\xff\xfec\x00", None, "UTF-16", "UTF-8"),
        (b"PK\x03\x04rest", None, "workbook", "CSV"),
        (b"<html>", None, "HTML", "CSV"),
        (b"country\nFi\x00ji\n", 2, "zero byte", "CSV"),
        (b"a,b\n1,2\n3\n", 3, "1 cell and the header 2", "add what lacks"),
        (b"a,a\n1,2\n", 1, "stands twice", "name of its own"),
        (b'a,b\n1,"2\n', 2, "not CSV", "quotation marks"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, data: bytes, line: int | None, reason: str, remedy: str) -> None:
    """The place, the rule and the remedy are told."""
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read(table(tmp_path, data))

    assert line == caught.value.line
    assert remedy in caught.value.remedy


def test_a_table_that_is_absent_is_refused(tmp_path: Path) -> None:
    """The place that was looked at is told."""
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read(tmp_path / "gone.csv")


def test_a_table_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the hand does not fill the memory."""
    monkeypatch.setattr("r2pgraph.importers.own_table.MOST_BYTES", 8)

    with pytest.raises(UnreadableFileError, match="more than"):
        read(table(tmp_path, b"country\nFiji\n"))

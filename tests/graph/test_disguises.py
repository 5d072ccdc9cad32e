"""A file that is no UTF-8 text is called what it seems to be, with a remedy that fits."""

from __future__ import annotations

import io
import zipfile

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.reading import read

TEXT = '@prefix x: <urn:x:> .\nx:a x:b "caf\u00e9 \u2019" .\n'


def packed(*names: str) -> bytes:
    """Return a zip archive with empty members of these names, as an office program makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


def refusal(data: bytes) -> UnreadableFileError:
    """Return the error that reading the bytes as Turtle raises."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data, name="a.ttl")
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed("[Content_Types].xml", "word/document.xml"), "a Word document (zip)"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (zip)"),
        (packed("notes.txt"), "a compressed archive (zip)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1 text}", "a document in Rich Text Format"),
    ],
)
def test_an_office_file_under_another_name_is_recognised(data: bytes, kind: str) -> None:
    """Who renamed the file reads what it is, not which byte is wrong."""
    assert f"The file is named .ttl but looks like {kind}." == refusal(data).reason


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"), ("utf-32", "UTF-32")],
)
def test_text_of_two_or_four_bytes_a_letter_is_recognised(encoding: str, name: str) -> None:
    """With or without a byte order mark, the remedy names the encoding to convert from."""
    error = refusal(TEXT.encode(encoding))
    assert f"The file seems to be {name} text, not UTF-8." == error.reason
    assert f"iconv -f {name} -t UTF-8" in error.remedy


def test_windows_text_is_recognised_by_its_first_odd_letter() -> None:
    """The letter that the byte was meant to be is shown, on its line."""
    error = refusal(TEXT.encode("cp1252"))
    assert (2, True, True) == (error.line, "Windows-1252" in error.reason, "'\u00e9'" in error.reason)


def test_bytes_that_are_no_text_at_all_are_not_guessed() -> None:
    """What Windows-1252 cannot hold either is only called what it is not."""
    assert "The byte 0xFF is not UTF-8 text." == refusal(b"\xff\x81").reason

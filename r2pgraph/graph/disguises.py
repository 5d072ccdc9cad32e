"""Recognise a file that is no plain text in UTF-8 by its bytes, and say what it seems to be and how to mend it."""

from __future__ import annotations

from typing import Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import border

_ZIP: Final = b"PK\x03\x04"
_INSIDE: Final = {
    b"word/": "a Word document (zip)",
    b"xl/": "an Excel workbook (zip)",
    b"ppt/": "a PowerPoint presentation (zip)",
    b"opendocument.text": "a LibreOffice text (zip)",
    b"opendocument.spreadsheet": "a LibreOffice spreadsheet (zip)",
}
_BEGINNINGS: Final = {
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"%PDF": "a PDF document",
    b"{\\rtf": "a document in Rich Text Format",
    b"\x1f\x8b": "a compressed file (gzip)",
}
_MARKS: Final = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_WESTERN: Final = "Windows-1252"
_SAVE: Final = "Copy the text into a plain-text editor and save it as UTF-8."
_AGAIN: Final = "Save the file again as UTF-8, or run: iconv -f {encoding} -t UTF-8 old.ttl > new.ttl"
_LOOKED_AT: Final = 4096
_MOSTLY: Final = 0.4


def refuse(data: bytes, file: str) -> None:
    """Raise UnreadableFileError where the bytes are those of an office document or of another encoding of text.

    Args:
        data: the bytes as they stand in the file.
        file: the name to report.
    """
    if kind := _document(data):
        ending = file.rsplit(".", 1)[-1]
        raise UnreadableFileError(file, f"The file is named .{ending} but looks like {kind}.", None, _SAVE)
    if encoding := _wide(data):
        reason = f"The file seems to be {encoding} text, not UTF-8."
        raise UnreadableFileError(file, reason, 1, _AGAIN.format(encoding=encoding))
    _refuse_western(data, file)


def _document(data: bytes) -> str:
    if data.startswith(_ZIP):
        return next((kind for name, kind in _INSIDE.items() if name in data), "a compressed archive (zip)")
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), "")


def _wide(data: bytes) -> str:
    """Return UTF-16 or UTF-32 where a mark says so, or where every other byte is zero as in Latin text of two bytes."""
    if marked := next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), ""):
        return marked
    part = data[: _LOOKED_AT - len(data[:_LOOKED_AT]) % 2]
    for name, places in (("UTF-16BE", part[::2]), ("UTF-16LE", part[1::2])):
        if part.count(0) > _MOSTLY * len(part) and places.count(0) == part.count(0):
            return name
    return ""


def _refuse_western(data: bytes, file: str) -> None:
    """Raise where the bytes are no UTF-8 but readable as Windows-1252: name the first character that tells."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = data[error.start : error.start + 1]
        try:
            data.decode(_WESTERN)
        except UnicodeDecodeError:
            return
        reason = f"The byte 0x{found[0]:02X} is not UTF-8 text; the file seems to be {_WESTERN} text, where it is "
        raise UnreadableFileError(
            file, f"{reason}{found.decode(_WESTERN)!r}.", border.line_at(data, error.start),
            _AGAIN.format(encoding=_WESTERN),
        ) from None  # fmt: skip

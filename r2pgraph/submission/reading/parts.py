"""Look at the parts of a workbook before any is parsed: what form it is of, its XML, macros and links to elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import border

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOK: Final = "xl/workbook.xml"
"""The part without which an archive is no workbook."""

_OTHERS: Final = {
    "word/document.xml": "This is a Word document",
    "ppt/presentation.xml": "This is a PowerPoint presentation",
    "xl/workbook.bin": "This is a binary workbook (.xlsb)",
    "content.xml": "This is a file of LibreOffice",
}
_REFUSED: Final = {
    "xl/vbaproject": "macros",
    "xl/macrosheets/": "macros",
    "xl/externallinks/": "links to other workbooks",
    "xl/connections": "connections to data elsewhere",
    "xl/querytables/": "queries of data elsewhere",
    "xl/embeddings/": "embedded files",
    "xl/activex/": "controls that run programs",
    "xl/ctrlprops/": "controls that run programs",
}
_XML: Final = (".xml", ".rels", ".vml")
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_LINK: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_OUTSIDE: Final = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_HARMLESS: Final = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_AS_BOOK: Final = "Save it as an Excel workbook (.xlsx)."
_WITHOUT: Final = "Copy the values into a fresh template, and save that as a plain workbook (.xlsx)."


def refuse(parts: Mapping[str, bytes], file: str) -> None:
    """Raise UnreadableFileError where an archive is no plain workbook, or a part of it is not safe to parse.

    Args:
        parts: the parts by name, unpacked.
        file: the name to report.
    """
    for name, found in _OTHERS.items():
        if name in parts:
            raise UnreadableFileError(file, f"{found}, and not a workbook.", None, _AS_BOOK)
    if BOOK not in parts:
        raise UnreadableFileError(file, "The archive holds no workbook: xl/workbook.xml is missing.", None, _AS_BOOK)
    for name, data in parts.items():
        _refuse_active(name, file)
        if name.lower().endswith(_XML):
            _refuse_xml(data, name, file)
        if name.lower().endswith(".rels"):
            _refuse_links(data, file)


def _refuse_active(name: str, file: str) -> None:
    for beginning, what in _REFUSED.items():
        if name.lower().startswith(beginning):
            raise UnreadableFileError(file, f"The workbook has {what}; a submission may not ({name}).", None, _WITHOUT)


def _refuse_xml(data: bytes, name: str, file: str) -> None:
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        reason = f"The part {name} is written in {declared[1].decode('latin-1')}, not in UTF-8."
        raise UnreadableFileError(file, reason, None, _WITHOUT)
    try:
        text = border.clean(data, name)
        border.refuse_doctype(text, name)
        border.refuse_depth(text, name, "xml")
    except UnreadableFileError as error:
        reason = f"The part {name}, line {error.line}: {error.reason}"
        raise UnreadableFileError(file, reason, None, _WITHOUT) from None


def _refuse_links(data: bytes, file: str) -> None:
    for found in _LINK.finditer(data):
        if _OUTSIDE.search(found[0]) and not _HARMLESS.search(found[0]):
            reason = "The workbook calls in a file from elsewhere, such as a linked picture; a submission may not."
            raise UnreadableFileError(file, reason, None, _WITHOUT)

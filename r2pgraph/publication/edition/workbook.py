"""Tables as one workbook, which is the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from r2pgraph.publication.edition.tidy import Tidy

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_PROPERTIES: Final = "docProps/core.xml"


def workbook(tables: Sequence[Tidy], day: str) -> bytes:
    """Return a workbook with a sheet that says what each column means, and a sheet a table.

    Counts are numbers and everything else is text, so that no program takes a text for a formula or a date.

    Args:
        tables: what stands in it.
        day: the day it bears, as in ``2026-11-22``.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "r2pgraph"
    book.properties.created = datetime.fromisoformat(day).replace(tzinfo=UTC).replace(tzinfo=None)
    meanings = [[each.name, column.name, column.meaning] for each in tables for column in each.table.columns]
    _fill(book.create_sheet("dictionary"), ["table", "column", "meaning"], meanings, set())
    for each in tables:
        counts = {number for number, column in enumerate(each.table.columns) if column.form == "count"}
        _fill(book.create_sheet(each.name[:31]), list(each.table.header), each.frame.rows(), counts)
    held = io.BytesIO()
    book.save(held)
    return _even(held, day)


def _fill(sheet: WriteOnlyWorksheet, header: list[str], rows: Sequence[Sequence[str]], counts: set[int]) -> None:
    from openpyxl.cell import WriteOnlyCell

    def cell(number: int, value: str) -> object:
        if not value:
            return None
        if number in counts:
            return int(value)
        if value[0] != "=":
            return value
        text = WriteOnlyCell(sheet, value)
        text.data_type = "s"
        return text

    sheet.freeze_panes = "A2"
    sheet.append(header)
    for row in rows:
        sheet.append([cell(number, value) for number, value in enumerate(row)])


def _even(held: io.BytesIO, day: str) -> bytes:
    """Return the file without its hour, and unpacked, since the bytes of packed parts vary from machine to machine."""
    even = io.BytesIO()
    with zipfile.ZipFile(held) as found, zipfile.ZipFile(even, "w") as written:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            part = found.read(name)
            if name == _PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<2>", part)
            written.writestr(entry, part)
    return even.getvalue()

"""Workbooks of our own, for what no publisher would send."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@pytest.fixture
def workbook() -> Callable[..., Path]:
    """Return what writes a workbook of our own, cell by cell, for what no publisher would send."""
    return written


def written(folder: Path, *, corner: str = "", **sheets: Sequence[Sequence[object]]) -> Path:
    """Write a workbook with these sheets, and a last cell at ``corner`` where one is named; return its path."""
    path = folder / "made.xlsx"
    names = list(sheets)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(len(names)))
        archive.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, 1))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _links(targets))
        for at, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", _sheet(rows, corner))
    return path


def _sheet(rows: Sequence[Sequence[object]], corner: str) -> str:
    lines = [
        f'<row r="{row}">'
        + "".join(_cell(chr(64 + column), row, value) for column, value in enumerate(cells, 1))
        + "</row>"
        for row, cells in enumerate(rows, 1)
    ]
    last = (
        f'<row r="{corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{corner}"><v>1</v></c></row>' if corner else ""
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}{last}</sheetData></worksheet>'


def _cell(column: str, row: int, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{column}{row}"><v>{value}</v></c>'
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _links(targets: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{LINKS}">{each}</Relationships>'


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{BOOK}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    )
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    book = f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK}.sheet.main+xml"/>'
    return f'<Types xmlns="{TYPES}">{links}{book}{parts}</Types>'

"""The form as CSV: one file a sheet with the titles of the workbook, and a page to read first."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.tables import guarded
from r2pgraph.submission.form import FIELD, HELP, VALUE, form
from r2pgraph.submission.templates.wording import read_me

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.submission.form import Sheet
    from r2pgraph.submission.tables import Filled, Rows
    from r2pgraph.submission.templates.contents import Contents

README: Final = "README.txt"
TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time that every part of a package bears, so that the same contents are the same bytes."""

_BOM: Final = "\ufeff"
_PLAIN_FILE: Final = 0o644 << 16


def files(contents: Contents) -> dict[str, bytes]:
    """Return the files of the folder by name: a CSV file a sheet, and the page to read first.

    A text that a table program would take for a formula has an apostrophe before it, which is taken away on reading.
    The files begin with the mark by which table programs know UTF-8.
    """
    return {README: _page(contents).encode(), **tables(contents.filled)}


def tables(filled: Filled) -> dict[str, bytes]:
    """Return the CSV file of each sheet of a filled form by its name."""
    return {f"{sheet.name}.csv": _csv(_table(sheet, filled.sheets[sheet.name])) for sheet in form().sheets}


def archive(contents: Contents) -> bytes:
    """Return the files of the folder as one zip file, the same bytes for the same contents."""
    return pack(files(contents))


def pack(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of parts by name, each with the same fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = _PLAIN_FILE
            package.writestr(part, data)
    return out.getvalue()


def _table(sheet: Sheet, filled: Rows) -> list[list[str]]:
    if sheet.is_vertical:
        cells = filled.rows[0]
        return [[FIELD, VALUE, HELP], *([one.title, cells[one.title].text, one.help] for one in sheet.fields)]
    return [list(sheet.titles), *([row[title].text for title in sheet.titles] for row in filled.rows)]


def _csv(table: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([guarded(value) for value in row] for row in table)
    return (_BOM + text.getvalue()).encode()


def _page(contents: Contents) -> str:
    """Return the page to read first as plain text."""
    lines: list[str] = []
    for kind, words in read_me(contents):
        if kind in ("title", "heading"):
            lines += ["", words, ("=" if kind == "title" else "-") * len(words)]
        else:
            lines.append(f"- {words}" if kind == "item" else words)
    return "\n".join(lines).lstrip() + "\n"

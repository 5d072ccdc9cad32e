"""A form that was filled in on a page: what stands in its fields, as a filled form and as a file to be judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.service.problems import ProblemError
from r2pgraph.submission.form import FIRST_ROW, SHOWN, form
from r2pgraph.submission.lowering import rows
from r2pgraph.submission.tables import Filled
from r2pgraph.submission.templates.folder import pack, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.submission.form import Sheet

Texts = dict[str, list[dict[str, str]]]
"""What stands in the fields: by sheet its rows, each by title."""

MOST_ROWS: Final = 2_000
MORE: Final = 8
"""Empty rows that a sheet offers when more are asked for."""

_NAME: Final = re.compile(r"([A-Z][a-z]+)/([0-9]{1,4})/([A-Za-z ]+)")
_LINE_END: Final = re.compile("\r\n|\r|\n")


def name(sheet: str, row: int, title: str) -> str:
    """Return what a field of the page is called."""
    return f"{sheet}/{row}/{title}"


def texts(fields: Iterable[tuple[str, str]]) -> Texts:
    """Return what stands in the fields of a page by sheet, row and title; rows that say nothing are left out.

    Raises:
        ProblemError: a field is none of the form.
    """
    titles = {sheet.name: _titles(sheet) for sheet in form().sheets}
    found: dict[str, dict[int, dict[str, str]]] = {sheet: {} for sheet in titles}
    for called, value in fields:
        parts = _NAME.fullmatch(called)
        if parts is None or parts[3] not in titles.get(parts[1], ()) or int(parts[2]) >= MOST_ROWS:
            raise ProblemError("form", 400, f"The form has no field {called[:100]!r}.")
        found[parts[1]].setdefault(int(parts[2]), {})[parts[3]] = _LINE_END.sub("\n", value).strip()
    return {sheet: [numbered[row] for row in sorted(numbered) if any(numbered[row].values())]
            for sheet, numbered in found.items()}  # fmt: skip


def filled(given: Mapping[str, list[dict[str, str]]]) -> Filled:
    """Return the texts as a filled form."""
    made: dict[str, Any] = {}
    for sheet in form().sheets:
        told = given.get(sheet.name, [])
        made[sheet.name] = rows(sheet, told or [{}] if sheet.is_vertical else told)
    return Filled(made)


def packed(given: Mapping[str, list[dict[str, str]]]) -> bytes:
    """Return the texts as CSV files in an archive, as they are judged and kept."""
    return pack(tables(filled(given)))


def places(given: Mapping[str, list[dict[str, str]]]) -> dict[tuple[str, int], int]:
    """Return which row of a sheet begins on which line of its CSV file, counted from 0; not of the one that stands."""
    found: dict[tuple[str, int], int] = {}
    for sheet in form().sheets:
        line = FIRST_ROW
        for place, row in enumerate(given.get(sheet.name, []) if not sheet.is_vertical else []):
            found[sheet.name, line] = place
            line += 1 + sum(text.count("\n") for text in row.values())
    return found


def _titles(sheet: Sheet) -> frozenset[str]:
    """Return the titles of the columns that are to be written in."""
    return frozenset(one.title for one in sheet.fields if one.kind != SHOWN)

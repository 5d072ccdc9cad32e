"""From the bytes of a workbook or of CSV files to the cells of the form: the border first, then the parser."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.submission.form import ASIDE, form
from r2pgraph.submission.reading import border, delimited, workbook
from r2pgraph.submission.reading.grids import Grid, told
from r2pgraph.submission.reading.matching import Taken, key, match
from r2pgraph.submission.reading.parts import BOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.validation.report import Problem

__all__ = ["ENDINGS", "Taken", "read"]

ENDINGS: Final = (".xlsx", ".zip", ".csv", "/")
"""The endings of files that hold a filled form; a ``.zip``, or a folder packed as one, holds one CSV file a sheet."""

_ASIDE: Final = frozenset(key(name) for name in ASIDE)
_HIDDEN: Final = (".", "__MACOSX")


def read(data: bytes, file: str) -> Taken:
    """Return the cells of a filled form, and what is wrong with the file as a form.

    Args:
        data: the bytes of the file.
        file: its name, whose ending says what it is.

    Raises:
        UnreadableFileError: it is no form that can be read, or not safe to read.
    """
    if file.lower().endswith(".csv"):
        border.refuse_size(len(data), file)
        parts: Mapping[str, bytes] = {PurePosixPath(file.replace("\\", "/")).name: data}
    else:
        parts = border.unpack(data, file)
    if file.lower().endswith(".xlsx") or BOOK in parts:
        return match(workbook.grids(parts, data, file, _ASIDE), form(), file)
    if not _csv(parts):
        remedy = "Pack one CSV file a sheet into it, such as Ratings.csv; a workbook is sent as it is."
        raise UnreadableFileError(file, "The archive holds no CSV file.", None, remedy)
    return _folder(parts, file)


def _csv(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the CSV files of an archive, but for those that a system hides in it."""
    return [
        name
        for name in parts
        if name.lower().endswith(".csv") and not any(part.startswith(_HIDDEN) for part in name.split("/"))
    ]


def _folder(parts: Mapping[str, bytes], file: str) -> Taken:
    """Return what the CSV files hold; nothing where one of them cannot be read, and all that cannot be are told."""
    grids: list[Grid] = []
    unreadable: list[Problem] = []
    for name in _csv(parts):
        sheet = PurePosixPath(name).stem
        if key(sheet) in _ASIDE:
            continue
        try:
            grids.append(delimited.grid(parts[name], sheet, name, _known_titles))
        except UnreadableFileError as error:
            place = f"Line {error.line}: " if error.line else ""
            unreadable.append(told(file, sheet, f"{place}{error.reason}", error.remedy))
    taken = match(grids, form(), file)
    return taken._replace(problems=tuple(unreadable), is_whole=False) if unreadable else taken


def _known_titles(titles: list[str]) -> int:
    known = {key(title) for sheet in form().sheets for title in sheet.titles} | {"field", "value"}
    return sum(key(title) in known for title in titles)

"""How the cells of the workbook look, and which of them may be written in."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

if TYPE_CHECKING:
    from openpyxl.worksheet.dimensions import ColumnDimension

TITLE: Final = "Form title"
HEADING: Final = "Form heading"
WORDS: Final = "Form words"
NEEDED: Final = "Form needed"
OPTIONAL: Final = "Form optional"
GIVEN: Final = "Form given"
ANSWER: Final = "Form answer"
SHOWN: Final = "Form shown"

_FAMILY: Final = "Calibri"
_DARK, _LIGHT, _GREY, _PALE = "1F3A5F", "C5D5E8", "D5D8DC", "F0F1F3"
_INK: Final = "3C4147"
_TEXT: Final = "@"
"""The number format by which a table program leaves what is typed as it is."""


def named() -> list[NamedStyle]:
    """Return every style; only answers may be written in where a sheet is protected."""
    return [
        _style(TITLE, Font(name=_FAMILY, size=18, bold=True, color=_DARK)),
        _style(HEADING, Font(name=_FAMILY, size=13, bold=True, color=_DARK)),
        _style(WORDS, Font(name=_FAMILY, size=11)),
        _style(NEEDED, Font(name=_FAMILY, size=11, bold=True, color="FFFFFF"), _DARK, in_grid=True),
        _style(OPTIONAL, Font(name=_FAMILY, size=11, bold=True, color=_DARK), _LIGHT, in_grid=True),
        _style(GIVEN, Font(name=_FAMILY, size=11, bold=True, color=_INK), _GREY, in_grid=True),
        _style(ANSWER, Font(name=_FAMILY, size=11), in_grid=True, locked=False),
        _style(SHOWN, Font(name=_FAMILY, size=10, color=_INK), _PALE, in_grid=True),
    ]


def put_on_column(column: ColumnDimension, name: str) -> None:
    """Give the empty cells of a whole column the look of a style."""
    style = _by_name()[name]
    for part in ("font", "fill", "border", "alignment", "protection"):
        setattr(column, part, copy(getattr(style, part)))
    column.number_format = _TEXT


@cache
def _by_name() -> dict[str, NamedStyle]:
    return {style.name: style for style in named()}


def _style(name: str, font: Font, colour: str = "", *, in_grid: bool = False, locked: bool = True) -> NamedStyle:
    line = Side(style="thin", color="C9CFD6")
    return NamedStyle(
        name=name,
        font=font,
        fill=PatternFill("solid", fgColor=colour) if colour else PatternFill(),
        border=Border(left=line, right=line, top=line, bottom=line) if in_grid else Border(),
        alignment=Alignment(wrap_text=True, vertical="top"),
        number_format=_TEXT,
        protection=Protection(locked=locked),
    )

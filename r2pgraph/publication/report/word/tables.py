"""Tables whose header row is repeated on every page and whose rows stay whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from r2pgraph.publication.report.word.elements import el, paragraph, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

TWIPS: Final = 567
"""Twentieths of a point in a centimetre."""

_WHOLE: Final = 2500
"""How many letters a row may hold and still be kept whole; a longer one could fill more than a page."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and whether it goes on with the one above."""

    blocks: tuple[Element, ...] = ()
    merge: str = ""
    """``restart`` where a cell over several rows begins, ``continue`` below it."""


def cell(*lines: str | Sequence[Element], style: str = "Cell") -> Cell:
    """Return a cell with a paragraph a line."""
    return Cell(tuple(paragraph(line, style=style) for line in lines if line))


def table(title: str, heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[Cell]]) -> Element:
    """Return a table.

    Args:
        title: what a screen reader says of it.
        heads: the columns, each with its width in centimetres.
        rows: as many cells as there are columns in each.
    """
    widths = [str(round(width * TWIPS)) for _, width in heads]
    properties = el(
        "tblPr", el("tblStyle", val="ReportTable"), el("tblW", w=str(sum(map(int, widths))), type="dxa"),
        el("tblLayout", type="fixed"), el("tblLook", firstRow="1", lastRow="0", firstColumn="0", noVBand="1"),
        el("tblCaption", val=title[:200]),
    )  # fmt: skip
    head = [Cell((paragraph(runs(name), style="CellHead"),)) for name, _ in heads]
    return el(
        "tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)),
        _row(head, widths, is_head=True), *(_row(cells, widths) for cells in rows),
    )  # fmt: skip


def _row(cells: Sequence[Cell], widths: Sequence[str], *, is_head: bool = False) -> Element:
    words = (text for each in cells for block in each.blocks for text in block.iter(qn("w:t")))
    letters = sum(len(text.text or "") for text in words)
    properties = el("trPr", el("cantSplit") if letters < _WHOLE else None, el("tblHeader") if is_head else None)
    return el("tr", properties, *(_cell(each, width) for each, width in zip(cells, widths, strict=True)))


def _cell(each: Cell, width: str) -> Element:
    merge = el("vMerge", val=each.merge) if each.merge else None
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), merge), *(each.blocks or (paragraph(style="Cell"),)))

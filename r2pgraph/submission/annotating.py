"""Mark the problems of a workbook in a copy: the cells with colour, pattern and note, and a sheet that lists them.

Nothing else changes: lists, protection and styles stay, no formula is worked out, and the copy is returned as bytes.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.submission.reading.matching import key
from r2pgraph.submission.telling import MARKS, ORDER, WORDS, place
from r2pgraph.validation.report import Severity

if TYPE_CHECKING:
    from r2pgraph.validation.report import Problem, Report

PROBLEMS: Final = "Problems"
"""The name of the sheet that lists the problems; a number is added where it is taken."""

_COLUMNS: Final = (
    ("How grave", 20), ("Sheet", 14), ("Cell", 9), ("Column", 16), ("What stands there", 34), ("What is wrong", 58),
    ("How to mend it", 58),
)  # fmt: skip
_FILLS: Final = {
    Severity.VIOLATION: ("solid", "FFFFC7CE", "FFFFC7CE"),
    Severity.WARNING: ("lightUp", "FF9C6500", "FFFFF2CC"),
    Severity.INFO: ("gray125", "FF17568A", "FFE8F1F8"),
}
"""Pattern, colour of the pattern and of the ground: three patterns, so that nobody needs to tell colours apart."""

_EDGES: Final = {Severity.VIOLATION: "thick", Severity.WARNING: "mediumDashed", Severity.INFO: "dotted"}
_EDGE_COLOUR: Final = "FF9C0006"
_MOST_LISTED: Final = 2000
_LONGEST_NOTE: Final = 1500
_LINE: Final = 15
_FAMILY: Final = "Calibri"
_WIDER: Final = 12
"""By how many tenths a text may be wider than its letters count: it breaks between words."""


def annotated(data: bytes, report: Report) -> bytes:
    """Return a copy of a workbook in which the problems of its report are marked.

    Args:
        data: the workbook, which has been read for the report before.
        report: what was found in it.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        _mark(book, report)
        _list(book, report)
        return _saved(book)


def _saved(book: Any) -> bytes:  # noqa: ANN401 - openpyxl publishes no types
    """Return the bytes of a workbook, written in memory alone: the worker that calls this may write no file."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class _InMemory(ExcelWriter):  # type: ignore[misc] # openpyxl publishes no types
        def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - openpyxl publishes no types
            ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as the writer of openpyxl does
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
            written = io.BytesIO()
            writer = WorksheetWriter(ws, written)
            writer.write()
            ws._rels = writer._rels  # noqa: SLF001 - as the writer of openpyxl does
            self._archive.writestr(ws.path[1:], written.getvalue())
            self.manifest.append(ws)

    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemory(book, archive).write_data()
    return result.getvalue()


def _mark(book: Any, report: Report) -> None:  # noqa: ANN401 - openpyxl publishes no types
    """Mark each cell that has problems, the gravest of them first in its note."""
    sheets = {key(sheet.title): sheet for sheet in book.worksheets}
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in report.problems:
        if problem.sheet and problem.row and problem.column:
            found.setdefault((key(problem.sheet), f"{problem.column}{problem.row}"), []).append(problem)
    for (sheet, address), problems in found.items():
        if sheet in sheets:
            _mark_cell(_anchor(sheets[sheet], address), sorted(problems, key=lambda one: ORDER.index(one.severity)))


def _anchor(sheet: Any, address: str) -> Any:  # noqa: ANN401 - openpyxl publishes no types
    """Return the cell, or the first of the merged cells that it belongs to."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _mark_cell(cell: Any, problems: list[Problem]) -> None:  # noqa: ANN401 - openpyxl publishes no types
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    gravest = problems[0].severity
    pattern, front, ground = _FILLS[gravest]
    side = Side(style=_EDGES[gravest], color=_EDGE_COLOUR)
    cell.fill = PatternFill(pattern, start_color=ground if pattern == "solid" else front, end_color=ground)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    before = [f"{cell.comment.text}\n"] if cell.comment else []
    note = "\n".join([*before, *(_note(problem) for problem in problems)])
    cell.comment = Comment(note[:_LONGEST_NOTE], "r2pgraph", width=380, height=60 + 18 * (len(note) // 50 + 1))


def _note(problem: Problem) -> str:
    return f"{MARKS[problem.severity]} {WORDS[problem.severity].upper()}\n{problem.message}\n{problem.remedy}".strip()


def _list(book: Any, report: Report) -> None:  # noqa: ANN401 - openpyxl publishes no types
    """Put a sheet before all others that lists the problems, each with a way to its cell."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(_free_name(book), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    _write(sheet, 1, 1, report.summary())
    sheet["A1"].font = Font(name=_FAMILY, bold=True, size=14)
    for column, (title, width) in enumerate(_COLUMNS, start=1):
        _write(sheet, 3, column, title)
        sheet.cell(3, column).font = Font(name=_FAMILY, bold=True)
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    for row, problem in enumerate(report.problems[:_MOST_LISTED], start=4):
        _list_one(book, sheet, row, problem)
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"


def _list_one(book: Any, sheet: Any, row: int, problem: Problem) -> None:  # noqa: ANN401 - openpyxl publishes no types
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    more = len(problem.consequences)
    message = f"{problem.message} (and {more} more for the same reason)" if more else problem.message
    kind = f"{MARKS[problem.severity]} {WORDS[problem.severity]}"
    spot = place(problem)
    texts = (kind, problem.sheet, spot, problem.title, problem.value, message, problem.remedy)
    for column, text in enumerate(texts, start=1):
        _write(sheet, row, column, text)
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    lines = max(-(-len(text) * _WIDER // (width * 10)) for text, (_, width) in zip(texts, _COLUMNS, strict=True))
    sheet.row_dimensions[row].height = _LINE * max(lines, 1)
    pattern, front, ground = _FILLS[problem.severity]
    sheet.cell(row, 1).fill = PatternFill(
        pattern, start_color=ground if pattern == "solid" else front, end_color=ground
    )
    target = next((other.title for other in book.worksheets if key(other.title) == key(problem.sheet)), "")
    if target and problem.sheet:
        address = spot if problem.row and problem.column else f"A{problem.row or 1}"
        quoted = target.replace("'", "''")
        cell = sheet.cell(row, 3)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}", display=spot)
        cell.font = Font(name=_FAMILY, underline="single", color="FF0563C1")


def _write(sheet: Any, row: int, column: int, text: str) -> None:  # noqa: ANN401 - openpyxl publishes no types
    """Write a text as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in {"=", "+", "-", "@"}


def _free_name(book: Any) -> str:  # noqa: ANN401 - openpyxl publishes no types
    taken = {name.casefold() for name in book.sheetnames}
    names = (PROBLEMS, *(f"{PROBLEMS} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)

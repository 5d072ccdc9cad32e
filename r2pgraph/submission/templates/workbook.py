"""The form as a workbook: a page to read, a sheet for each kind of thing, lists to choose from, and no formula."""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from r2pgraph.submission.form import FIELD, FIRST_ROW, HELP, KNOWN, LISTS, READ_ME, SHOWN, VALUE, form, letters
from r2pgraph.submission.templates import styles
from r2pgraph.submission.templates.folder import TIME, pack
from r2pgraph.submission.templates.wording import read_me
from r2pgraph.submission.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from r2pgraph.submission.form import Field, Sheet
    from r2pgraph.submission.tables import Cell
    from r2pgraph.submission.templates.contents import Contents

LAST_ROW: Final = 2000
"""The last row for which a list and a prompt are offered; rows below are read all the same."""

_FIXED: Final = "Ratings"
"""The sheet whose rows are given."""

_NAME_WIDTH, _VALUE_WIDTH, _HELP_WIDTH, _PAGE_WIDTH = 22, 60, 70, 76
_LINE, _TALLEST = 15.0, 405.0
_PRINTED, _SCALE = 240, 60
"""How wide, in letters, what stands on one printed page may be, and the scale in per cent at which that fits."""

_LETTERS_A_LINE: Final = 0.95
"""How many letters of the text fit into a unit of width."""

_OF_SMALL: Final = 0.85
"""How tall a line of what is only shown is, in lines of what is answered."""

_OF_BOLD: Final = 3
"""How many letters less of a bold title fit into a column."""

_LONGEST_PROMPT: Final = 255
_LONGEST_TITLE: Final = 32
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t")
_KNOWN_HEADER: Final = (("Kind", 14), ("What to write", 40), ("Name", 80), ("More", 40))
_FLAGS: Final = ("yes", "no")
_PROPERTIES: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MOMENT: Final = datetime(*TIME, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
_IGNORED: Final = '<ignoredErrors><ignoredError sqref="A1:Z{0}" numberStoredAsText="1"/></ignoredErrors>'


def workbook(contents: Contents) -> bytes:
    """Return the form as an xlsx file, the same bytes for the same contents."""
    book = Workbook()
    book.remove(book.active)
    for style in styles.named():
        book.add_named_style(style)
    _write_page(book.create_sheet(READ_ME), read_me(contents))
    lists = _lists(contents)
    for sheet in form().sheets:
        page = book.create_sheet(sheet.name)
        filled = contents.filled.sheets[sheet.name].rows
        (_write_vertical if sheet.is_vertical else _write_rows)(page, sheet, filled)
        for one in sheet.fields:
            _guide(page, sheet, one, lists)
        _set_up(page, sheet)
    _write_known(book.create_sheet(KNOWN), contents)
    _write_lists(book, lists)
    book.properties.creator = "r2pgraph"
    book.properties.title = f"Assessment of {contents.label}, {contents.year}"
    book.properties.created = datetime(*TIME, tzinfo=UTC)
    return _saved(book)


def _write_page(page: Worksheet, told: Iterable[tuple[str, str]]) -> None:
    looks = {"title": styles.TITLE, "heading": styles.HEADING, "text": styles.WORDS, "item": styles.WORDS}
    page.column_dimensions["A"].width = _PAGE_WIDTH
    row = 1
    for kind, sentence in told:
        row += kind == "heading"
        _put(page, row, 1, f"\u2022 {sentence}" if kind == "item" else sentence, looks[kind])
        page.row_dimensions[row].height = _height([(sentence, _PAGE_WIDTH)]) * (1.7 if kind == "title" else 1.1)
        row += 1
    page.sheet_view.showGridLines = False
    page.protection.sheet = True
    _print(page)
    page.page_setup.orientation = "portrait"


def _write_vertical(page: Worksheet, sheet: Sheet, filled: Sequence[Mapping[str, Cell]]) -> None:
    """Write a field a row: its name, its value, what to write."""
    for column, (title, width) in enumerate(
        ((FIELD, _NAME_WIDTH), (VALUE, _VALUE_WIDTH), (HELP, _HELP_WIDTH)), start=1
    ):
        page.column_dimensions[letters(column)].width = width
        _put(page, 1, column, title, styles.GIVEN)
    for one in sheet.fields:
        text = filled[0][one.title].text if filled else ""
        _put(page, one.row, 1, one.title, _header(one))
        _put(page, one.row, 2, text, styles.ANSWER)
        _put(page, one.row, 3, one.help, styles.SHOWN)
        page.row_dimensions[one.row].height = _height([(text, _VALUE_WIDTH), (one.help, _HELP_WIDTH)])


def _write_rows(page: Worksheet, sheet: Sheet, filled: Sequence[Mapping[str, Cell]]) -> None:
    """Write a column a field; whole columns are open, so that rows can be added without end."""
    for column, one in enumerate(sheet.fields, start=1):
        dimension = page.column_dimensions[one.letter]
        dimension.width = one.width
        styles.put_on_column(dimension, _look(sheet, one))
        _put(page, 1, column, one.title, _header(one))
    page.row_dimensions[1].height = _height([(one.title, one.width - _OF_BOLD) for one in sheet.fields])
    for number, row in enumerate(filled, start=FIRST_ROW):
        for column, one in enumerate(sheet.fields, start=1):
            if row[one.title].text or sheet.name == _FIXED:
                _put(page, number, column, row[one.title].text, _look(sheet, one))
        shown = [(row[one.title].text, one.width) for one in sheet.fields if one.kind == SHOWN]
        answers = [(row[one.title].text, one.width) for one in sheet.fields if one.kind != SHOWN]
        page.row_dimensions[number].height = max(_height(answers), _height(shown) * _OF_SMALL)


def _write_known(page: Worksheet, contents: Contents) -> None:
    for column, (title, width) in enumerate(_KNOWN_HEADER, start=1):
        page.column_dimensions[letters(column)].width = width
        _put(page, 1, column, title, styles.GIVEN)
    for number, one in enumerate(contents.known, start=FIRST_ROW):
        for column, text in enumerate((one.kind, one.written, one.name, one.detail), start=1):
            _put(page, number, column, text, styles.SHOWN)
    page.auto_filter.ref = f"A1:D{len(contents.known) + 1}"
    page.freeze_panes = "A2"
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.sort = False
    _print(page)


def _lists(contents: Contents) -> dict[str, tuple[str, ...]]:
    """Return what each list offers by what its column is made from."""
    columns = [one for sheet in form().sheets for one in sheet.fields]
    found = {one.of: tuple(words().members(one.of).values()) for one in columns if one.kind == "choice"}
    for kind, of in (("Source", "source"), ("Organisation", "organisation")):
        found[of] = tuple(one.written for one in contents.known if one.kind == kind)
    return {**found, "flag": _FLAGS, "rating": tuple(words().indicators)}


def _write_lists(book: Workbook, lists: Mapping[str, tuple[str, ...]]) -> None:
    """Write each list as a column of a hidden sheet, under a name by which cells find it."""
    page = book.create_sheet(LISTS)
    for column, (of, members) in enumerate(lists.items(), start=1):
        _put(page, 1, column, of, styles.GIVEN)
        for row, member in enumerate(members, start=FIRST_ROW):
            _put(page, row, column, member, styles.SHOWN)
        letter, last = letters(column), max(len(members) + 1, FIRST_ROW)
        name = _list_name(of)
        book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${letter}${FIRST_ROW}:${letter}${last}")
    page.sheet_state = "hidden"
    page.protection.sheet = True


def _list_name(of: str) -> str:
    return "List_" + re.sub(r"[^A-Za-z]+", "_", of)


def _guide(page: Worksheet, sheet: Sheet, one: Field, lists: Mapping[str, tuple[str, ...]]) -> None:
    """Tell at each cell of a column what to write, and offer its list; a list of one value refuses all others."""
    if one.kind == SHOWN or (sheet.name == _FIXED and one.kind == "indicator"):
        return
    of = one.of if one.kind in ("choice", "key") else one.kind
    has_list = of in lists
    rule = DataValidation(type="list" if has_list else None, formula1=_list_name(of) if has_list else None)
    rule.promptTitle, rule.prompt = one.title[:_LONGEST_TITLE], one.help[:_LONGEST_PROMPT]
    rule.errorTitle, rule.error = f"{one.title[:20]}: not on the list", one.help[:_LONGEST_PROMPT]
    rule.errorStyle = "stop"
    rule.showInputMessage, rule.allowBlank = True, True
    rule.showErrorMessage = has_list and not one.several and one.kind in ("choice", "flag", "rating")
    rule.add(f"B{one.row}" if sheet.is_vertical else f"{one.letter}{FIRST_ROW}:{one.letter}{_last(sheet)}")
    page.add_data_validation(rule)


def _last(sheet: Sheet) -> int:
    return FIRST_ROW + len(words().indicators) - 1 if sheet.name == _FIXED else LAST_ROW


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Keep headers in sight and from harm, without a password; let people format, sort and, elsewhere, add rows."""
    page.freeze_panes = "D2" if sheet.name == _FIXED else "B2"
    guard = page.protection
    guard.sheet = True
    guard.formatCells = guard.formatColumns = guard.formatRows = guard.autoFilter = False
    if not sheet.is_vertical and sheet.name != _FIXED:
        guard.insertRows = guard.deleteRows = guard.sort = False
    _print(page)
    if not sheet.is_vertical and sum(one.width for one in sheet.fields) > _PRINTED:
        _print_across(page, sheet)


def _print(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.page_margins.left = page.page_margins.right = 0.4
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P / &N"


def _print_across(page: Worksheet, sheet: Sheet) -> None:
    """Print a wide sheet on several pages side by side, each with the columns that name a row, instead of tiny."""
    lead = 3 if sheet.name == _FIXED else 1
    first = used = sum(one.width for one in sheet.fields[:lead])
    for place, one in enumerate(sheet.fields[lead:], start=lead):
        if used + one.width > _PRINTED:
            page.col_breaks.append(Break(id=place))
            used = first
        used += one.width
    page.sheet_properties.pageSetUpPr.fitToPage = False
    page.page_setup.scale = _SCALE
    page.print_title_cols = f"A:{letters(lead)}"


def _header(one: Field) -> str:
    return styles.GIVEN if one.kind == SHOWN else styles.NEEDED if one.needed else styles.OPTIONAL


def _look(sheet: Sheet, one: Field) -> str:
    is_given = one.kind == SHOWN or (sheet.name == _FIXED and one.kind == "indicator")
    return styles.SHOWN if is_given else styles.ANSWER


def _put(page: Worksheet, row: int, column: int, text: str, style: str) -> None:
    """Write a text as a text: one that looks like a formula stays what it is."""
    cell = page.cell(row, column)
    cell.style = style
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_SIGNS)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """Return how tall a row must be for its texts, each with the width of its column."""
    lines = [
        sum(max(math.ceil(len(line) * _LETTERS_A_LINE / width), 1) for line in text.split("\n"))
        for text, width in texts
    ]
    return min(max(lines, default=1) * _LINE + 3, _TALLEST)


def _saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook with fixed times, and without the marks at numbers that are kept as text."""
    out = io.BytesIO()
    book.save(out)
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            data = (
                _MODIFIED.sub(rb"\g<1>" + _MOMENT + rb"\2", package.read(name))
                if name == _PROPERTIES
                else package.read(name)
            )
            if name.startswith("xl/worksheets/sheet"):
                mark = b"</headerFooter>"
                data = data.replace(mark, mark + _IGNORED.format(LAST_ROW).encode())
            parts[name] = data
    return pack(parts)

"""Read a workbook into grids of text: no formula is evaluated, and nothing is read before the border let it in."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.submission.reading import parts, scanning, values
from r2pgraph.submission.reading.grids import Grid, Place, Raw
from r2pgraph.validation.report import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from r2pgraph.submission.reading.scanning import Reach

_FORMULA: Final = "A formula stands in the cell; formulas are never worked out here."
_TYPE_IT: Final = "Replace the formula by its value: copy the cell and paste it as values only."
_ERROR: Final = "The cell holds an error and no value."
_MERGED: Final = "The cells {ref} are merged into one, so that it cannot be told what stands in which."
_HIDDEN_ROW: Final = "The row is hidden, and yet what stands in it counts."
_HIDDEN_SHEET: Final = "The sheet is hidden, and yet what stands in it counts."


def grids(packed: Mapping[str, bytes], data: bytes, file: str, aside: Collection[str] = ()) -> list[Grid]:
    """Return the sheets of a workbook, in their order.

    Args:
        packed: the parts of the workbook, once ``parts.refuse`` let them in.
        data: its bytes as a whole.
        file: the name to report.
        aside: the sheets that are not read, in small letters, such as ``lists``.

    Raises:
        UnreadableFileError: it is damaged, or something in it lies far outside the form.
    """
    parts.refuse(packed, file)
    book = _opened(data, file)
    found = []
    for sheet in book.worksheets:
        if " ".join(sheet.title.split()).casefold() in aside:
            continue
        reach = scanning.scan(packed.get(sheet._worksheet_path.lstrip("/"), b""), sheet.title, file)  # noqa: SLF001 - the only way from a sheet to its part
        found.append(_grid(sheet, reach, file))
    return found


def _opened(data: bytes, file: str) -> Any:  # noqa: ANN401 - openpyxl publishes no types
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its XML makes it raise
        raise _damaged(file, error) from None


def _grid(sheet: Any, reach: Reach, file: str) -> Grid:  # noqa: ANN401 - openpyxl publishes no types
    grid = Grid(sheet.title, file, is_hidden=sheet.sheet_state != "visible")
    if not reach.row:
        return grid
    try:
        for cells in sheet.iter_rows(max_row=reach.row, max_col=reach.column):
            row = [raw for cell in cells if (raw := _raw(grid, cell)) is not None]
            if row:
                grid.rows.append(row)
    except (MemoryError, UnreadableFileError):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its XML makes it raise
        raise _damaged(file, error, sheet.title) from None
    _tell_merged(grid, reach)
    _tell_hidden(grid, reach)
    return grid


def _raw(grid: Grid, cell: Any) -> Raw | None:  # noqa: ANN401 - openpyxl publishes no types
    """Return one cell as text; None where it holds nothing. What is no plain value is told and leaves an empty text."""
    if cell.value is None:
        return None
    place = Place(cell.row, cell.column, cell.column_letter)
    if cell.data_type == "f":
        grid.tell(place, _formula(cell.value), _FORMULA, _TYPE_IT)
        return Raw(place, "")
    if cell.data_type == "e":
        grid.tell(place, str(cell.value), _ERROR, "Type the value that belongs here.")
        return Raw(place, "")
    shown = cell.number_format if not isinstance(cell.value, str) else ""
    text = values.text(cell.value, shown)
    return Raw(place, grid.admit(place, text)) if text else None


def _formula(value: object) -> str:
    written = str(getattr(value, "text", None) or value)
    return written if written.startswith("=") else f"={written}"


def _tell_merged(grid: Grid, reach: Reach) -> None:
    """Tell the merged cells that hold something, at the first of them."""
    filled = {(raw.place.row, raw.place.column): raw for row in grid.rows for raw in row}
    for ref in reach.merged:
        limits = scanning.box(ref)
        raw = filled.get((limits[1], limits[0])) if limits else None
        if raw is not None and limits and (limits[2], limits[3]) != limits[:2]:
            remedy = "Undo the merging, and write into each cell what belongs there."
            grid.tell(raw.place, raw.text, _MERGED.format(ref=ref), remedy)


def _tell_hidden(grid: Grid, reach: Reach) -> None:
    remedy = "Show it and look at it; delete it if it does not belong here."
    for row in grid.rows:
        if row[0].place.row in reach.hidden:
            grid.tell(Place(row[0].place.row), row[0].text, _HIDDEN_ROW, remedy, Severity.WARNING)
    if grid.is_hidden and grid.rows:
        grid.tell(Place(), "", _HIDDEN_SHEET, remedy, Severity.WARNING)


def _damaged(file: str, error: Exception, sheet: str = "") -> UnreadableFileError:
    where = f"Sheet {sheet} cannot be read" if sheet else "The workbook cannot be opened"
    said = " ".join(str(error).split())[:200] or type(error).__name__
    remedy = "Open it in Excel or LibreOffice and save it again as a new workbook (.xlsx)."
    return UnreadableFileError(file, f"{where}; it is damaged: {said}.", None, remedy)

"""Let a workbook in, or refuse it: its archive is checked first, and no sheet may spread over millions of cells."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MOST_CELLS: Final = 20_000_000
"""The most cells of one sheet, empty ones between the first and the last included: a reader makes room for them all."""

ROW: Final = "row"
T = TypeVar("T")
_BOOK: Final = "xl/workbook.xml"
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_AS_TEXT: Final[dict[str, Any]] = {
    "engine": "calamine",
    "infer_schema_length": 0,
    "raise_if_empty": False,
    "drop_empty_rows": False,
    "drop_empty_cols": False,
}
_FIRST_ROW: Final = 2


class Workbook:
    """The sheets of one workbook; every cell is read as text, and only the columns that are asked for are read."""

    def __init__(self, path: Path) -> None:
        """Check the archive and every sheet in it.

        Raises:
            UnreadableFileError: it is no workbook, damaged, a bomb, or a sheet is spread too wide.
        """
        import fastexcel

        self.file = path.name
        names = set()
        for name, content in border.members(path, ""):
            names.add(name)
            _refuse_wide(content, f"{path.name}/{name}")
        if _BOOK not in names:
            raise UnreadableFileError(
                path.name, "The archive holds no workbook of the kind xlsx.", None, "Save it as one."
            )
        self._bytes = border.data(path)
        self.sheets: list[str] = self._ask(lambda: fastexcel.read_excel(self._bytes).sheet_names)

    def header(self, sheet: str) -> list[str]:
        """Return the cells of the first row of a sheet, without white space at their ends."""
        first = self._frame(sheet, has_header=False, read_options={"n_rows": 1})
        return [(cell or "").strip() for cell in (first.row(0) if len(first) else ())]

    def rows(self, sheet: str, columns: Iterable[str]) -> pl.DataFrame:
        """Return the rows of a sheet below the first one, with their number in the workbook as ``row``.

        Args:
            sheet: its name.
            columns: names in ``header(sheet)``; the others are not read.

        Returns:
            ``row`` and the columns as Strings in the order asked for, an empty cell as the empty string, without white
            space at the ends; rows in which all of the columns are empty are left out.

        Raises:
            UnreadableFileError: the sheet is damaged.
        """
        names, header = list(columns), self.header(sheet)
        places = {name: header.index(name) for name in names}
        read = self._frame(sheet, has_header=False, columns=sorted(places.values()))
        order = sorted(names, key=places.__getitem__)
        frame = read.rename(dict(zip(read.columns, order, strict=True))).slice(1).select(names)
        tidy = frame.with_columns(pl.col(pl.String).fill_null("").str.strip_chars()).with_row_index(
            ROW, offset=_FIRST_ROW
        )
        return tidy.filter(pl.any_horizontal(pl.col(names) != "")).with_columns(pl.col(ROW).cast(pl.Int64))

    def _frame(self, sheet: str, **options: Any) -> pl.DataFrame:  # noqa: ANN401 - handed through to polars
        def read() -> pl.DataFrame:
            found: pl.DataFrame = pl.read_excel(io.BytesIO(self._bytes), sheet_name=sheet, **_AS_TEXT, **options)
            return found

        return self._ask(read)

    def _ask(self, question: Callable[[], T]) -> T:
        import fastexcel

        try:
            return question()
        except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError) as error:
            reason = f"The workbook cannot be read: {str(error).splitlines()[0]}."
            raise UnreadableFileError(self.file, reason, None, "Fetch it again.") from error


def _refuse_wide(content: bytes, file: str) -> None:
    """Refuse a sheet whose last column times its last row makes too many cells."""
    last_row = last_column = 0
    for column, row in _CELL.findall(content):
        last_row, last_column = max(last_row, int(row)), max(last_column, _number(column))
    if last_row * last_column > MOST_CELLS:
        reason = f"The sheet spreads over {last_row:,} rows and {last_column:,} columns."
        raise UnreadableFileError(
            file, reason, None, f"At most {MOST_CELLS:,} cells are read; fetch it from its publisher."
        )


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number

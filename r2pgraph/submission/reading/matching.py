"""Find the sheets and columns of the form by their titles, whatever their order, case and blanks."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.errors import UnknownNameError
from r2pgraph.submission.form import FIELD, HELP, SHOWN, VALUE, letters
from r2pgraph.submission.reading.grids import Grid, Place, Raw, told
from r2pgraph.submission.reading.scanning import number_of
from r2pgraph.submission.tables import Cell, Filled, Rows
from r2pgraph.validation.report import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from r2pgraph.submission.form import Form, Sheet

_LOOKED_AT: Final = 10
"""In how many rows from the top the header is looked for."""

NEEDED: Final = ("Assessment", "Ratings")
"""The sheets without which nothing can be judged."""


class Taken(NamedTuple):
    """What a file holds as the form has it, and what is wrong with the file as a form.

    ``absent`` names by sheet and title what is not there, each with the problem that says so; ``is_whole`` is False
    where so much is missing that nothing can be judged. ``missing`` names the sheets that are not there
    and need not be.
    """

    filled: Filled
    problems: tuple[Problem, ...]
    absent: Mapping[tuple[str, str], Problem] = MappingProxyType({})
    is_whole: bool = True
    missing: tuple[str, ...] = ()


def key(title: str) -> str:
    """Return a title as it is compared: in small letters, without blanks around it or two together."""
    return " ".join(title.replace("\u00a0", " ").split()).strip(" *:").casefold()


def match(grids: Iterable[Grid], form: Form, file: str) -> Taken:
    """Return the cells of all sheets by their titles, and every problem of sheets, headers and cells.

    Args:
        grids: the sheets as they stand in the file.
        form: what the form declares.
        file: the name to report.
    """
    found, problems = _by_name(list(grids), form, file)
    sheets: dict[str, Rows] = {}
    absent: dict[tuple[str, str], Problem] = {}
    for sheet in form.sheets:
        if sheet.name not in found:
            continue
        grid = found[sheet.name]
        reader = _Vertical(sheet, grid) if sheet.is_vertical else _Horizontal(sheet, grid)
        sheets[sheet.name] = reader.rows()
        problems += reader.problems()
        absent |= {(sheet.name, title): problem for title, problem in reader.absent.items()}
    is_whole = not any(one.severity is Severity.VIOLATION and not one.title and one.row is None for one in problems)
    missing = tuple(name for name in form.names if name not in found)
    return Taken(Filled(sheets), tuple(problems), absent, is_whole, missing)


def _by_name(grids: list[Grid], form: Form, file: str) -> tuple[dict[str, Grid], list[Problem]]:
    """Return the sheets of the form that are there, and what is wrong with their names."""
    names = {key(name): name for name in form.names}
    found: dict[str, Grid] = {}
    problems: list[Problem] = []
    unknown: list[Grid] = []
    for grid in grids:
        name = names.get(key(grid.name), "")
        if name in found:
            problems.append(told(grid.file, grid.name, "The sheet is there twice.", "Keep one of the two."))
        elif name:
            found[name] = grid
        elif grid.rows:
            unknown.append(grid)
    missing = [name for name in form.names if name not in found]
    for grid in unknown:
        near = _near(grid.name, missing)
        problems.append(_unknown_sheet(grid, near))
        missing = [name for name in missing if name != near]
    problems += [_missing_sheet(file, name) for name in missing if name in NEEDED]
    return found, problems


def _unknown_sheet(grid: Grid, near: str) -> Problem:
    severity = Severity.VIOLATION if near else Severity.WARNING
    remedy = (
        f"Did you mean {near}? Rename the sheet." if near else "Delete it, or leave it: what it holds says nothing."
    )
    return told(
        grid.file, grid.name, "The form has no sheet of this name, so it is not read.", remedy, severity=severity
    )


def _missing_sheet(file: str, name: str) -> Problem:
    return told(
        file, name, f"The sheet {name} is missing.", "Begin with a fresh template, and copy the answers into it."
    )


def _near(title: str, others: Sequence[str]) -> str:
    found = UnknownNameError.among("title", key(title), others).candidates
    return found[0] if found else ""


class _Reader:
    """What reading a sheet that lies and one that stands have in common: cells, their titles, and their problems."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        self._sheet, self._grid = sheet, grid
        self._told: list[Problem] = []
        self.absent: dict[str, Problem] = {}
        self._wanted = {key(title): title for title in sheet.titles}

    def rows(self) -> Rows:
        """Return the rows of the sheet that hold an answer."""
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """Return the problems of the header and of single cells, each with the title of its column."""
        cells = [
            replace(
                problem,
                sheet=self._sheet.name,
                row=place.row or None,
                column=place.letters,
                title=self._title(place),
                field=self._title(place),
            )
            for place, problem in self._grid.problems
        ]
        return self._told + cells

    def _title(self, place: Place) -> str:
        raise NotImplementedError

    def _tell(self, place: Place, found: str, message: str, remedy: str, severity: Severity) -> None:
        self._told.append(
            told(
                self._grid.file, self._sheet.name, message, remedy, severity=severity, found=found,
                row=place.row or None, column=place.letters, title=found if place.column else "",
            )
        )  # fmt: skip

    def _name(self, found: Iterable[tuple[Place, str]]) -> dict[Place, str]:
        """Return the titles that the form knows by the place of each; tell those that it does not, and twins."""
        titles: dict[Place, str] = {}
        unknown: list[tuple[Place, str]] = []
        for place, text in found:
            title = self._wanted.get(key(text), "")
            if title in titles.values():
                self._tell(place, text, "The title stands twice.", "Keep one of the two.", Severity.VIOLATION)
            elif title:
                titles[place] = title
            else:
                unknown.append((place, text))
        missing = [title for title in self._wanted.values() if title not in titles.values()]
        for place, text in unknown:
            near = _near(text, missing)
            missing = [title for title in missing if title != near]
            self._unknown(place, text, near)
        self._missing(missing)
        return titles

    def _unknown(self, place: Place, text: str, near: str) -> None:
        message = "The form has no such title here, so what stands under it is not read."
        remedy = f"Did you mean {near}? Correct the title." if near else "Delete it, or leave it: it says nothing."
        self._tell(place, text, message, remedy, Severity.VIOLATION if near else Severity.WARNING)
        if near:
            self.absent[near] = self._told[-1]

    def _missing(self, titles: Iterable[str]) -> None:
        for title in titles:
            field = self._sheet.field(title)
            if field.needed or title in self._sheet.key:
                message, remedy = f"The title {title} is missing.", "Add it as the template has it."
                self._told.append(told(self._grid.file, self._sheet.name, message, remedy, title=title))
                self.absent[title] = self._told[-1]


class _Horizontal(_Reader):
    """A sheet with a field a column: the header is the row near the top that has the most known titles."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        super().__init__(sheet, grid)
        self._header = max(
            range(min(len(grid.rows), _LOOKED_AT)),
            key=lambda place: (sum(key(raw.text) in self._wanted for raw in grid.rows[place]), -place),
            default=-1,
        )
        head = grid.rows[self._header] if self._header >= 0 else []
        self._is_known = any(key(raw.text) in self._wanted for raw in head)
        self._titles: Mapping[int, str] = {}
        self._letters: Mapping[int, str] = {}
        self._strange = {raw.place.column for raw in head if raw.text}

    def rows(self) -> Rows:
        """Return the rows below the header that hold something under a title of the form."""
        if not self._is_known:
            if self._grid.rows:
                remedy = f"The first row reads: {', '.join(self._sheet.titles)}."
                self._tell(Place(), "", "No row near the top has the titles of the form.", remedy, Severity.VIOLATION)
            return Rows(self._sheet.name)
        head = self._grid.rows[self._header]
        named = self._name((raw.place, raw.text) for raw in head if raw.text)
        self._titles = {place.column: title for place, title in named.items()}
        self._letters = {place.column: place.letters for place in named}
        rows = [self._row(row) for row in self._grid.rows[self._header + 1 :]]
        return Rows(self._sheet.name, tuple(row for row in rows if row))

    def _row(self, row: Sequence[Raw]) -> dict[str, Cell]:
        """Return the cells of one row, empty ones too; nothing where none under a title of the form is filled."""
        found = {raw.place.column: raw for raw in row}
        for raw in row:
            if raw.place.column not in self._titles and raw.place.column not in self._strange and raw.text:
                message = "A value stands in a column without a title, so it is not read."
                remedy = "Move it under the right title, or delete it."
                self._tell(raw.place, raw.text, message, remedy, Severity.VIOLATION)
        cells = {}
        for column, title in self._titles.items():
            text = found[column].text if column in found else ""
            cells[title] = Cell(self._sheet.name, row[0].place.row, self._letters[column], title, text)
        self._miss_key(cells, row)
        return cells if any(cell.text for cell in cells.values()) else {}

    def _miss_key(self, cells: Mapping[str, Cell], row: Sequence[Raw]) -> None:
        """Tell a row that answers something and lacks what names it; a fault of the naming cell is told already."""
        answered = [cell for cell in cells.values() if cell.text and self._sheet.field(cell.title).kind != SHOWN]
        told_of = {(place.row, self._title(place)) for place, _ in self._grid.problems}
        for title in self._sheet.key:
            if answered and title in cells and not cells[title].text and (row[0].place.row, title) not in told_of:
                cell = cells[title]
                place = Place(cell.row, number_of(cell.column), cell.column)
                message = f"The row has no {title}, so that nothing of it can be read."
                self._told.append(
                    told(
                        self._grid.file, self._sheet.name, message, self._sheet.field(title).help,
                        row=place.row, column=place.letters, title=title,
                    )
                )  # fmt: skip

    def _title(self, place: Place) -> str:
        return self._titles.get(place.column, "")


class _Vertical(_Reader):
    """A sheet with a field a row: the title in the first column, what stands there in the second."""

    def rows(self) -> Rows:
        """Return the one row that the sheet holds: the value of each title."""
        body = [row for row in self._grid.rows if key(row[0].text) not in (key(FIELD), "")]
        beginning = min((row[0].place.column for row in body), default=1)
        titled = [row for row in body if row[0].place.column == beginning]
        self._column = self._find_column(beginning)
        named = self._name((row[0].place, row[0].text) for row in titled)
        self._titles = {place.row: title for place, title in named.items()}
        cells = {}
        for row in titled:
            if title := self._titles.get(row[0].place.row, ""):
                text = next((raw.text for raw in row[1:] if raw.place.column == self._column), "")
                letter = letters(self._column) if row[0].place.letters else ""
                cells[title] = Cell(self._sheet.name, row[0].place.row, letter, title, text)
        return Rows(self._sheet.name, (cells,) if cells else ())

    def _find_column(self, beginning: int) -> int:
        """Return the column of the values: that under the title for it, else the one beside the fields."""
        for row in self._grid.rows[:_LOOKED_AT]:
            for raw in row:
                if key(raw.text) == key(VALUE) and any(key(other.text) in (key(FIELD), key(HELP)) for other in row):
                    return raw.place.column
        return beginning + 1

    def _title(self, place: Place) -> str:
        return self._titles.get(place.row, "")

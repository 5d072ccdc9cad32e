"""The form for one assessment as a page: a field for each cell to be filled in, with its help and its faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from r2pgraph.pages.submitting.outcomes import TRAIL, drawn, told
from r2pgraph.pages.views import View
from r2pgraph.submission.form import SHOWN, form
from r2pgraph.submission.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site
    from r2pgraph.submission.form import Field, Sheet
    from r2pgraph.submission.templates import Contents
    from r2pgraph.validation.report import Problem, Report

    Texts = Mapping[str, str]

BLANK: Final = 2
"""How many empty rows a sheet offers, or offers more when it is asked."""

GIVEN: Final = "Ratings"
"""The sheet whose rows are given."""

_LONG: Final = 30
_FLAGS: Final = ("yes", "no")
_LISTED: Final = {"source": "Source", "organisation": "Organisation"}


@dataclass(frozen=True)
class Shown:
    """What a form shows.

    Attributes:
        contents: the form of the state and the year, with what stands in its fields.
        blank: how many empty rows each sheet offers.
        report: what was found in it, None where it was not judged.
        places: which row begins on which line of a sheet in the report.
        message: what else there is to say, such as that the token is wrong.
        note: what was to be said of the submission.
    """

    contents: Contents
    blank: Mapping[str, int] = field(default_factory=dict)
    report: Report | None = None
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)
    message: str = ""
    note: str = ""


class Control(NamedTuple):
    """One field of the page: its name, the column it stands for, what it holds, what may be chosen, its faults."""

    name: str
    column: Field
    value: str
    choices: tuple[str, ...]
    known: str
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """Return its name as a page can link to it."""
        return _id(self.name)

    @property
    def help(self) -> str:
        """Return the name of what says how to fill it in."""
        return _id(f"help {self.column.sheet} {self.column.title}")

    @property
    def is_long(self) -> bool:
        """Return whether it is to hold sentences."""
        return not self.choices and (self.column.width > _LONG or "\n" in self.value) and self.column.kind != "address"


class Line(NamedTuple):
    """One row: what it is called, what is only shown, and its fields."""

    title: str
    shown: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]
    is_blank: bool


class Part(NamedTuple):
    """One sheet of the form."""

    sheet: Sheet
    lines: tuple[Line, ...]
    helps: tuple[Field, ...]


def form_page(site: Site, shown: Shown) -> bytes:
    """Return the page of a form."""
    contents = shown.contents
    faults = _faults(shown)
    parts = [_part(sheet, shown, faults) for sheet in form().sheets]
    anchors = {id(one): _id(name) for name, problems in faults.items() for one in problems}
    known = {kind: [one for one in contents.known if one.kind == kind] for kind in _LISTED.values()}
    values: dict[str, Any] = {
        **told(shown.report), "shown": shown, "contents": contents, "parts": parts, "known": known,
        "anchor": lambda problem: anchors.get(id(problem), ""), "note": shown.note,
        "help_id": lambda one: _id(f"help {one.sheet} {one.title}"),
    }  # fmt: skip
    about = "Fill in what is to be said, check it, and submit it. Nothing is kept before you submit; save it as a file."
    return drawn(site, View("form.html", f"{contents.label} {contents.year}", about, trail=TRAIL, values=values))


def _faults(shown: Shown) -> dict[str, list[Problem]]:
    """Return the problems of single fields by the name of the field."""
    found: dict[str, list[Problem]] = {}
    names = {sheet.name: sheet for sheet in form().sheets}
    for problem in shown.report.problems if shown.report else ():
        sheet = names.get(problem.sheet)
        if sheet is None or problem.title not in sheet.titles:
            continue
        place = 0 if sheet.is_vertical else shown.places.get((problem.sheet, problem.row or 0), -1)
        if place >= 0:
            found.setdefault(_name(problem.sheet, place, problem.title), []).append(problem)
    return found


def _part(sheet: Sheet, shown: Shown, faults: Mapping[str, list[Problem]]) -> Part:
    filled = [
        {title: cell.text for title, cell in row.items()} for row in shown.contents.filled.sheets[sheet.name].rows
    ]
    is_fixed = sheet.is_vertical or sheet.name == GIVEN
    blank: list[dict[str, str]] = [] if is_fixed else [{}] * shown.blank.get(sheet.name, BLANK)
    lines = tuple(_line(sheet, place, row, faults, is_blank=place >= len(filled))
                  for place, row in enumerate([*filled, *blank]))  # fmt: skip
    return Part(sheet, lines, tuple(one for one in sheet.fields if one.kind != SHOWN))


def _line(sheet: Sheet, place: int, row: Texts, faults: Mapping[str, list[Problem]], *, is_blank: bool) -> Line:
    controls = tuple(
        _control(one, _name(sheet.name, place, one.title), row.get(one.title, ""), faults)
        for one in sheet.fields
        if one.kind != SHOWN
    )
    aside = tuple((one.title, row.get(one.title, "")) for one in sheet.fields if one.kind == SHOWN)
    return Line(_title(sheet, place, row, is_blank=is_blank), aside, controls, is_blank)


def _title(sheet: Sheet, place: int, row: Texts, *, is_blank: bool) -> str:
    if sheet.is_vertical:
        return sheet.name
    if sheet.name == GIVEN and row.get("Indicator"):
        return f"{row.get('Number', '')}. {row['Indicator']}"
    named = " ".join(row[title] for title in sheet.key if row.get(title))
    return "A new row" if is_blank else named or f"Row {place + 1}"


def _control(one: Field, name: str, value: str, faults: Mapping[str, list[Problem]]) -> Control:
    choices: tuple[str, ...] = ()
    if one.kind == "flag":
        choices = _FLAGS
    elif one.kind == "choice" and not one.several:
        choices = tuple(words().members(one.of).values())
    if choices and value and value not in choices:
        choices = (*choices, value)
    return Control(name, one, value, choices, _LISTED.get(one.of, ""), tuple(faults.get(name, ())))


def _name(sheet: str, place: int, title: str) -> str:
    return f"{sheet}/{place}/{title}"


def _id(name: str) -> str:
    return name.replace("/", "-").replace(" ", "-")

"""The form as data/templates/assessment.csv declares it: sheets, their columns, and what each column says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from r2pgraph import sources

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_ROW: Final = 2
"""The row of the first answer; the header stands above it."""

VERTICAL: Final = "Assessment"
"""The sheet that holds one thing, a field a row: its name, its value, what to write."""

FIELD: Final = "Field"
VALUE: Final = "Value"
HELP: Final = "What to write"
"""What the three columns of the vertical sheet are called."""

READ_ME: Final = "Read me"
KNOWN: Final = "Known"
LISTS: Final = "Lists"

ASIDE: Final = (READ_ME, KNOWN, LISTS)
"""The sheets that hold no answers: how to fill the form in, keys that are known, and the lists of the drop-downs."""

SEPARATOR: Final = ";"
"""What stands between several values in one cell."""

SHOWN: Final = "shown"
"""The kind of a column that is there to be read; what stands in it says nothing."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_OF_THE_WHOLE: Final = ("state", "year")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet, or, without a title, what every thing of the sheet says alike.

    Attributes:
        sheet: the sheet it stands on.
        thing: the prefixed name of the thing that it is about, with titles of columns in braces; nothing where the
            column is only shown.
        title: what people read above it.
        property: the prefixed name of the property; nothing where the column only names the thing.
        inverse: whether the thing is the value and what stands in the cell the subject.
        kind: what stands in a cell: ``text`` (words in English), ``string`` (letter by letter), ``integer``,
            ``number``, ``date``, ``year``, ``flag``, ``address``, ``link``, ``choice``, ``key``, ``own``, ``rating``,
            ``indicator``, ``name`` or ``shown``.
        of: what a choice is made from, the segment of a key, or what a column without a title holds.
        several: whether a cell may hold several values.
        needed: whether every row needs it.
        unless: the title of the column whose value takes the place of this one.
        width: how wide it is in a workbook, in letters.
        help: what to write, in plain words.
        letter: the letter of the column in a workbook; nothing without a title.
        row: the row of the vertical sheet; 0 elsewhere.
    """

    sheet: str
    thing: str
    title: str
    property: str
    inverse: bool
    kind: str
    of: str
    several: bool
    needed: bool
    unless: str
    width: int
    help: str
    letter: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a row of a sheet describes: its name with titles in braces, its columns, and what is always so."""

    name: str
    fields: tuple[Field, ...]
    constants: tuple[Field, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of the columns that name the thing."""
        return tuple(title for title, _ in _PLACEHOLDER.findall(self.name) if title not in _OF_THE_WHOLE)

    @property
    def start(self) -> str:
        """Return the name as far as it is the same for all things of this kind in one assessment."""
        return self.name.partition("{" + self.titles[0])[0] if self.titles else self.name


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the form, as people see it."""

    name: str
    fields: tuple[Field, ...]
    things: tuple[Thing, ...]

    @property
    def is_vertical(self) -> bool:
        """Return whether the sheet holds a field a row instead of a field a column."""
        return self.name == VERTICAL

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of all columns, in their order."""
        return tuple(field.title for field in self.fields)

    @property
    def key(self) -> tuple[str, ...]:
        """Return the titles of the columns that name a row and may not be empty."""
        needed = {field.title for field in self.fields if field.needed}
        return tuple(title for title in self.things[0].titles if title in needed)

    def field(self, title: str) -> Field:
        """Return the column of this title; raises KeyError where there is none."""
        return {field.title: field for field in self.fields}[title]


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form: its sheets in their order."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of this name; raises KeyError where there is none."""
        return {sheet.name: sheet for sheet in self.sheets}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sheets that hold answers, in their order."""
        return tuple(sheet.name for sheet in self.sheets)


@cache
def form() -> Form:
    """Return the form that this installation declares, read once.

    Raises:
        UnreadableFileError: the declaration is absent or broken.
    """
    fields: dict[str, list[Field]] = {}
    for row in sources.template("assessment"):
        fields.setdefault(row["sheet"], []).append(_field(row))
    return Form(tuple(_sheet(name, declared) for name, declared in fields.items()))


def fill(name: str, values: Mapping[str, str]) -> str:
    """Return the name of a thing with the values in the place of the titles; a number as wide as it is declared."""

    def one(found: re.Match[str]) -> str:
        value, width = values.get(found[1], ""), found[2]
        return value.zfill(int(width)) if width and value.isdigit() else value

    return _PLACEHOLDER.sub(one, name)


def letters(number: int) -> str:
    """Return the letters of the column with this number, counted from 1: ``A`` for 1, ``AA`` for 27."""
    rest = ""
    while number:
        number, last = divmod(number - 1, 26)
        rest = chr(ord("A") + last) + rest
    return rest


def _sheet(name: str, declared: list[Field]) -> Sheet:
    titled = [field for field in declared if field.title]
    placed = {field.title: _placed(field, place) for place, field in enumerate(titled, start=1)}
    fields = [placed.get(field.title, field) for field in declared]
    things = dict.fromkeys(field.thing for field in fields if field.thing)
    return Sheet(name, tuple(placed.values()), tuple(_thing(thing, fields) for thing in things))


def _thing(name: str, fields: list[Field]) -> Thing:
    own = [field for field in fields if field.thing == name]
    return Thing(name, tuple(one for one in own if one.title), tuple(one for one in own if not one.title))


def _placed(field: Field, place: int) -> Field:
    if field.sheet == VERTICAL:
        return replace(field, letter="B", row=FIRST_ROW + place - 1)
    return replace(field, letter=letters(place))


def _field(row: Mapping[str, str]) -> Field:
    return Field(
        sheet=row["sheet"],
        thing=row["thing"],
        title=row["title"],
        property=row["property"],
        inverse=row["direction"] == "inverse",
        kind=row["kind"],
        of=row["of"],
        several=row["several"] == "yes",
        needed=row["needed"] == "yes",
        unless=row["unless"],
        width=int(row["width"] or 0),
        help=row["help"],
    )

"""Say the problems of a filled form in its own words: the cell for the line, and the help of the field as remedy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.submission import missing
from r2pgraph.submission.form import form
from r2pgraph.submission.reading.grids import told
from r2pgraph.submission.reading.scanning import number_of
from r2pgraph.submission.values import Values
from r2pgraph.submission.words import words
from r2pgraph.validation import places, shapes
from r2pgraph.validation.report import Severity, visible
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.submission.form import Field
    from r2pgraph.submission.lifting import Lifted
    from r2pgraph.submission.reading import Taken
    from r2pgraph.validation.report import Problem

_LONGEST: Final = 60
_NAME: Final = re.compile(r"\b[a-z][a-z0-9-]*:[A-Za-z0-9][^\s?,;]*[A-Za-z0-9]")
_OF_LANGUAGE: Final = re.compile(
    r", one without a language,? or two in one language|, or claims it without a language or twice in one language"
)
"""What a form cannot do wrong: it is in English, and has one cell for a text."""

_CLASSLESS: Final = iri("shape", "known-class")
_ADD_ROW: Final = "Correct what stands here, or the number or key of the row that is meant; or add the row."
"""What is told in the place of a class that is missing: in a form each row has one."""


class Form:
    """One filled form: its cells by number, in the order of sheet, row and column."""

    def __init__(self, file: str, taken: Taken, lifted: Lifted) -> None:
        self._file, self._taken, self.lifted = file, taken, lifted
        self._cells = [cell for rows in taken.filled.sheets.values() for row in rows.rows for cell in row.values()]
        self._cells.sort(key=lambda cell: (_sheet(cell.sheet), cell.row, number_of(cell.column)))
        self._numbers = {cell: number for number, cell in enumerate(self._cells, start=1)}
        self._values = Values(words(), lifted.state, lifted.year)

    def places(self) -> places.Places:
        """Return the number of the cell of each statement, in the place of a line."""
        found = places.Places()
        for quad, cell in self.lifted.places.items():
            if number := self._numbers.get(cell):
                value = quad.object
                key = places.literal(value.value) if isinstance(value, ox.Literal) else getattr(value, "value", "")
                found.state(getattr(quad.subject, "value", ""), quad.predicate.value, key, number)
        for subject, number in self._named():
            found.add(subject, number)
        for quad, cell in self.lifted.places.items():
            if cell in self._numbers and isinstance(quad.subject, ox.NamedNode):
                found.add(quad.subject.value, self._numbers[cell])
        for subject, predicate, number in self._empty():
            found.properties.setdefault((subject, predicate), []).append(number)
        return found

    def problems(self) -> list[Problem]:
        """Return what is wrong with the file as a form, with the cells that name a thing a second time."""
        twice = [
            told(
                self._file,
                cell.sheet,
                f"{cell.title} {visible(cell.text)} stands on a row above already.",
                "Give each row a name or number of its own, or keep one of the rows.",
                found=cell.text,
                row=cell.row,
                column=cell.column,
                title=cell.title,
            )
            for cell in self.lifted.doubled
        ]
        return [*self._taken.problems, *twice]

    def worded(self, problem: Problem) -> Problem:
        """Return a problem with its cell, what stands there, and how to mend it in the words of the form."""
        below = tuple(self.worded(one) for one in problem.consequences if one.file == self._file)
        others = tuple(one for one in problem.consequences if one.file != self._file)
        problem = replace(problem, consequences=(*below, *others))
        if problem.line is None:
            return replace(problem, message=_plain(problem.message))
        cell = self._cells[problem.line - 1]
        field = form().sheet(cell.sheet).field(cell.title)
        if problem.rule == _CLASSLESS and problem.iri not in self.lifted.rows:
            problem = replace(problem, message=missing.NO_ROW, remedy=_ADD_ROW, rule="")
        return replace(
            problem,
            line=None,
            sheet=cell.sheet,
            row=cell.row,
            column=cell.column,
            title=cell.title,
            value=visible(_short(cell.text)) or "nothing",
            message=_plain(problem.message),
            remedy=self._remedy(problem, field),
        )

    def folded(self, problems: list[Problem]) -> list[Problem]:
        """Return the problems, each that follows from what is wrong with a title or a cell put below that."""
        own = self.problems()
        causes: dict[tuple[object, ...], int] = {}
        for place, problem in enumerate(problems):
            if problem in own and problem.severity is Severity.VIOLATION:
                causes[problem.sheet, problem.row, problem.title] = place
        for (sheet, title), problem in self._taken.absent.items():
            causes[sheet, title] = problems.index(problem)
        below: dict[int, list[Problem]] = {}
        kept: list[int] = []
        for place, problem in enumerate(problems):
            cause = place if problem in own else self._cause(problem, causes, place)
            below.setdefault(cause, []).append(problem) if cause != place else kept.append(place)
        roots = [
            replace(problems[place], consequences=(*problems[place].consequences, *below.get(place, ())))
            for place in kept
        ]
        return missing.folded(roots, self._taken.missing, self._file)

    def _cause(self, problem: Problem, causes: dict[tuple[object, ...], int], place: int) -> int:
        if problem.file != self._file:
            return place
        at_cell = causes.get((problem.sheet, problem.row, problem.title))
        if at_cell is not None:
            return at_cell
        asked = shapes.load().rules[problem.rule].path if problem.rule in shapes.load().rules else ""
        thing = self.lifted.things.get(problem.iri)
        for one in thing.fields if thing else ():
            if one.property and expand(one.property) == asked and (one.sheet, one.title) in causes:
                return causes[one.sheet, one.title]
        return place

    def _named(self) -> Iterator[tuple[str, int]]:
        """Yield each thing with the number of the cell that names it, or of the first cell of its row."""
        for subject, row in self.lifted.rows.items():
            titles = [*self.lifted.things[subject].titles, *row]
            cell = next((row[title] for title in titles if title in row), None)
            if cell in self._numbers:
                yield subject, self._numbers[cell]

    def _empty(self) -> Iterator[tuple[str, str, int]]:
        """Yield thing, property and number of each empty cell, where what is missing belongs."""
        for subject, row in self.lifted.rows.items():
            for one in self.lifted.things[subject].fields:
                if one.property and not one.inverse and one.title in row and not row[one.title].text:
                    yield subject, expand(one.property), self._numbers[row[one.title]]

    def _remedy(self, problem: Problem, field: Field) -> str:
        """Return which name may be meant, and what to write: the help of the field where the rule is on it alone."""
        rule = shapes.load().rules.get(problem.rule)
        if rule is None:
            return problem.remedy
        hint = problem.remedy.removesuffix(rule.remedy).strip()
        is_of_field = bool(rule.path) and expand(field.property or ":") == rule.path
        hint = _NAME.sub(lambda name: self._written(name[0], field), hint)
        return f"{hint} {field.help if is_of_field else rule.remedy}".strip()

    def _written(self, name: str, field: Field) -> str:
        """Return what people write in a cell for the thing of this name."""
        return self._values.text(field, ox.NamedNode(expand(name))) or name


def order(problem: Problem) -> tuple[int, int, int]:
    """Return what to sort the problems of a form by: sheet, row and column."""
    if not problem.sheet:
        return -1, 0, 0
    return _sheet(problem.sheet), problem.row or 0, number_of(problem.column)


def _sheet(name: str) -> int:
    names = form().names
    return names.index(name) if name in names else len(names)


def _plain(message: str) -> str:
    return _OF_LANGUAGE.sub("", message)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."

"""Tell once of a sheet that was deleted: what goes wrong elsewhere for want of it is put below that.

Only Assessment and Ratings must be there. Any other sheet may be missing and says nothing then, as an empty one; it is
a problem where several things elsewhere need what it held.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from r2pgraph.submission.form import form
from r2pgraph.submission.reading.grids import told
from r2pgraph.validation import shapes
from r2pgraph.validation.report import Severity
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from r2pgraph.submission.form import Field, Sheet
    from r2pgraph.validation.report import Problem

NO_ROW: Final = "What is named here has no row of its own, so nothing is known of it."
"""What is told of a name that leads to no row."""

_FEWEST: Final = 2
_LINKS: Final = ("own", "key")
_REMEDY: Final = (
    "Copy the sheet back from an earlier copy of the workbook. Where there is none, write a fresh form with "
    "`r2pgraph template`, and move the answers there. Or mend each place that needs it."
)


def folded(problems: Sequence[Problem], missing: Iterable[str], file: str) -> list[Problem]:
    """Return the problems of a form; where several follow from a missing sheet, one that tells of it with these below.

    Args:
        problems: what is wrong with the form.
        missing: the sheets of the form that are not in the file.
        file: its name.
    """
    kept = list(problems)
    for name in missing:
        sheet = form().sheet(name)
        needing = [one for one in kept if one.file == file and _needs(one, sheet)]
        places = len(needing)
        if places >= _FEWEST:
            needing += [one for one in kept if one.file == file and _is_idle(one, sheet)]
            kept = [one for one in kept if one not in needing]
            message = f"The sheet {name} is missing, and {places} places elsewhere need what stood there."
            kept.append(replace(told(file, name, message, _REMEDY), consequences=tuple(needing)))
    return kept


def _needs(problem: Problem, sheet: Sheet) -> bool:
    """Return whether a violation says that something is missing which this sheet would hold.

    It is of a cell that names what has its row there, or of a thing to which the rows there lead.
    """
    if problem.severity is not Severity.VIOLATION or not problem.sheet:
        return False
    if _asks(problem, sheet.fields, lambda field: field.inverse):
        return True
    kind = sheet.things[0].name.partition(":")[0]
    named = [one for one in form().sheet(problem.sheet).fields if one.kind in _LINKS and one.of == kind]
    if problem.message == NO_ROW:
        return problem.title in {one.title for one in named}
    return _asks(problem, named, lambda field: field.title == problem.title)


def _is_idle(problem: Problem, sheet: Sheet) -> bool:
    """Return whether a warning says that something is not used which the rows of this sheet would lead to."""
    if problem.severity is not Severity.WARNING or not problem.sheet:
        return False
    owner = form().sheet(problem.sheet).things[0].name.partition(":")[0]
    return _asks(problem, sheet.fields, lambda field: field.kind in _LINKS and field.of == owner)


def _asks(problem: Problem, fields: Iterable[Field], chosen: Callable[[Field], bool]) -> bool:
    """Return whether the rule that was broken is on the property of one of the chosen fields."""
    loaded = shapes.load()
    rule = loaded.rules.get(problem.rule)
    properties = [expand(field.property) for field in fields if field.property and chosen(field)]
    return rule is not None and any(rule.path == one or loaded.field_names.get(one) == rule.name for one in properties)

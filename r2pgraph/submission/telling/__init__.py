"""Tell a report as one HTML page that needs nothing else: the problems of each sheet in a table, all text escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.validation.report import Severity

if TYPE_CHECKING:
    from jinja2 import Environment

    from r2pgraph.validation.report import Problem, Report

MARKS: Final = {Severity.VIOLATION: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
"""The sign of each severity, beside its word: nobody needs to tell colours apart."""

WORDS: Final = {Severity.VIOLATION: "Must be mended", Severity.WARNING: "Odd, but allowed", Severity.INFO: "Remark"}
"""What each severity is called on a page and in a workbook."""

ORDER: Final = tuple(WORDS)
"""The severities, the gravest first."""


class Group(NamedTuple):
    """The problems of one sheet, or of one file that has no sheets."""

    title: str
    anchor: str
    problems: tuple[Problem, ...]


def html(report: Report) -> str:
    """Return the report as an HTML document."""
    groups = grouped(report)
    counts = [(MARKS[kind], word, sum(one.severity is kind for one in report.problems)) for kind, word in WORDS.items()]
    page = _templates().get_template("report.html")
    return page.render(report=report, groups=groups, counts=counts, marks=MARKS, words=WORDS)


def grouped(report: Report) -> list[Group]:
    """Return the problems by file and sheet, those of the file as a whole first, in the order of the report."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in report.problems:
        found.setdefault((problem.file, problem.sheet), []).append(problem)
    several = len(report.files) > 1
    groups = []
    for number, ((file, sheet), problems) in enumerate(found.items(), start=1):
        name = f"Sheet {sheet}" if sheet else "The file as a whole" if not problems[0].line else "Lines"
        groups.append(Group(f"{file}: {name}" if several else name, f"group-{number}", tuple(problems)))
    return groups


def place(problem: Problem) -> str:
    """Return where a problem stands within its sheet or file, in as few words as tell it."""
    if not problem.sheet:
        return f"line {problem.line}" if problem.line else "the whole file"
    if problem.row and problem.column:
        return f"{problem.column}{problem.row}"
    return f"row {problem.row}" if problem.row else "the sheet"


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("r2pgraph.submission.telling", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["place"] = place
    return made

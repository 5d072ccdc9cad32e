"""What a check found, told in plain words or as JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

MOST_TOLD: Final = 200
"""How many problems the text of a report shows, so that it can be read; the JSON has all."""

_HIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Severity(StrEnum):
    """How grave a problem is: only a violation keeps a file out."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or odd, where it stands, and what would be right.

    ``iri`` names the thing itself; ``consequences`` are what else is wrong for the same reason and no other. In a
    filled form ``sheet``, ``row`` and ``column`` say where it stands, and ``title`` what the column is called.
    """

    severity: Severity
    file: str
    line: int | None
    subject: str
    field: str
    value: str
    message: str
    remedy: str
    rule: str = ""
    iri: str = ""
    consequences: tuple[Problem, ...] = ()
    sheet: str = ""
    row: int | None = None
    column: str = ""
    title: str = ""

    @property
    def place(self) -> str:
        """Return ``file:line``, or the file and the cell of a form, or the file alone where no more is known."""
        if self.sheet:
            return f"{self.file}: {self.cell}"
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def cell(self) -> str:
        """Return where it stands in a form, such as ``sheet Ratings, row 12, column Level (E12)``; else nothing."""
        name = f" ({self.column}{self.row})" if self.column and self.row else ""
        parts = (f"sheet {self.sheet}", self.row and f"row {self.row}", self.title and f"column {self.title}{name}")
        return ", ".join(part for part in parts if part) if self.sheet else ""

    def text(self) -> str:
        """Return the problem in up to five lines."""
        about = f"{self.subject}, {self.field}" if self.field else self.subject
        lines = [f"{self.place}: {self.severity}: {about}", f"    {self.message}"]
        lines += [f"    found: {self.value}"] if self.value else []
        lines += [f"    remedy: {self.remedy}"] if self.remedy else []
        lines += [f"    {self._also()}"] if self.consequences else []
        return "\n".join(lines)

    def _also(self) -> str:
        """Return in one line how many problems follow from this one, by field, and where the first of each stands."""
        fields: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.consequences:
            fields[problem.field or problem.subject].append(problem)
        parts = [
            f"{len(problems)} of {field}, from {_first(problems, self.file)}" for field, problems in fields.items()
        ]
        return f"and {len(self.consequences)} more for the same reason: {'; '.join(parts)}"


@dataclass(frozen=True)
class Report:
    """All problems of all files of one check: violations, warnings, remarks, each sorted by file and line."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    def __add__(self, other: Report) -> Report:
        """Return the report of both checks."""
        return Report((*self.files, *other.files), (*self.problems, *other.problems))

    @property
    def conforms(self) -> bool:
        """Return whether no problem is a violation."""
        return not self.violations

    @property
    def violations(self) -> tuple[Problem, ...]:
        """Return the problems that keep a file out."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.VIOLATION)

    def text(self, *, remarks: bool = True) -> str:
        """Return the first 200 problems, how many more there are, and last the summary; ``remarks`` may be left out."""
        told = [problem for problem in self.problems if remarks or problem.severity is not Severity.INFO]
        more = len(told) - MOST_TOLD
        rest = [f"{_count(more, 'more problem')} not shown here; the report as JSON has all."] if more > 0 else []
        hidden = len(self.problems) - len(told)
        last = f"{self.summary()} To read the {_count(hidden, 'remark')}, add --remarks." if hidden else self.summary()
        return "\n".join([*(problem.text() for problem in told[:MOST_TOLD]), *rest, last])

    def summary(self) -> str:
        """Return one line: how many files, violations, warnings and remarks."""
        counts = [
            _count(sum(problem.severity is severity for problem in self.problems), name)
            for severity, name in zip(Severity, ("violation", "warning", "remark"), strict=True)
        ]
        verdict = "in order" if self.conforms else "not in order"
        return f"{_count(len(self.files), 'file')} checked, {verdict}: {', '.join(counts)}."

    def json(self) -> str:
        """Return the report as JSON text, one object a problem."""
        body = {
            "conforms": self.conforms,
            "files": list(self.files),
            "problems": [asdict(problem) for problem in self.problems],
        }
        return json.dumps(body, ensure_ascii=False, indent=2)


def visible(text: str) -> str:
    """Return the text with control characters and invisible direction marks spelt out."""
    return _HIDDEN.sub(lambda match: " " if match.group() in "\n\r\t" else f"[U+{ord(match.group()):04X}]", text)


def _first(problems: list[Problem], file: str) -> str:
    """Return where the first of some problems stands, by its line or cell alone where that is in the same file."""
    first = min(problems, key=lambda problem: (problem.file != file, problem.file, problem.line or 0))
    if first.file == file and first.sheet:
        return first.cell
    return f"line {first.line}" if first.file == file and first.line else first.place


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

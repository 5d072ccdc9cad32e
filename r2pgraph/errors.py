"""The errors that r2pgraph raises: each names the value, the place, the rule and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


class R2PGraphError(Exception):
    """Say what went wrong in a sentence; every error of this package is one."""


_NEAREST: Final = 3
"""How many names are told for one that is not known."""


@dataclass
class UnknownNameError(R2PGraphError):
    """A name that the graph does not hold, with the nearest ones that it does."""

    kind: str
    value: str
    candidates: tuple[str, ...] = ()
    remedy: str = ""

    @classmethod
    def among(cls, kind: str, value: str, known: Iterable[str], remedy: str = "") -> UnknownNameError:
        """Build the error with the nearest of the ``known`` names, case ignored.

        Those of which a word begins with the value come first, then those that are spelled alike.
        """
        by_lower = {name.lower(): name for name in known}
        asked = value.lower().strip()
        begun = [name for name in by_lower if asked and any(word.startswith(asked) for word in _tails(name))]
        near = [*begun, *get_close_matches(asked, by_lower, n=_NEAREST, cutoff=0.5)]
        return cls(kind, value, tuple(by_lower[name] for name in dict.fromkeys(near))[:_NEAREST], remedy)

    def __str__(self) -> str:
        sentence = f"There is no {self.kind} {self.value!r}."
        if self.candidates:
            sentence += f" Nearest known: {', '.join(self.candidates)}."
        return f"{sentence} {self.remedy}".rstrip()


def _tails(name: str) -> list[str]:
    """Return a name from each of its words to its end."""
    return [name[at:] for at in range(len(name)) if at == 0 or not name[at - 1].isalnum()]


@dataclass
class UnreadableFileError(R2PGraphError):
    """A file that was refused whole: which, where in it, why, and how to mend it."""

    file: str
    reason: str
    line: int | None = None
    remedy: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.reason} {self.remedy}".rstrip()


@dataclass
class QueryError(R2PGraphError):
    """A query that cannot be run as asked."""

    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}".rstrip()


class WrongValueError(QueryError):
    """A value that is not of the form that is asked for, such as a year in words: it is wrong wherever it is given."""


@dataclass
class StoreError(R2PGraphError):
    """A built store that cannot be opened, with the command that rebuilds it."""

    reason: str
    remedy: str = "Run `r2pgraph build`."

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}".rstrip()


@dataclass
class MissingToolError(R2PGraphError):
    """A program outside Python that a task needs and the machine lacks."""

    tool: str
    needed_for: str
    remedy: str = field(default="")

    def __str__(self) -> str:
        return f"{self.needed_for} needs {self.tool}, which was not found. {self.remedy}".rstrip()

"""What a column and a table of ours promise: the words in which the declarations are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Form = Literal["text", "key", "code", "date", "count", "flag", "address", "thing", "named", "curie"]

FORMS: Final[dict[Form, tuple[str, str]]] = {
    "text": (r".+", "any words"),
    "key": (r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "letters, digits and single hyphens, so that its IRI needs no escape"),
    "code": (r"[A-Z0-9]+", "capital letters or digits; a leading zero is kept"),
    "date": (r"\d{4}(-\d{2}(-\d{2})?)?", "YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known"),
    "count": (r"0|[1-9]\d*", "a whole number without a sign"),
    "flag": (r"true|false", "true or false"),
    "address": (r"https?://[^\s<>\"{}|\\^`]+", "a whole web address"),
    "curie": (
        r"[A-Za-z][A-Za-z0-9-]*:[^\s<>\"{}|\\^`]+",
        "a declared prefix, a colon, and the rest of the IRI without white space or brackets",
    ),
    "thing": (r"[a-z]+:[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "a prefixed name, such as state:TLS"),
    "named": (
        r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+",
        "a prefixed name, such as plan:percent-0-4, or the whole IRI of what is a user's own",
    ),
}
"""The pattern of each form, which a whole cell must match, and the pattern in words."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The column of another table in which a value must stand, and the prefix that the value bears before it."""

    table: str
    column: str = "key"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: its name, what it means, the form of its cells and what they may hold."""

    name: str
    meaning: str
    form: Form = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    refers: tuple[Reference, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One declared table: its stem, its subject, its columns, and the columns that together name a row once."""

    stem: str
    subject: str
    meaning: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ("key",)
    spans: tuple[tuple[str, str], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns in the order of the file."""
        return tuple(column.name for column in self.columns)


STATE: Final = (Reference("states", "iso3"),)
ORGANISATION: Final = (Reference("organisations"),)

SOURCE: Final = Column(
    "source", "the source that states the row; a row without one does not enter", "key", refers=(Reference("sources"),)
)
NOTE: Final = Column("note", "what a reader should know, in our words", required=False)
LABEL: Final = Column("label", "English name")
CONFIDENCE: Final = Column(
    "confidence", "how sure we are of the whole", "key", choices=("certain", "probable", "possible")
)
SURE: Final = Column(
    "confidence", "how sure we are of the row, its dates included", "key", choices=("certain", "probable", "possible")
)


def key(meaning: str, refers: tuple[Reference, ...] = ()) -> Column:
    """Return the column that names each row."""
    return Column("key", meaning, "key", refers=refers)

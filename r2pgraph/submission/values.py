"""What stands in one cell as a term of the graph, and a term as what people write in the cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.submission.form import SEPARATOR
from r2pgraph.submission.words import slug
from r2pgraph.vocab import EXTERNAL, PREFIXES, compact, expand, iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from r2pgraph.submission.form import Field
    from r2pgraph.submission.words import Words

Term = ox.NamedNode | ox.Literal
"""What a cell may say."""

AnyTerm = Term | ox.BlankNode | ox.Triple
"""What a graph may say."""

LONGEST: Final = 32_767
"""The most letters that one cell of a workbook holds."""

_XSD: Final = EXTERNAL["xsd"]
_DATES: Final = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
)
_NUMBERS: Final = ((re.compile(r"[+-]?\d+"), "integer"), (re.compile(r"[+-]?\d+\.\d+"), "decimal"))
_FLAGS: Final = {"yes": "true", "no": "false", "true": "true", "false": "false"}
_PREFIXED: Final = re.compile(r"[a-z][a-z0-9-]*:[^\s/:;]+")
_ADDRESS: Final = re.compile(r"(?:https?|urn):\S+", re.IGNORECASE)
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Values:
    """The values of the cells of one form: those of one state and year.

    Args:
        words: the labels and indicators that are known.
        state: the key of the state, such as ``FJI``.
        year: the year in digits.
    """

    def __init__(self, words: Words, state: str, year: str) -> None:
        self.words = words
        self.whole = f"{state}-{year}"

    def terms(self, field: Field, text: str) -> list[Term]:
        """Return what a cell says; what does not fit its kind comes back as a plain string, so that shapes judge it."""
        parts = text.split(SEPARATOR) if field.several else [text]
        found = [self.term(field, part.strip()) for part in parts if part.strip()]
        return list(dict.fromkeys(found))

    def term(self, field: Field, text: str) -> Term:
        """Return what one value of a cell says."""
        if read := _LITERALS.get(field.kind):
            return read(text)
        return self._named(field, text) or ox.Literal(text)

    def text(self, field: Field, term: AnyTerm) -> str | None:
        """Return what people write for a term, or None where a cell of this kind cannot say it."""
        for written in self._ways(field, term):
            is_one = bool(written) and not (field.several and SEPARATOR in written)
            if is_one and written == written.strip() and is_writable(written) and self.term(field, written) == term:
                return written
        return None

    def own(self, segment: str, key: str) -> str:
        """Return the IRI of a thing of this assessment, such as that of the rating of an indicator by its key."""
        return iri(segment, f"{self.whole}-{key}")

    def _named(self, field: Field, text: str) -> ox.NamedNode | None:
        if known := self._by_word(field, text):
            return ox.NamedNode(known)
        if _ADDRESS.fullmatch(text) or (_PREFIXED.fullmatch(text) and text.partition(":")[0] in PREFIXES):
            return _node(expand(text))
        key = slug(text)
        if not key or field.kind in ("name", "link"):
            return None
        if field.kind == "choice" and ":" in field.of:
            return _node(field.of.partition(":")[0] + ":" + key)
        if field.kind == "choice":
            return _node(iri(field.of, key.lower()))
        return _node(self.own(*_OWNED[field.kind](field, key)) if field.kind in _OWNED else iri(_of(field), key))

    def _by_word(self, field: Field, text: str) -> str:
        if field.kind == "choice":
            return self.words.chosen(field.of, text)
        if field.kind not in ("indicator", "rating"):
            return ""
        known = self.words.numbered(text)
        return self.own("rating", known.rpartition("/")[2]) if known and field.kind == "rating" else known

    def _ways(self, field: Field, term: AnyTerm) -> list[str]:
        """Return the ways to write a term, the best first."""
        if isinstance(term, ox.Literal):
            return [_SPOKEN.get(term.value, term.value) if field.kind == "flag" else term.value]
        if not isinstance(term, ox.NamedNode):
            return []
        full = term.value
        key = full.rpartition("/")[2]
        ways = [compact(full), full]
        if field.kind == "choice":
            return [self.words.label(full), *ways]
        if field.kind == "indicator":
            return [self.words.number(full), key, *ways]
        if field.kind in _OWNED:
            rest = key.removeprefix(f"{self.whole}-")
            return [self.words.number(iri("indicator", rest)) if field.kind == "rating" else "", rest, *ways]
        return [key, *ways] if field.kind == "key" else ways


def is_writable(text: str) -> bool:
    """Return whether a cell can hold a text as it is: not too long, and no character that workbooks cannot keep."""
    return len(text) <= LONGEST and not _UNWRITABLE.search(text)


def _of(field: Field) -> str:
    return "indicator" if field.kind == "indicator" else field.of


def _node(full: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(full)
    except ValueError:
        return None


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + datatype))


def _by_pattern(patterns: tuple[tuple[re.Pattern[str], str], ...]) -> Callable[[str], Term]:
    """Return what makes of a text a literal of the datatype whose pattern it matches, else a plain string."""

    def read(text: str) -> Term:
        for pattern, datatype in patterns:
            if pattern.fullmatch(text) and text.isascii():
                return _typed(text, datatype)
        return ox.Literal(text)

    return read


def _flag(text: str) -> Term:
    said = _FLAGS.get(text.casefold())
    return _typed(said, "boolean") if said else ox.Literal(text)


_LITERALS: Final[dict[str, Callable[[str], Term]]] = {
    "text": lambda text: ox.Literal(text, language="en"),
    "string": ox.Literal,
    "integer": _by_pattern(_NUMBERS[:1]),
    "number": _by_pattern(_NUMBERS),
    "date": _by_pattern(_DATES),
    "year": _by_pattern(_DATES[:1]),
    "flag": _flag,
    "address": lambda text: _typed(text, "anyURI"),
}
_OWNED: Final[dict[str, Callable[[Field, str], tuple[str, str]]]] = {
    "own": lambda field, key: (field.of, key),
    "rating": lambda _, key: ("rating", key),
}
_SPOKEN: Final = {"true": "yes", "false": "no"}

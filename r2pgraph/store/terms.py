"""What a query gives back: plain terms in named columns, the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, NamedTuple

Kind = Literal["iri", "literal", "blank"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TEXT: Final = (XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_WHOLE: Final = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_FRACTIONAL: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))


class Term(NamedTuple):
    """One RDF term. A plain string has no datatype, a text in a language has only the language."""

    kind: Kind
    value: str
    datatype: str | None = None
    language: str | None = None

    def plain(self) -> str | int | Decimal | bool:
        """Return the Python value; a literal whose text does not fit its datatype stays text."""
        try:
            return self._typed()
        except (ValueError, InvalidOperation):
            return self.value

    def _typed(self) -> str | int | Decimal | bool:
        if self.datatype in _WHOLE:
            return int(self.value)
        if self.datatype in _FRACTIONAL:
            number = Decimal(self.value)
            return number if number.is_finite() else self.value
        if self.datatype == XSD + "boolean" and self.value in {"true", "false", "1", "0"}:
            return self.value in {"true", "1"}
        return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Answer:
    """The rows of a SELECT, in the order the engine gave them; ``None`` where a column is unbound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def records(self) -> list[dict[str, Term | None]]:
        """Return each row as a dictionary from column to term."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def literal(value: str, datatype: str | None, language: str | None) -> Term:
    """Build a literal with its number in shortest form, so that two engines' equal numbers are equal terms."""
    if language:
        return Term("literal", value, None, language.lower())
    if datatype is None or datatype in _TEXT:
        return Term("literal", value)
    if datatype in {XSD + "integer", XSD + "decimal"}:
        return Term("literal", _shortest(value), datatype)
    return Term("literal", value, datatype)


def _shortest(number: str) -> str:
    try:
        text = format(Decimal(number), "f")
    except InvalidOperation:
        return number
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text

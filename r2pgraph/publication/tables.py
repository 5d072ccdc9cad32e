"""Write the answer of a query as CSV, JSON or Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.turtle import turtle_as_named
from r2pgraph.vocab import EXTERNAL, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from r2pgraph.publication.nesting import Value
    from r2pgraph.store import Answer, Row, Term

RESULT_SET: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")


def write(answer: Answer, form: str) -> str:
    """Return an answer as ``csv``, ``json`` or ``ttl``.

    Raises:
        UnknownNameError: there is no such form.
    """
    if form not in FORMS:
        raise UnknownNameError.among("form of a table", form, FORMS)
    return FORMS[form](answer)


def as_csv(answer: Answer) -> str:
    """Return SPARQL 1.1 CSV: a header, CRLF, values without their types, nothing where there is no value.

    In one thing it differs: a text that a table program would take for a formula is guarded, as `guarded` does.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    writer.writerows([cell(term) for term in row] for row in answer.rows)
    return text.getvalue()


def guarded(text: str) -> str:
    """Return a text for a cell of CSV; one that a table program would work out as a formula has an apostrophe first."""
    return f"'{text}" if _FORMULA.match(text) else text


def cell(term: Term | None) -> str:
    """Return what stands in a cell: a number as it is, a text that cannot be taken for a formula."""
    value = _bare(term)
    return guarded(value) if term is not None and isinstance(term.plain(), str) else value


def as_json(answer: Answer) -> str:
    """Return a list of objects, one a row; numbers and booleans are JSON's own, no value is null."""
    return json.dumps(plain_rows(answer), ensure_ascii=False, indent=2) + "\n"


def plain_rows(answer: Answer) -> list[dict[str, str | int | float | bool | None]]:
    """Return each row by column, with values that JSON has: a decimal that no float holds exactly is text."""
    return [
        {column: None if term is None else _native(term) for column, term in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]


def as_turtle(answer: Answer) -> str:
    """Return the rows in the result set vocabulary that the SPARQL test suites use, numbered from 1."""
    prefixes = {**PREFIXES, "rs": RESULT_SET}
    return turtle_as_named(list(dict.fromkeys(_result_set(answer))), prefixes).decode()


FORMS: Final[Mapping[str, Callable[[Answer], str]]] = MappingProxyType(
    {"csv": as_csv, "json": as_json, "ttl": as_turtle}
)


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "blank" else term.value


def _native(term: Term) -> str | int | float | bool:
    value = _bare(term) if term.kind == "blank" else term.plain()
    if not isinstance(value, Decimal):
        return value
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _rs(name: str) -> ox.NamedNode:
    return ox.NamedNode(RESULT_SET + name)


def _result_set(answer: Answer) -> Iterator[ox.Quad]:
    """Yield the triples of the whole answer; each blank node is named by its place in it."""
    whole = ox.BlankNode("results")
    yield ox.Quad(whole, _TYPE, _rs("ResultSet"))
    for column in answer.columns:
        yield ox.Quad(whole, _rs("resultVariable"), ox.Literal(column))
    blanks: dict[str, ox.BlankNode] = {}
    for number, row in enumerate(answer.rows, start=1):
        solution = ox.BlankNode(f"row-{number}")
        yield ox.Quad(whole, _rs("solution"), solution)
        yield ox.Quad(solution, _rs("index"), ox.Literal(number))
        yield from _bindings(solution, answer.columns, row, blanks)


def _bindings(
    solution: ox.BlankNode, columns: tuple[str, ...], row: Row, blanks: dict[str, ox.BlankNode]
) -> Iterator[ox.Quad]:
    for place, (column, term) in enumerate(zip(columns, row, strict=True), start=1):
        if term is None:
            continue
        binding = ox.BlankNode(f"{solution.value}-{place}")
        yield ox.Quad(solution, _rs("binding"), binding)
        yield ox.Quad(binding, _rs("variable"), ox.Literal(column))
        yield ox.Quad(binding, _rs("value"), _value(term, blanks))


def _value(term: Term, blanks: dict[str, ox.BlankNode]) -> Value:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return blanks.setdefault(term.value, ox.BlankNode(f"value-{len(blanks) + 1}"))
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype)) if term.datatype else ox.Literal(term.value)

"""Turn the columns of a table into N-Triples, one expression a statement and no loop over rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph import vocab
from r2pgraph.errors import R2PGraphError
from r2pgraph.graph.mappings.words import Chosen, Date, Individual, Link, Named, Term, Text, Typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.graph.mappings.words import Mapping, Object

_BRACES: Final = re.compile(r"\{(\w+)\}")
_KEY: Final = r"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$"
_NAME: Final = rf"^(?:{'|'.join(vocab.SEGMENTS)}):[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$"
_IRI: Final = r"^[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+$"
_DATE: Final = r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$"
_LEXICAL: Final = {
    "xsd:integer": r"^-?\d+$",
    "xsd:decimal": r"^-?\d+(?:\.\d+)?$",
    "xsd:boolean": r"^(?:true|false)$",
    "xsd:anyURI": _IRI,
}
_DATATYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}
_ESCAPES: Final = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"))


@dataclass
class UnfitValueError(R2PGraphError):
    """A cell from which no sound triple can be made: the table, the column, the value and the rule."""

    table: str
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"Table {self.table}, column {self.column}: {self.value!r} {self.rule}."


def render(mapping: Mapping, frame: pl.DataFrame) -> bytes:
    """Return the triples of ``frame`` as sorted N-Triples without repetition; an empty cell gives none.

    Args:
        mapping: what each row says.
        frame: one row a fact, every column of type String.

    Raises:
        UnfitValueError: a cell would make an IRI, a term or a date that is not one.
    """
    return _written(lines(mapping, frame).sort())


def lines(mapping: Mapping, frame: pl.DataFrame) -> pl.Series:
    """Return the triples of ``frame``, one N-Triples statement an entry without its line end, none twice.

    They stand in the order of the mapping and of the rows; arguments and errors are those of ``render``.
    """
    refuse(mapping, frame)
    cells = frame.with_columns(pl.all().replace("", None))
    columns = [
        cells.select(
            pl.concat_str(
                _node(description.subject), pl.lit(" "), _node(predicate), pl.lit(" "), _object(thing), pl.lit(" .")
            ).alias("line")
        )
        if not (isinstance(thing, Text) and thing.separator)
        else _split(cells, _node(description.subject), _node(predicate), thing)
        for description in mapping.descriptions
        for predicate, thing in description.statements
    ]
    return pl.concat(columns)["line"].drop_nulls().unique(maintain_order=True)


def _written(statements: pl.Series) -> bytes:
    """Return statements as N-Triples."""
    text: str = statements.str.join("\n").item() or ""
    return f"{text}\n".encode() if text else b""


def _split(cells: pl.DataFrame, subject: pl.Expr, predicate: pl.Expr, text: Text) -> pl.DataFrame:
    """Return one line for each part of the cells of a column."""
    parts = cells.select(
        pl.concat_str(subject, pl.lit(" "), predicate, pl.lit(" ")).alias("start"),
        pl.col(text.column).str.split(text.separator or "").alias("part"),
    )
    ending = pl.concat_str(_literal(pl.col("part"), text.language), pl.lit(" ."))
    return parts.explode("part").select(pl.concat_str(pl.col("start"), ending).alias("line"))


def _node(term: Individual | Named | Term | Chosen) -> pl.Expr:
    """Return the expression of an IRI that we mint or know."""
    if isinstance(term, Term):
        full = pl.lit(f"<{vocab.expand(term.name)}>")
        return full if term.unless is None else pl.when(pl.col(term.unless).is_null()).then(full)
    if isinstance(term, Chosen):
        names = {value: f"<{vocab.expand(name)}>" for value, name in term.terms.items()}
        return pl.col(term.column).replace_strict(names, default=None, return_dtype=pl.String)
    if isinstance(term, Named):
        return pl.concat_str(pl.lit(f"<{vocab.BASE}"), pl.col(term.column).str.replace(":", "/"), pl.lit(">"))
    pieces = _BRACES.split(vocab.expand(term.template))
    middle = [pl.col(piece) if place % 2 else pl.lit(piece) for place, piece in enumerate(pieces)]
    return pl.concat_str(pl.lit("<"), *middle, pl.lit(">"))


def _object(thing: Object) -> pl.Expr:
    """Return the expression of an object in N-Triples."""
    match thing:
        case Individual() | Named() | Term() | Chosen():
            return _node(thing)
        case Link(column):
            return pl.concat_str(pl.lit("<"), pl.col(column), pl.lit(">"))
        case Text(column, language):
            return _literal(pl.col(column), language)
        case Typed(column, datatype):
            return pl.concat_str(_literal(pl.col(column), None), pl.lit(f"^^<{vocab.expand(datatype)}>"))
        case Date(column):
            lengths = {length: f"^^<{vocab.expand('xsd:' + name)}>" for length, name in _DATATYPES.items()}
            ending = pl.col(column).str.len_chars().replace_strict(lengths, default=None, return_dtype=pl.String)
            return pl.concat_str(_literal(pl.col(column), None), ending)


def _literal(cell: pl.Expr, language: str | None) -> pl.Expr:
    """Return a cell in quotes, with the four characters escaped that N-Triples does not take as they are."""
    for character, escape in _ESCAPES:
        cell = cell.str.replace_all(character, escape, literal=True)
    ending = '"' if language is None else f'"@{language}'
    return pl.concat_str(pl.lit('"'), cell, pl.lit(ending))


def refuse(mapping: Mapping, frame: pl.DataFrame) -> None:
    """Raise UnfitValueError on the first cell that fits no term of the mapping."""
    for description in mapping.descriptions:
        terms = [description.subject, *(term for pair in description.statements for term in pair)]
        for column, fits, rule in (demand for term in terms for demand in _demands(term)):
            unfit = frame.filter((pl.col(column) != "") & ~fits)
            if not unfit.is_empty():
                raise UnfitValueError(mapping.stem, column, unfit[column][0], rule)


def _demands(term: Object) -> Iterator[tuple[str, pl.Expr, str]]:
    """Yield the columns that a term is made of, which of their cells fit, and the rule that the others break."""
    match term:
        case Individual(template):
            for column in _BRACES.findall(template):
                yield column, pl.col(column).str.contains(_KEY), "is not a key of letters, digits and single hyphens"
        case Chosen(column, terms):
            yield column, pl.col(column).is_in(list(terms)), f"is none of {', '.join(terms)}"
        case Named(column):
            yield column, pl.col(column).str.contains(_NAME), "is not a prefixed name of ours"
        case Link(column):
            yield column, pl.col(column).str.contains(_IRI), "is not an absolute IRI"
        case Typed(column, datatype):
            yield column, pl.col(column).str.contains(_LEXICAL[datatype]), f"is no {datatype}"
        case Date(column):
            yield column, pl.col(column).str.contains(_DATE), "is not a year, a month or a day"
        case _:
            return

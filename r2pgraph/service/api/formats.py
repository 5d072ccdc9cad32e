"""Write the answer of a saved query in the formats that the API offers."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from r2pgraph.publication import tables
from r2pgraph.publication.canonical import ntriples
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from r2pgraph.store import Answer, Term

ROWS: Final[Mapping[str, str]] = MappingProxyType({
    "json": "application/json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "sparql-json": "application/sparql-results+json",
    "parquet": "application/vnd.apache.parquet",
})  # fmt: skip
"""Formats of rows and their media types; the first is given where a client has no wish."""

GRAPHS: Final[Mapping[str, str]] = MappingProxyType({
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
})  # fmt: skip
"""Formats of what a CONSTRUCT makes, besides those of its rows."""

_LARGEST: Final = 1 << 63


def offers(*, makes_triples: bool) -> Mapping[str, str]:
    """Return the formats of a query and their media types, the first for who has no wish."""
    return {**GRAPHS, **ROWS} if makes_triples else ROWS


def graph(made: bytes, form: str) -> bytes:
    """Return triples, given as N-Triples, in a format of `GRAPHS`."""
    quads = list(ox.parse(made, format=ox.RdfFormat.N_TRIPLES))
    return {"ttl": turtle, "jsonld": jsonld, "nt": ntriples}[form](quads)


def rows(answer: Answer, form: str, about: Mapping[str, Any]) -> bytes:
    """Return rows in a format of `ROWS`; what is said ``about`` them stands before them in JSON alone."""
    if form == "json":
        return _json(answer, about)
    return _WRITERS[form](answer)


def _json(answer: Answer, about: Mapping[str, Any]) -> bytes:
    document = {**about, "columns": answer.columns, "rows": tables.plain_rows(answer)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _sparql_json(answer: Answer) -> bytes:
    found = [{name: _binding(term) for name, term in record.items() if term} for record in answer.records()]
    document = {"head": {"vars": answer.columns}, "results": {"bindings": found}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _binding(term: Term) -> dict[str, str]:
    said = {"type": {"iri": "uri", "blank": "bnode", "literal": "literal"}[term.kind], "value": term.value}
    if term.language:
        said["xml:lang"] = term.language
    elif term.datatype:
        said["datatype"] = term.datatype
    return said


def _tsv(answer: Answer) -> bytes:
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(map(_written, row)) for row in answer.rows]
    return ("\n".join(lines) + "\n").encode()


def _written(term: Term | None) -> str:
    """Return a term as SPARQL writes it, with tabs and line ends escaped; nothing where there is none."""
    if term is None:
        return ""
    if term.kind != "literal":
        return f"<{term.value}>" if term.kind == "iri" else f"_:{term.value}"
    datatype = None if term.language or not term.datatype else ox.NamedNode(term.datatype)
    return str(ox.Literal(term.value, language=term.language, datatype=datatype)).replace("\t", "\\t")


def _parquet(answer: Answer) -> bytes:
    import polars as pl

    cells = zip(*answer.rows, strict=True) if answer.rows else [()] * len(answer.columns)
    frame = pl.DataFrame([_column(name, column) for name, column in zip(answer.columns, cells, strict=True)])
    file = io.BytesIO()
    frame.write_parquet(file, compression="zstd")
    return file.getvalue()


def _column(name: str, terms: Sequence[Term | None]) -> Any:  # noqa: ANN401 - polars is imported where it is used
    """Return a column of truth values or numbers where every value is one that the type holds exactly, else of text."""
    import polars as pl

    values = [None if term is None else term.plain() for term in terms]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pl.Series(name, values, dtype=pl.Boolean)
    if kinds == {int} and all(abs(value) < _LARGEST for value in values if isinstance(value, int)):
        return pl.Series(name, values, dtype=pl.Int64)
    if kinds and kinds <= {int, Decimal} and all(_fits(value) for value in values if value is not None):
        return pl.Series(name, [None if value is None else float(value) for value in values], dtype=pl.Float64)
    written = [None if term is None else f"_:{term.value}" if term.kind == "blank" else term.value for term in terms]
    return pl.Series(name, written, dtype=pl.String)


def _fits(number: object) -> bool:
    return isinstance(number, (int, Decimal)) and Decimal(repr(float(number))) == number


_WRITERS: Final[Mapping[str, Callable[[Answer], bytes]]] = MappingProxyType({
    "csv": lambda answer: tables.as_csv(answer).encode(),
    "tsv": _tsv,
    "sparql-json": _sparql_json,
    "parquet": _parquet,
})  # fmt: skip

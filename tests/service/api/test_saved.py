"""Every saved query gives the same rows over the network as at the command line, in each format."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pyoxigraph as ox
import pytest

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication import tables
from r2pgraph.queries import SavedQuery, catalogue, run, triples
from r2pgraph.queries.choices import MOST, choices
from r2pgraph.service.api import formats, listing, saved
from r2pgraph.store import Answer, EmbeddedStore, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL = tuple(catalogue().values())
GRAPHS = tuple(query for query in ALL if query.makes_triples)


def job(query: str, form: str, given: Mapping[str, str] | None = None, **limits: int) -> dict[str, Any]:
    """Return a job as the routes make it."""
    return {
        "kind": "saved", "id": query, "parameters": dict(given or {}), "format": form,
        "rows_at_most": 1_000_000, "bytes_at_most": 1 << 30, **limits,
    }  # fmt: skip


def defaults(query: SavedQuery) -> dict[str, str]:
    """Return a value for each parameter that needs one; description has no thing of its own."""
    return {each.name: each.default for each in query.parameters}


def plain(term: Term | None) -> object:
    """Return a value as numbers and words."""
    value = None if term is None else term.plain()
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_the_api_gives_the_rows_that_ask_gives(query: SavedQuery, embedded: EmbeddedStore) -> None:
    """As plain records, with what the query is and was asked with, and as the very bytes of the command's CSV."""
    asked = run(embedded, query.id, defaults(query))
    head, content = saved.answer(embedded, job(query.id, "json"))
    document = json.loads(content)

    assert {"outcome": "answer", "media_type": "application/json"} == head
    assert defaults(query) == document["parameters"]
    assert list(asked.columns) == document["columns"]
    assert json.loads(tables.write(asked, "json")) == document["rows"]
    assert tables.write(asked, "csv").encode() == formats.rows(asked, "csv", {})


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_every_format_holds_the_same_rows(query: SavedQuery, embedded: EmbeddedStore) -> None:
    """Read back by other readers than the writers' own: the engine's for TSV and JSON, polars for Parquet."""
    asked = run(embedded, query.id)
    tsv, found = (formats.rows(asked, form, {}) for form in ("tsv", "sparql-json"))
    parquet = pl.read_parquet(io.BytesIO(formats.rows(asked, "parquet", {})))

    assert rows_of(asked) == rows_of(_read(tsv, ox.QueryResultsFormat.TSV))
    assert rows_of(asked) == rows_of(_read(found, ox.QueryResultsFormat.JSON))
    assert list(asked.columns) == parquet.columns
    assert [tuple(map(str, row)) for row in _expected(asked, parquet)] == [
        tuple(map(str, row)) for row in parquet.rows()
    ]


def _expected(asked: Answer, parquet: pl.DataFrame) -> list[tuple[object, ...]]:
    texts = [each == pl.String for each in parquet.dtypes]
    return [
        tuple(term.value if is_text and term else plain(term) for term, is_text in zip(row, texts, strict=True))
        for row in asked.rows
    ]


def _read(content: bytes, form: ox.QueryResultsFormat) -> Answer:
    from r2pgraph.store.embedded import term

    read = ox.parse_query_results(content, format=form)
    assert isinstance(read, ox.QuerySolutions)
    names = tuple(variable.value for variable in read.variables)
    return Answer(names, tuple(tuple(term(row[name]) for name in names) for row in read))


def rows_of(answer: Answer) -> list[tuple[Term | None, ...]]:
    """Return rows in which blank nodes have no name."""
    return [tuple(Term("blank", "") if each and each.kind == "blank" else each for each in row) for row in answer.rows]


@pytest.mark.parametrize("form", formats.GRAPHS)
@pytest.mark.parametrize("query", GRAPHS, ids=lambda query: query.id)
def test_a_construct_comes_as_a_graph(query: SavedQuery, form: str, embedded: EmbeddedStore) -> None:
    """The triples of each format are those that the query makes."""
    _, content = saved.answer(embedded, job(query.id, form))
    engine_form = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "nt": ox.RdfFormat.N_TRIPLES}[form]

    expected = set(ox.parse(triples(embedded, query.id), format=ox.RdfFormat.N_TRIPLES))
    assert expected
    assert expected == set(ox.parse(content, format=engine_form))


def test_values_of_every_kind_have_a_form_in_every_format() -> None:
    """Tabs, line ends, quotation marks, languages, numbers that no float holds, and nothing."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    terms = [
        Term("literal", 'a\t"b"\nc\\'), Term("literal", "ü", None, "en"), Term("literal", "0.1", xsd + "decimal"),
        Term("literal", "12345678901234567890", xsd + "integer"), Term("literal", "true", xsd + "boolean"), None,
        Term("iri", "https://example.org/a"),
    ]  # fmt: skip
    answer = Answer(("x", "y"), tuple((term, terms[0]) for term in terms))

    assert rows_of(answer) == rows_of(_read(formats.rows(answer, "tsv", {}), ox.QueryResultsFormat.TSV))
    assert rows_of(answer) == rows_of(_read(formats.rows(answer, "sparql-json", {}), ox.QueryResultsFormat.JSON))
    assert [term and term.value for term in terms] == pl.read_parquet(io.BytesIO(formats.rows(answer, "parquet", {})))[
        "x"
    ].to_list()
    assert [[term.value if term else "", 'a\t"b"\nc\\'] for term in terms] == list(
        csv.reader(io.StringIO(formats.rows(answer, "csv", {}).decode(), newline=""))
    )[1:]


@pytest.mark.parametrize(
    ("kind", "values"), [("Boolean", ["true", "0"]), ("Int64", ["1", "-2"]), ("Float64", ["1.5", "2.25"])]
)
def test_a_column_of_numbers_is_one_in_parquet(kind: str, values: list[str]) -> None:
    """So that no reader has to convert it."""
    datatype = {"Boolean": "boolean", "Int64": "integer", "Float64": "decimal"}[kind]
    terms = tuple((Term("literal", value, f"http://www.w3.org/2001/XMLSchema#{datatype}"),) for value in values)
    read = pl.read_parquet(io.BytesIO(formats.rows(Answer(("x",), (*terms, (None,))), "parquet", {})))

    assert kind == str(read["x"].dtype)
    assert read["x"][2] is None


@pytest.mark.parametrize(
    ("query", "given", "nearest"),
    [
        ("ratings", {"state": "TLX"}, "TLS"),
        ("ratings", {"sate": "TLS"}, "state"),
        ("ratings", {"year": "x"}, "write it as 2023"),
    ],
)
def test_a_wrong_parameter_is_told_with_the_nearest(
    query: str, given: dict[str, str], nearest: str, embedded: EmbeddedStore
) -> None:
    """It is the question that is wrong, not the address."""
    try:
        head, content = saved.answer(embedded, job(query, "json", given))
    except Exception as error:  # noqa: BLE001 - the worker turns errors of the library into the same head
        head, content = {"outcome": "query", "detail": str(error)}, b""

    assert (b"", "query") == (content, head["outcome"])
    assert nearest in head["detail"]


def test_an_unknown_query_is_no_address(embedded: EmbeddedStore) -> None:
    """With the nearest ids."""
    with pytest.raises(UnknownNameError, match="Nearest known: ratings"):
        saved.answer(embedded, job("ratins", "json"))


@pytest.mark.parametrize(
    ("limit", "outcome"), [({"rows_at_most": 35}, "answer-rows"), ({"bytes_at_most": 100}, "answer-size")]
)
@pytest.mark.parametrize("form", ["json", "parquet"])
def test_an_answer_is_whole_or_none(form: str, limit: dict[str, int], outcome: str, embedded: EmbeddedStore) -> None:
    """36 ratings are more than 35 rows, and more than 100 bytes."""
    assert ({"outcome": outcome}, b"") == saved.answer(embedded, job("ratings", form, **limit))


def test_the_list_tells_what_each_query_takes_and_gives(embedded: EmbeddedStore) -> None:
    """In the order of the catalogue, with choices where a class is closed."""
    _, content = listing.answer(embedded, {"document": "queries"})
    listed = {each["id"]: each for each in json.loads(content)["queries"]}

    assert list(catalogue()) == list(listed)
    for query in ALL:
        told = listed[query.id]
        assert list(query.returns) == told["returns"]
        assert [each.name for each in query.parameters] == [each["name"] for each in told["parameters"]]
    plan = next(each for each in listed["index-score"]["parameters"] if each["name"] == "plan")
    assert {"area-mean-0-4", "percent-0-4", "percent-1-5", "two-per-step"} == {
        each["value"] for each in plan["choices"]
    }


def test_no_parameter_is_named_like_one_of_the_api() -> None:
    """``format`` and ``edition`` are the API's own."""
    assert set() == {each.name for query in ALL for each in query.parameters} & {"format", "edition"}


def test_every_choice_is_a_value_that_the_query_takes(embedded: EmbeddedStore) -> None:
    """A key is enough, and each individual is listed once."""
    parameters = {each.type: (query, each) for query in ALL for each in query.parameters}
    listed = choices(embedded, [each for _, each in parameters.values()])

    assert "r2p:ScoringPlan" in listed
    assert "r2p:State" not in listed
    for kind, found in listed.items():
        values = [choice.value for choice in found]
        assert len(values) == len(set(values)) <= MOST
        query, each = parameters[kind]
        run(embedded, query.id, {each.name: values[-1]})

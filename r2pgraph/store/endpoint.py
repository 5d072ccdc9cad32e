"""A store behind a SPARQL endpoint, asked over HTTP: the one place that imports SPARQLWrapper."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any, Final, Self

import pyoxigraph
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from r2pgraph.errors import QueryError, StoreError
from r2pgraph.store.refusals import refuse_harm
from r2pgraph.store.terms import Answer, Term, literal

_GAVE_UP: Final = "X-SQL-State"
"""The one sign by which Virtuoso tells that it cut an answer at its own time limit."""


class EndpointStore:
    """A graph served elsewhere; each query is one POST with a time limit in seconds."""

    def __init__(self, address: str, timeout: int = 30) -> None:
        if not address.startswith(("http://", "https://")):
            raise StoreError(f"{address!r} is no web address.", "Give one that begins with https://.")
        self._address = address
        self._timeout = timeout

    def select(self, query: str) -> Answer:
        """Return the rows of a SELECT query; raises QueryError, or StoreError where nobody answers."""
        answer = self._json(query)
        try:
            columns = tuple(answer["head"]["vars"])
            bindings = answer["results"]["bindings"]
            return Answer(columns, tuple(tuple(_term(row.get(name)) for name in columns) for row in bindings))
        except (KeyError, TypeError, AttributeError) as error:
            raise QueryError("The endpoint's answer is no table.", "Send a SELECT query.") from error

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as `select` does."""
        answer = self._json(query).get("boolean")
        if not isinstance(answer, bool):
            raise QueryError("The endpoint's answer is no yes or no.", "Send an ASK query.")
        return answer

    def construct(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as sorted N-Triples; raises as `select` does."""
        body = self._body(query, TURTLE)
        try:
            parsed = list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE, base_iri=self._address))
        except SyntaxError as error:
            raise QueryError(f"The endpoint's answer is no Turtle: {error}.", "Send a CONSTRUCT query.") from error
        return b"".join(sorted({f"{quad.triple} .\n".encode() for quad in parsed}))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        answer = self.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph")
        return tuple(sorted(row[0].value for row in answer.rows if row[0]))

    def close(self) -> None:
        """Do nothing: no connection outlives its query."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _json(self, query: str) -> dict[str, Any]:
        try:
            answer = json.loads(self._body(query, JSON))
        except ValueError as error:
            raise QueryError("The endpoint's answer is broken off or no JSON.", "Ask for fewer rows.") from error
        if not isinstance(answer, dict):
            raise QueryError("The endpoint's answer is no SPARQL result.", "Check the address.")
        return answer

    def _body(self, query: str, wanted: str) -> bytes:
        refuse_harm(query)
        wrapper = SPARQLWrapper(self._address)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(wanted)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(query)
        try:
            with wrapper.query().response as response:
                headers, body = response.headers, response.read()
        except SPARQLWrapperException as error:
            raise QueryError(f"The endpoint refuses the query: {error.msg}.") from error
        except (OSError, HTTPException) as error:
            raise StoreError(
                f"{self._address} does not answer: {error}.", "Check the address, or ask later."
            ) from error
        if headers.get(_GAVE_UP):
            raise QueryError("The endpoint gave up after its time limit.", "Ask for less.")
        return bytes(body)


def _term(binding: dict[str, str] | None) -> Term | None:
    if binding is None:
        return None
    match binding["type"]:
        case "uri":
            return Term("iri", binding["value"])
        case "bnode":
            return Term("blank", binding["value"])
        case _:
            return literal(binding["value"], binding.get("datatype"), binding.get("xml:lang"))

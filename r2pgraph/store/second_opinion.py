"""The second opinion: the same queries answered by rdflib, an engine that shares no code with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from rdflib import BNode, Dataset, Literal, URIRef

from r2pgraph.errors import QueryError
from r2pgraph.store.refusals import datasets, refuse_harm
from r2pgraph.store.terms import Answer, Term, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib.query import Result


class GraphStore:
    """A graph in memory; slower than the embedded store and only there to check it."""

    at_once = 1

    def __init__(self, graphs: Mapping[str, bytes]) -> None:
        """Load N-Triples by the IRI of the named graph that is to hold them."""
        self._dataset = Dataset(default_union=True)
        for iri, triples in graphs.items():
            self._dataset.graph(URIRef(iri)).parse(data=triples, format="nt")

    def select(self, query: str) -> Answer:
        """Return the rows of a SELECT query; raises QueryError."""
        result = self._result(query, "SELECT")
        names = [str(name) for name in result.vars or ()]
        rows = tuple(tuple(_term(row.get(name)) for name in result.vars or ()) for row in result.bindings)
        return Answer(tuple(names), rows)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises QueryError."""
        return bool(self._result(query, "ASK").askAnswer)

    def construct(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as sorted N-Triples; raises QueryError."""
        graph = self._result(query, "CONSTRUCT", "DESCRIBE").graph
        written = cast("bytes", cast("Any", graph).serialize(format="nt", encoding="utf-8"))
        return b"".join(sorted({line + b"\n" for line in written.splitlines() if line}))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        named = {str(graph.identifier) for graph in self._dataset.graphs() if len(graph)}
        return tuple(sorted(named - {str(self._dataset.default_graph.identifier)}))

    def able(self, unanswered: tuple[str, ...] = ()) -> Self:
        """Return this store: its engine answers every saved query."""
        del unanswered
        return self

    def close(self) -> None:
        """Forget the triples."""
        self._dataset = Dataset(default_union=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _result(self, query: str, *forms: str) -> Result:
        refuse_harm(query)
        if datasets(query):
            raise QueryError("This engine would fetch what FROM names.", "Use GRAPH inside the query.")
        try:
            result = self._dataset.query(query)
            result.bindings = list(result.bindings) if result.type == "SELECT" else []
        except Exception as error:  # rdflib raises its own, pyparsing's and Python's errors for a bad query
            raise QueryError(f"The query cannot be run: {error}.") from error
        if result.type not in forms:
            raise QueryError(f"This is no {forms[0]} query.", f"Write a query that begins with {forms[0]}.")
        return result


def _term(value: object) -> Term | None:
    match value:
        case URIRef():
            return Term("iri", str(value))
        case BNode():
            return Term("blank", str(value))
        case Literal():
            return literal(str(value), str(value.datatype) if value.datatype else None, value.language)
        case _:
            return None

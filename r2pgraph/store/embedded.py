"""The store on this machine: Oxigraph on disk, opened to read only."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, cast

import pyoxigraph

from r2pgraph.errors import QueryError
from r2pgraph.store.refusals import datasets, refuse_harm
from r2pgraph.store.syntax import explain
from r2pgraph.store.terms import Answer, Term, literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path


class EmbeddedStore:
    """A built graph on disk; the union of its named graphs is what a query sees.

    ``place`` is the folder of its files, None where it has none.
    """

    at_once = min(2, os.cpu_count() or 1)

    def __init__(self, engine: pyoxigraph.Store, place: Path | None = None) -> None:
        self._engine: pyoxigraph.Store | None = engine
        self.place = place

    @classmethod
    def read_only(cls, directory: Path) -> EmbeddedStore:
        """Open ``directory``; raises OSError where it holds no Oxigraph store."""
        return cls(pyoxigraph.Store.read_only(str(directory)), directory)

    def select(self, query: str) -> Answer:
        """Return the rows of a SELECT query; raises QueryError."""
        with self._solutions(query) as solutions:
            if not isinstance(solutions, pyoxigraph.QuerySolutions):
                raise _other_form("SELECT")
            columns = tuple(variable.value for variable in solutions.variables)
            rows = tuple(tuple(term(solution[name]) for name in columns) for solution in solutions)
        return Answer(columns, rows)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises QueryError."""
        with self._solutions(query) as answer:
            if not isinstance(answer, pyoxigraph.QueryBoolean):
                raise _other_form("ASK")
            return bool(answer)

    def construct(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as sorted N-Triples; raises QueryError."""
        with self._solutions(query) as triples:
            if not isinstance(triples, pyoxigraph.QueryTriples):
                raise _other_form("CONSTRUCT")
            written = cast("bytes", triples.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES))
        return b"".join(sorted(set(written.splitlines(keepends=True))))

    def statements(self, graph: str) -> bytes:
        """Return the triples of one named graph as sorted N-Triples, without the room that a query takes for them."""
        name = pyoxigraph.NamedNode(graph)
        written = cast("bytes", self._open().dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=name))
        lines = written.splitlines(keepends=True)
        lines.sort()
        return b"".join(lines)

    def dumped(self, left_out: Collection[str] = ()) -> dict[str, bytes]:
        """Return the named graphs as N-Triples in any order by their IRI, some ``left_out``."""
        form = pyoxigraph.RdfFormat.N_TRIPLES
        names = [name for name in self.graphs() if name not in left_out]
        dumps = (self._open().dump(format=form, from_graph=pyoxigraph.NamedNode(name)) for name in names)
        return {name: dump or b"" for name, dump in zip(names, dumps, strict=True)}

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._open().named_graphs()))

    @property
    def engine(self) -> pyoxigraph.Store:
        """Return the engine itself, for those who look statements up by pattern; raises QueryError when closed."""
        return self._open()

    def able(self, unanswered: tuple[str, ...] = ()) -> Self:
        """Return this store: its engine answers every saved query."""
        del unanswered
        return self

    def close(self) -> None:
        """Let go of the files."""
        self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> pyoxigraph.Store:
        if self._engine is None:
            raise QueryError("The store is closed.", "Open it again.")
        return self._engine

    @contextmanager
    def _solutions(self, query: str) -> Iterator[object]:
        refuse_harm(query)
        named = datasets(query)
        _refuse_unknown_graphs(named, self.graphs() if named else ())
        try:
            yield self._open().query(query, use_default_graph_as_union=not named)
        except SyntaxError as error:
            raise explain(str(error), query) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"The query cannot be run: {error}.") from error


def fill(engine: pyoxigraph.Store, graphs: Mapping[str, bytes]) -> None:
    """Put graphs, given as N-Triples by their IRI, into an engine beside what it holds."""
    for name, triples in graphs.items():
        engine.bulk_load(input=triples, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=pyoxigraph.NamedNode(name))


def _refuse_unknown_graphs(named: tuple[str, ...], stored: tuple[str, ...]) -> None:
    unknown = sorted(set(named) - set(stored))
    if unknown:
        raise QueryError(f"FROM names a graph that is not stored: {unknown[0]}.", "List them with the query `graphs`.")


def _other_form(expected: str) -> QueryError:
    return QueryError(f"This is no {expected} query.", f"Write a query that begins with {expected}.")


def term(value: object) -> Term | None:
    """Return a term of the engine as every store gives it; None where nothing is bound."""
    match value:
        case pyoxigraph.NamedNode():
            return Term("iri", value.value)
        case pyoxigraph.BlankNode():
            return Term("blank", value.value)
        case pyoxigraph.Literal():
            return literal(value.value, value.datatype.value, value.language)
        case None:
            return None
        case _:
            return Term("literal", str(value))

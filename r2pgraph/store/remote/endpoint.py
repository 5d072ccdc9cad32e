"""A store behind a SPARQL endpoint, with the same face as the one on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from traceback import clear_frames
from typing import IO, TYPE_CHECKING, Final, Self, cast

import pyoxigraph

from r2pgraph.errors import QueryError
from r2pgraph.store.embedded import term
from r2pgraph.store.refusals import datasets, form, refuse_harm
from r2pgraph.store.remote.addresses import Addresses, addresses
from r2pgraph.store.remote.calling import Caller
from r2pgraph.store.remote.truths import PROPERTIES, columns, written_back
from r2pgraph.store.terms import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.store.protocol import Store
    from r2pgraph.store.remote.reply import Reply

_ROWS: Final = ("application/sparql-results+json", "application/json")
_TRIPLES: Final = ("application/n-triples", "text/turtle;q=0.5")
_TRUTH: Final = "__ASK_RETVAL"
"""The column in which Virtuoso 7 answers ASK, as a table of one row."""

_KEEPS_NO_TRUTHS: Final = "virtuoso"


class EndpointStore:
    """A graph served elsewhere; each query is one POST with a time limit in seconds.

    Args:
        address: where the endpoint is, or its address for queries alone.
        graphs: the graphs whose union a query sees; all that the endpoint shows where none is given.
        caller: what makes the calls.
        is_chosen: whether each query names these graphs, because the endpoint would show others or none.
    """

    place = None
    at_once = 1

    def __init__(
        self, address: Addresses | str, graphs: tuple[str, ...] = (), caller: Caller | None = None, *,
        is_chosen: bool = True,
    ) -> None:  # fmt: skip
        self.caller = caller or Caller(addresses(address, {}) if isinstance(address, str) else address)
        self._graphs, self._is_chosen = graphs, is_chosen
        self._mirror: Store | None = None

    @cached_property
    def truths(self) -> frozenset[str]:
        """The properties that have a truth value, as the ontology there says; raises as `select` does."""
        return frozenset(row[0].value for row in self._rows(PROPERTIES).rows if row[0])

    def select(self, query: str) -> Answer:
        """Return the rows of a SELECT query; raises QueryError, or StoreError where nobody answers.

        Where the engine keeps no truth values, they are written back in the columns that hold some.
        """
        answer = self._rows(query)
        if _KEEPS_NO_TRUTHS not in self.caller.engine.lower() or not answer.rows:
            return answer
        return written_back(answer, columns(query, self.truths))

    def _rows(self, query: str) -> Answer:
        with self._asked(query, "select") as (reply, parsed):
            answer = _table(parsed.pop())
            reply.refuse_full(len(answer.rows))
        return answer

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as `select` does."""
        with self._asked(query, "ask") as (_, parsed):
            return _truth(parsed.pop())

    def construct(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as sorted N-Triples; raises as `select` does."""
        self._refuse(query, "construct", "describe")
        with self.caller.query(query, form(query), _TRIPLES, self._dataset(query)) as reply:
            reply.refuse_unmarked_end()
            is_turtle = reply.media_type == "text/turtle"
            written = pyoxigraph.RdfFormat.TURTLE if is_turtle else pyoxigraph.RdfFormat.N_TRIPLES
            try:
                parsed = pyoxigraph.parse(cast("IO[bytes]", reply), format=written, base_iri=_base(self, is_turtle))
                lines = {f"{quad.triple} .\n".encode() for quad in parsed}
            except (SyntaxError, ValueError, OSError) as error:
                broken = QueryError(f"The endpoint's answer is no graph: {error}.", "Ask again, or for less.")
                raise reply.broken or broken from None
        return b"".join(sorted(lines))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        if self._graphs:
            return tuple(sorted(self._graphs))
        answer = self.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph")
        return tuple(sorted(row[0].value for row in answer.rows if row[0]))

    def able(self, unanswered: tuple[str, ...] = ()) -> Store:
        """Return this store, or its graphs in memory where its engine is one of those that leave a query unanswered.

        They are fetched once, which takes as long as it takes to read all of them; raises StoreError.
        """
        if not any(name.lower() in self.caller.engine.lower() for name in unanswered):
            return self
        if self._mirror is None:
            from r2pgraph.store.remote.mirror import mirrored

            self._mirror = mirrored(self)
        return self._mirror

    def close(self) -> None:
        """Forget what was fetched; no connection outlives its query."""
        self._mirror = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _asked(self, query: str, wanted: str) -> Iterator[tuple[Reply, list[object]]]:
        """Yield the reply to a query and, to be taken out, what it holds, which is read while it comes.

        An error keeps what it was raised in, and the engine's parser may end in no other thread than its own: so
        nobody on the way of an error holds it any more.
        """
        self._refuse(query, wanted)
        with self.caller.query(query, form(query), _ROWS, self._dataset(query)) as reply:
            try:
                read = cast("IO[bytes]", reply)
                yield reply, [pyoxigraph.parse_query_results(read, format=pyoxigraph.QueryResultsFormat.JSON)]
                while reply.read(1 << 16):
                    pass
            except (SyntaxError, ValueError, OSError, TypeError, QueryError) as error:
                clear_frames(error.__traceback__)
                if isinstance(error, QueryError):
                    raise
                raise reply.broken or _broken() from error

    def _refuse(self, query: str, *forms: str) -> None:
        refuse_harm(query)
        if form(query) not in forms:
            expected = forms[0].upper()
            raise QueryError(f"This is no {expected} query.", f"Write a query that begins with {expected}.")
        unknown = sorted(set(datasets(query)) - set(self.graphs())) if datasets(query) else []
        if unknown:
            reason = f"FROM names a graph that is not stored: {unknown[0]}."
            raise QueryError(reason, "List them with the query `graphs`.")

    def _dataset(self, query: str) -> tuple[str, ...]:
        """Return the graphs to ask; a query's own FROM goes before."""
        return self._graphs if self._is_chosen and not datasets(query) else ()


def _broken() -> QueryError:
    return QueryError("The endpoint's answer is broken off or no SPARQL result.", "Ask for fewer rows.")


def _table(parsed: object) -> Answer:
    """Return the rows of a table, each term as it is here; raises QueryError where it is none."""
    if not isinstance(parsed, pyoxigraph.QuerySolutions):
        raise QueryError("The endpoint's answer is no table.", "Send a SELECT query.")
    columns = tuple(variable.value for variable in parsed.variables)
    return Answer(columns, tuple(tuple(term(row[name]) for name in columns) for row in parsed))


def _truth(parsed: object) -> bool:
    """Return a yes or no, also where it is a table of one row; raises QueryError where it is neither."""
    if isinstance(parsed, pyoxigraph.QueryBoolean):
        return bool(parsed)
    if isinstance(parsed, pyoxigraph.QuerySolutions) and [each.value for each in parsed.variables] == [_TRUTH]:
        return [[cast("pyoxigraph.Literal", row[0]).value] for row in parsed] == [["1"]]
    raise QueryError("The endpoint's answer is no yes or no.", "Send an ASK query.")


def _base(store: EndpointStore, is_turtle: bool) -> str | None:  # noqa: FBT001 - asked once, above
    return store.caller.addresses.query if is_turtle else None

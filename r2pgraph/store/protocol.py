"""What every store can do, whatever engine stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from r2pgraph.store.terms import Answer


class Store(Protocol):
    """A graph to read: the union of all named graphs is what a query sees."""

    @property
    def at_once(self) -> int:
        """How many queries it gains by answering at once; 1 where they are better asked one by one."""
        ...

    def select(self, query: str) -> Answer:
        """Return the rows of a SELECT query.

        Raises:
            QueryError: the query is refused, malformed or of another form.
        """
        ...

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as `select` does."""
        ...

    def construct(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as sorted N-Triples; raises as `select` does."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        ...

    def able(self, unanswered: tuple[str, ...] = ()) -> Store:
        """Return what answers a query that some engines leave unanswered: this store, or its graphs in another one."""
        ...

    def close(self) -> None:
        """Let go of what the store holds open."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

"""Read an answer as it comes, and be sure at its end that it was whole."""

from __future__ import annotations

import time
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import QueryError, R2PGraphError, StoreError
from r2pgraph.store.remote.faults import unreachable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.store.remote.addresses import Addresses

_GAVE_UP: Final = "X-SQL-State"
"""The one sign by which Virtuoso tells that it cut an answer at its own time limit."""

_MOST_ROWS: Final = "X-SPARQL-MaxRows"
"""The sign by which Virtuoso tells how many rows it gives at most."""

_FUSEKI: Final = "Fuseki-Request-Id"
"""The line that Fuseki gives with each answer; its name stands in `Server` only while it is developed."""

_LESS: Final = "Ask for less, or let the engine take more time."


class Reply:
    """An answer of 200 that is read as a file; ``broken`` is what went wrong on the way."""

    def __init__(self, response: Any, addresses: Addresses, until: float) -> None:  # noqa: ANN401 - urllib's own
        self._response, self._addresses, self._until = response, addresses, until
        self._length = response.headers.get("Content-Length")
        self._read = 0
        self.broken: R2PGraphError | None = None

    @property
    def server(self) -> str:
        """Return what the server says it is; a released Fuseki says it only by the name of another line."""
        said = str(self._response.headers.get("Server") or "")
        return f"{said} Fuseki".strip() if self._response.headers.get(_FUSEKI) else said

    @property
    def media_type(self) -> str:
        """Return the media type without its parameters, in lower case."""
        return str(self._response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()

    def refuse_other_than(self, wanted: Sequence[str]) -> None:
        """Refuse an answer that is a part only, a web page, or of a type that nobody asked for.

        Raises:
            QueryError: it is a part of the answer.
            StoreError: it is no answer of a SPARQL endpoint.
        """
        self.refuse_part()
        known = {each.partition(";")[0] for each in wanted}
        if self.media_type in known:
            return
        place = self._addresses.shown
        if "html" in self.media_type:
            remedy = "Give the address of its SPARQL endpoint; if it asks to sign in, set R2PGRAPH_STORE_USER and "
            remedy += "R2PGRAPH_STORE_PASSWORD, or R2PGRAPH_STORE_TOKEN."
            raise StoreError(f"{place} answers with a web page.", remedy)
        said = self.media_type or "no type"
        raise StoreError(f"{place} answers with {said}, not with {min(known)}.", "Check the address of the endpoint.")

    def refuse_part(self) -> None:
        """Raise QueryError where the head says that the engine gave up."""
        if self._response.headers.get(_GAVE_UP):
            raise QueryError("The endpoint gave up after its time limit, and its answer is a part only.", _LESS)

    def refuse_unmarked_end(self) -> None:
        """Raise StoreError where nothing could tell an end from a break: a graph has no last word of its own."""
        if self._length is None and not getattr(self._response, "chunked", False):
            place = self._addresses.shown
            raise StoreError(f"{place} does not say how long its answer is.", "Use an engine that speaks HTTP 1.1.")

    def refuse_full(self, rows: int) -> None:
        """Raise QueryError where there are as many rows as the engine gives at most, so that some may be missing."""
        most = self._response.headers.get(_MOST_ROWS) or ""
        if most.strip().isdecimal() and rows >= int(most):
            remedy = "Ask for fewer rows, or let the engine give more (in Virtuoso: ResultSetMaxRows)."
            raise QueryError(f"The endpoint gives {most} rows at most, and this answer has as many.", remedy)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end; raises StoreError where the answer breaks off or takes too long."""
        try:
            if time.monotonic() > self._until:
                raise TimeoutError
            piece = bytes(self._response.read() if size < 0 else self._response.read(size))
            self._read += len(piece)
            is_end = size < 0 or (size > 0 and not piece)
            if is_end and self._length is not None and self._read < int(self._length):
                raise IncompleteRead(b"", int(self._length) - self._read)
        except (OSError, HTTPException, ValueError) as error:
            self.broken = unreachable(error, self._addresses)
            raise self.broken from None
        return piece

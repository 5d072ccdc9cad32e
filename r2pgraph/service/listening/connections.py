"""Hold connections to what a client of good faith needs, where the web server under us sets no limit of its own.

A connection is ended that has not sent a whole request in time, or takes an answer too slowly; there are so many in
all and from one address; and a request that gives its length in two ways is none.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from r2pgraph.service.fairness import household
from r2pgraph.service.problems import MEDIA_TYPE, ProblemError

if TYPE_CHECKING:
    from typing import Any

    from r2pgraph.service.limits import Limits

HEAD: Final = 65_536
"""Bytes of the head of a request."""

LOOKING: Final = 1.0
"""Seconds between two looks at the connections."""

BESIDE: Final = 200
"""Files that the service opens beside its connections: workers, the store, itself."""

TRUSTED: Final = frozenset({"127.0.0.1", "::1", ""})
"""Addresses whose connections are not counted apart: a proxy on this machine speaks for many."""

_ABSOLUTE: Final = re.compile(
    rb"https?://(?P<host>[^/?#@]+)(?P<path>(?:/[^?#]*)?)(?P<query>(?:\?[^#]*)?)", re.IGNORECASE
)
"""A target as whoever speaks to a proxy sends it: with scheme and host."""


class StrictConnection(h11.Connection):
    """A connection on which a request has one length, and its target begins with the path."""

    def next_event(self) -> Any:  # noqa: ANN401 - as h11 types it
        """Return the next event; raises RemoteProtocolError where a body in chunks has a length, or an old version.

        The head is measured here too: the parser measures what it waits for, not what comes in one piece.
        """
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if sum(len(name) + len(value) for name, value in event.headers) > HEAD:
                raise h11.RemoteProtocolError("too long a head")
            if b"transfer-encoding" in names and (b"content-length" in names or event.http_version < b"1.1"):
                raise h11.RemoteProtocolError("two lengths")
            return _in_origin_form(event)
        return event


class Connections:
    """All connections of the service.

    Attributes:
        refused: how many were ended before they had an answer, by why.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits, self._most = limits, min(limits.connections, _files(limits.connections))
        self._open: set[Guarded] = set()
        self._from: Counter[str] = Counter()
        self._looking: asyncio.TimerHandle | None = None
        self.refused: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, connection: Guarded) -> None:
        """Take a new connection in; raises ProblemError where there are too many."""
        most, each = self._most, self._limits.connections_each
        if connection.address not in TRUSTED and self._from[connection.address] >= each:
            raise ProblemError("connections", 503, f"A client may hold {each} connections.", each, retry_after=1)
        if len(self._open) >= most:
            self._drop_oldest(most)
        self._open.add(connection)
        self._from[connection.address] += 1
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(LOOKING, self._look)

    def leave(self, connection: Guarded) -> None:
        """Forget a connection that has ended."""
        if connection in self._open:
            self._open.remove(connection)
            self._from[connection.address] -= 1
            self._from += Counter()  # forgets those of whom there is none

    def _drop_oldest(self, most: int) -> None:
        """End the connection that has waited longest without a whole request, so that another finds room."""
        waiting = [connection for connection in self._open if connection.is_waiting]
        if not waiting:
            raise ProblemError("connections", 503, f"The service holds {most} connections.", most, retry_after=1)
        oldest = min(waiting, key=lambda connection: connection.since)
        self.end(oldest, "room")

    def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            if why := connection.fault(now, self._limits):
                self.end(connection, why)
        self._looking = asyncio.get_running_loop().call_later(LOOKING, self._look) if self._open else None

    def end(self, connection: Guarded, why: str) -> None:
        """End a connection at once."""
        self.refused[why] += 1
        connection.transport.abort()
        self.leave(connection)


class Guarded(H11Protocol):
    """One connection, whose limits `Connections` watches."""

    guard: Connections

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as the server gives them
        super().__init__(*arguments, **named)
        self.conn = StrictConnection(h11.SERVER, HEAD)
        self.address, self.since, self.is_refused = "", 0.0, False
        self._left, self._looked = 0, 0.0

    @property
    def is_waiting(self) -> bool:
        """Return whether no whole request has come since the last answer was taken."""
        is_whole = self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}
        return not is_whole and not self.transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or say why not."""
        super().connection_made(cast("asyncio.Transport", transport))
        self.address, self.since = household(self.client[0]) if self.client else "", self.loop.time()
        try:
            self.guard.enter(self)
        except ProblemError as error:
            self.is_refused = True
            self.guard.refused["room"] += 1
            self.transport.write(_written(error))
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.guard.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes, unless the connection was refused."""
        if not self.is_refused:
            super().data_received(data)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, and for the client to take what it was given."""
        self.since, self._left = self.loop.time(), 0
        super().on_response_complete()

    def fault(self, now: float, limits: Limits) -> str:
        """Return why the connection is to be ended: ``head`` or ``body`` came too slowly, or the answer is not read."""
        if left := self.transport.get_write_buffer_size():
            self.since = now
            return self._fault_in_reading(left, now, limits)
        waited, self._left = now - self.since, 0
        if self.conn.their_state is h11.IDLE and waited > limits.head_seconds:
            return "head"
        if self.conn.their_state is h11.SEND_BODY and waited > limits.head_seconds + limits.body_seconds + LOOKING:
            return "body"
        return ""

    def _fault_in_reading(self, left: int, now: float, limits: Limits) -> str:
        """Return why the connection is to be ended whose client has not taken ``left`` bytes yet."""
        since = now - self._looked
        if self._left and since <= limits.head_seconds:
            return ""
        is_slow = self._left and self._left - left < limits.slowest * since
        self._left, self._looked = left, now
        return "reading" if is_slow else ""


def guarded(limits: Limits) -> tuple[Connections, type[Guarded]]:
    """Return the connections of a service, and the protocol that holds each of them to the limits."""
    connections = Connections(limits)
    return connections, type("Guarded", (Guarded,), {"guard": connections})


def _in_origin_form(request: h11.Request) -> h11.Request:
    """Return a request whose target is a whole address as the one that means the same; its host is the address's."""
    if (found := _ABSOLUTE.fullmatch(request.target)) is None:
        return request
    headers = [(b"host", found["host"]), *(each for each in request.headers if each[0] != b"host")]
    target = (found["path"] or b"/") + found["query"]
    return h11.Request(method=request.method, target=target, headers=headers, http_version=request.http_version)


def _written(error: ProblemError) -> bytes:
    """Return a problem as the bytes of an answer, for whom no request is read."""
    content = json.dumps(error.document()).encode()
    lines = (
        f"HTTP/1.1 {error.status} Service Unavailable", f"Content-Type: {MEDIA_TYPE}", "Connection: close",
        f"Content-Length: {len(content)}", "Retry-After: 1", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + content


def _files(wanted: int) -> int:
    """Return how many connections the system lets this process hold, after it was asked for as many as are wanted."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted + BESIDE:
        soft = wanted + BESIDE if hard == resource.RLIM_INFINITY else min(wanted + BESIDE, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft - BESIDE

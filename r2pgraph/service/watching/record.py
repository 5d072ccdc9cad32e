"""Count every request and, where wished, write a line about it that tells neither who asked nor what."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from r2pgraph.pages.statics import UNNAMED

if TYPE_CHECKING:
    from typing import TextIO

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from r2pgraph.service.watching.figures import Figures

KINDS: Final = frozenset(
    {"sparql", "static", "submit", "api", "openapi.json", "reconcile", "health", "ready", "metrics"}
)
"""First steps of paths that have a kind of their own; every other address is one of a page."""

METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
"""Methods that are written as they were sent; a stranger could write anything there."""

GONE: Final = 499
"""The status of a request whose client did not wait for the answer."""


@dataclass
class Request:
    """What is told of one request."""

    kind: str
    method: str
    begun: float
    status: int = GONE
    sent: int = 0


class Record:
    """Watch the requests that pass, and the answers that go back."""

    def __init__(self, app: ASGIApp, figures: Figures, log: TextIO | None = None) -> None:
        self.app, self.figures, self.log = app, figures, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and its answer back, and count both."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(kind(scope["path"]), _method(scope["method"]), time.perf_counter())

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
            elif request.method != "HEAD":
                request.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            request.status = 500
            raise
        finally:
            self._tell(request)

    def _tell(self, request: Request) -> None:
        seconds = time.perf_counter() - request.begun
        self.figures.requests.labels(request.kind, str(request.status)).inc()
        self.figures.seconds.labels(request.kind).observe(seconds)
        self.figures.sent.labels(request.kind).inc(request.sent)
        if self.log is not None:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "method": request.method,
                "kind": request.kind, "status": request.status, "ms": round(seconds * 1000, 1), "bytes": request.sent,
            }  # fmt: skip
            self.log.write(json.dumps(line) + "\n")
            self.log.flush()


def kind(path: str) -> str:
    """Return the kind of address that a path is."""
    first = path.removeprefix("/").partition("/")[0]
    return "static" if path.removeprefix("/") in UNNAMED else first if first in KINDS else "page"


def _method(sent: str) -> str:
    return sent if sent in METHODS else "other"

"""The web application: its pages, what stands in every answer's head, how it starts and stops."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from r2pgraph import __version__
from r2pgraph.service.ahead import draw_ahead
from r2pgraph.service.api.routes import ROUTES as API
from r2pgraph.service.documents import page, static, unnamed, unslashed
from r2pgraph.service.fairness import Fairness
from r2pgraph.service.keeping import Shelf
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.protocol import endpoint
from r2pgraph.service.reconciliation.routes import ROUTES as RECONCILIATION
from r2pgraph.service.submissions.desk import Desk
from r2pgraph.service.submissions.routes import ROUTES as SUBMISSIONS
from r2pgraph.service.watching.figures import Figures, metrics
from r2pgraph.service.watching.record import Record
from r2pgraph.service.workers.snapshots import Snapshots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from r2pgraph.service.limits import Limits
    from r2pgraph.service.listening.connections import Connections

SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What every answer says to browsers; a page has a policy of its own."""


class SafeHeaders:
    """Put the headers of `SAFE` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safely)


ROUTES: Final = [
    Route("/sparql", endpoint, methods=["GET", "POST"]),
    Route("/metrics", metrics),
    *API,
    *RECONCILIATION,
    *SUBMISSIONS,
]
"""The addresses that have a code of their own; `application` adds those of its own and, last, the pages."""


def application(home: Path, limits: Limits, connections: Connections, log: TextIO | None = None) -> Starlette:
    """Return the application that serves the store in ``home`` within ``limits``; workers start with it.

    Args:
        home: the folder of a built store.
        limits: what one query and one client may take.
        connections: those of the server, of which the figures tell.
        log: what a line about each request is written to.
    """
    figures = Figures()
    cors = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=86400
    )
    handlers = {ProblemError: problem, 404: unknown_page, 405: wrong_method, Exception: failure}
    own = [*ROUTES, Route("/health", health), Route("/ready", ready)]
    slashed = [Route(f"{each.path}/", along, methods=["GET", "POST"]) for each in own if "{" not in each.path]
    app = Starlette(
        routes=[*own, *slashed, Route("/static/{name:path}", static),
                Route("/favicon.ico", unnamed), Route("/robots.txt", unnamed), Route("/{path:path}", page)],
        lifespan=lambda app: _life(app, home, limits),
        middleware=[Middleware(Record, figures=figures, log=log), Middleware(SafeHeaders), cors],
        exception_handlers=handlers,
    )  # fmt: skip
    app.state.figures, app.state.connections = figures, connections
    return app


@asynccontextmanager
async def _life(app: Starlette, home: Path, limits: Limits) -> AsyncIterator[None]:
    """Start the workers of an application and, when it is over or cannot be, end them."""
    state = app.state
    state.limits, state.shelf = limits, Shelf(limits.cache)
    state.home, state.desk, state.admission = home, Desk(home, limits), Fairness(limits)
    state.fairness = Fairness(limits)
    state.courtesy = Fairness(replace(limits, parallel=limits.own_parallel))
    state.snapshots = Snapshots(home, limits)
    state.figures.watch(state.snapshots, state.shelf, state.connections)
    try:
        await state.snapshots.open()
        drawing = asyncio.create_task(draw_ahead(state.snapshots, state.shelf, limits.ahead))
        yield
        drawing.cancel()
    finally:
        try:
            await state.desk.close()
        finally:
            await state.snapshots.close()


async def health(request: Request) -> Response:
    """Say that the service lives."""
    del request
    return JSONResponse({"status": "alive", "version": __version__}, headers={"Cache-Control": "no-store"})


async def ready(request: Request) -> Response:
    """Say whether pages can be drawn, from which generation of the store, and how many workers live.

    Whoever kills the workers of strangers' queries, again and again, does not make the service unready: others are
    starting, and pages have workers of their own.

    Raises:
        ProblemError: no worker for pages lives.
    """
    snapshots: Snapshots = request.app.state.snapshots
    pools = (snapshots.strangers, snapshots.own)
    if not snapshots.own.size:
        raise ProblemError("not-ready", 503, "No worker for pages lives at the moment.", retry_after=1)
    state = {
        "status": "ready",
        "generation": snapshots.generation,
        "workers": sum(pool.size for pool in pools),
        "network": "open" if any(pool.has_network for pool in pools) else "none",
    }
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


async def problem(request: Request, error: Exception) -> Response:
    """Answer with a problem document, or with a page that says the same to those who wish one."""
    if not isinstance(error, ProblemError):
        raise error
    return _told(request, error)


async def unknown_page(request: Request, error: Exception) -> Response:
    """Say that there is no such page, or, to who asks for the whole service (``OPTIONS *``), what may be sent."""
    del error
    if request.method == "OPTIONS":
        return _methods("GET, HEAD, POST")
    return _told(request, ProblemError("unknown-page", 404, f"There is no page {request.url.path}."))


async def wrong_method(request: Request, error: Exception) -> Response:
    """Say which methods a page has: as an answer to who asks, and as a problem to who sent another."""
    allowed = dict(getattr(error, "headers", None) or {})
    if request.method == "OPTIONS":
        return _methods(allowed.get("Allow", "GET"))
    detail = f"{request.method} is not for this page; these are: {allowed.get('Allow', 'GET')}."
    return _told(request, ProblemError("method", 405, detail), allowed)


async def along(request: Request) -> Response:
    """Lead on to the address of a route without the slash at its end."""
    return unslashed(request)


async def failure(request: Request, error: Exception) -> Response:
    """Say that the fault is ours; what happened is in the log of the server."""
    del error
    return _told(request, ProblemError("failed", 500, "The service made a mistake, which is written down."), SAFE)


def _methods(allowed: str) -> Response:
    return Response(status_code=204, headers={"Allow": ", ".join(sorted({*allowed.split(", "), "OPTIONS"}))})


def _told(request: Request, told: ProblemError, headers: Mapping[str, str] | None = None) -> Response:
    figures: Figures = request.app.state.figures
    figures.problems.labels(told.kind).inc()
    return told.response(headers, request.headers.get("accept", ""))

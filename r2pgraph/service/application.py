"""The web application: its pages, what stands in every answer's head, how it starts and stops."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from r2pgraph import __version__
from r2pgraph.service.fairness import Fairness
from r2pgraph.service.pool import Pool
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.protocol import endpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from r2pgraph.service.limits import Limits

SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What every answer says to browsers."""


class SafeHeaders:
    """Put the headers of `SAFE` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SAFE)
            await send(message)

        await self.app(scope, receive, send_safely)


def application(home: Path, limits: Limits) -> Starlette:
    """Return the application that serves the store in ``home`` within ``limits``; workers start with it."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.limits, app.state.fairness = limits, Fairness(limits)
        app.state.pool = Pool(home, limits)
        await app.state.pool.open()
        yield
        await app.state.pool.close()

    routes = [
        Route("/sparql", endpoint, methods=["GET", "POST"]),
        Route("/health", health),
        Route("/ready", ready),
    ]
    cors = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=86400
    )
    handlers = {ProblemError: problem, 404: unknown_page, 405: wrong_method}
    return Starlette(
        routes=routes, lifespan=lifespan, middleware=[Middleware(SafeHeaders), cors], exception_handlers=handlers
    )


async def health(request: Request) -> Response:
    """Say that the service lives."""
    del request
    return JSONResponse({"status": "alive", "version": __version__}, headers={"Cache-Control": "no-store"})


async def ready(request: Request) -> Response:
    """Say whether queries can be answered, from which generation of the store, and by how many workers.

    Raises:
        ProblemError: no worker lives.
    """
    pool: Pool = request.app.state.pool
    if not pool.size:
        raise ProblemError("not-ready", 503, "No worker lives at the moment.", retry_after=1)
    state = {
        "status": "ready",
        "generation": pool.generation,
        "workers": pool.size,
        "network": "open" if pool.has_network else "none",
    }
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


async def problem(request: Request, error: Exception) -> Response:
    """Answer with a problem document."""
    del request
    if not isinstance(error, ProblemError):
        raise error
    return error.response({"Vary": "Accept", "Cache-Control": "no-store"})


async def unknown_page(request: Request, error: Exception) -> Response:
    """Say that there is no such page."""
    del error
    return ProblemError("unknown-page", 404, f"There is no page {request.url.path}.").response()


async def wrong_method(request: Request, error: Exception) -> Response:
    """Say which methods a page has."""
    allowed = dict(getattr(error, "headers", None) or {})
    detail = f"{request.method} is not for this page; these are: {allowed.get('Allow', 'GET')}."
    return ProblemError("method", 405, detail).response(allowed)

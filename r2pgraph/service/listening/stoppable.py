"""A web server that stops when it is told to, also while its application is still starting."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import uvicorn

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

LOOKING: Final = 0.05
"""Seconds between two looks whether somebody wants the server to stop."""


class Stoppable(uvicorn.Server):
    """A server that opens its application before it answers, and closes what was opened however it ends.

    The server under it waits for a start to be over before it looks whether it is told to stop.
    """

    def __init__(self, app: Starlette, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._opened = app.router.lifespan_context(app)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the application and begin to answer, unless told to stop meanwhile; raises what the opening raises."""
        opening = asyncio.ensure_future(self._opened.__aenter__())
        while not opening.done() and not self.should_exit:
            await asyncio.wait({opening}, timeout=LOOKING)
        if not opening.done():
            opening.cancel()
            with suppress(asyncio.CancelledError):
                await opening
            return
        opening.result()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let end what runs, and close the application."""
        try:
            await super().shutdown(sockets)
        finally:
            await self._opened.__aexit__(None, None, None)

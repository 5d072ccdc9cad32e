"""Work for a client only as long as it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import Request

Result = TypeVar("Result")

GONE = 499
"""The status that the log gives a request whose client did not wait; nobody receives it."""


async def while_present(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Return the result of some work, which is cancelled when the client goes away.

    Args:
        request: a request whose body has been read.
        work: what is done for it.

    Raises:
        ProblemError: the client is gone; nobody reads this.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_leave(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ProblemError("gone", GONE, "The client is gone.")
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait({working})


async def _leave(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

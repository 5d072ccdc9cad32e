"""What a request asks for: its path, its parameters, its edition; who asks, and whether they are still there."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import parse_qsl, unquote_to_bytes

from starlette.requests import ClientDisconnect

from r2pgraph.service.fairness import household
from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request

    from r2pgraph.service.limits import Limits

Result = TypeVar("Result")

GONE: Final = 499
"""The status that the log gives a request whose client did not wait; nobody receives it."""

LONGEST: Final = 1_000
"""Bytes of a path as it was sent."""

_FIELDS: Final = 200
_TRICK: Final = re.compile(r"[\x00-\x1f\x7f\\]|//|(?:^|/)\.\.?(?:/|$)")
_HIDDEN: Final = re.compile(rb"%(?:2f|5c|00)", re.IGNORECASE)


def path(request: Request) -> str:
    """Return the path of a request, its escapes undone.

    Raises:
        ProblemError: it is no UTF-8, is too long, or would mean something else to a file system than to a reader.
    """
    sent: bytes = request.scope["raw_path"]
    if len(sent) > LONGEST:
        raise ProblemError("path-size", 414, f"A path may have {LONGEST:,} bytes.", LONGEST)
    try:
        meant = unquote_to_bytes(sent).decode()
    except UnicodeDecodeError:
        raise ProblemError("encoding", 400, "The path is not UTF-8 text in percent-encoding.") from None
    if _HIDDEN.search(sent) or _TRICK.search(meant) or not meant.startswith("/"):
        raise ProblemError("unknown-page", 404, "There is no such page.")
    return meant


def fields(encoded: bytes) -> list[tuple[str, str]]:
    """Return the names and values of a query string or a form in their order; raises ProblemError."""
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise ProblemError("encoding", 400, "The parameters are not UTF-8 text in percent-encoding.") from None
    except ValueError:
        raise ProblemError("form", 400, f"A request has at most {_FIELDS} parameters.") from None


def parameters(request: Request) -> tuple[dict[str, str], str]:
    """Return what stands behind the question mark, each name once, and the edition apart, empty where none is named.

    Raises:
        ProblemError: a name stands there twice, or the parameters are none.
    """
    asked = fields(request.scope["query_string"])
    found = dict(asked)
    if len(found) < len(asked):
        raise ProblemError("form", 400, "A parameter is given twice.")
    return found, found.pop("edition", "")


async def body(
    request: Request,
    most: int,
    limits: Limits,
    large: ProblemError | None = None,
    look: Callable[[bytes], bool] | None = None,
) -> bytes:
    """Return the body of a request.

    Args:
        request: the request.
        most: how many bytes it may have.
        limits: how long it may take.
        large: the problem of one that has more; that of a query where it is left out.
        look: is given the bytes that have come, from the first, until it returns True; it may refuse the rest.

    Raises:
        ProblemError: it has more than ``most`` bytes, comes more slowly than the limits allow, or its client leaves.
    """
    pieces, size = [], 0
    seconds, problem = limits.body_seconds, large or too_long(limits)
    if request.headers.get("content-length", "").isdecimal() and int(request.headers["content-length"]) > most:
        raise problem
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise problem
                pieces.append(piece)
                if look and look(b"".join(pieces)):
                    look = None
    except TimeoutError:
        raise ProblemError("request-time", 408, f"A request has {seconds:g} seconds to arrive.", seconds) from None
    except ClientDisconnect:
        raise ProblemError("gone", GONE, "The client is gone.") from None
    return b"".join(pieces)


def too_long(limits: Limits) -> ProblemError:
    """Return the problem of a query that is too long."""
    return ProblemError("query-size", 413, f"A query may have {limits.query:,} bytes.", limits.query)


def address(request: Request) -> str:
    """Return the address of who asks, of IPv6 the part that is one client's."""
    return household(request.client.host) if request.client else ""


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

"""Hand a document to a client: whole, packed, a piece of it, or not at all where the client has it already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from r2pgraph.service.problems import POLICY

if TYPE_CHECKING:
    from starlette.requests import Request

    from r2pgraph.service.keeping import Document

OK: Final = 200

CURRENT: Final = "no-cache"
"""How long a document of the store that counts is kept elsewhere: as long as asking shows that it is the same."""

DAY: Final = "public, max-age=86400"
"""How long a file is kept elsewhere whose address stays as it is."""

KEPT: Final = "public, max-age=604800"
"""How long a document of a kept edition is kept elsewhere: a week, for an edition can be withdrawn."""

FOREVER: Final = "public, max-age=31536000, immutable"
"""How long a file is kept elsewhere whose address changes with it."""

_RANGE: Final = re.compile(r"bytes=(?:(?P<first>\d{1,15})-(?P<last>\d{0,15})|-(?P<end>\d{1,15}))")
"""One piece of a document, as libraries that read columns of a table ask for it; several pieces are not cut."""

_NEVER: Final = re.compile(r"q=0(\.0*)?")


def deliver(request: Request, document: Document, lifetime: str) -> Response:
    """Return the answer that hands a document out.

    Args:
        request: who asks, what they have already and whether they can unpack.
        document: what they get.
        lifetime: how long they may keep it, for `Cache-Control`.
    """
    wanted = _RANGE.fullmatch(request.headers.get("range", "")) if document.status == OK else None
    unpacks = wanted is None and _unpacks(request.headers.get("accept-encoding", ""))
    packed = document.packed if unpacks else None
    tag = f'"{document.tag}{"" if packed is None else "-gz"}"'
    headers = {**document.headers, "ETag": tag, "Cache-Control": lifetime}
    headers["Vary"] = ", ".join(filter(None, (headers.get("Vary", ""), "Accept-Encoding")))
    if document.media_type.startswith("text/html"):
        headers["Content-Security-Policy"] = POLICY
    if document.status == OK and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if document.status == OK and packed is None:
        headers["Accept-Ranges"] = "bytes"
    if wanted and request.headers.get("if-range", tag) == tag:
        return _piece(document, wanted, headers)
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    content = document.content if packed is None else packed
    return Response(content, document.status, headers, media_type=document.media_type)


def _piece(document: Document, wanted: re.Match[str], headers: dict[str, str]) -> Response:
    """Return the bytes that are asked for, counted from 0, or the size where the document has none of them."""
    size = len(document.content)
    if wanted["end"]:
        start, stop = max(size - int(wanted["end"]), 0), size
    else:
        start, stop = int(wanted["first"]), min(int(wanted["last"] or size) + 1, size)
    if start >= stop:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return Response(document.content[start:stop], 206, headers, media_type=document.media_type)


def _has(held: str, tag: str) -> bool:
    """Return whether a client holds what has this fingerprint, weakly compared as the standard says."""
    tags = {each.strip().removeprefix("W/") for each in held.split(",")}
    return tag in tags or "*" in tags


def _unpacks(accepted: str) -> bool:
    """Return whether a client can unpack gzip."""
    parts = (part.partition(";") for part in accepted.lower().split(","))
    weights = {name.strip(): weight.strip() for name, _, weight in parts}
    weight = weights.get("gzip", weights.get("*"))
    return weight is not None and not _NEVER.fullmatch(weight)

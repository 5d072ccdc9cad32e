"""Draw the pages that are looked at most before anybody asks, as soon as a store is served."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from r2pgraph.service.documents import asked_for, drawn, shelfmark
from r2pgraph.service.fairness import Turn
from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from r2pgraph.service.keeping import Document, Shelf
    from r2pgraph.service.workers.snapshots import Snapshots

RESTING = 0.1
"""Seconds between two looks whether nobody reads: a page that nobody has asked for takes no worker from who asks."""

LOOKING = 1.0
"""Seconds between two looks for a new store, and after a page that could not be drawn."""


async def draw_ahead(snapshots: Snapshots, shelf: Shelf, room: int) -> None:
    """Draw page after page of each store that comes to be served; none is begun while somebody reads.

    Args:
        snapshots: the workers.
        shelf: where pages are kept.
        room: how many bytes of it pages may take that nobody has asked for yet.
    """
    before = ""
    while True:
        if before != snapshots.generation:
            before = snapshots.generation
            with suppress(ProblemError):
                await _draw_all(snapshots, shelf, room)
        await asyncio.sleep(LOOKING)


async def _draw_all(snapshots: Snapshots, shelf: Shelf, room: int) -> None:
    generation, size = snapshots.generation, 0
    _, named = await snapshots.own.answer({"kind": "places"}, _last_in_line())
    for path in named.decode().splitlines():
        if generation != snapshots.generation or size >= room:
            return
        while not snapshots.own.is_at_rest and generation == snapshots.generation:  # noqa: ASYNC110 - readers tell nobody
            await asyncio.sleep(RESTING)
        begun = time.monotonic()
        with suppress(ProblemError):
            size += (await _draw(snapshots, shelf, path)).size
        await asyncio.sleep(time.monotonic() - begun)


async def _draw(snapshots: Snapshots, shelf: Shelf, path: str) -> Document:
    job = asked_for(snapshots, path, {}, "text/html")

    async def make() -> tuple[Document, Hashable]:
        head, content = await snapshots.own.answer(job, _last_in_line())
        if head["outcome"] != "page":
            raise ProblemError("failed", 500, f"{path} cannot be drawn.")
        return drawn(job, head, content)

    return await shelf.get(shelfmark(snapshots.generation, job), make)


def _last_in_line() -> Turn:
    """Return the turn of somebody who has used more than everybody else."""
    return Turn(math.inf, time.monotonic)

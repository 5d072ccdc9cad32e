"""Ask our own workers: pages and saved queries, on the store that counts or on a kept edition."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import address

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request

    from r2pgraph.service.fairness import Fairness
    from r2pgraph.service.workers.snapshots import Snapshots

    Job = dict[str, Any]
    Head = dict[str, Any]

_WAITING: set[asyncio.Task[Any]] = set()


async def ask(request: Request, job: Job, edition: str = "") -> tuple[Head, bytes]:
    """Let one of our own workers do a job, in the turn of who asks.

    Who goes away meanwhile stops nothing: the job is short, and its worker is worth more than what is left of it.

    Args:
        request: the request that the job is for.
        job: its ``kind`` is one of `r2pgraph.service.workers.own.KINDS`, the rest is for the module of that kind.
        edition: the kept edition to ask; empty for the store that counts.

    Returns:
        the head of the answer and its content, as the module of the kind gave them.

    Raises:
        ProblemError: no such name or edition, a limit was hit, or the code failed.
    """
    asked = asyncio.create_task(_asked(request.app, address(request), job, edition))
    _WAITING.add(asked)
    asked.add_done_callback(_WAITING.discard)
    head, content = await asyncio.shield(asked)
    match head["outcome"]:
        case "unknown-name":
            raise ProblemError("unknown-name", 404, head["detail"])
        case "query":
            raise ProblemError("query", 400, head["detail"])
        case "memory":
            raise ProblemError("memory", 503, "The answer took more memory than there is for one.")
        case "failed":
            raise ProblemError("failed", 500, "The service made a mistake, which is written down.")
    return head, content


async def _asked(app: Starlette, client: str, job: Job, edition: str) -> tuple[Head, bytes]:
    snapshots: Snapshots = app.state.snapshots
    courtesy: Fairness = app.state.courtesy
    with courtesy.turn(client) as turn:
        turn.failed = True
        async with courtesy.place(client), snapshots.of(edition) as pool:
            answer = await pool.answer(job, turn)
        turn.failed = False
    return answer

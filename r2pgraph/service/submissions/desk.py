"""Hand work on the inbox to clerks, two at once, and wait for what comes of it."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.service.limits import Limits

    Said = dict[str, Any]

CLERK: Final = "r2pgraph.service.submissions.clerk"


class Desk:
    """The clerks of one service.

    A clerk is a process, not a thread: judging and building take seconds of the interpreter, which the event loop
    would miss, and a process goes on when the service is stopped.
    """

    def __init__(self, home: Path, limits: Limits) -> None:
        self.home, self._limits = home, limits
        self._places = asyncio.Semaphore(limits.clerks)
        self._working: set[asyncio.Task[Any]] = set()

    async def work(self, job: Said, content: bytes = b"") -> tuple[Said, bytes]:
        """Return what a clerk makes of a job; a client that leaves meanwhile stops nothing.

        Args:
            job: what is to be done, as the clerk knows it.
            content: the file that it is to be done with.

        Raises:
            ProblemError: no clerk is free in time, or it is not done in time; or the request or the disk will not do.
        """
        said, made = await asyncio.shield(self._kept(self._done(job, content)))
        match said["outcome"]:
            case "query":
                raise ProblemError("query", 400, said["detail"])
            case "unknown-name":
                raise ProblemError("conflict", 409, said["detail"])
            case "store":
                detail = "The service cannot write at the moment. Send the same again later: what counts by then stays."
                raise ProblemError("not-ready", 503, detail, retry_after=30)
            case "failed":
                raise ProblemError("failed", 500, "The service made a mistake, which is written down.")
        return said, made

    async def close(self) -> None:
        """Wait for the clerks that work, so that no answer is lost that can still be given."""
        if self._working:
            await asyncio.wait(self._working, timeout=self._limits.submitting)

    async def _done(self, job: Said, content: bytes) -> tuple[Said, bytes]:
        limits = self._limits
        try:
            async with asyncio.timeout(limits.waiting_to_submit):
                await self._places.acquire()
        except TimeoutError:
            detail = f"{limits.clerks} other submissions are being worked on. Nothing was taken in; send it again."
            raise ProblemError("busy", 503, detail, limits.clerks, retry_after=10) from None
        clerk = self._kept(self._clerk(job, content))
        clerk.add_done_callback(lambda _: self._places.release())
        try:
            return await asyncio.wait_for(asyncio.shield(clerk), limits.submitting)
        except TimeoutError:
            detail = "It is still being worked on. Send the same again later: where it counts by then, nothing changes."
            raise ProblemError("busy", 503, detail, limits.submitting, retry_after=60) from None

    async def _clerk(self, job: Said, content: bytes) -> tuple[Said, bytes]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", CLERK, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        head = json.dumps({**job, "home": str(self.home), "size": len(content)}).encode()
        answer, _ = await process.communicate(head + b"\n" + content)
        line, _, made = answer.partition(b"\n")
        if process.returncode or not line:
            return {"outcome": "failed"}, b""
        return json.loads(line), made

    def _kept(self, work: Any) -> asyncio.Task[Any]:  # noqa: ANN401 - any coroutine
        """Return a task for some work that nobody but this need hold."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._working.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, for nobody may be left to whom it matters

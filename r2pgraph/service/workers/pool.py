"""Workers that stand ready: each job gets one, one that is killed is replaced, and a new store brings new ones."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from r2pgraph.errors import StoreError
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.workers.line import Line
from r2pgraph.service.workers.process import Worker

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from r2pgraph.service.fairness import Turn
    from r2pgraph.service.workers.crew import Crew

    Job = dict[str, Any]
    Head = dict[str, Any]

RESTING = 0.5
"""Seconds before a worker that does not come up is tried again."""


class Pool:
    """The workers of one crew.

    Attributes:
        crew: what they run and may take.
        place: the folder of the generation that they are on, or will be once they are free.
        replaced: how many were killed, spent or of an earlier store, and replaced.
        seconds: how long they have worked, all together.
    """

    def __init__(self, crew: Crew, place: Path) -> None:
        self.crew, self.place = crew, place
        self.replaced, self.seconds = 0, 0.0
        self._idle: Line[Worker] = Line()
        self._long = 0
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def size(self) -> int:
        """Return how many workers live."""
        return len(self._workers)

    @property
    def has_network(self) -> bool:
        """Return whether a worker could reach a network, were it made to."""
        return any(worker.has_network for worker in self._workers)

    async def open(self) -> None:
        """Start every worker."""
        await asyncio.gather(*(self._hire() for _ in range(self.crew.size)))

    async def turn_to(self, place: Path) -> None:
        """Answer from another generation once as many workers as before stand ready on it; busy ones finish first.

        Raises:
            StoreError: no worker comes up on it; the one before goes on.
        """
        started = await asyncio.gather(
            *(Worker.start(self.crew, place) for _ in range(self.crew.size)), return_exceptions=True
        )
        fresh = [worker for worker in started if isinstance(worker, Worker)]
        if failed := [error for error in started if isinstance(error, BaseException)]:
            for worker in fresh:
                worker.kill()
            raise StoreError("No worker can open the new store.") from failed[0]
        self.place = place
        before = self._idle.empty()
        for worker in fresh:
            self._workers.add(worker)
            self._idle.put(worker)
        for worker in before:
            self._return(worker)

    async def close(self) -> None:
        """End every worker."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    async def answer(self, job: Job, turn: Turn) -> tuple[Head, bytes]:
        """Let a worker answer a job; whoever is cancelled meanwhile stops the worker.

        Args:
            job: what the worker needs to know.
            turn: whose job it is; who has used less is served first, and waiting is not charged.

        Returns:
            the head of the answer, with the ``generation`` it is from, and its content.

        Raises:
            ProblemError: no worker was free in time, or the job took too much time or memory.
        """
        worker = await self._free_worker(turn.used)
        turn.begin()
        begun = time.monotonic()
        try:
            head, content = await self._asked(worker, job)
        except (EOFError, OSError):
            worker.kill()
            memory = self.crew.memory
            detail = f"The query was stopped: it took more than the {memory >> 20} MB that it may."
            raise ProblemError("memory", 503, detail, memory) from None
        except BaseException:
            worker.kill()
            raise
        finally:
            self.seconds += time.monotonic() - begun
            self._return(worker)
        return {**head, "generation": worker.place.name}, content

    async def _asked(self, worker: Worker, job: Job) -> tuple[Head, bytes]:
        """Ask a worker; a query that is long gets one of the few places of long ones, or is sent away."""
        seconds, short = self.crew.seconds, self.crew.short
        asked = asyncio.create_task(worker.ask(job))
        try:
            done, _ = await asyncio.wait({asked}, timeout=short)
            if not done and short < seconds:
                self._make_long(worker)
                done, _ = await asyncio.wait({asked}, timeout=seconds - short)
            if not done:
                raise ProblemError("time", 503, f"The query was stopped after {seconds:g} seconds.", seconds)
            return asked.result()
        finally:
            asked.cancel()

    def _make_long(self, worker: Worker) -> None:
        """Move a worker to a place of long queries, and let another take its own; raises ProblemError where none is."""
        if self._long >= self.crew.long:
            detail = f"The query is long, and {self.crew.long} long ones are running already. Try again later."
            raise ProblemError("busy", 503, detail, self.crew.long, self.crew.seconds)
        self._long += 1
        worker.step_back()
        self._spawn(self._hire())

    async def _free_worker(self, used: float) -> Worker:
        waited = self.crew.waiting
        try:
            while (worker := await self._idle.get(used, waited)).place != self.place or worker.has_ended:
                self._return(worker)
        except TimeoutError:
            detail = f"No worker was free within {waited:g} seconds. Try again later."
            raise ProblemError("busy", 503, detail, waited, waited) from None
        return worker

    def _return(self, worker: Worker) -> None:
        """Put a worker back, or another in its place where it is dead or spent; one of an earlier store just goes."""
        if not (worker.is_spent or worker.is_long or worker.has_ended) and worker.place == self.place:
            self._idle.put(worker)
            return
        worker.kill()
        self._workers.discard(worker)
        self.replaced += 1
        if worker.is_long:
            self._long -= 1
        elif worker.place == self.place:
            self._spawn(self._hire())

    async def _hire(self) -> None:
        """Start a worker; try again as long as none comes up, for the store may be changing."""
        while True:
            try:
                worker = await Worker.start(self.crew, place := self.place)
            except (StoreError, OSError):
                await asyncio.sleep(RESTING)
                continue
            if place != self.place:  # there are as many on the new one already
                worker.kill()
                return
            self._workers.add(worker)
            self._return(worker)
            return

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

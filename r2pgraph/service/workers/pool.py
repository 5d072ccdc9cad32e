"""Workers that stand ready: each job gets one, one that is killed is replaced, and a new store brings new ones."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

from r2pgraph.errors import StoreError
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.workers.line import Line, Place
from r2pgraph.service.workers.process import Worker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine
    from pathlib import Path

    from r2pgraph.service.fairness import Turn
    from r2pgraph.service.workers.crew import Crew

    Job = dict[str, Any]
    Head = dict[str, Any]

Thing = TypeVar("Thing")

RESTING = 0.5
"""Seconds before a worker that does not come up is tried again."""

LOOKING = 0.05
"""Seconds between two looks whether a slow job on the last worker keeps somebody waiting."""


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
        self._slow: Line[int] = Line()
        self._long = self._waiting = 0
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        for number in range(crew.slow):
            self._slow.put(number)

    @property
    def size(self) -> int:
        """Return how many workers live."""
        return len(self._workers)

    @property
    def is_at_rest(self) -> bool:
        """Return whether every worker is up and idle."""
        return len(self._idle) == self.crew.size

    @property
    def has_network(self) -> bool:
        """Return whether a worker could reach a network, were it made to."""
        return any(worker.has_network for worker in self._workers)

    async def open(self) -> None:
        """Start every worker; whoever cancels this finds none that is starting still."""
        async with asyncio.TaskGroup() as hiring:
            for _ in range(self.crew.size):
                hiring.create_task(self._hire())

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
        """End every worker; none is started any more."""
        self._is_closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        ended, self._workers = self._workers, set()
        await asyncio.gather(*(worker.end() for worker in ended))

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
        place = Place(self._slow)
        try:
            if self.crew.slow and turn.is_slow:
                await self._in_time(place.take(turn.used, self.crew.waiting))
            return await self._answered(job, turn, place)
        finally:
            place.give_back()

    async def _answered(self, job: Job, turn: Turn, place: Place) -> tuple[Head, bytes]:
        worker = await self._free_worker(turn.used, place)
        turn.begin()
        begun = time.monotonic()
        try:
            head, content = await self._asked(worker, job, turn, place)
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
            self._return(worker, place)
        return {**head, "generation": worker.place.name}, content

    async def _asked(self, worker: Worker, job: Job, turn: Turn, place: Place) -> tuple[Head, bytes]:
        """Ask a worker; a job that is long gets one of the few places of long ones, or is sent away.

        Our own jobs are measured by the work that they make, for on a busy machine each of them takes long.
        """
        seconds = self.crew.printing if job.get("prints") else self.crew.seconds
        short = self.crew.short
        end = time.monotonic() + seconds
        worked = worker.processor_seconds
        asked = asyncio.create_task(worker.ask(job))
        try:
            done, _ = await asyncio.wait({asked}, timeout=short)
            while self.crew.slow and not done and worker.processor_seconds - worked < short and time.monotonic() < end:
                done, _ = await asyncio.wait({asked}, timeout=LOOKING)
            if not done and short < seconds:
                if self.crew.slow:
                    await self._slow_down(asked, turn, place, end)
                else:
                    self._make_long(worker)
                done, _ = await asyncio.wait({asked}, timeout=max(0.0, end - time.monotonic()))
            if not done:
                raise ProblemError("time", 503, f"The query was stopped after {seconds:g} seconds.", seconds)
            return asked.result()
        finally:
            asked.cancel()

    async def _slow_down(self, asked: asyncio.Task[Any], turn: Turn, place: Place, end: float) -> None:
        """Let a slow job run on in a place of slow ones or while nobody waits; raises ProblemError where neither is."""
        turn.slow()
        while not place.take_now() and not asked.done() and time.monotonic() < end:
            if self._waiting and self.crew.slow < self.crew.size:
                detail = f"This is slow, and {self.crew.slow} slow ones are running already. Try again later."
                raise ProblemError("busy", 503, detail, self.crew.slow, self.crew.waiting)
            await asyncio.wait({asked}, timeout=LOOKING)

    def _make_long(self, worker: Worker) -> None:
        """Move a worker to a place of long queries, and let another take its own; raises ProblemError where none is."""
        if self._long >= self.crew.long:
            detail = f"The query is long, and {self.crew.long} long ones are running already. Try again later."
            raise ProblemError("busy", 503, detail, self.crew.long, self.crew.seconds)
        self._long += 1
        worker.step_back()
        self._spawn(self._hire())

    async def _free_worker(self, used: float, place: Place) -> Worker:
        """Return a worker; who waits for one without a place of slow ones is not kept waiting by a slow job."""
        is_light = not place.is_held
        self._waiting += is_light
        try:
            while (worker := await self._in_time(self._idle.get(used, self.crew.waiting))).place != self.place or (
                worker.has_ended
            ):
                self._return(worker)
        finally:
            self._waiting -= is_light
        return worker

    async def _in_time(self, waiting: Awaitable[Thing]) -> Thing:
        """Return what is waited for; raises ProblemError where it does not come in time."""
        try:
            return await waiting
        except TimeoutError:
            waited = self.crew.waiting
            detail = f"No worker was free within {waited:g} seconds. Try again later."
            raise ProblemError("busy", 503, detail, waited, waited) from None

    def _return(self, worker: Worker, place: Place | None = None) -> None:
        """Put a worker back, or another in its place where it is dead or spent; one of an earlier store just goes.

        The other takes time to come up. So long a slow job's place stays taken, or the next would take the worker that
        slow ones leave free.
        """
        if not (worker.is_spent or worker.is_long or worker.has_ended) and worker.place == self.place:
            self._idle.put(worker)
            return
        worker.kill()
        self._workers.discard(worker)
        self.replaced += 1
        if worker.is_long:
            self._long -= 1
        elif worker.place == self.place:
            self._spawn(self._hire(place.handed_over() if place else None))

    async def _hire(self, place: Place | None = None) -> None:
        """Start a worker, and give the place back that it was waited for in."""
        try:
            await self._hired()
        finally:
            if place:
                place.give_back()

    async def _hired(self) -> None:
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
        if self._is_closed:
            work.close()
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

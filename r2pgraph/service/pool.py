"""Workers that stand ready: each query gets one, one that is killed is replaced, and a new store brings new ones."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Self

from r2pgraph.errors import StoreError
from r2pgraph.service.line import Line
from r2pgraph.service.problems import ProblemError
from r2pgraph.store import open_store, read_manifest

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from r2pgraph.service.fairness import Turn
    from r2pgraph.service.limits import Limits

    Job = dict[str, Any]
    Head = dict[str, Any]

STARTING = 30.0
"""Seconds that a worker may take to open the store."""

BEHIND = 10
"""How much nicer than others a worker with a long query is to them."""

LOOKING = 0.5
"""Seconds between two looks at the manifest."""


class Worker:
    """One process on one generation of the store."""

    def __init__(self, process: asyncio.subprocess.Process, generation: str) -> None:
        self._process, self.generation = process, generation
        self.is_spent, self.has_network = False, True
        self.is_long = False

    @classmethod
    async def start(cls, home: Path, generation: str, memory: int) -> Self:
        """Start a process and wait until it is ready; raises StoreError where it does not come up."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "r2pgraph.service.worker", str(home / generation), str(memory), str(os.getpid())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        worker = cls(process, generation)
        try:
            head, _ = await asyncio.wait_for(worker._reply(), STARTING)
        except BaseException as error:
            worker.kill()
            if isinstance(error, (TimeoutError, EOFError, OSError)):
                raise StoreError("A worker cannot open the store.") from error
            raise
        worker.has_network = head["network"]
        return worker

    async def ask(self, job: Job) -> tuple[Head, bytes]:
        """Send a job and return the answer; raises EOFError or OSError where the process dies of it."""
        if self._process.stdin is None:
            raise EOFError
        self._process.stdin.write(json.dumps(job).encode() + b"\n")
        await self._process.stdin.drain()
        head, content = await self._reply()
        self.is_spent = head["spent"]
        return head, content

    async def _reply(self) -> tuple[Head, bytes]:
        if self._process.stdout is None:
            raise EOFError
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        head: Head = json.loads(line)
        return head, await self._process.stdout.readexactly(head.get("bytes", 0))

    def step_back(self) -> None:
        """Let other processes go first from now on, where the system knows how."""
        self.is_long = True
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, BEHIND)

    def kill(self) -> None:
        """End the process at once."""
        self.is_spent = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


class Pool:
    """The workers of the service."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        self.generation = ""
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
        """Start every worker and look out for a new store; raises StoreError where there is no sound one."""
        self.generation = await asyncio.to_thread(_sound_generation, self._home)
        await asyncio.gather(*(self._hire() for _ in range(self._limits.workers)))
        self._spawn(self._watch())

    async def close(self) -> None:
        """End every worker."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._workers:
            worker.kill()

    async def answer(self, job: Job, turn: Turn) -> tuple[Head, bytes]:
        """Let a worker answer a job.

        Args:
            job: what the worker needs to know.
            turn: whose query it is; who has used less is served first, and waiting is not charged.

        Raises:
            ProblemError: no worker was free in time, or the query took too much time or memory.
        """
        worker = await self._free_worker(turn.used)
        turn.begin()
        try:
            return await self._asked(worker, job)
        except (EOFError, OSError):
            worker.kill()
            detail = f"The query was stopped: it took more than the {self._limits.memory >> 20} MB that it may."
            raise ProblemError("memory", 503, detail, self._limits.memory) from None
        except BaseException:
            worker.kill()
            raise
        finally:
            self._return(worker)

    async def _asked(self, worker: Worker, job: Job) -> tuple[Head, bytes]:
        """Ask a worker; a query that is long gets one of the few places of long ones, or is sent away."""
        seconds, short = self._limits.seconds, min(self._limits.short, self._limits.seconds)
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
        if self._long >= self._limits.long:
            detail = f"The query is long, and {self._limits.long} long ones are running already. Try again later."
            raise ProblemError("busy", 503, detail, self._limits.long, self._limits.seconds)
        self._long += 1
        worker.step_back()
        self._spawn(self._hire())

    async def _free_worker(self, used: float) -> Worker:
        waited = self._limits.waiting
        try:
            while (worker := await self._idle.get(used, waited)).generation != self.generation:
                self._return(worker)
        except TimeoutError:
            detail = f"No worker was free within {waited:g} seconds. Try again later."
            raise ProblemError("busy", 503, detail, waited, waited) from None
        return worker

    def _return(self, worker: Worker) -> None:
        """Put a worker back, or another one in its place where it is dead, spent, or of an earlier store."""
        if not (worker.is_spent or worker.is_long) and worker.generation == self.generation:
            self._idle.put(worker)
            return
        worker.kill()
        self._workers.discard(worker)
        if worker.is_long:
            self._long -= 1
        else:
            self._spawn(self._hire())

    async def _hire(self) -> None:
        """Start a worker; try again as long as none comes up, for the store may be changing."""
        while True:
            try:
                worker = await Worker.start(self._home, self.generation, self._limits.memory)
            except (StoreError, OSError):
                await asyncio.sleep(LOOKING)
                continue
            self._workers.add(worker)
            self._return(worker)
            return

    async def _watch(self) -> None:
        """Turn to a new generation as soon as the manifest names a sound one; busy workers finish what they do."""
        while True:
            await asyncio.sleep(LOOKING)
            try:
                if read_manifest(self._home).generation == self.generation:
                    continue
                self.generation = await asyncio.to_thread(_sound_generation, self._home)
            except StoreError:
                continue
            for worker in self._idle.empty():
                self._return(worker)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _sound_generation(home: Path) -> str:
    """Return the generation that counts, after its files were compared with their fingerprints."""
    open_store(home).close()
    return read_manifest(home).generation

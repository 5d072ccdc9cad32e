"""One worker as the service sees it: a process that takes a job and gives an answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from r2pgraph.service.workers.crew import Crew

    Job = dict[str, Any]
    Head = dict[str, Any]

STARTING = 120.0
"""Seconds that a worker may take to come up: one that cannot ends by itself, and on a machine that is busy with other
things one that could must not be ended and begun anew for ever."""

ENDING = 5.0
"""Seconds that the pipes of a worker that was ended are waited for."""

_WORKED: Final = slice(11, 13)
"""Where Linux tells the time in user and in system mode, among what stands after the name of a process."""

LAST = 19
"""The niceness of a worker with a long query: it runs when nobody else wants to."""


class Worker:
    """One process on the files of one generation of the store."""

    def __init__(self, process: asyncio.subprocess.Process, place: Path) -> None:
        self._process, self.place = process, place
        self.is_spent, self.has_network = False, True
        self.is_long = False

    @classmethod
    async def start(cls, crew: Crew, place: Path) -> Self:
        """Start a process and wait until it is ready; raises StoreError where it does not come up.

        It comes before those of its crew that are at work, for they are many where a new one is needed.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", crew.module, str(place), str(crew.memory), str(os.getpid())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=None if crew.niceness == 0 else asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the service, which ends its workers itself
        )
        worker = cls(process, place)
        worker.yield_by(crew.niceness // 2)
        try:
            head, _ = await asyncio.wait_for(worker._reply(), STARTING)
        except BaseException as error:
            await worker.end()
            if isinstance(error, (TimeoutError, EOFError, OSError)):
                raise StoreError("A worker cannot open the store.") from error
            raise
        worker.yield_by(crew.niceness)
        worker.has_network = head["network"]
        return worker

    @property
    def has_ended(self) -> bool:
        """Return whether the process is no more, whoever ended it."""
        return self._process.returncode is not None

    @property
    def processor_seconds(self) -> float:
        """Return how long processors have worked for it; what the clock says where the system does not tell."""
        try:
            told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
            return sum(map(int, told[_WORKED])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            return time.monotonic()

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
        """Let every other process go first from now on."""
        self.is_long = True
        self.yield_by(LAST)

    def yield_by(self, niceness: int) -> None:
        """Let other processes go first, the more the nicer, where the system knows how."""
        if sys.platform != "win32" and niceness:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)

    def kill(self) -> None:
        """End the process at once."""
        self.is_spent = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """End the process at once, and wait until it is no more; its pipes, which another may hold, not for ever."""
        self.kill()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDING):
                await self._process.wait()

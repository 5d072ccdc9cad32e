"""Idle workers, and the queries that wait for one: who has used least comes first."""

from __future__ import annotations

import asyncio
from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Line(Generic[Thing]):
    """A queue whose waiters are served by what they have used so far, and among equals by their coming."""

    def __init__(self) -> None:
        self._idle: deque[Thing] = deque()
        self._waiting: list[tuple[float, int, asyncio.Future[Thing]]] = []
        self._numbers = count()

    def __len__(self) -> int:
        """Return how many things are idle."""
        return len(self._idle)

    def put(self, thing: Thing) -> None:
        """Hand a thing to the first who waits, or keep it."""
        while self._waiting:
            _, _, waiter = heappop(self._waiting)
            if not waiter.done():
                waiter.set_result(thing)
                return
        self._idle.append(thing)

    async def get(self, used: float, seconds: float) -> Thing:
        """Return a thing as soon as it is one's turn; raises TimeoutError where it is not within ``seconds``."""
        if self._idle:
            return self._idle.popleft()
        waiter: asyncio.Future[Thing] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (used, next(self._numbers), waiter))
        try:
            return await asyncio.wait_for(waiter, seconds)
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self.put(waiter.result())
            raise

    def get_now(self) -> Thing | None:
        """Return a thing where one is idle, and None where none is."""
        return self._idle.popleft() if self._idle else None

    def empty(self) -> list[Thing]:
        """Take every idle thing out and return them."""
        idle, self._idle = list(self._idle), deque()
        return idle


class Place:
    """What one job holds of the places of slow ones, which are numbers in a line."""

    def __init__(self, line: Line[int]) -> None:
        self._line = line
        self._number: int | None = None

    @property
    def is_held(self) -> bool:
        """Return whether the job has one."""
        return self._number is not None

    async def take(self, used: float, seconds: float) -> None:
        """Wait for one as `Line.get` does; raises TimeoutError."""
        self._number = await self._line.get(used, seconds)

    def take_now(self) -> bool:
        """Take one that is free; return whether the job has one now."""
        if self._number is None:
            self._number = self._line.get_now()
        return self.is_held

    def handed_over(self) -> Place:
        """Return another who holds it from now on."""
        other = Place(self._line)
        other._number, self._number = self._number, None
        return other

    def give_back(self) -> None:
        """Hand the place on, where the job has one."""
        if self._number is not None:
            self._line.put(self._number)
            self._number = None

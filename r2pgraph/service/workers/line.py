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

    def empty(self) -> list[Thing]:
        """Take every idle thing out and return them."""
        idle, self._idle = list(self._idle), deque()
        return idle

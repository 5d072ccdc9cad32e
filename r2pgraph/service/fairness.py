"""Fair use: what each client may take, so that one of them does not take all.

Clients are told apart by their address, in memory only, and forgotten once they have rested.
"""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network
from typing import TYPE_CHECKING

from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from r2pgraph.service.limits import Limits

REMEMBERED = 10_000
"""Clients that are remembered before those who rest are forgotten."""

SLOW = 60.0
"""Seconds for which a client counts as slow after a slow job of its own."""


@dataclass
class Allowance:
    """A store of seconds or errors that is used up by a client and fills again by itself."""

    most: float
    per_second: float
    left: float
    seen: float

    def look(self, now: float) -> float:
        """Return what is left at a time."""
        self.left = min(self.most, self.left + (now - self.seen) * self.per_second)
        self.seen = now
        return self.left

    def wait(self, now: float) -> float:
        """Return the seconds until something is left again; 0 where something is."""
        return max(0.0, -self.look(now) / self.per_second)


@dataclass
class Client:
    """What one client has left and is doing."""

    seconds: Allowance
    errors: Allowance
    places: asyncio.Semaphore
    running: int = 0
    slow_until: float = -math.inf

    def rests(self, now: float) -> bool:
        """Return whether the client is doing nothing and has all that it may have."""
        is_idle = not self.running and self.slow_until <= now
        return is_idle and all(each.look(now) == each.most for each in (self.seconds, self.errors))


@dataclass
class Turn:
    """One query of one client.

    Attributes:
        used: the seconds that the client has used so far.
        clock: what tells the time.
        client: whose it is; None where it is nobody's.
        light: the seconds that a client may have used that does not count as slow.
        failed: whether the query was refused or stopped; whoever runs it says so.
        begun: when it began to run; waiting is not charged.
    """

    used: float
    clock: Callable[[], float]
    client: Client | None = None
    light: float = 0.0
    failed: bool = False
    begun: float | None = None

    @property
    def is_slow(self) -> bool:
        """Return whether the client has used much lately, or had a job that was slow."""
        was_slow = self.client is not None and self.client.slow_until > self.clock()
        return was_slow or self.used > self.light

    def slow(self) -> None:
        """Say that the job is slow: for a while the client gets no worker that slow ones leave free."""
        if self.client is not None:
            self.client.slow_until = self.clock() + SLOW

    def begin(self) -> None:
        """Say that the query runs from now on."""
        self.begun = self.clock()


@dataclass
class Fairness:
    """The clients of the service."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    clients: dict[str, Client] = field(default_factory=dict)

    @contextmanager
    def turn(self, address: str) -> Iterator[Turn]:
        """Let a client run one query, and charge it for the time and for a failure.

        Raises:
            ProblemError: the client has used up what it may, or has too many queries running.
        """
        client = self._known(address, self.clock())
        self._refuse(client, self.clock())
        client.running += 1
        used = client.seconds.most - client.seconds.look(self.clock())
        turn = Turn(used, self.clock, client, self.limits.light)
        try:
            yield turn
        finally:
            now = self.clock()
            client.running -= 1
            client.seconds.look(now)
            client.seconds.left -= 0.0 if turn.begun is None else now - turn.begun
            client.errors.look(now)
            client.errors.left -= turn.failed

    def place(self, address: str) -> asyncio.Semaphore:
        """Return the places for jobs of our own that are at work for a client; who waits for one waits for oneself."""
        return self._known(address, self.clock()).places

    def _refuse(self, client: Client, now: float) -> None:
        most = self.limits.parallel
        if client.running >= most:
            raise ProblemError("fair-use", 429, f"A client may run {most} queries at once.", most, retry_after=1)
        if wait := client.seconds.wait(now):
            detail = "A client may use 60 seconds of query time a minute."
            raise ProblemError("fair-use", 429, detail, self.limits.query_seconds, wait)
        if wait := client.errors.wait(now):
            detail = "A client may send 30 refused or failed queries a minute."
            raise ProblemError("fair-use", 429, detail, self.limits.errors, wait)

    def _known(self, address: str, now: float) -> Client:
        if address not in self.clients and len(self.clients) >= REMEMBERED:
            self.clients = {name: client for name, client in self.clients.items() if not client.rests(now)}
        if address not in self.clients:
            seconds, errors = self.limits.query_seconds, self.limits.errors
            places = asyncio.Semaphore(self.limits.own_at_work)
            self.clients[address] = Client(
                Allowance(seconds, 1.0, seconds, now), Allowance(errors, 0.5, errors, now), places
            )
        return self.clients[address]


def household(host: str) -> str:
    """Return what tells one client from another: an address, or of IPv6 the 64 bits that one connection is given.

    Whoever has these can send every request from another address.

    Args:
        host: the address of a connection, or what a proxy says it is.
    """
    try:
        address = IPv6Address(host)
    except ValueError:
        return host
    if address.ipv4_mapped or address.is_loopback:
        return str(address.ipv4_mapped or address)
    return str(IPv6Network((address.packed, 64), strict=False))

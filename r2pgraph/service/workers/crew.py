"""The two kinds of workers: what each runs, how many there are, and what a job may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from r2pgraph.service.limits import Limits

STRANGERS = "r2pgraph.service.workers.anonymous"
OWN = "r2pgraph.service.workers.own"


@dataclass(frozen=True)
class Crew:
    """Workers of one kind.

    Attributes:
        module: what each of them runs.
        size: how many stand ready.
        seconds: wall time of one job; its worker is killed then.
        short: seconds after which a job counts as long; as many as ``seconds`` where none does.
        long: long jobs at once.
        waiting: seconds that a job waits for a free worker.
        memory: bytes of memory of one worker.
        niceness: how much they let other processes go first.
    """

    module: str
    size: int
    seconds: float
    short: float
    long: int
    waiting: float
    memory: int
    niceness: int


def strangers(limits: Limits) -> Crew:
    """Return the crew for queries of anybody, which lets the rest of the service go first."""
    short = min(limits.short, limits.seconds)
    return Crew(
        STRANGERS, limits.workers, limits.seconds, short, limits.long, limits.waiting, limits.memory, limits.niceness
    )


def own(limits: Limits, size: int | None = None) -> Crew:
    """Return the crew for jobs of our own code: pages, saved queries."""
    seconds = limits.seconds
    return Crew(OWN, size or limits.own_workers, seconds, seconds, 0, limits.waiting, limits.memory, 0)

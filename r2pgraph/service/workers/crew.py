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
        printing: wall time of a job that prints an assessment.
        short: seconds after which a job counts as long; as many as ``seconds`` where none does.
        long: long jobs at once that take a place of their own, while another worker takes theirs; none where it is 0.
        slow: workers that long jobs and clients who have used much hold at most, where they get no place of their own.
        waiting: seconds that a job waits for a free worker.
        memory: bytes of memory of one worker.
        niceness: how much they let other processes go first.
    """

    module: str
    size: int
    seconds: float
    printing: float
    short: float
    long: int
    slow: int
    waiting: float
    memory: int
    niceness: int


def strangers(limits: Limits, size: int | None = None) -> Crew:
    """Return the crew for queries of anybody, which lets the rest of the service go first.

    Args:
        limits: what a job may take.
        size: how many workers there are; as many as the limits say where it is not given, and else one long query.
    """
    short, long = min(limits.short, limits.seconds), 1 if size else limits.long
    workers, niceness = size or limits.workers, limits.niceness
    return Crew(
        STRANGERS, workers, limits.seconds, limits.seconds, short, long, 0, limits.waiting, limits.memory, niceness
    )


def own(limits: Limits, size: int | None = None) -> Crew:
    """Return the crew for jobs of our own code: pages, saved queries."""
    short, workers = min(limits.own_short, limits.own_seconds), size or limits.own_workers
    slow, printing = max(1, workers - 1), max(limits.printing, limits.own_seconds)
    return Crew(OWN, workers, limits.own_seconds, printing, short, 0, slow, limits.waiting, limits.memory, 0)

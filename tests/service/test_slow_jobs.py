"""Jobs that take long leave pages to everybody else, however many clients send them."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from r2pgraph.service.fairness import Fairness
from r2pgraph.service.limits import Limits
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.workers import pool
from r2pgraph.service.workers.crew import own

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


PLACE = Path("generation")
SHORT, STARTING = 0.05, 0.1


class Sleeper:
    """A worker whose job is to sleep as long as it is told, and that takes a while to start."""

    is_spent = is_long = has_ended = has_network = False
    place = PLACE
    share = 1.0

    @property
    def processor_seconds(self) -> float:
        """Return its share of the time."""
        return time.monotonic() * self.share

    @classmethod
    async def start(cls, crew: object, place: Path) -> Sleeper:
        """Return one after a while."""
        del crew, place
        await asyncio.sleep(STARTING)
        return cls()

    async def ask(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Sleep."""
        await asyncio.sleep(job["seconds"])
        return {"outcome": "answer"}, b""

    def kill(self) -> None:
        """End."""
        self.is_spent = True

    async def end(self) -> None:
        """End."""
        self.kill()


class Office:
    """A pool of three sleepers, and clients who send it jobs."""

    def __init__(self) -> None:
        limits = Limits(own_workers=3, own_short=SHORT, own_seconds=30, waiting=10, own_parallel=50, query_seconds=1e6)
        self.fairness, self.pool = Fairness(limits), pool.Pool(own(limits), PLACE)

    async def ask(self, client: str, seconds: float) -> str:
        """Return what a job of so many seconds comes to."""
        with self.fairness.turn(client) as turn:
            try:
                return str((await self.pool.answer({"seconds": seconds}, turn))[0]["outcome"])
            except ProblemError as error:
                return error.kind


def in_office(monkeypatch: pytest.MonkeyPatch, work: Callable[[Office], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """Return what some work in an office with sleepers comes to."""
    monkeypatch.setattr(pool, "Worker", Sleeper)

    async def done() -> Any:  # noqa: ANN401 - whatever the work comes to
        office = Office()
        await office.pool.open()
        try:
            return await work(office)
        finally:
            await office.pool.close()

    return asyncio.run(done())


def test_slow_jobs_of_many_clients_do_not_hold_the_last_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine clients want thirty seconds each; a reader waits for one that was stopped at most, and not for seconds."""

    async def work(office: Office) -> tuple[list[str], float]:
        harming = [asyncio.create_task(office.ask(f"slow {number}", 30)) for number in range(9)]
        await asyncio.sleep(4 * SHORT)
        begun = time.monotonic()
        told = [await office.ask("reader", 0) for _ in range(20)]
        waited = time.monotonic() - begun
        for each in harming:
            each.cancel()
        await asyncio.gather(*harming, return_exceptions=True)
        return told, waited

    told, waited = in_office(monkeypatch, work)

    assert ["answer"] * 20 == told
    assert waited < 9


def test_a_slow_job_runs_on_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three clients hold all three workers to the end, since no other is there."""

    async def work(office: Office) -> list[str]:
        return await asyncio.gather(*(office.ask(f"slow {number}", 6 * SHORT) for number in range(3)))

    assert ["answer"] * 3 == in_office(monkeypatch, work)


def test_a_slow_job_on_the_last_worker_goes_when_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told that the places of slow ones are taken; the two others stay."""

    async def work(office: Office) -> list[str]:
        slow = [asyncio.create_task(office.ask(f"slow {number}", 30 * SHORT)) for number in range(3)]
        await asyncio.sleep(4 * SHORT)
        return [await office.ask("reader", 0), *(await asyncio.gather(*slow))]

    assert ["answer", "answer", "answer", "busy"] == sorted(in_office(monkeypatch, work))


def test_who_was_slow_waits_for_a_place_of_slow_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with a job that would be quick; a client who was not slow is answered meanwhile."""

    async def work(office: Office) -> list[str]:
        order: list[str] = []

        async def ask(client: str, seconds: float, name: str) -> None:
            await office.ask(client, seconds)
            order.append(name)

        slow = [asyncio.create_task(ask(client, 12 * SHORT, "slow")) for client in ("a", "b")]
        await asyncio.sleep(3 * SHORT)
        later = asyncio.create_task(ask("a", 0, "later"))
        await asyncio.sleep(SHORT)
        await ask("reader", 0, "reader")
        await asyncio.gather(*slow, later)
        return order

    assert ["reader", "slow"] == in_office(monkeypatch, work)[:2]


def test_a_place_stays_taken_until_another_worker_stands_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow jobs whose workers die of them do not take the last one while the others come up."""
    busy: list[int] = []

    async def work(office: Office) -> None:
        async def die(client: str) -> None:
            with office.fairness.turn(client) as turn:
                turn.slow()
                asked = asyncio.create_task(office.pool.answer({"seconds": 20 * SHORT}, turn))
                await asyncio.sleep(2 * SHORT)
                busy.append(len(office.pool._idle._idle))
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)

        for _ in range(4):
            await asyncio.gather(*(die(f"slow {number}") for number in range(4)))

    in_office(monkeypatch, work)

    assert min(busy) >= 1


@pytest.mark.parametrize(("share", "expected"), [(1.0, {"answer", "busy"}), (0.01, {"answer"})])
def test_what_takes_long_because_others_work_is_not_slow(
    share: float, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six readers at once on a machine that is busy with other things; the same that work all the time are slow."""
    monkeypatch.setattr(Sleeper, "share", share)

    async def work(office: Office) -> set[str]:
        return set(await asyncio.gather(*(office.ask(f"reader {number}", 6 * SHORT) for number in range(6))))

    assert expected == in_office(monkeypatch, work)


def test_workers_are_at_rest_when_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that nobody has asked for are drawn then and only then."""

    async def work(office: Office) -> list[bool]:
        told = [office.pool.is_at_rest]
        reading = asyncio.create_task(office.ask("reader", SHORT / 2))
        await asyncio.sleep(SHORT / 10)
        told.append(office.pool.is_at_rest)
        await reading
        return [*told, office.pool.is_at_rest]

    assert [True, False, True] == in_office(monkeypatch, work)

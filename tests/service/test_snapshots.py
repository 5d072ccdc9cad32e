"""Kept editions are opened each for itself: whoever opens one keeps nobody waiting who asks for something else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from r2pgraph.service.fairness import Fairness
from r2pgraph.service.limits import Limits
from r2pgraph.service.workers import pool
from r2pgraph.service.workers.crew import OWN, STRANGERS
from r2pgraph.service.workers.snapshots import Snapshots
from r2pgraph.store import kept, load

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.service.workers.crew import Crew

GRAPH = "https://w3id.org/r2pgraph/graph/schemes"
EDITIONS = ("one", "two", "three")
PATIENCE = 30
"""Seconds after which something is taken to be waited for in vain."""


class Clerk:
    """A worker that answers at once, and comes up unless its module is one of those that are held.

    Whoever starts one that is held sets ``called``; whoever ends one sets ``leaving`` and waits for ``released``.
    """

    is_spent = is_long = has_ended = has_network = False
    processor_seconds = 0.0
    held: frozenset[str] = frozenset()
    called = leaving = released = asyncio.Event()
    living = 0

    def __init__(self, place: Path) -> None:
        self.place = place

    @classmethod
    async def start(cls, crew: Crew, place: Path) -> Clerk:
        """Return one, or never."""
        if crew.module in cls.held:
            cls.called.set()
            await asyncio.Event().wait()
        cls.living += 1
        return cls(place)

    async def ask(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return what was asked."""
        return {"outcome": "answer", **job}, b""

    def kill(self) -> None:
        """End, once."""
        if not self.is_spent:
            self.is_spent = True
            type(self).living -= 1

    async def end(self) -> None:
        """End, not before it may."""
        self.leaving.set()
        await self.released.wait()
        self.kill()


@pytest.fixture(autouse=True)
def clerks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pool have clerks for workers, which may come and go."""
    monkeypatch.setattr(pool, "Worker", Clerk)
    for name in ("called", "leaving", "released"):
        monkeypatch.setattr(Clerk, name, asyncio.Event())
    monkeypatch.setattr(Clerk, "living", 0)
    Clerk.released.set()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a store with kept editions."""
    for name in EDITIONS:
        load(tmp_path, {GRAPH: f'<http://example.org/s> <http://example.org/p> "{name}" .\n'.encode()})
        kept.keep(tmp_path, name)
    return tmp_path


async def told(snapshots: Snapshots, edition: str, crew: str = OWN) -> str:
    """Return what workers on an edition answer."""
    async with snapshots.of(edition, crew) as workers:
        with Fairness(Limits()).turn("reader") as turn:
            return str((await workers.answer({"said": edition}, turn))[0]["said"])


@pytest.mark.parametrize("edition", ["one", "two"])
def test_a_page_of_an_edition_does_not_wait_for_workers_of_strangers_to_come_up(
    edition: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's query has an edition opened, which takes as long as the machine is busy; pages have their own."""
    monkeypatch.setattr(Clerk, "held", frozenset({STRANGERS}))

    async def work() -> tuple[str, bool]:
        snapshots = Snapshots(home, Limits())
        stranger = asyncio.create_task(told(snapshots, "one", STRANGERS))
        async with asyncio.timeout(PATIENCE):
            await Clerk.called.wait()
            answered = await told(snapshots, edition)
        is_over = stranger.done()
        stranger.cancel()
        await snapshots.close()
        return answered, is_over

    assert (edition, False) == asyncio.run(work())
    assert 0 == Clerk.living


def test_a_new_store_is_looked_for_while_an_edition_comes_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long that takes."""

    async def work() -> bool:
        snapshots = Snapshots(home, Limits())
        await snapshots.open()
        monkeypatch.setattr(Clerk, "held", frozenset({STRANGERS}))
        stranger = asyncio.create_task(told(snapshots, "one", STRANGERS))
        async with asyncio.timeout(PATIENCE):
            await Clerk.called.wait()
        monkeypatch.setattr(Clerk, "held", frozenset())
        load(home, {GRAPH: b'<http://example.org/s> <http://example.org/p> "four" .\n'})
        before = snapshots.generation
        async with asyncio.timeout(PATIENCE):
            while snapshots.generation == before:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        is_over = stranger.done()
        stranger.cancel()
        await snapshots.close()
        return is_over

    assert not asyncio.run(work())


def test_an_edition_makes_room_for_another_that_is_asked_for(home: Path) -> None:
    """By turns and all at once, two are open to each kind of workers, and none stays behind."""

    async def work() -> tuple[list[str], int]:
        snapshots = Snapshots(home, Limits())
        said = [await told(snapshots, name) for name in (*EDITIONS, "one")]
        said += await asyncio.gather(*(told(snapshots, name) for name in ("one", "three", "one")))
        opened = snapshots.editions_open
        await snapshots.close()
        return said, opened

    assert ([*EDITIONS, "one", "one", "three", "one"], 2) == asyncio.run(work())
    assert 0 == Clerk.living


async def third(snapshots: Snapshots) -> asyncio.Task[str]:
    """Open two editions and ask for a third; return who asks once the workers of the first are ending."""
    for name in EDITIONS[:2]:
        await told(snapshots, name)
    Clerk.released.clear()
    asking = asyncio.create_task(told(snapshots, EDITIONS[2]))
    async with asyncio.timeout(PATIENCE):
        await Clerk.leaving.wait()
    return asking


def test_a_service_that_stops_ends_the_workers_of_an_edition_that_were_ending(home: Path) -> None:
    """The edition that was to take their room is no longer opened, and so cannot see to it."""

    async def work() -> None:
        snapshots = Snapshots(home, Limits())
        asking = await third(snapshots)
        closing = asyncio.create_task(snapshots.close())
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({asking})
            Clerk.released.set()
            await closing

    asyncio.run(work())
    assert 0 == Clerk.living


def test_an_edition_that_gives_up_its_room_while_it_is_opened_leaves_no_workers_behind(home: Path) -> None:
    """Those whose room it took end all the same."""

    async def work() -> str:
        snapshots = Snapshots(home, Limits())
        asking = await third(snapshots)
        asking.cancel()
        await asyncio.wait({asking})
        async with asyncio.timeout(PATIENCE):
            await told(snapshots, "two")
            said = await told(snapshots, "one")
            Clerk.released.set()
            await snapshots.close()
        return said

    assert "one" == asyncio.run(work())
    assert 0 == Clerk.living


def test_a_service_that_stops_ends_the_workers_of_an_edition_that_nobody_uses_any_more(home: Path) -> None:
    """Also where they were ending for want of use when it was told to stop."""

    async def work() -> None:
        snapshots = Snapshots(home, replace(Limits(), resting=0))
        await snapshots.open()
        Clerk.released.clear()
        await told(snapshots, "one")
        async with asyncio.timeout(PATIENCE):
            await Clerk.leaving.wait()
            closing = asyncio.create_task(snapshots.close())
            await asyncio.wait({snapshots._watching} if snapshots._watching else ())
            Clerk.released.set()
            await closing

    asyncio.run(work())
    assert 0 == Clerk.living

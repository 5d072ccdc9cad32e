"""The stores that are served: the one that counts, and kept editions of it as long as somebody asks for them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError, UnknownNameError
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.workers.crew import OWN, STRANGERS, own, strangers
from r2pgraph.service.workers.pool import Pool
from r2pgraph.service.workers.process import STARTING
from r2pgraph.store import kept, open_store, read_manifest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from r2pgraph.service.limits import Limits

LOOKING = 0.5
"""Seconds between two looks at the manifest and at what is idle."""

EDITIONS: Final = 2
"""Kept editions that are open at once, to pages and saved queries and to strangers' queries each."""

_CREW: Final = 2
"""Workers of one kind on a kept edition."""

_CREWS: Final = {OWN: own, STRANGERS: strangers}


@dataclass
class Lent:
    """The workers of a kept edition, what starts them, and who uses them."""

    pool: Pool
    opening: asyncio.Task[None]
    users: int = 0
    used: float = field(default_factory=time.monotonic)

    async def end(self) -> None:
        """End the workers, also those that are starting."""
        self.opening.cancel()
        await asyncio.gather(self.opening, return_exceptions=True)
        await self.pool.close()


class Snapshots:
    """The workers of the service: strangers' and our own, on the store that counts and on kept editions."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        place = home / sound_generation(home)
        self.strangers, self.own = Pool(strangers(limits), place), Pool(own(limits), place)
        self._kept: dict[tuple[str, str], Lent] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None

    @property
    def generation(self) -> str:
        """Return the generation of the store that counts."""
        return self.own.place.name

    @property
    def editions_open(self) -> int:
        """Return how many kept editions have workers."""
        return len({edition for _, edition in self._kept})

    @property
    def pools(self) -> list[Pool]:
        """Return every pool that is open."""
        return [self.own, self.strangers, *(lent.pool for lent in self._kept.values())]

    def generation_of(self, edition: str) -> str:
        """Return the generation that an edition is, or that counts where it is empty; raises ProblemError."""
        return sound_edition(self._home, edition).name if edition else self.generation

    @property
    def editions_mark(self) -> int:
        """Return a number that is another one as soon as an edition was kept or withdrawn."""
        place = self._home / kept.FOLDER
        return place.stat().st_mtime_ns if place.is_dir() else 0

    async def open(self) -> None:
        """Start the workers and look out for a new store."""
        async with asyncio.TaskGroup() as opening:
            for pool in (self.own, self.strangers):
                opening.create_task(pool.open())
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End every worker."""
        if self._watching:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        kept, self._kept = self._kept, {}
        await asyncio.gather(self.own.close(), self.strangers.close(), *(lent.end() for lent in kept.values()))
        await asyncio.gather(*self._ending, return_exceptions=True)

    @asynccontextmanager
    async def of(self, edition: str, crew: str = OWN) -> AsyncIterator[Pool]:
        """Yield the workers on an edition, or on the store that counts where it is empty.

        Args:
            edition: the name of a kept edition.
            crew: which of them, `OWN` or `STRANGERS`.

        Raises:
            ProblemError: it is unknown, was withdrawn, is damaged, or too many others are in use.
        """
        if not edition:
            yield self.own if crew == OWN else self.strangers
            return
        lent = self._lend(crew, edition)
        lent.users += 1
        try:
            await asyncio.shield(lent.opening)
            yield lent.pool
        finally:
            lent.users -= 1
            lent.used = time.monotonic()

    def _lend(self, crew: str, edition: str) -> Lent:
        """Return the workers of one kind on an edition; those that are not there yet start, and nobody else waits."""
        place = sound_edition(self._home, edition)
        name = crew, edition
        if name not in self._kept:
            before = self._room(crew)
            ending = self._end(before) if before else None
            pool = Pool(_CREWS[crew](self._limits, _CREW), place)
            opening = asyncio.create_task(self._open(name, pool, ending))
            opening.add_done_callback(_look_at)
            self._kept[name] = Lent(pool, opening)
        return self._kept[name]

    async def _open(self, name: tuple[str, str], pool: Pool, ending: asyncio.Task[None] | None) -> None:
        """Start the workers of an edition once those are gone whose room they take."""
        try:
            if ending:
                await asyncio.shield(ending)
            await asyncio.to_thread(_verify, self._home, name[1])
            async with asyncio.timeout(STARTING):
                await pool.open()
        except BaseException as error:
            if (lent := self._kept.get(name)) and lent.pool is pool:
                del self._kept[name]
            await pool.close()
            if isinstance(error, TimeoutError):
                detail = "No worker can open the edition."
                raise ProblemError("not-ready", 503, detail, retry_after=STARTING) from None
            raise

    def _end(self, lent: Lent) -> asyncio.Task[None]:
        """End workers that were taken out, also where nobody waits for that any more."""
        ending = asyncio.create_task(lent.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        return ending

    def _room(self, crew: str) -> Lent | None:
        """Take out the edition that nobody has used for longest, where as many as may be are open to a crew."""
        open_to = {name: lent for name, lent in self._kept.items() if name[0] == crew}
        if len(open_to) < EDITIONS:
            return None
        idle = sorted((lent.used, name) for name, lent in open_to.items() if not lent.users)
        if not idle:
            detail = f"{EDITIONS} editions are open at once, and others are in use. Try again later."
            raise ProblemError("busy", 503, detail, EDITIONS, self._limits.waiting)
        return self._kept.pop(idle[0][1])

    async def _watch(self) -> None:
        """Turn to a new generation as soon as the manifest names a sound one; close editions that nobody uses."""
        while True:
            await asyncio.sleep(LOOKING)
            with contextlib.suppress(StoreError):
                await self._turn()
            await self._close_idle()

    async def _turn(self) -> None:
        named = self._home / read_manifest(self._home).generation
        pools = [pool for pool in (self.own, self.strangers) if pool.place != named]
        if pools:
            place = self._home / await asyncio.to_thread(sound_generation, self._home)
            await asyncio.gather(*(pool.turn_to(place) for pool in pools))

    async def _close_idle(self) -> None:
        before = time.monotonic() - self._limits.resting
        for name in [name for name, lent in self._kept.items() if not lent.users and lent.used < before]:
            await asyncio.shield(self._end(self._kept.pop(name)))


def _look_at(opening: asyncio.Task[None]) -> None:
    """Take note of a problem that may matter to nobody any more."""
    if not opening.cancelled():
        opening.exception()


def sound_generation(home: Path) -> str:
    """Return the generation that counts, after its files were compared with their fingerprints; raises StoreError."""
    open_store(home).close()
    return read_manifest(home).generation


def sound_edition(home: Path, edition: str) -> Path:
    """Return the folder of a kept edition; raises ProblemError where it is unknown or was withdrawn."""
    try:
        record = kept.find(home, edition)
    except UnknownNameError as error:
        raise ProblemError("unknown-edition", 404, str(error)) from None
    if record.withdrawn:
        detail = f"The edition {edition} was withdrawn on {record.withdrawn}: {record.reason}"
        raise ProblemError("withdrawn", 410, detail)
    return kept.folder(home, edition)


def _verify(home: Path, edition: str) -> None:
    try:
        kept.verify(home, edition)
    except StoreError as error:
        raise ProblemError("not-ready", 503, str(error)) from None

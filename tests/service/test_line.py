"""Who waits for a worker is served by what they have used."""

from __future__ import annotations

import asyncio

import pytest

from r2pgraph.service.workers.line import Line, Place


def test_who_used_least_comes_first_and_equals_by_their_coming() -> None:
    """Three wait, and things come one by one."""

    async def served() -> list[str]:
        line: Line[int] = Line()
        order: list[str] = []

        async def wait(name: str, used: float) -> None:
            await line.get(used, 5)
            order.append(name)

        waiting = [asyncio.create_task(wait(*each)) for each in (("much", 9.0), ("first", 1.0), ("second", 1.0))]
        await asyncio.sleep(0)
        for thing in range(3):
            line.put(thing)
            await asyncio.sleep(0.01)
        await asyncio.gather(*waiting)
        return order

    assert ["first", "second", "much"] == asyncio.run(served())


def test_who_waited_too_long_takes_nothing() -> None:
    """What comes after them is kept for the next."""

    async def kept() -> list[int]:
        line: Line[int] = Line()
        with pytest.raises(TimeoutError):
            await line.get(0, 0.01)
        line.put(7)
        return line.empty()

    assert [7] == asyncio.run(kept())


def test_a_place_is_held_by_one_until_it_gives_it_back() -> None:
    """Whoever has one takes no second."""

    async def held() -> list[bool]:
        line: Line[int] = Line()
        line.put(0)
        one, other = Place(line), Place(line)
        first = [one.take_now(), one.take_now(), other.take_now()]
        one.give_back()
        await other.take(0, 1)
        return [*first, one.is_held, other.is_held]

    assert [True, True, False, False, True] == asyncio.run(held())

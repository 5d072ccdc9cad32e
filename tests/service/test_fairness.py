"""No client takes what is there for all."""

from __future__ import annotations

import asyncio

import pytest

from r2pgraph.service import fairness
from r2pgraph.service.fairness import Fairness
from r2pgraph.service.limits import Limits
from r2pgraph.service.problems import ProblemError


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock at zero."""
    return Clock()


@pytest.fixture
def fair(clock: Clock) -> Fairness:
    """Return the fairness of a service where two queries may run at once."""
    return Fairness(Limits(parallel=2, query_seconds=120, errors=2), clock)


def test_a_client_leaves_a_worker_to_the_others() -> None:
    """Its places are all workers but one, and they are its own."""
    fair = Fairness(Limits(own_workers=3))

    async def take_all() -> list[bool]:
        await fair.place("a").acquire()
        await fair.place("a").acquire()
        return [fair.place("a").locked(), fair.place("b").locked()]

    assert [True, False] == asyncio.run(take_all())
    assert 1 == Limits(own_workers=1).own_at_work


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("::1", "::1"), ("", ""), ("unknown", "unknown"),
        ("2001:db8:0:1:a:b:c:d", "2001:db8:0:1::/64"), ("2001:db8:0:1::2", "2001:db8:0:1::/64"),
    ],
)  # fmt: skip
def test_a_client_is_what_one_line_is_given(host: str, client: str) -> None:
    """An address, or of IPv6 the part behind which its holder has more addresses than there are requests."""
    assert client == fairness.household(host)


def run(fair: Fairness, clock: Clock, seconds: float, *, failed: bool = False, client: str = "a") -> None:
    """Let a client run a query for so long."""
    with fair.turn(client) as turn:
        turn.begin()
        clock.now += seconds
        turn.failed = failed


def test_a_client_that_used_up_its_seconds_waits_until_they_are_back(fair: Fairness, clock: Clock) -> None:
    """Five seconds in one go, and one comes back each second: fifteen used are ten too many."""
    fair.limits = Limits(query_seconds=5)
    run(fair, clock, 15)

    with pytest.raises(ProblemError) as refused, fair.turn("a"):
        pass

    assert 429 == refused.value.status
    assert 10.0 == refused.value.retry_after


def test_waiting_is_not_charged(fair: Fairness, clock: Clock) -> None:
    """Who is kept waiting by others has used nothing."""
    with fair.turn("a"):
        clock.now += 100

    with fair.turn("a") as turn:
        assert 0.0 == turn.used


def test_what_was_used_is_told_to_whoever_runs_the_next(fair: Fairness, clock: Clock) -> None:
    """Who used least can be served first."""
    run(fair, clock, 15)
    clock.now += 5

    with fair.turn("a") as turn:
        assert 10.0 == turn.used


def test_a_client_that_waited_is_let_in_again(fair: Fairness, clock: Clock) -> None:
    """Nobody is shut out for good."""
    fair.limits = Limits(query_seconds=5)
    run(fair, clock, 15)
    clock.now += 10

    run(fair, clock, 0)


def test_another_client_is_let_in_meanwhile(fair: Fairness, clock: Clock) -> None:
    """What one used up is not taken from another."""
    fair.limits = Limits(query_seconds=5)
    run(fair, clock, 15)

    run(fair, clock, 0, client="b")


def test_a_client_may_not_run_more_at_once_than_allowed(fair: Fairness) -> None:
    """The third of two is refused."""
    with fair.turn("a"), fair.turn("a"), pytest.raises(ProblemError) as refused, fair.turn("a"):
        pass

    assert 2 == refused.value.limit


def test_a_client_of_many_failures_waits(fair: Fairness, clock: Clock) -> None:
    """Three failures of two leave one too many, which is forgotten in two seconds."""
    for _ in range(3):
        run(fair, clock, 0, failed=True)

    with pytest.raises(ProblemError) as refused, fair.turn("a"):
        pass

    assert 2.0 == refused.value.retry_after


def test_clients_who_rest_are_forgotten(fair: Fairness, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of the service does not grow with the number of its visitors."""
    monkeypatch.setattr(fairness, "REMEMBERED", 2)
    for client in ("a", "b"):
        run(fair, clock, 1, client=client)
    clock.now += 1

    run(fair, clock, 0, client="c")

    assert {"c"} == set(fair.clients)


def test_who_had_a_slow_job_or_used_much_is_slow_for_a_while(clock: Clock) -> None:
    """A minute after the job; and as long as more than the light seconds are used up."""
    fair = Fairness(Limits(light=10), clock)

    def is_slow(client: str) -> bool:
        with fair.turn(client) as turn:
            return turn.is_slow

    with fair.turn("slow") as turn:
        turn.slow()
    run(fair, clock, 15, client="much")

    assert [True, True, False] == [is_slow(each) for each in ("slow", "much", "other")]
    clock.now += 45
    assert [False, False] == [is_slow(each) for each in ("slow", "much")]

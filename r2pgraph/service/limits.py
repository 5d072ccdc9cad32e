"""What one query and one client may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of the service.

    Attributes:
        seconds: wall time of one query; its worker is killed then.
        short: seconds after which a query counts as long and takes one of the places of ``long``.
        long: long queries of all clients at once; more are sent away, so that short ones are always answered.
        waiting: seconds that a query waits for a free worker.
        memory: bytes of address space of one worker; from 2 GB on no innocent query was seen to fail.
        rows: rows of one answer.
        answer: bytes of one answer.
        query: bytes of one request's query.
        workers: processes that answer short queries; more than ``parallel``, so that no client holds them all.
        niceness: how much these let pages and saved queries go first.
        own_workers: processes that answer pages and saved queries.
        parallel: queries of one client at once.
        own_seconds: wall time of one page or saved query.
        printing: wall time of an assessment as Word or PDF, which is drawn once and kept.
        own_short: seconds of work after which a page or saved query is slow; slow ones never hold the last worker.
        own_parallel: pages and saved queries of one client at once.
        light: seconds that a client may have used lately and still be served by the worker that slow ones leave free.
        query_seconds: seconds of query time that a client may use in one go; a second comes back each second.
        errors: refused or failed queries that a client may send in one go; one comes back every other second.
        connections: connections at once; beyond them the one goes that has waited longest without a request.
        connections_each: connections from one address, but for this machine's own, where a proxy may speak for many.
        head_seconds: seconds in which the head of a request has come, counted from the connection or the last answer.
        body_seconds: seconds in which its body has come.
        slowest: bytes a second that a client takes of an answer, at least.
        resting: seconds after which the workers of a kept edition end that nobody asks for.
        cache: bytes of rendered pages that are kept.
        ahead: bytes of pages that are drawn before anybody asks for them.
        clerks: submissions that are worked on at once.
        waiting_to_submit: seconds that a submission waits for its turn.
        submitting: seconds that a client waits for what comes of its submission, which goes on meanwhile.
    """

    seconds: float = 10.0
    short: float = 0.5
    long: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    waiting: float = 5.0
    memory: int = 2048 * MEGABYTE
    rows: int = 100_000
    answer: int = 50 * MEGABYTE
    query: int = MEGABYTE
    workers: int = field(default_factory=lambda: max(6, 2 * (os.cpu_count() or 1)))
    niceness: int = 10
    own_workers: int = field(default_factory=lambda: max(3, os.cpu_count() or 1))
    parallel: int = 5
    own_seconds: float = 10.0
    printing: float = 60.0
    own_short: float = 1.0
    own_parallel: int = 12
    light: float = 10.0
    query_seconds: float = 120.0
    errors: float = 60.0
    connections: int = 2_000
    connections_each: int = 50
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    slowest: int = 4_096
    resting: float = 60.0
    cache: int = 64 * MEGABYTE
    ahead: int = 32 * MEGABYTE
    clerks: int = 2
    waiting_to_submit: float = 30.0
    submitting: float = 120.0

    @property
    def own_at_work(self) -> int:
        """Return how many processes may work for one client on pages and saved queries: all but one, if there are two.

        What the client asks besides waits, so that one client cannot keep others waiting however long its jobs take.
        """
        return max(1, self.own_workers - 1)

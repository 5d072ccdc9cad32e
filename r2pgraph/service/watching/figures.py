"""Figures in the text format of Prometheus: requests, times, workers, refusals; none tells who asked or what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric
    from starlette.requests import Request

    from r2pgraph.service.keeping import Shelf
    from r2pgraph.service.listening.connections import Connections
    from r2pgraph.service.workers.snapshots import Snapshots

disable_created_metrics()  # type: ignore[no-untyped-call]

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
STEPS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds at which the times of requests are cut into classes."""


class Figures:
    """The figures of one running service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = self._counter("requests", "Requests by kind of address and status.", "kind", "status")
        self.sent = self._counter("sent_bytes", "Bytes of the bodies of answers.", "kind")
        self.problems = self._counter("problems", "Requests that got no answer, by type of problem.", "type")
        self.seconds = Histogram(
            "r2pgraph_request_seconds", "Seconds of a request.", ("kind",), buckets=STEPS, registry=self.registry
        )

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"r2pgraph_{name}", meaning, labels, registry=self.registry)

    def watch(self, snapshots: Snapshots, shelf: Shelf, connections: Connections) -> None:
        """Tell of workers, kept documents and connections too, as they are whenever somebody asks."""
        self.registry.register(_State(snapshots, shelf, connections))

    def text(self) -> bytes:
        """Return every figure as it is now."""
        return generate_latest(self.registry)


class _State(Collector):
    def __init__(self, snapshots: Snapshots, shelf: Shelf, connections: Connections) -> None:
        self._snapshots, self._shelf, self._connections = snapshots, shelf, connections

    def collect(self) -> Iterator[Metric]:
        """Yield what is counted where it happens."""
        yield from self._workers()
        yield GaugeMetricFamily("r2pgraph_editions_open", "Kept editions with workers.", self._snapshots.editions_open)
        found = CounterMetricFamily("r2pgraph_documents", "Documents that were asked for.", labels=("kept",))
        found.add_metric(("yes",), self._shelf.hits)
        found.add_metric(("no",), self._shelf.misses)
        yield found
        yield GaugeMetricFamily("r2pgraph_connections", "Connections that are open.", len(self._connections))
        ended = CounterMetricFamily("r2pgraph_connections_ended", "Connections ended by us, by why.", labels=("why",))
        for why, number in self._connections.refused.items():
            ended.add_metric((why,), number)
        yield ended

    def _workers(self) -> Iterator[Metric]:
        alive = GaugeMetricFamily("r2pgraph_workers", "Workers that live.", labels=("crew",))
        replaced = CounterMetricFamily("r2pgraph_workers_replaced", "Workers that were replaced.", labels=("crew",))
        spent = CounterMetricFamily("r2pgraph_query_seconds", "Seconds that workers spent on jobs.", labels=("crew",))
        for crew, pool in (("own", self._snapshots.own), ("strangers", self._snapshots.strangers)):
            alive.add_metric((crew,), pool.size)
            replaced.add_metric((crew,), pool.replaced)
            spent.add_metric((crew,), pool.seconds)
        yield from (alive, replaced, spent)


async def metrics(request: Request) -> Response:
    """Tell every figure."""
    figures: Figures = request.app.state.figures
    return Response(figures.text(), headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)

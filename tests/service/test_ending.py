"""What fails while a service ends keeps nothing else from ending."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from r2pgraph.service import application
from r2pgraph.service.limits import Limits
from r2pgraph.service.workers import process
from r2pgraph.service.workers.process import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 30
"""Seconds after which something is taken to be waited for in vain."""


def test_a_worker_is_over_though_another_process_holds_its_pipes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it started and left behind is not waited for."""
    monkeypatch.setattr(process, "ENDING", 0.1)

    async def work() -> bool:
        pipe = asyncio.subprocess.PIPE
        started = await asyncio.create_subprocess_exec("sh", "-c", "sleep 600 & echo $!; wait", stdin=pipe, stdout=pipe)
        assert started.stdout
        left = int(await started.stdout.readline())
        worker = Worker(started, tmp_path)
        try:
            async with asyncio.timeout(PATIENCE):
                await worker.end()
                while not worker.has_ended:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
        finally:
            os.kill(left, signal.SIGKILL)
            assert started.stdin
            started.stdin.close()
            await started.stdout.read()
            await asyncio.sleep(0)
        return worker.has_ended

    assert asyncio.run(work())


class Standing:
    """What stands in the place of a part of the service: it tells when it ends, or fails at that."""

    def __init__(self, ended: list[str], fails: str = "") -> None:
        self.ended, self.fails = ended, fails

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None

    async def open(self) -> None:
        """Open nothing."""

    async def close(self) -> None:
        """End."""
        if self.fails:
            raise OSError(self.fails)
        self.ended.append("ended")


def test_workers_end_though_the_desk_cannot_be_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure is told all the same."""
    ended: list[str] = []

    async def nothing(*_: object) -> None:
        """Draw no page ahead."""

    monkeypatch.setattr(application, "Snapshots", lambda *_: Standing(ended))
    monkeypatch.setattr(application, "Desk", lambda *_: Standing(ended, "the disk is gone"))
    monkeypatch.setattr(application, "draw_ahead", nothing)
    app: Any = application.Starlette()
    app.state.figures = app.state.connections = Standing(ended)

    async def work() -> None:
        async with application._life(app, tmp_path, Limits()):
            pass

    with pytest.raises(OSError, match="the disk is gone"):
        asyncio.run(work())
    assert ["ended"] == ended

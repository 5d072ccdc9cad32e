"""A submission that is killed is there whole or not at all, wherever it was when it died."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.submission import inbox

WATCHED = """
import os, sys
stop, home, steps = int(sys.argv.pop(1)), os.environ["R2PGRAPH_HOME"], 0

def step():
    global steps
    steps += 1
    if steps == stop:
        os.kill(os.getpid(), 9)

def watch(event, arguments):
    place = str(arguments[0]) if arguments else ""
    named = event == "os.rename" and ("/inbox/" in place or "manifest" in str(arguments[1]))
    if place.startswith(home) and (named or (event in ("os.mkdir", "os.truncate") and "/inbox" in place)):
        step()

sys.addaudithook(watch)
for name in ("fsync", "write"):
    def before(*arguments, whole=getattr(os, name)):
        step()
        return whole(*arguments)
    setattr(os, name, before)
from r2pgraph.cli import main
try:
    main()
finally:
    print(steps, file=sys.stderr)
"""
"""Runs the command line, and kills itself just before the step whose number it is given: a folder that is made in the
inbox, a file that is moved to its place, a line that is written, or a wait until something is on disk."""

FEW, MANY = 20, 200
ACKNOWLEDGED = "Accepted as number 2"


def submitted(home: Path, path: Path, stop: int = 0, after: float = 0) -> tuple[int | None, str, str]:
    """Submit a file; die before a step, or be killed after some seconds. Return status, answer and complaints."""
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHED, str(stop), "submit", str(path), "--by", "Ben Example"],
        env={**os.environ, "R2PGRAPH_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said, complained = process.communicate(timeout=after or None)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        said, complained = process.communicate()
    return process.returncode, said, complained


@pytest.fixture(scope="module")
def once(built: Path, changed: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home to which one revision was submitted."""
    home = shutil.copytree(built, tmp_path_factory.mktemp("once") / "home")
    assert receiving.submit(home, changed("fair"), "Ana Example").accepted
    return home


def state_of(home: Path, level: Callable[[Path], str]) -> tuple[int, str]:
    """Return how many lines the journal has and what the next command answers; the first line must still be whole."""
    count = len(inbox.read(home).entries)
    leftover = [fault for fault in inbox.verify(home) if "never acknowledged" not in fault.what]
    assert [] == leftover
    pipeline.build(home)
    return count, level(home)


def test_a_kill_before_each_step_leaves_before_or_after(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path
) -> None:
    """Up to one step the former submission alone counts, from it on the newer; what was acknowledged is never lost."""
    path, whole = changed("strong"), shutil.copytree(once, tmp_path / "whole")
    status, said, complained = submitted(whole, path)
    assert (0, True) == (status, ACKNOWLEDGED in said)
    seen = []
    for step in range(1, int(complained.split()[-1]) + 1):
        home = shutil.copytree(once, tmp_path / "killed")
        assert -signal.SIGKILL == submitted(home, path, step)[0]
        seen.append(state_of(home, level))
        shutil.rmtree(home)
    switch = seen.index((2, "strong"))
    assert 0 < switch < len(seen)
    assert [(1, "fair")] * switch + [(2, "strong")] * (len(seen) - switch) == seen


def killed_at_random(
    number: int, once: Path, path: Path, level: Callable[[Path], str], folder: Path
) -> tuple[int, int, int]:
    """Kill submissions at a random time of their life; return how many were not made, made, and said but lost.

    How long such a life is on this machine is measured with a first one that is spared, and felt for from then on,
    since the load of a machine changes: a little more time after each that left what was before, less after others.
    """
    chance, before, after, lost = random.Random(5), 0, 0, 0  # noqa: S311 - when to kill is no secret
    life = 0.0
    for _ in range(number + 1):
        home = shutil.copytree(once, folder / "killed")
        start = perf_counter()
        _, said, _ = submitted(home, path, after=chance.uniform(0.05, 1.1) * life)
        life = life or perf_counter() - start
        found = state_of(home, level)
        assert found in {(1, "fair"), (2, "strong")}
        before, after = before + (found[0] == 1), after + (found[0] == 2)
        life *= 1.03 if found[0] == 1 else 0.95
        lost += ACKNOWLEDGED in said and found[0] == 1
        shutil.rmtree(home)
    return before, after - 1, lost


def test_kills_at_random_lose_nothing_that_was_acknowledged(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path
) -> None:
    """Twenty submissions die at any time; each is there whole or not at all."""
    before, after, lost = killed_at_random(FEW, once, changed("strong"), level, tmp_path)
    assert (FEW, 0) == (before + after, lost)


@pytest.mark.soak
def test_two_hundred_kills_at_random_lose_nothing(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path
) -> None:
    """The same, two hundred times."""
    before, after, lost = killed_at_random(MANY, once, changed("strong"), level, tmp_path)
    print(f"\n{MANY} kills: {before} left what was before, {after} what is after; {lost} that were said were lost.")  # noqa: T201
    assert (MANY, 0) == (before + after, lost)
    assert min(before, after) > MANY // 20

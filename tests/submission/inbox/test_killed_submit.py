"""A submission that is killed is there whole or not at all, wherever it was when it died."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.submission import inbox, worker

WATCHED = """
import os, pickle, subprocess, sys
from pathlib import Path
stop, verdict, copies = (sys.argv.pop(1) for _ in range(3))
home, names, phase = os.environ["R2PGRAPH_HOME"], [], ["start"]

def step(name):
    names.append(f"{phase[0]}: {name}")
    if copies:
        subprocess.run(["cp", "-a", home, Path(copies) / str(len(names))], check=True)
    if str(len(names)) == stop:
        os.kill(os.getpid(), 9)

def watch(event, arguments):
    place = str(arguments[0]) if arguments else ""
    named = event == "os.rename" and ("/inbox/" in place or "manifest" in str(arguments[1]))
    if place.startswith(home) and (named or (event in ("os.mkdir", "os.truncate") and "/inbox" in place)):
        step(f"{event} {Path(str(arguments[-1]) if named else place).parent.name}")

sys.addaudithook(watch)
for name in ("fsync", "write"):
    def before(*arguments, whole=getattr(os, name), name=name):
        step(name)
        return whole(*arguments)
    setattr(os, name, before)

from r2pgraph import receiving
from r2pgraph.submission import worker
from r2pgraph.submission.inbox import judging
worker.USUAL = worker.Limits(seconds=600, processor=120)

def announce(tell, name, whole=receiving._step):
    phase[0] = name
    print(f"@{name}", file=sys.stderr, flush=True)
    step("begins")
    whole(tell, name)

def examine(home, path, ready, whole=judging.examine):
    kept = Path(verdict)
    if not kept.exists():
        kept.write_bytes(pickle.dumps(whole(home, path, ready)))
    return pickle.loads(kept.read_bytes())

receiving._step = announce
if verdict:
    judging.examine = examine
from r2pgraph.cli import main
try:
    main()
finally:
    print("\\n".join(f"#{name}" for name in names), file=sys.stderr)
"""
"""Runs the command line, says where it has come to, and kills itself just before the step whose number it is given.

A step is what ``receiving`` names, and in it each folder that is made in the inbox, each file that is moved to its
place, each line that is written and each wait until something is on disk. With a file for the verdict the first run
keeps it there, and the others take it from there: a kill while a worker judges touches no file. With a folder for
copies the home is copied there before each step, as a kill at that moment would leave it.
"""

FEW, MANY, PARTS = 20, 200, 4
ACKNOWLEDGED = "Accepted as number 2"


class Ended(NamedTuple):
    """How a submission ended: its status, its answer, the last phase it named, its steps and the seconds of each phase.

    It tells of its steps only where nobody kills it.
    """

    status: int | None
    said: str
    phase: str
    steps: list[str]
    spans: dict[str, float]


class Told(NamedTuple):
    """What `WATCHED` is told: the step to die before, the file of the verdict, and the folder for copies."""

    step: int = 0
    verdict: Path | None = None
    copies: Path | None = None


UNTOLD = Told()


def submitted(home: Path, path: Path, told: Told = UNTOLD, kill: tuple[str, float] | None = None) -> Ended:
    """Submit a file; die before a step, or be killed some seconds after a phase has begun."""
    began, process = perf_counter(), _started(home, path, told)
    assert process.stderr
    assert process.stdout
    marks, steps, timer = {"start": began}, [], None
    if kill and kill[0] == "start":
        timer = _killing(process, kill[1])
    for line in process.stderr:
        if line.startswith("#"):
            steps.append(line[1:].strip())
        elif line.startswith("@"):
            marks[line[1:].strip()] = perf_counter()
            if kill and kill[0] == line[1:].strip():
                timer = _killing(process, kill[1])
    said = process.stdout.read()
    status = process.wait()
    if timer:
        timer.cancel()
    times = [*marks.values(), perf_counter()]
    spans = {name: times[place + 1] - times[place] for place, name in enumerate(marks)}
    return Ended(status, said, list(marks)[-1], steps, spans)


def _started(home: Path, path: Path, told: Told) -> subprocess.Popen[str]:
    words = [str(each or "") for each in told]
    return subprocess.Popen(
        [sys.executable, "-c", WATCHED, *words, "submit", str(path), "--by", "Ben Example"],
        env={**os.environ, "R2PGRAPH_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killing(process: subprocess.Popen[str], after: float) -> threading.Timer:
    timer = threading.Timer(after, process.kill)
    timer.start()
    return timer


@pytest.fixture(scope="module")
def once(built: Path, changed: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home to which one revision was submitted."""
    home = shutil.copytree(built, tmp_path_factory.mktemp("once") / "home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(worker, "USUAL", worker.Limits(seconds=600, processor=120))
        assert receiving.submit(home, changed("fair"), "Ana Example").accepted
    return home


def state_of(home: Path, level: Callable[[Path], str]) -> tuple[int, str]:
    """Return how many lines the journal has and what the next command answers; the first line must still be whole."""
    count = len(inbox.read(home).entries)
    leftover = [fault for fault in inbox.verify(home) if "never acknowledged" not in fault.what]
    assert [] == leftover
    pipeline.build(home)
    return count, level(home)


def left_in(home: Path, level: Callable[[Path], str]) -> tuple[int, str]:
    """Return the same of a home that is not needed any more."""
    found = state_of(home, level)
    shutil.rmtree(home)
    return found


def killed_at_step(step: int, once: Path, path: Path, level: Callable[[Path], str], verdict: Path) -> tuple[int, str]:
    """Return what is left of a submission that died just before a step."""
    home = shutil.copytree(once, verdict.with_name("killed"))
    assert -signal.SIGKILL == submitted(home, path, Told(step, verdict)).status
    return left_in(home, level)


def spared(once: Path, path: Path, folder: Path, told: Told = UNTOLD) -> Ended:
    """Return how a submission ends that nobody kills: where a verdict is kept, the second, which takes it."""
    for each in [told._replace(copies=None)] * bool(told.verdict) + [told]:
        home = shutil.copytree(once, folder / "spared")
        ended = submitted(home, path, each)
        assert (0, True) == (ended.status, ACKNOWLEDGED in ended.said)
        shutil.rmtree(home)
    return ended


def test_what_stands_before_each_step_is_before_or_after(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path
) -> None:
    """Up to one step the former submission alone counts, from it on the newer; what was acknowledged is never lost.

    A kill leaves the files as they are at that moment, so they are copied there; the soak kills before each step.
    """
    told = Told(0, tmp_path / "verdict", tmp_path / "copies")
    (tmp_path / "copies").mkdir()
    steps = spared(once, changed("strong"), tmp_path, told).steps
    seen = [left_in(tmp_path / "copies" / str(step), level) for step in range(1, len(steps) + 1)]
    switch = seen.index((2, "strong"))
    assert 0 < switch < len(seen)
    assert [(1, "fair")] * switch + [(2, "strong")] * (len(seen) - switch) == seen


def killed_at_random(
    number: int, once: Path, path: Path, level: Callable[[Path], str], folder: Path
) -> tuple[Counter[str], int]:
    """Kill submissions at a random moment; return how many died in each phase, and how many that were said are lost.

    Each phase has its share. How long it lasts is measured on this machine with a first submission that is spared; a
    kill comes at a random time of that span after the phase has begun.
    """
    chance, phases, lost = random.Random(5), Counter[str](), 0  # noqa: S311 - when to kill is no secret
    spans = spared(once, path, folder).spans
    names = list(spans)
    for turn in range(number):
        name = names[turn % len(names)]
        home = shutil.copytree(once, folder / "killed")
        ended = submitted(home, path, kill=(name, chance.uniform(0, spans[name])))
        found = state_of(home, level)
        assert found in {(1, "fair"), (2, "strong")}
        phases[ended.phase if ended.status else "over"] += 1
        lost += ACKNOWLEDGED in ended.said and found[0] == 1
        shutil.rmtree(home)
    return phases, lost


def test_kills_at_random_lose_nothing_that_was_acknowledged(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path
) -> None:
    """Twenty submissions die at any time; each is there whole or not at all."""
    phases, lost = killed_at_random(FEW, once, changed("strong"), level, tmp_path)
    assert (FEW, 0) == (phases.total(), lost)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_two_hundred_kills_lose_nothing(
    once: Path, changed: Callable[..., Path], level: Callable[[Path], str], tmp_path: Path, part: int
) -> None:
    """Half before each step in turn, so that each has its share, and half at random in each phase; in four parts."""
    path, verdict, share = changed("strong"), tmp_path / "verdict", MANY // 2 // PARTS
    steps = spared(once, path, tmp_path, Told(0, verdict)).steps
    turns = [turn % len(steps) for turn in range(part * share, (part + 1) * share)]
    left = {turn: killed_at_step(turn + 1, once, path, level, verdict) for turn in turns}
    phases, lost = killed_at_random(share, once, path, level, tmp_path)
    for turn, found in sorted(left.items()):
        print(f"part {part}: {turns.count(turn)} before step {turn + 1} of {len(steps)}, {steps[turn]}: {found}")  # noqa: T201
    print(f"part {part}: at random {dict(phases)}; {lost} that were said were lost.")  # noqa: T201
    assert MANY // 2 >= len(steps)
    assert {name.partition(":")[0] for name in steps} >= set(receiving.STEPS)
    assert set(left.values()) <= {(1, "fair"), (2, "strong")}
    assert [found for _, found in sorted(left.items())] == sorted(left.values())
    assert (share, 0) == (phases.total(), lost)
    assert len(phases) > len(receiving.STEPS) // 2

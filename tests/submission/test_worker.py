"""Whatever a file does to the worker, who asked lives on and learns which limit was met."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from r2pgraph.submission import worker
from r2pgraph.submission.judging import Submitted

STAND_IN = """
import ctypes, os, time
from r2pgraph import pipeline
from r2pgraph.submission import judging, worker


def judge(submitted, known):
    kind, _, words = submitted[0].data.decode().partition(" ")
    if kind == "segfault":
        ctypes.string_at(0)
    if kind == "abort":
        os.abort()
    if kind == "spin":
        while True:
            pass
    if kind == "sleep":
        time.sleep(60)
    if kind == "hoard":
        return [bytearray(1 << 26) for _ in range(1000)]
    if kind == "write":
        with open(words, "w") as file:
            file.write("a")
            file.flush()
    if kind == "leave":
        os._exit(0)
    raise ValueError("The words of a traceback.")


judging.judge = judge
if __name__ == "__main__":
    worker.attend(pipeline.background)
"""
"""A worker that does with a file what a fault in a parser might."""

DEATHS = {
    "segfault": ("crash", "made the program that reads it fail"),
    "abort": ("crash", "made the program that reads it fail"),
    "raise": ("crash", "made the program that reads it fail"),
    "leave": ("crash", "made the program that reads it fail"),
    "spin": ("processor", "more than 1 seconds of the processor"),
    "sleep": ("time", "longer than 3 seconds"),
    "hoard": ("memory", "more than 1,024 MB of memory"),
}
LIMITS = worker.Limits(seconds=3, processor=1, memory=1 << 30)
TIGHT = {"spin": LIMITS, "sleep": LIMITS}
"""Where the limit is one of time; the others end by themselves, however slow the machine."""


@pytest.fixture(scope="module")
def store_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built store, from which a worker begins soonest."""
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "r2pgraph", "--home", home, "build"], check=True, capture_output=True)
    return home


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in be the worker."""
    (tmp_path / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parents[2]}")
    monkeypatch.setattr(worker, "ENTRY", "stand_in")


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("kind", DEATHS)
def test_a_worker_that_dies_leaves_a_report_that_names_the_limit(kind: str, store_home: Path) -> None:
    """By a fault, by memory, by the clock and by the processor; never with words of a traceback."""
    limits = TIGHT.get(kind, worker.Limits(memory=LIMITS.memory))
    start = time.monotonic()
    verdict = worker.judge([Submitted("a.ttl", kind.encode())], store_home, limits=limits)
    (problem,) = verdict.judged.report.problems

    refusal, reason = DEATHS[kind]
    assert (refusal, "a.ttl", False, b"") == (
        verdict.refusal,
        problem.file,
        verdict.judged.report.conforms,
        verdict.judged.ntriples,
    )
    assert reason in problem.message
    assert "traceback" not in verdict.judged.report.text().casefold()
    assert 60 > time.monotonic() - start


@pytest.mark.usefixtures("stand_in")
def test_a_worker_writes_not_one_byte(store_home: Path, tmp_path: Path) -> None:
    """A parser that was turned against us can fill no disk and change no file."""
    goal = tmp_path / "written"
    worker.judge([Submitted("a.ttl", f"write {goal}".encode())], store_home, limits=LIMITS)

    assert b"" == (goal.read_bytes() if goal.exists() else b"")


def test_after_a_death_the_next_file_is_judged(
    store_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the one that died is left over for the next."""
    with monkeypatch.context() as changed:
        (tmp_path / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
        changed.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parents[2]}")
        changed.setattr(worker, "ENTRY", "stand_in")
        assert "crash" == worker.judge([Submitted("a.ttl", b"segfault")], store_home).refusal
    report = worker.judge([Submitted("a.ttl", b"<x:a> <x:b> .")], store_home).judged.report

    assert [("a.ttl", 1)] == [(problem.file, problem.line) for problem in report.problems]


def test_a_sound_file_on_a_busy_machine_is_given_time_to_wait_for_the_processor() -> None:
    """The clock gives several times what the processor does, so that only work keeps a file out, and not waiting."""
    usual = worker.Limits()
    assert usual.seconds >= 4 * usual.processor

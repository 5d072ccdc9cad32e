"""Judge what was submitted in a process of its own: with little memory and time, no network, and no file to write.

The process is started anew for each submission. It first loads what every judgement needs, is then told where what is
known stands, gathers it, says so, and only then is given the files. Whatever they do to it, who asked lives on and
learns which limit was met.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from r2pgraph import confinement
from r2pgraph.errors import R2PGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    import pyoxigraph as ox

    from r2pgraph.submission.judging import Judged, Submitted
    from r2pgraph.validation.report import Report

ENTRY: Final = "r2pgraph.pipeline"
"""The module that a worker is started with; it calls ``attend``."""

MOST_ANSWERED: Final = 256 * 1024 * 1024
"""The most bytes that a worker may answer with."""

_PREPARING: Final = 60.0
_ENDINGS: Final = {"XCPU": "processor", "KILL": "memory", "SEGV": "crash", "ABRT": "crash", "BUS": "crash"}
_SMALLER: Final = "Send a smaller file, or fewer files at once."
_LATER: Final = "The machine may be busy: send it again later. If it is stopped again, send a smaller file."
_DAMAGED: Final = "The file is damaged or made to do harm; begin with a fresh template, and copy the answers into it."


@dataclass(frozen=True)
class Limits:
    """What one judgement may take: seconds by the clock, seconds of processor time, bytes of memory.

    The clock runs the longer one, since on a busy machine a sound file waits for the processor, too.
    """

    seconds: float = 45.0
    processor: int = 10
    memory: int = 2 << 30


USUAL: Final = Limits()


@dataclass(frozen=True)
class Verdict:
    """What a worker made of a submission: the judgement, and the annotated copy of a workbook where one was asked for.

    ``refusal`` names the limit that was met, ``time``, ``processor`` or ``memory``, or is ``crash`` where the worker
    failed; nothing where it came to its end.
    """

    judged: Judged
    annotated: bytes = b""
    refusal: str = ""


def judge(
    submitted: Sequence[Submitted], home: Path | None = None, *, annotate: bool = False, limits: Limits | None = None
) -> Verdict:
    """Return what a worker makes of some files.

    Args:
        submitted: the files, which are judged together.
        home: the folder of the built store that holds what is known; the shipped files where it is left out.
        annotate: whether to make a copy of the first file, a workbook, in which the problems are marked.
        limits: what the judgement may take.

    Raises:
        R2PGraphError: no worker could be started, or it could not gather what is known.
    """
    with waiting(limits) as ready:
        return ready.judge(submitted, home, annotate=annotate)


@contextmanager
def waiting(limits: Limits | None = None) -> Iterator[Waiting]:
    """Start a worker before there is anything to judge, and end it; raises R2PGraphError where none can be started."""
    allowed = limits or USUAL
    with _started(allowed) as process:
        try:
            yield Waiting(process, allowed)
        finally:
            process.kill()


@dataclass(frozen=True)
class Waiting:
    """A worker that loads what every judgement needs; it judges once."""

    process: subprocess.Popen[bytes]
    limits: Limits

    def judge(self, submitted: Sequence[Submitted], home: Path | None = None, *, annotate: bool = False) -> Verdict:
        """Return what the worker makes of some files; arguments and errors are those of the function `judge`."""
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        with suppress(BrokenPipeError):  # it failed already, and says why
            self.process.stdin.write(json.dumps(str(home or "")).encode() + b"\n")
        _await(self.process)
        return _answer(self.process, submitted, self.limits, annotate=annotate)

    def stop(self) -> None:
        """End the worker, whatever it does; who waits for its verdict learns that at once."""
        self.process.kill()


def attend(known: Callable[[Path | None], ox.Store]) -> None:
    """Be the worker: run as ``python -m MODULE MEMORY PROCESSOR PARENT``, judge once and end.

    Args:
        known: returns what is known, from the store in a folder or from the shipped files.
    """
    memory, processor, parent = (int(word) for word in sys.argv[1:4])
    cut_off = confinement.confine(memory, parent)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    try:
        _load()
        home = json.loads(sys.stdin.buffer.readline())
        background = known(Path(home) if home else None)
    except (R2PGraphError, OSError, MemoryError) as error:
        _say(answers, {"failed": str(error) or f"{memory >> 20:,} MB of memory are too little for it."})
        os._exit(1)
    _say(answers, {"ready": True, "network": not cut_off})
    head = json.loads(sys.stdin.buffer.readline())
    confinement.limit(processor)
    _say(answers, *_work(head, background))
    os._exit(0)


def _load() -> None:
    """Load what every judgement needs while no clock runs yet.

    Without numpy and PIL: openpyxl loads them where they are at hand, for numbers and pictures that no form brings.
    """
    absent: dict[str, Any] = dict.fromkeys(("numpy", "PIL"))
    sys.modules.update(absent)
    import openpyxl  # noqa: F401
    import pyshacl  # noqa: F401

    from r2pgraph.submission import judging  # noqa: F401
    from r2pgraph.validation import shapes

    shapes.load()


def _work(head: dict[str, Any], background: ox.Store) -> tuple[dict[str, Any], bytes, bytes]:
    from r2pgraph.submission import judging

    try:
        files = [judging.Submitted(name, sys.stdin.buffer.read(size)) for name, size in head["files"]]
        judged = judging.judge(files, background)
        annotated = _annotated(files[0].data, judged.report) if head["annotate"] else b""
    except MemoryError:
        return {"refusal": "memory"}, b"", b""
    except RecursionError:
        return {"refusal": "crash"}, b"", b""
    about = {
        "state": judged.state,
        "year": judged.year,
        "form": judged.form,
        "report": json.loads(judged.report.json()),
    }
    return about, judged.ntriples, annotated


def _annotated(data: bytes, report: Report) -> bytes:
    """Return the annotated copy; nothing where the workbook cannot be opened, which the report says already."""
    from r2pgraph.submission import annotating

    try:
        return annotating.annotated(data, report)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its XML makes it raise
        return b""


def _say(answers: BinaryIO, head: dict[str, Any], *contents: bytes) -> None:
    head["sizes"] = [len(content) for content in contents]
    answers.write(json.dumps(head).encode() + b"\n" + b"".join(contents))
    answers.flush()


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    numbers = (limits.memory, limits.processor, os.getpid())
    command = [sys.executable, "-m", ENTRY, *map(str, numbers)]
    settings = {**os.environ, "MALLOC_ARENA_MAX": "1"}  # else every thread reserves addresses that the limit counts
    try:
        return subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, env=settings
        )
    except OSError as error:
        message = f"No worker process can be started: {error.strerror}. Nothing was judged."
        raise R2PGraphError(message) from error


def _await(process: subprocess.Popen[bytes]) -> None:
    """Wait until the worker knows what is known; raises R2PGraphError where it does not come to that."""
    stream = process.stdout
    assert stream is not None  # noqa: S101 - it was asked for
    line, until = b"", time.monotonic() + _PREPARING
    while not line.endswith(b"\n") and select.select([stream], [], [], max(until - time.monotonic(), 0))[0]:
        piece = stream.read(1)
        if not piece:
            break
        line += piece
    said = json.loads(line) if line.endswith(b"\n") else {"failed": _unready(process)}
    if "failed" in said:
        message = f"The worker could not gather what is known: {said['failed']}"
        raise R2PGraphError(message)


def _unready(process: subprocess.Popen[bytes]) -> str:
    """Say why a worker never said that it is ready."""
    try:
        return f"it ended with status {process.wait(1)}."
    except subprocess.TimeoutExpired:
        return f"it took longer than {_PREPARING:.0f} seconds."


def _answer(
    process: subprocess.Popen[bytes], submitted: Sequence[Submitted], limits: Limits, *, annotate: bool
) -> Verdict:
    head = {"files": [(one.name, len(one.data)) for one in submitted], "annotate": annotate}
    job = json.dumps(head).encode() + b"\n" + b"".join(one.data for one in submitted)
    try:
        answer, _ = process.communicate(job, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        return _refused(submitted, "time", limits)
    line, _, rest = answer.partition(b"\n")
    if process.returncode or not line or len(answer) > MOST_ANSWERED:
        return _refused(submitted, _ending(process.returncode), limits)
    said = json.loads(line)
    if "refusal" in said:
        return _refused(submitted, said["refusal"], limits)
    size = said["sizes"][0]
    return Verdict(_judged(said, rest[:size]), rest[size:])


def _ending(code: int) -> str:
    """Return the limit that the end of a process shows."""
    if code >= 0:
        return "crash"
    return _ENDINGS.get(signal.Signals(-code).name.removeprefix("SIG"), "crash")


def _judged(said: dict[str, Any], ntriples: bytes) -> Judged:
    from r2pgraph.submission.judging import Judged
    from r2pgraph.validation.report import Report

    return Judged(Report.of(said["report"]), ntriples, said["state"], said["year"], said["form"])


def _refused(submitted: Sequence[Submitted], refusal: str, limits: Limits) -> Verdict:
    """Return the verdict on files whose judging met a limit: one problem for each, and nothing read."""
    from r2pgraph.submission.judging import Judged, form_of
    from r2pgraph.validation.checking import on_the_file
    from r2pgraph.validation.report import Report

    reasons = {
        "time": (f"Judging the file took longer than {limits.seconds:g} seconds, and was stopped.", _LATER),
        "processor": (
            f"Judging the file took more than {limits.processor} seconds of the processor, and was stopped.",
            _SMALLER,
        ),
        "memory": (
            f"Judging the file needs more than {limits.memory >> 20:,} MB of memory, and was stopped.",
            _SMALLER,
        ),
        "crash": ("The file made the program that reads it fail; nothing of it was kept.", _DAMAGED),
    }
    reason, remedy = reasons[refusal]
    problems = tuple(on_the_file(one.name, None, reason, remedy) for one in submitted)
    files = tuple(one.name for one in submitted)
    form = form_of(submitted[0].name) if submitted else ""
    return Verdict(Judged(Report(files, problems), b"", "", "", form), refusal=refusal)

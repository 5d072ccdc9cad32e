"""What every worker process does: confine itself, open the store, and answer one job after the other.

A job comes as a line of JSON; its answer goes out as a line of JSON with the number of bytes that follow. Whatever a
job does to this process, the service lives on and starts another.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from r2pgraph.confinement import confine, peak
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Job = dict[str, Any]
    Head = dict[str, Any]
    Answering = Callable[[EmbeddedStore, Job], tuple[Head, bytes]]


def attend(prepare: Callable[[EmbeddedStore], Answering], *, is_ours: bool = False) -> None:
    """Run as ``python -m MODULE GENERATION MEMORY PARENT`` until there are no more jobs.

    Args:
        prepare: returns what answers a job; it may import and read what it needs, for this process is confined by then.
        is_ours: whether jobs are our own code, which may reserve addresses beyond the memory that it uses.
    """
    directory, memory, parent = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    is_cut_off = confine(memory, parent, reserved=not is_ours)
    with EmbeddedStore.read_only(directory) as store:
        answer = prepare(store)
        _say(sys.stdout.buffer, {"outcome": "ready", "network": not is_cut_off})
        _answer_all(store, answer, memory // (2 if is_ours else 4))
    os._exit(0)


def _answer_all(store: EmbeddedStore, answer: Answering, spent: int) -> None:
    """Answer every job until there are no more, or until this process has held more than ``spent`` bytes."""
    for line in sys.stdin.buffer:
        head, content = answer(store, json.loads(line))
        is_spent = peak() > spent
        _say(sys.stdout.buffer, {**head, "bytes": len(content), "spent": is_spent}, content)
        if is_spent:
            return


def _say(answers: BinaryIO, head: Head, content: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + content)
    answers.flush()

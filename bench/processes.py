"""What a whole process takes; the benches that time whole processes measure by this."""

from __future__ import annotations

import os
import subprocess
from time import perf_counter
from typing import NamedTuple


class Taken(NamedTuple):
    """Wall seconds, processor seconds and peak megabytes."""

    wall: float
    processor: float
    peak: float


def measured(command: list[str]) -> Taken:
    """Return what one whole process took, its output thrown away; ends where it fails.

    Python may keep its compiled modules, as it does for those who install the project, even where the caller's
    environment forbids it.
    """
    as_installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    process = subprocess.Popen(command, env=as_installed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        message = f"{' '.join(command)} ended with status {status}."
        raise SystemExit(message)
    return Taken(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

"""Time whole processes against the same work in plain rdflib and pySHACL, in turn, in one run.

Quote the ratios: the machine under it may be shared, and its speed may drift. ``make bench`` runs this.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
ROUNDS = 5
LIMITS = {"help": 0.3, "score": 0.5, "build": 10.0, "check": 3.0}


def seconds(command: list[str]) -> float:
    """Return how long one run of a whole process takes, its output thrown away."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - start


def pairs(folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Return our command and the plain one for each job, after a build and an export into ``folder``."""
    ours = [sys.executable, "-m", "r2pgraph", "--home", str(folder / "home")]
    subprocess.run([*ours, "build"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*ours, "export", "-o", str(folder / "ttl")], check=True, stdout=subprocess.DEVNULL)
    plain = [sys.executable, str(HERE / "peers.py")]
    return {
        "help": ([*ours, "--help"], [sys.executable, "-c", "import rdflib, pyshacl"]),
        "score": ([*ours, "score", "TLS", "2023"], [*plain, "score", str(folder / "ttl")]),
        "check": ([*ours, "check"], [*plain, "check", str(folder / "ttl")]),
        "build": ([*ours, "build", "--force"], [*plain, "build", str(folder / "ttl")]),
    }


def main() -> None:
    """Print the median of each command, the ratio, and the limit that the project set itself."""
    with tempfile.TemporaryDirectory() as name:
        print(f"{'job':<6} {'r2pgraph s':>10} {'plain s':>10} {'plain/ours':>10} {'limit s':>8}")
        for job, (ours, plain) in pairs(Path(name)).items():
            seconds(ours)
            runs = [(seconds(ours), seconds(plain)) for _ in range(ROUNDS)]
            mine, theirs = median(run[0] for run in runs), median(run[1] for run in runs)
            ratio = median(run[1] / run[0] for run in runs)
            print(f"{job:<6} {mine:>10.2f} {theirs:>10.2f} {ratio:>10.1f} {LIMITS[job]:>8}")


if __name__ == "__main__":
    main()

"""Time what an analyst waits for, as whole processes, against limits that the project set itself: ``submitting.py``.

Template, check, submission and report of Timor-Leste 2023 on a store that is up to date. Quote them with the load of
the machine: they are seconds and no ratios. ``make bench`` runs this.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from processes import measured

ROUNDS = 3
LIMITS = {"template": 2.0, "check": 2.0, "submit": 3.0, "report.docx": 3.0, "report.pdf": 6.0}


def seconds(command: list[str]) -> float:
    """Return how long one run of a whole process takes, its output thrown away."""
    return measured(command).wall


def submission(ours: list[str], form: Path) -> float:
    """Return the time of one submission, which is taken back, so that the next changes something too."""
    spent = seconds([*ours, "submit", str(form), "--by", "Bench"])
    seconds([*ours, "withdraw", "TLS", "2023", "--by", "Bench", "--reason", "Measured."])
    return spent


def main() -> None:
    """Print the median of each job, the load of the machine, and the limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = folder / "form.xlsx"
        ours = [sys.executable, "-m", "r2pgraph", "--home", str(folder / "home")]
        seconds([*ours, "build"])
        jobs = {
            "template": lambda: seconds([*ours, "template", "TLS", "2023", "--force", "-o", str(form)]),
            "check": lambda: seconds([*ours, "check", str(form)]),
            "submit": lambda: submission(ours, form),
            "report.docx": lambda: seconds([*ours, "report", "TLS", "2023", "-o", str(folder / "report.docx")]),
            "report.pdf": lambda: seconds([*ours, "report", "TLS", "2023", "-o", str(folder / "report.pdf")]),
        }
        print(f"{'job':<12} {'s':>6} {'limit s':>8} {'load':>6}")
        for job, run in jobs.items():
            spent = median(run() for _ in range(ROUNDS))
            print(f"{job:<12} {spent:>6.2f} {LIMITS[job]:>8} {os.getloadavg()[0]:>6.1f}")


if __name__ == "__main__":
    main()

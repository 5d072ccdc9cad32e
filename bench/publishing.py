"""Time `r2pgraph publish` as a whole process against limits that the project set itself: ``publishing.py [SOURCES]``.

First the shipped data, then these with every roll call of the General Assembly (``voeten-unvotes`` below ``SOURCES``;
left out where it is absent). Wall seconds depend on what else the machine does; processor seconds do so less.
``make bench`` runs this.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from processes import measured

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
LIMITS = {"shipped data": (30, 2000), "every roll call": (180, 2000)}
"""Seconds and megabytes."""


def told(job: str, ours: list[str], place: Path) -> None:
    """Print the figures of one publication as a row of a table, and how large the edition is."""
    wall, processor, peak = measured([*ours, "publish", "-o", str(place)])
    files = [path for path in place.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    seconds, megabytes = LIMITS[job]
    load = os.getloadavg()[0]
    print(
        f"| {job} | {wall:.1f} | {processor:.1f} | {peak:.0f} | {len(files)} | {size:.0f} | {seconds} s,"
        f" {megabytes} MB | {load:.1f} |",
        flush=True,
    )


def main(sources: Path) -> None:
    """Print one row a job, as a table in Markdown."""
    print("| edition | wall s | processor s | peak MB | files | MB | limit | load |\n" + "| --- " * 8 + "|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [sys.executable, "-m", "r2pgraph", "--home", str(folder / "home")]
        measured([*ours, "build"])
        told("shipped data", ours, folder / "shipped")
        votes = sources / "voeten-unvotes"
        if not votes.is_dir():
            print(f"The files of others are not in {sources}; the rest is not measured.")
            return
        for file in ("unvotes.csv.gz", "roll_calls.csv.gz"):
            shutil.copy(votes / file, folder / file)
        measured([*ours, "import", "unvotes", str(folder / "unvotes.csv.gz"), str(folder / "roll_calls.csv.gz")])
        told("every roll call", ours, folder / "all")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)

"""Time the way from files of others to answers against named peers, in turn, in one run: ``importing.py [SOURCES]``.

``SOURCES`` holds the publishers' files, a folder each; where it is absent, the program says so and ends. Quote the
ratios: the machine under it may be shared, and its speed may drift. ``make bench`` runs this.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from processes import measured

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "shared" / "sources"
ROUNDS = 3
EVERY_IMPORT = {
    "country-codes": "country-codes/country-codes.csv",
    "m49": "country-codes/UNSD-*.csv",
    "cow-codes": "un-regional-and-cow/cow-country-codes.csv",
    "undgacm-ga": "undgacm-ga",
    "undgacm-sc": "undgacm-sc",
    "undgacm-texts": "undgacm-??-xml",
    "untc-status": "untc-2015",
    "ohchr-treaty-status": "hr-treaty-status-2022",
    "icc-parties": "aba-icc-2021/countries.csv",
    "upr-info": "upr-info/*.csv.gz",
    "freedom-house": "freedom-house",
    "rsf": "rsf",
    "v-dem": "v-dem/*.xlsx",
    "un-psdata-fatalities": "un-psdata/*fatalities.csv",
    "undl-ga-votes": "undl-ga-voting/layout-sample-2026.csv",
    "unvotes": "voeten-unvotes/*.csv.gz",
}


def compared(job: str, ours: list[str], peers: dict[str, list[str]]) -> None:
    """Print the medians of ours and of each peer, run in turn, and how many times longer the peer takes."""
    runs = [{name: measured(command) for name, command in {"ours": ours, **peers}.items()} for _ in range(ROUNDS)]
    seconds = {name: median(run[name].wall for run in runs) for name in runs[0]}
    memory = {name: max(run[name].peak for run in runs) for name in runs[0]}
    for name in peers or {"-": []}:
        ratio = f"{median(run[name].wall / run['ours'].wall for run in runs):.2f}" if name in peers else "-"
        theirs = f"{seconds[name]:.2f}" if name in peers else "-"
        peak = f"{memory[name]:.0f}" if name in peers else "-"
        print(f"| {job} | {seconds['ours']:.2f} | {memory['ours']:.0f} | {name} | {theirs} | {peak} | {ratio} |")


def main(sources: Path) -> None:
    """Print one line a job and peer, as a table in Markdown."""
    if not sources.is_dir():
        print(f"The files of others are not in {sources}; nothing is measured.")
        return
    print(
        "| job | ours s | ours MB | peer | peer s | peer MB | peer/ours |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("unvotes.csv.gz", "roll_calls.csv.gz"):
            shutil.copy(sources / "voeten-unvotes" / file, folder / file)
        votes = [sys.executable, str(HERE / "votes.py")]
        measured([*votes, "ready", name])
        jobs = {job: [*votes, job, name] for job in ("ours", "rdflib", "oxrdflib", "oxigraph", "agreement", "duckdb")}
        compared(
            "870,109 votes, CSV to a store that answers",
            jobs["ours"],
            {
                "rdflib, a store on disk (oxrdflib)": jobs["oxrdflib"],
                "rdflib in memory": jobs["rdflib"],
                "Oxigraph, bulk load of ready N-Triples": jobs["oxigraph"],
            },
        )
        compared("every session of the General Assembly", [*votes, "sessions", str(sources / "undgacm-ga")], {})
        compared("agreement of all states over ten years", jobs["agreement"], {"DuckDB on Parquet": jobs["duckdb"]})
        ours = [sys.executable, "-m", "r2pgraph", "--home", str(folder / "home")]
        measured([*ours, "build"])
        compared("evidence for one state and year, shipped store", [*ours, "evidence", "TLS", "2023"], {})
        compared("audit of one assessment, shipped store", [*ours, "audit", "TLS", "2023"], {})
        for kind, files in EVERY_IMPORT.items():
            measured([*ours, "import", kind, *map(str, sorted(sources.glob(files)))])
        compared("evidence for one state and year, every import", [*ours, "evidence", "TLS", "2023"], {})
        compared("audit of one assessment, every import", [*ours, "audit", "TLS", "2023"], {})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)

"""An import that is killed: all files of the call count, or none of them, wherever it was when it died."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from r2pgraph import editions, pipeline
from r2pgraph.queries import with_prefixes

WATCHED = """
import os, subprocess, sys
stop, copies, home, steps = sys.argv.pop(1), sys.argv.pop(1), os.environ["R2PGRAPH_HOME"], 0

def watch(event, arguments):
    global steps
    if event in ("os.rename", "os.mkdir", "os.remove") and str(arguments[0]).startswith(home + os.sep):
        steps += 1
        if copies:
            subprocess.run(["cp", "-a", home, os.path.join(copies, str(steps))], check=True)
        if str(steps) == stop:
            os.kill(os.getpid(), 9)

sys.addaudithook(watch)
from r2pgraph.cli import main
try:
    main()
finally:
    print(steps, file=sys.stderr)
"""
"""Runs the command line, and kills itself just before the step whose number it is given: a file or folder that is
made, moved or deleted in the home. With a folder for copies the home is copied there before each step, as a kill at
that moment would leave it."""

HEADER = "subject,state,name,source_title,source_publisher\n"
ROW = "focal-point,Fiji,{word} Office {number},A letter,Example Ministry\n"


def imported(
    home: Path, folder: Path, word: str, stop: int = 0, copies: Path | str = ""
) -> subprocess.CompletedProcess[str]:
    """Import two files, of one series each, that both name an office by this word; die before a step."""
    for number in ("one", "two"):
        (folder / f"{number}.csv").write_text(HEADER + ROW.format(word=word, number=number), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", WATCHED, str(stop), str(copies), "import", "register", "one.csv", "two.csv"],
        cwd=folder,
        env={**os.environ, "R2PGRAPH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def what_counts(home: Path) -> tuple[list[str], list[str]]:
    """Return the offices in the tables that count, and those in the store, which must be of the same files."""
    tables = [edition.table("register_focal_points")["label"].item() for edition in editions.current(home)]
    asked = "SELECT DISTINCT ?l WHERE { ?f rdfs:label ?l FILTER(REGEX(?l, '^(Former|Newer) Office')) } ORDER BY STR(?l)"
    with pipeline.open_built(home) as store:
        return tables, [row[0].value for row in store.select(with_prefixes(asked)).rows if row[0]]


@pytest.fixture(scope="module")
def before(store_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which both files were imported once."""
    home = tmp_path_factory.mktemp("killed") / "home"
    shutil.copytree(store_home, home)
    told = imported(home, home.parent, "Former")
    assert 0 == told.returncode, told.stderr
    return home


@pytest.fixture(scope="module")
def killed(before: Path) -> list[Path]:
    """Return, for each step in turn, a home as the second import left it if it died just before; the last one did."""
    folder = before.parent
    whole, copies = shutil.copytree(before, folder / "whole"), folder / "copies"
    copies.mkdir()
    steps = int(imported(whole, folder, "Newer", copies=copies).stderr.split()[-1])
    died = shutil.copytree(before, folder / "died")
    assert -signal.SIGKILL == imported(died, folder, "Newer", steps).returncode
    return [*(copies / str(step) for step in range(1, steps)), died]


def test_a_killed_import_counts_whole_or_not_at_all(killed: list[Path]) -> None:
    """Before one step the former files count in tables and store, from it on the newer; never one file of each."""
    former, newer = ([f"{word} Office {number}" for number in ("one", "two")] for word in ("Former", "Newer"))
    seen = [what_counts(home) for home in killed]
    switch = seen.index((newer, newer))
    assert 0 < switch < len(seen)
    assert [(former, former)] * switch + [(newer, newer)] * (len(seen) - switch) == seen


def test_the_import_that_was_killed_can_be_made_again(killed: list[Path], tmp_path: Path) -> None:
    """Nothing that it left is in the way, and nothing of it stays."""
    newer = [f"Newer Office {number}" for number in ("one", "two")]
    for home in killed:
        told = imported(home, tmp_path, "Newer")
        assert 0 == told.returncode, told.stderr
        assert (newer, newer) == what_counts(home)
        assert [] == [*(home / "imports").rglob(".draft-*")]

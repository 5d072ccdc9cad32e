"""The page on making an assessment of one's own can be followed to the letter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from r2pgraph import pipeline

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/own-assessment.md").read_text(encoding="utf-8")
STEPS = [
    (command, shown.splitlines())
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, shown in re.findall(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]+\n)*)", block, re.MULTILINE)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a checkout and is the user's own."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "data").symlink_to(ROOT / "data")
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, str]:
    """Return what each command of the page prints, all run in their order by a shell."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name not in {"R2PGRAPH_HOME", "XDG_DATA_HOME"}}
    environment = {**kept, "HOME": str(folder), "PATH": path}
    return {
        command: subprocess.run(
            ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=True
        ).stdout
        for command, _ in STEPS
    }


def test_every_line_that_the_page_shows_is_printed(printed: dict[str, str]) -> None:
    """The commands end well, and what they print holds the lines shown, in the same order."""
    assert ["sed", "r2pgraph", "mkdir", "cp", "r2pgraph"] == [command.split()[0] for command, _ in STEPS]
    for command, shown in STEPS:
        lines = iter(printed[command].splitlines())
        assert [] == [line for line in shown if line not in lines]


def test_the_source_of_the_page_is_in_order(printed: dict[str, str], folder: Path) -> None:
    """Below the file as renamed, the block earns no violation and no warning of its own."""
    (block,) = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)
    text = (folder / "draft.ttl").read_text(encoding="utf-8")
    (folder / "sourced.ttl").write_text(f"{text}\n{block}", encoding="utf-8")
    (name,) = re.findall(r"^(source:\S+)$", block, re.MULTILINE)
    problems = pipeline.check([folder / "sourced.ttl"]).problems
    assert printed
    assert [] == [problem.text() for problem in problems if name in problem.text()]
    assert all(problem.severity != "violation" for problem in problems)

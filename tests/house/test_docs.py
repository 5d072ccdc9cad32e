"""Documentation that cannot lie: what it shows is what the program says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from r2pgraph.cli import COMMANDS

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    (?:\$ )?(r2pgraph [^#\n]+?) *(?:#.*)?$", re.MULTILINE)
SHOWN = re.compile(r"^    \$ (r2pgraph [^\n]+)\n((?:    (?!\$)[^\n]+\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment whose store is in an empty folder."""
    return {**os.environ, "R2PGRAPH_HOME": str(tmp_path_factory.mktemp("home"))}


@pytest.mark.parametrize(("command", "shown"), SHOWN.findall(README))
def test_every_line_that_the_readme_shows_is_printed(command: str, shown: str, environment: dict[str, str]) -> None:
    """The lines stand in the output in the same order; blanks at their ends do not count."""
    run = [sys.executable, "-m", *shlex.split(command)]
    outcome = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)

    printed = iter(line.rstrip() for line in outcome.stdout.splitlines())
    assert [] == [line for line in shown.splitlines() if line[4:].rstrip() not in printed]


def test_the_readme_shows_an_answer_before_line_twenty() -> None:
    """A newcomer sees what the program is for without scrolling."""
    lines = README.splitlines()[:20]

    assert any(line.startswith("    $ r2pgraph") for line in lines)
    assert any("Footnote" in line for line in lines)


@pytest.mark.parametrize("command", sorted({match.strip() for match in COMMAND.findall(README)}))
def test_every_command_of_the_readme_exists(command: str) -> None:
    """Nobody types in vain."""
    assert shlex.split(command)[1] in COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command: str, root: Path) -> None:
    """The page of commands knows them all."""
    assert f"## {command}\n" in (root / "docs/commands.md").read_text(encoding="utf-8")


def test_every_option_is_described(root: Path) -> None:
    """The page of commands knows every option of every command."""
    import importlib

    page = (root / "docs/commands.md").read_text(encoding="utf-8")
    missing = []
    for name in COMMANDS:
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        command = importlib.import_module(f"r2pgraph.cli.{COMMANDS[name]}").command
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        missing += [f"{name} {option}" for option in options - {"--home"} if f"`{option}" not in section]

    assert [] == missing


def test_every_link_of_the_documentation_leads_to_a_file(root: Path) -> None:
    """A link to a file of the repository is a file of the repository."""
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]

    assert [] == [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_every_file_that_the_readme_names_exists(root: Path) -> None:
    """Words in code style that look like paths are paths."""
    named = set(re.findall(r"`((?:docs|data|ontology|shapes|queries)/[^`\s]*)`", README))

    assert [] == sorted(name for name in named if not (root / name).exists())

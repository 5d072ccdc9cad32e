"""Data flows one way, and the borders hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOORS = {"ontology": "ontology", "shapes": "validation", "queries": "queries", "data": "sources"}
HEAVY = ("rdflib", "pyshacl", "polars", "owlready2", "rich", "jinja2", "pyld", "SPARQLWrapper")


def test_the_contracts_of_imports_are_kept(root: Path) -> None:
    """No upward import, no module without a room, no library outside its room."""
    lint = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([lint, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)

    assert 0 == outcome.returncode, outcome.stdout


@pytest.mark.parametrize(("folder", "door"), DOORS.items())
def test_each_folder_of_truth_has_one_door(folder: str, door: str, modules: list[Path], root: Path) -> None:
    """Only one room of the package opens a folder at the top level."""
    call = re.compile(rf"""folder\(\s*["']{folder}["']""")
    opened = [path.relative_to(root / "r2pgraph") for path in modules if call.search(path.read_text(encoding="utf-8"))]

    assert {door} == {path.parts[0] for path in opened}


@pytest.mark.parametrize("module", ["r2pgraph.cli", "r2pgraph.cli.study.score", "r2pgraph.store", "r2pgraph.queries"])
def test_a_light_module_loads_no_heavy_library(module: str) -> None:
    """Help and scores answer at once because nothing heavy is imported for them."""
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == outcome.stdout.strip()

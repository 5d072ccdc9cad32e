"""What must never stand in the repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from r2pgraph import __version__

TEXT = {".py", ".md", ".ttl", ".rq", ".csv", ".toml", ".cff", ".lock", ".jsonld", ".j2", ".html", ".expect", ""}
MACHINE_PATH = re.compile(r"(?<![\w/.:~-])/(?:work|root|home/\w+|opt)/[a-z]")
REGISTRY = re.compile(r"(?:--(?:extra-)?index-url|pypi\.org|pythonhosted|registry\.npmjs)")
TODO = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
TOP_LEVEL = {"ontology", "shapes", "queries", "data", "r2pgraph", "tests", "docs", "bench", ".ci"}


def offenders(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """Return ``file:line`` of each line that matches."""
    return [
        f"{path.name}:{number}"
        for path in paths
        if path.suffix in TEXT and path.name != "test_repository.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY, TODO], ids=["machine path", "registry", "unfinished"])
def test_no_tracked_file_names(pattern: re.Pattern[str], tracked: list[Path]) -> None:
    """No path of a machine, no host of a package registry, no unfinished mark."""
    assert [] == offenders(tracked, pattern)


def test_the_top_level_is_the_agreed_one(tracked: list[Path], root: Path) -> None:
    """A newcomer finds every subject in the same folders."""
    folders = {path.relative_to(root).parts[0] for path in tracked if len(path.relative_to(root).parts) > 1}

    assert folders <= TOP_LEVEL


def test_one_version_stands_everywhere(root: Path) -> None:
    """Package, citation, changelog and ontology name the same version."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = re.search(r"^version: (\S+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    ontology = re.search(r'owl:versionInfo "([^"]+)"', (root / "ontology/r2p.ttl").read_text(encoding="utf-8"))

    assert citation is not None
    assert ontology is not None
    assert {__version__} == {project, citation.group(1), ontology.group(1)}
    assert f"## {__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version {__version__}," in (root / "LICENSE-DATA").read_text(encoding="utf-8")


def test_every_turtle_file_of_ours_names_the_version(root: Path) -> None:
    """A file that is copied away still says which edition it is of."""
    files = [*(root / "ontology").rglob("*.ttl"), *(root / "shapes").glob("*.ttl")]
    named = {path.name: re.findall(r'owl:versionInfo "([^"]+)"', path.read_text(encoding="utf-8")) for path in files}

    assert {} == {name: versions for name, versions in named.items() if versions[:1] != [__version__]}


def test_every_dependency_has_its_reason(root: Path) -> None:
    """A library enters with a sentence in docs/dependencies.md that says why."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=\[]", entry)[0] for entry in listed}
    reasons = (root / "docs/dependencies.md").read_text(encoding="utf-8")

    assert [] == sorted(name for name in names if f"| {name} |" not in reasons)

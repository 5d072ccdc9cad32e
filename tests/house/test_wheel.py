"""The wheel carries the four folders of truth, so that an installed r2pgraph works anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FOLDERS = ("ontology", "shapes", "queries", "data")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Build the wheel and unpack it into an empty folder."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = target.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(target / "site")
    return target / "site"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_carries_every_file_of(folder: str, installed: Path, root: Path, tracked: list[Path]) -> None:
    """What stands in the checkout stands in the wheel."""
    expected = {path.relative_to(root / folder) for path in tracked if path.is_relative_to(root / folder)}
    carried = installed / "r2pgraph" / "_folders" / folder

    assert expected <= {path.relative_to(carried) for path in carried.rglob("*") if path.is_file()}


def test_the_installed_package_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """A user without the checkout lists the indicators."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "R2PGRAPH_HOME": str(tmp_path / "store")}
    outcome = subprocess.run(
        [sys.executable, "-P", "-m", "r2pgraph", "indicators", "--format", "csv"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == outcome.returncode, outcome.stderr
    assert 37 == len(outcome.stdout.splitlines())

"""A store that is built once for all tests of the command line, and a way to call it as a stranger does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def store_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a freshly built store."""
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "r2pgraph", "--home", home, "build"], check=True, capture_output=True)
    return home


@pytest.fixture
def run(store_home: Path, tmp_path: Path) -> Run:
    """Return a function that runs ``r2pgraph`` in an empty folder and returns what it said."""

    def call(*arguments: str, home: Path = store_home, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "R2PGRAPH_HOME": str(home), "COLUMNS": "120"}
        return subprocess.run(
            [sys.executable, "-m", "r2pgraph", *arguments],
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return call

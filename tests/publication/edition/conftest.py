"""Two homes with published editions: the shipped data as the first, and as the second after one that lacks a graph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from r2pgraph.store import kept, load, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from r2pgraph.store import Store

    Publish = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def publish() -> Publish:
    """Return what runs the command in a process of its own.

    ``room`` is the size in bytes beyond which the process can write no file, as on a disk that is full.
    """

    def run(
        home: Path, directory: Path, *options: str, room: int | None = None, **environment: str
    ) -> CompletedProcess[str]:
        import resource

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room or 0, room or 0))

        return subprocess.run(
            [sys.executable, "-m", "r2pgraph", "--home", home, "publish", "-o", directory, *options],
            env={**os.environ, **environment}, capture_output=True, text=True, check=False,
            preexec_fn=limit if room else None,
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def publishing_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store that has no edition yet."""
    home = tmp_path_factory.mktemp("publishing")
    subprocess.run([sys.executable, "-m", "r2pgraph", "--home", home, "build"], check=True, capture_output=True)
    return home


@pytest.fixture(scope="session")
def edition(publishing_home: Path, publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a published edition of the shipped data."""
    directory = tmp_path_factory.mktemp("published") / "2026.1"
    done = publish(publishing_home, directory, "--votes")
    assert (0, "") == (done.returncode, done.stderr)
    return directory


@pytest.fixture(scope="session")
def store(publishing_home: Path) -> Iterator[Store]:
    """Return the store that was published."""
    with open_store(publishing_home) as opened:
        yield opened


@pytest.fixture(scope="session")
def second_home(publishing_home: Path, shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built store whose edition 2026.1 lacks the commitments."""
    home = tmp_path_factory.mktemp("second")
    load(home, {name: data for name, data in shipped.items() if not name.endswith("/commitments")})
    kept.keep(home, "2026.1")
    shutil.copytree(publishing_home, home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("editions"))
    return home


@pytest.fixture(scope="session")
def second(second_home: Path, publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the edition that comes after."""
    directory = tmp_path_factory.mktemp("published") / "later"
    done = publish(second_home, directory)
    assert 0 == done.returncode
    assert "Published: 2026.2, after 2026.1" in done.stdout
    return directory


@pytest.fixture
def other_home(second: Path, second_home: Path, tmp_path: Path) -> Path:
    """Return a home of one's own, with the editions 2026.1 and 2026.2."""
    assert second.is_dir()
    return shutil.copytree(second_home, tmp_path / "home")

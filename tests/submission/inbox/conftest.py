"""A home with a built store, and files that can be submitted to it: the shipped assessment, as it is and changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph import pipeline, receiving, sources
from r2pgraph.vocab import R2P, iri

Change = Callable[..., Path]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose store is built, and to which nothing was submitted."""
    home = tmp_path_factory.mktemp("built") / "home"
    pipeline.build(home)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """Return a home of one's own."""
    return shutil.copytree(built, tmp_path / "home")


@pytest.fixture(scope="session")
def shipped_file() -> Path:
    """Return the shipped assessment, which is in order and may be submitted as it is."""
    return sources.assessments()[0]


@pytest.fixture(scope="session")
def changed(shipped_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Change:
    """Return what writes the shipped assessment with another level of access to justice, which it rates weak."""

    def write(level: str, name: str = "TLS-2023.ttl") -> Path:
        text = shipped_file.read_text(encoding="utf-8")
        before, rating, after = text.partition("\nrating:TLS-2023-access-to-justice\n")
        path = tmp_path_factory.mktemp("changed") / name
        path.write_text(before + rating + after.replace("level:weak", f"level:{level}", 1), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def revised(built: Path, changed: Change, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home to which two revisions of the shipped assessment were submitted, and one file that was refused."""
    home = shutil.copytree(built, tmp_path_factory.mktemp("revised") / "home")
    assert receiving.submit(home, changed("fair"), "Ana Example", "First reading.").accepted
    assert receiving.submit(home, changed("strong"), "Ben Example").accepted
    assert not receiving.submit(home, changed("nothing", "wrong.ttl"), "Eve Example").accepted
    return home


@pytest.fixture
def mine(revised: Path, tmp_path: Path) -> Path:
    """Return a copy of the home with the revisions, of one's own."""
    return shutil.copytree(revised, tmp_path / "mine")


@pytest.fixture(scope="session")
def level() -> Callable[[Path], str]:
    """Return what asks a store, which must be up to date, for the level of access to justice."""

    def ask(home: Path) -> str:
        with pipeline.open_built(home) as store:
            rows = store.select(
                f"SELECT ?level WHERE {{ <{iri('rating', 'TLS-2023-access-to-justice')}> <{R2P}level> ?level }}"
            ).rows
        return " ".join(row[0].value.rsplit("/", 1)[-1] for row in rows if row[0])

    return ask

"""What makes small files of votes of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from r2pgraph import importers
from r2pgraph.importers import Imported

SAMPLE: Mapping[str, Mapping[str, object]] = json.loads(
    (Path(__file__).parent / "sample.json").read_text(encoding="utf-8")
)
"""A resolution of each organ with all that is read; tests of the command line make their bad files of it too."""

ASSEMBLY, COUNCIL = SAMPLE["assembly"], SAMPLE["council"]


@pytest.fixture
def assembly(tmp_path: Path) -> Callable[..., Imported]:
    """Return what imports a small file of the General Assembly: one record for each set of changes."""
    return lambda *changes: _imported(tmp_path / "99.json", "undgacm-ga", ASSEMBLY, changes or ({},))


@pytest.fixture
def council(tmp_path: Path) -> Callable[..., Imported]:
    """Return what imports a small file of the Security Council: one record for each set of changes."""
    return lambda *changes: _imported(tmp_path / "2020.json", "undgacm-sc", COUNCIL, changes or ({},))


def _imported(
    path: Path, kind: str, start: Mapping[str, object], changes: tuple[Mapping[str, object], ...]
) -> Imported:
    lines = (json.dumps({**start, **each}, ensure_ascii=False) for each in changes)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (imported,) = importers.read(kind, [path])
    return imported

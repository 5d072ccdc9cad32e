"""What makes small files of votes of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from r2pgraph import importers
from r2pgraph.importers import Imported

ASSEMBLY: Mapping[str, object] = {
    "symbol": "A/RES/99/1",
    "title": "A title",
    "session": "Ninety-ninth session",
    "adoption_meeting": "1st plenary meeting",
    "adoption_date": "16 December 2020",
    "originating_document": "A/99/L.1",
    "adoption_type": "By a recorded vote",
    "MS_in_favour_count": "2",
    "MS_against_count": "1",
    "MS_abstaining_count": "0",
    "pv": "A/99/PV.1",
    "MS_in_favour": ["FIJI", "TIMOR-LESTE"],
    "MS_against": ["NAURU"],
    "MS_abstaining": [],
    "sponsors": ["FIJI"],
    "additional_sponsors": ["NAURU"],
    "subjects": [["GENOCIDE", "UNBIS Thesaurus"], ["13", "A/99/251"]],
}
"""A resolution of the General Assembly with all that is read."""

COUNCIL: Mapping[str, object] = {
    **{name: value for name, value in ASSEMBLY.items() if name not in {"title", "originating_document", "pv"}},
    "symbol": "S/RES/9999 (2020)",
    "resolution_title": "A title",
    "document_title": "Adopted by the Security Council",
    "draft_resolution": "S/2020/1",
    "outcome_letter": "S/PV.1",
    "adoption_type": "Adopted 2-1-0, 1st meeting",
}
"""A resolution of the Security Council with all that is read."""


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

"""Hold scores, explanations and reports to one state, one year, one plan and one indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from r2pgraph import pipeline
from r2pgraph.cli import door
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph

REFUSED = 2
PLANS = "area-mean-0-4, percent-0-4, percent-1-5, two-per-step"
CASES = [
    ("score TLS 2023 --plan any", "plan", PLANS),
    ("score TLS 2023 --plan ANY", "plan", PLANS),
    ("score TLS 2023 --plan any --format ttl", "plan", PLANS),
    ("score any 2023", "state", "TLS"),
    ("score TLS any", "year", "2023"),
    ("explain TLS 2023 --plan any", "plan", PLANS),
    ("explain TLS 2023 11 --plan Any", "plan", PLANS),
    ("explain any 2023 11", "state", "TLS"),
    ("explain TLS ANY 11", "year", "2023"),
    ("explain TLS 2023 any", "indicator", "1, 2, 3, ..., 36"),
    ("report any 2023", "state", "TLS"),
    ("report ANY 2023", "state", "TLS"),
    ("report TLS any", "year", "2023"),
]


@pytest.fixture(scope="module")
def engine(shipped: dict[str, bytes]) -> pyoxigraph.Store:
    """Return the shipped graph in memory."""
    return pipeline.in_memory(shipped)


@pytest.mark.parametrize(("command", "kind", "known"), CASES)
def test_any_is_refused_where_one_is_meant(
    command: str, kind: str, known: str, engine: pyoxigraph.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence tells what to write instead; nothing is scored, and no states are mixed."""

    def built(home: Path) -> EmbeddedStore:
        del home
        return EmbeddedStore(engine)

    monkeypatch.setattr(pipeline, "open_built", built)
    outcome = CliRunner().invoke(door, command.split())

    assert (REFUSED, "") == (outcome.exit_code, outcome.stdout)
    assert f"stands for every {kind}, and one is needed here. Write one of these: {known}." in outcome.stderr

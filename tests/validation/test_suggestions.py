"""A mistyped name is answered with the name that was meant, and nothing is guessed from afar."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.validation import check
from r2pgraph.validation.suggestions import Names
from r2pgraph.vocab import expand

ROOT = Path(__file__).parents[2]
GOOD = (ROOT / "tests/shapes/submission/good-assessment.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("level:strong", "level:strongg", "level:strong"),
        ("indicator:two ;", "indicator:tow ;", "indicator:two"),
        ("r2p:state state:TLS", "r2p:state state:TLZ", "state:TLS"),
        ("trend:increase", "trend:Increase", "trend:increase"),
        ("source:known ;", "source:knwon ;", "source:known"),
        ("r2p:restsOn finding:x .", "r2p:restsOn finding:xx .", "finding:x"),
        ("a r2p:Finding", "a r2p:Findings", "r2p:Finding"),
        ("r2p:rationale", "r2p:rationalle", "r2p:rationale"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_known_one(
    right: str, wrong: str, meant: str, known: ox.Store, tmp_path: Path
) -> None:
    """Levels, indicators, states, trends, sources, classes, properties, and what the file itself describes."""
    assert right in GOOD
    (tmp_path / "a.ttl").write_text(GOOD.replace(right, wrong, 1), encoding="utf-8")
    asked = [problem.remedy for problem in check([tmp_path / "a.ttl"], known).violations]
    assert any(remedy.startswith("Did you mean ") and meant in remedy.partition("?")[0] for remedy in asked)


@pytest.mark.parametrize("name", ["level:excellent", "state:QQQ", "finding:x-of-another-kind", "level:" + "x" * 10000])
def test_what_resembles_nothing_is_answered_with_nothing(name: str, known: ox.Store) -> None:
    """More than two letters apart is another word."""
    assert "" == Names(known, {expand("finding:x")}).question(expand(name))


def test_the_search_is_bounded(known: ox.Store) -> None:
    """After fifty names that nobody knows, no further one is looked for; those found stay."""
    names = Names(known, set())
    asked = [names.question(expand(f"level:stron{number}")) for number in range(51)]
    assert ("Did you mean level:strong?", "") == (asked[0], asked[50])
    assert asked[0] == names.question(expand("level:stron0"))

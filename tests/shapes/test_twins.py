"""Each shape has its twins: the smallest data that it accepts, and the smallest that break it and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.validation import check, shapes
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    import pyoxigraph as ox

HERE = Path(__file__).parent
SHAPE = "https://w3id.org/r2pgraph/shape/"
GOOD = sorted(HERE.glob("*/good-*.ttl"))
BAD = sorted(HERE.glob("*/bad-*.ttl"))


def name(path: Path) -> str:
    """Return the subject and the stem of a twin."""
    return f"{path.parent.name}/{path.stem}"


def expected(path: Path) -> list[dict[str, object]]:
    """Return the problems that a bad twin must earn."""
    return json.loads(path.with_suffix(".expect").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_twin_is_accepted(path: Path, known: ox.Store) -> None:
    """The smallest right data earn no problem from the shapes of their subject."""
    assert () == check([path], known, subjects=[path.parent.name]).problems


def test_the_whole_small_assessment_is_accepted_by_all_shapes(known: ox.Store) -> None:
    """An assessment of a framework of two indicators is right in the eyes of every subject."""
    assert () == check([HERE / "submission/good-assessment.ttl"], known).problems


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad_twin_earns_its_report(path: Path, known: ox.Store) -> None:
    """The smallest wrong data earn the expected problems, on the expected line, and no other."""
    problems = check([path], known, subjects=[path.parent.name]).problems
    found = [
        {
            "shape": problem.rule.removeprefix(SHAPE),
            "focus": compact(problem.iri),
            "line": problem.line,
            "found": problem.value,
            "message": problem.message,
        }
        for problem in problems
    ]
    assert expected(path) == found


def test_every_rule_is_earned_by_a_bad_twin() -> None:
    """A shape or constraint that speaks has been heard."""
    earned = {f"{SHAPE}{problem['shape']}" for path in BAD for problem in expected(path)}
    assert set() == set(shapes.load().rules) - earned


def test_every_bad_twin_has_its_report() -> None:
    """No file of twins stands without its counterpart."""
    assert BAD == sorted(path.with_suffix(".ttl") for path in HERE.glob("*/bad-*.expect"))
    assert [path.stem for path in shapes.paths()] == sorted({path.parent.name for path in BAD})

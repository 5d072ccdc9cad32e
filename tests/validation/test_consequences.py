"""One mistake is told once, whatever follows from it, and hides nothing that has a reason of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.validation import check, consequences, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from r2pgraph.validation import Problem

    Check = Callable[[str], tuple[Problem, ...]]

ROOT = Path(__file__).parents[2]
GOOD = (ROOT / "tests/shapes/submission/good-assessment.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.fixture
def problems(tmp_path: Path, known: ox.Store) -> Check:
    """Return a function that checks a text as Turtle and returns its problems."""

    def one(text: str) -> tuple[Problem, ...]:
        (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
        return check([tmp_path / "a.ttl"], known).problems

    return one


def rules(found: tuple[Problem, ...]) -> list[str]:
    """Return the names of the broken rules."""
    return [problem.rule.rsplit("/")[-1] for problem in found]


def test_a_wrong_year_of_the_assessment_is_one_violation(problems: Check) -> None:
    """The ratings that disagree with it, and all that is reckoned from the year, stand below it."""
    (cause,) = problems(GOOD.replace('r2p:year "2023"', 'r2p:year "2022"', 1))
    assert ("year-astray", "2022") == (cause.rule.rsplit("/")[-1], cause.value)
    assert ["baseline-order", "stray-rating", "stray-rating"] == sorted(rules(cause.consequences))


def test_a_wrong_state_of_the_assessment_is_one_violation(problems: Check) -> None:
    """The ratings agree with one another, so the assessment is at fault."""
    (cause,) = problems(GOOD.replace("r2p:state state:TLS", "r2p:state state:FJI", 1))
    assert "state-astray" == cause.rule.rsplit("/")[-1]
    assert ["stray-rating", "stray-rating"] == rules(cause.consequences)


def test_a_state_that_nobody_knows_is_the_root_of_all(problems: Check) -> None:
    """That the assessment and its ratings differ follows from the name, and the ratings differ because of that."""
    (cause,) = problems(GOOD.replace("r2p:state state:TLS", "r2p:state state:TLZ", 1))
    assert "assessment-state" == cause.rule.rsplit("/")[-1]
    assert ["state-astray", "stray-rating", "stray-rating"] == sorted(rules(cause.consequences))


def test_a_name_mistaken_throughout_is_told_at_its_first_place(problems: Check) -> None:
    """One wrong replacement in a whole file is one problem with its other places below."""
    (cause,) = problems(GOOD.replace("state:TLS", "state:TLZ"))
    assert GOOD.partition("state:TLS")[0].count("\n") + 1 == cause.line
    assert ["rating-state", "rating-state"] == rules(cause.consequences)


def test_one_stray_rating_is_its_own_fault(problems: Check) -> None:
    """Where another rating agrees with the assessment, nothing is put down to the assessment."""
    start, _, end = GOOD.rpartition('r2p:year "2023"')
    (problem,) = problems(f'{start}r2p:year "2021"{end}')
    assert ("stray-rating", ()) == (problem.rule.rsplit("/")[-1], problem.consequences)


def test_what_has_another_reason_is_still_told(problems: Check) -> None:
    """A second mistake in the same file is not hidden by the first."""
    text = GOOD.replace('r2p:year "2023"', 'r2p:year "2024"', 1).replace("level:fair", "level:good")
    assert ["year-astray", "rating-level"] == rules(problems(text))[:2]


def test_rules_require_existing_rules_and_never_one_another_in_a_circle() -> None:
    """Every chain of causes ends."""
    required = consequences.required()
    known = shapes.load().rules.keys()
    assert set() == ({*required} | {rule for others in required.values() for rule in others}) - known
    for rule in required:
        reached, due = set(), list(required[rule])
        while due:
            other = due.pop()
            if other not in reached:
                reached.add(other)
                due += required.get(other, ())
        assert rule not in reached


def test_the_gravest_come_first_and_causes_before_the_rest(problems: Check) -> None:
    """Violations, then warnings, then remarks; a violation that others follow from opens its file."""
    text = GOOD.replace('r2p:year "2023"', 'r2p:year "2024"', 1).replace(
        "r2p:hasCitation citation:x-1a , citation:x-1b", "r2p:hasCitation citation:x-1a"
    )
    text = text.replace('    dcterms:title "Title"@en ;\n', "")
    found = problems(text)
    assert ["violation", "violation", "warning"] == [str(problem.severity) for problem in found]
    assert ["year-astray", "assessment-title", "idle-citation"] == rules(found)
    assert (found[0].line or 0) > (found[1].line or 0)

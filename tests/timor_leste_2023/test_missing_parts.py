"""What a submitted assessment lacks is missed, even where an older copy of it is known."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline

FILE = Path(__file__).resolve().parents[2] / "data/assessments/TLS/2023.ttl"


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return everything that is shipped, the assessment itself included."""
    return pipeline.in_memory(pipeline.gather())


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("rating:TLS-2023-upr", "Indicator 11, Peer review, has no rating"),
        ("finding:TLS-2023-upr-supported", "something that is not evidence"),
        ("citation:TLS-2023-10", "Footnote 10 is missing"),
        ("assessment:TLS-2023", "Nobody describes assessment:TLS-2023."),
    ],
)
def test_a_part_that_was_cut_out_is_missed_and_placed(part: str, said: str, known: ox.Store, tmp_path: Path) -> None:
    """The shipped copy of the part is not lent to the file that lacks it."""
    text = FILE.read_text(encoding="utf-8")
    cut = re.sub(rf"^{re.escape(part)}\n(?:    .*\n)+", "", text, count=1, flags=re.MULTILINE)
    path = tmp_path / "cut.ttl"
    path.write_text(cut, encoding="utf-8")

    report = pipeline.judge([path], known)

    assert len(cut) < len(text)
    assert any(said in f"{problem.message} {problem.remedy}" for problem in report.violations)
    assert all(problem.line for problem in report.violations)
    assert not any(problem.subject.startswith("https://") for problem in report.violations)

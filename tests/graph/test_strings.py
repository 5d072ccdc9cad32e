"""Long strings of Turtle are read alike by every Python that the project runs on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from r2pgraph.graph.strings import LONG, LONG_OPEN

ROOT = Path(__file__).parents[2]
LOSING = re.compile(r"\((?:[^()]|\([^()]*\))*\(\?[=!][^()]*\)(?:[^()]|\([^()]*\))*\)[*+?]\+")
"""A group with a branch that looks ahead, repeated without giving back: Python before 3.11.5 loses that branch."""


def loses(line: str) -> bool:
    """Return whether a line of code holds such a pattern; what is escaped or in a class is no part of its form."""
    return bool(LOSING.search(re.sub(r"\[\^?\]?[^\]]*\]", "x", re.sub(r"\\.", "x", line))))


@pytest.mark.parametrize(
    "text", ["", "a", "three\nlines", 'a "quoted" word', 'two "" marks', 'a \\""" in it', "\\\\", "-3", '"', "it's"]
)
def test_a_long_string_is_read_to_its_end(text: str) -> None:
    """Whatever stands in it, and nothing behind it."""
    if not text.endswith('"'):
        assert f'"""{text}"""' == re.match(LONG, f'"""{text}""" . """b"""', re.DOTALL)[0]  # type: ignore[index]
    assert f'"""{text}' == re.match(LONG_OPEN, f'"""{text}', re.DOTALL)[0]  # type: ignore[index]
    other = text.replace("'", "").replace('"', "'")
    if not other.endswith("'"):
        assert f"'''{other}'''" == re.match(LONG, f"'''{other}''' . '''b'''", re.DOTALL)[0]  # type: ignore[index]


def test_no_repeat_that_gives_nothing_back_holds_a_branch_that_looks_ahead() -> None:
    """What such a one would be is found, and there is none."""
    assert loses(r"""'"(?:[^"\\]|\\.|"(?!""))*+"'""")
    assert loses(r"""(?P<word>(?:[^\s<>"'\[\](){};,\#^@.\\]|\\.|\.(?=[^\s<>"'\[\](){};,\#^@]))++)""")
    lines = [(path, line) for path in (ROOT / "r2pgraph").rglob("*.py") for line in path.read_text("utf-8").split("\n")]
    assert [] == [f"{path.name}: {line}" for path, line in lines if loses(line)]

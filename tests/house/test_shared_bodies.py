"""What several saved queries share stays the same in all of them: no file of an indicator drifts from the next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

QUERIES = Path(__file__).resolve().parents[2] / "queries"
LISTED = ("non-discrimination", "refugees", "treaties", "vulnerable-groups")
"""The indicators whose evidence and level read the acts of a state towards the treaties on a list."""
CHOICE = {
    "evidence": r"(?<=    \?treaty )r2p:inList\S* list:[\w-]+",
    "levels": r"\{ SELECT DISTINCT \?listed .*? \}(?= \}\n) \}\n|^ *\?listed r2p:inList \S+ \.\n",
}


def body(kind: str, indicator: str) -> str:
    """Return a query without its header, its prefixes and the choice of its treaties."""
    text = (QUERIES / kind / f"{indicator}.rq").read_text(encoding="utf-8")
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("#+", "PREFIX")))
    found, count = re.subn(CHOICE[kind], "THE LIST", kept, flags=re.MULTILINE)
    assert 1 == count, f"{kind}/{indicator}.rq chooses its treaties once"
    return found


def counted(indicator: str) -> str:
    """Return the part of a level query that counts the treaties of a state: all before the steps of its rule."""
    head, steps, _ = re.sub(r"^ +", "", body("levels", indicator), flags=re.MULTILINE).partition("VALUES (?least ")
    assert steps
    return head


@pytest.mark.parametrize("indicator", LISTED[1:])
def test_evidence_on_listed_treaties_differs_in_the_list_alone(indicator: str) -> None:
    """Mend one, mend all four."""
    assert body("evidence", LISTED[0]) == body("evidence", indicator)


@pytest.mark.parametrize("indicator", LISTED[1:])
def test_levels_on_listed_treaties_count_alike(indicator: str) -> None:
    """Consent, withdrawal, and where a register ends are weighed in the same way for each list."""
    assert counted(LISTED[0]) == counted(indicator)


@pytest.mark.parametrize("kind", ["evidence", "levels"])
def test_every_query_on_a_list_of_treaties_is_held(kind: str) -> None:
    """A fifth file of the kind joins the four."""
    reading = {path.stem for path in (QUERIES / kind).glob("*.rq") if "r2p:inList" in path.read_text(encoding="utf-8")}

    assert set(LISTED) == reading

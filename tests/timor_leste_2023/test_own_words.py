"""The words of the assessment are ours: facts and titles carry over from the report, sentences do not."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.vocab import R2P

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "data/assessments/TLS/2023.ttl"
LONGEST = 7
"""The words in a row that a name may take: the Provedor for Human Rights and Justice, the UN Office on ... and."""

WRITTEN = ("claim", "rationale", "reasoning", "soughtFor", "statement")


def words(text: str, apostrophe: str = "") -> list[str]:
    """Return the words of a text, in small letters and without the marks of HTML; an apostrophe joins or parts them."""
    plain = re.sub(r"<[^>]*>", " ", text).lower()
    return re.findall(r"[a-z0-9]+", re.sub("['\u2019]", apostrophe, plain))


def longest_run(own: list[str], other: list[str]) -> list[str]:
    """Return the longest row of words that stands in both."""
    place_of: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        place_of.setdefault(word, []).append(place)
    longest: list[str] = []
    for start, word in enumerate(own):
        for place in place_of.get(word, []):
            length = 0
            while own[start + length : start + length + 1] == other[place + length : place + length + 1] != []:
                length += 1
            longest = max(longest, own[start : start + length], key=len)
    return longest


def written(name: str) -> dict[str, str]:
    """Return the texts under one property by the key of what they belong to."""
    quads = ox.parse(path=FILE)
    return {
        str(quad.subject).rsplit("/", 1)[-1]: quad.object.value
        for quad in quads
        if quad.predicate.value == R2P + name and isinstance(quad.object, ox.Literal)
    }


def test_a_common_row_of_words_is_found_whatever_its_marks() -> None:
    """Letters, stops and raised marks do not hide it."""
    report = words("The centre, <sup>1</sup> it's open. Nothing more.")

    assert ["centre", "1", "its", "open"] == longest_run(words("A Centre 1 \u2014 its open door"), report)
    assert [] == longest_run(words("Quite other words"), report)


@pytest.mark.parametrize("apostrophe", ["", " "], ids=["joined", "parted"])
@pytest.mark.parametrize("name", WRITTEN)
def test_no_text_takes_eight_words_in_a_row_from_the_report(name: str, apostrophe: str, printed_report: str) -> None:
    """Names of institutions and of offices are the longest that carries over."""
    report = words(printed_report, apostrophe)
    found = {key: longest_run(words(text, apostrophe), report) for key, text in written(name).items()}

    assert found
    assert {} == {key: run for key, run in found.items() if len(run) > LONGEST}

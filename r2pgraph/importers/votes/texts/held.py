"""Run the tests of the reference table on the passages of one text: which are met, and where.

The name of an office is read before the phrases and hidden from them; it counts where no phrase stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from r2pgraph.importers.votes.texts.passages import Passage
    from r2pgraph.sources.reference_tests import Rule

HEADINGS: Final = "subject headings"
"""The place of a test that is met by what a library wrote about the text, not by the text."""

MOST_WORDS: Final = 10
"""How many words of a sentence are given for finding it."""

_SENTENCE: Final = re.compile(r"[.;:?!]\s+")


@dataclass(frozen=True, slots=True)
class Held:
    """One test met at one place, with the first words of the sentence; a heading has no sentence."""

    test: str
    place: str
    sentence_start: str = ""


def held(passages: Sequence[Passage], headings: Sequence[str], rules: Sequence[Rule]) -> list[Held]:
    """Return each test that a text meets, once for each place, in the order of the rules and of the text.

    Args:
        passages: the paragraphs and notes of the text.
        headings: the subject headings that a library gave it.
        rules: the patterns of the tests.
    """
    names = [rule for rule in rules if rule.reads == "name"]
    by_phrase = [
        one for rule in rules if rule.reads == "phrase" for one in _found(rule, [_without(p, names) for p in passages])
    ]
    by_name = [] if by_phrase else [one for rule in names for one in _found(rule, _worded(passages))]
    by_heading = [
        Held(rule.test, HEADINGS)
        for rule in rules
        if rule.reads == "heading" and any(rule.pattern.fullmatch(heading.strip()) for heading in headings)
    ]
    first = {(one.test, one.place): one for one in reversed([*by_phrase, *by_name, *by_heading])}
    return list(reversed(first.values()))


def _found(rule: Rule, worded: Sequence[tuple[str, str]]) -> Iterator[Held]:
    for place, words in worded:
        if match := rule.pattern.search(words):
            yield Held(rule.test, place, _start(words, match.start()))


def _worded(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(passage.place, passage.words) for passage in passages]


def _without(passage: Passage, names: Sequence[Rule]) -> tuple[str, str]:
    """Return place and words of a passage with the names of offices blotted out, each letter by a full block."""
    words = passage.words
    for rule in names:
        words = rule.pattern.sub(lambda match: "\u2588" * len(match.group()), words)
    return passage.place, words


def _start(words: str, position: int) -> str:
    """Return the first words of the sentence in which a position of a text lies."""
    begins = max((match.end() for match in _SENTENCE.finditer(words, 0, position)), default=0)
    return " ".join(words[begins:].split()[:MOST_WORDS])

"""What the publisher's free words for an adoption say."""

from __future__ import annotations

import pytest

from r2pgraph.importers.votes.adoption import day, mode, tally


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Without a vote", "without-vote"),
        ("By a recorded vote", "recorded-vote"),
        ("adoptedWithoutVote", "without-vote"),
        ("adoptedRecordedVote", "recorded-vote"),
        ("Adopted unanimously, 8956th meeting", "recorded-vote"),
        ("Adopted unanimoulsy, 4000th meeting", "recorded-vote"),
        ("Adopted unanimously; voting by mail", "recorded-vote"),
        ("Adopted non-unanimously", "recorded-vote"),
        ("Adopted (13-0-2, 1 absent), 4000th meeting", "recorded-vote"),
        ("Adopted without vote, 8193rd meeting", "without-vote"),
        ("Adopted by acclamation", "without-vote"),
        ("", ""),
        ("Adopted", ""),
    ],
)
def test_the_words_say_whether_there_was_a_vote(words: str, expected: str) -> None:
    """Every form that is in the files, its misspellings included, and silence as silence."""
    assert expected == mode(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Adopted 12-0-3; voting by mail", (12, 0, 3)),
        ("Adopted (9-0-6), 5028th meeting", (9, 0, 6)),
        ("Adopted unanimously, 8956th meeting", None),
        ("Adopted on 2020-01-15", None),
    ],
)
def test_the_words_may_give_the_tally(words: str, expected: tuple[int, int, int] | None) -> None:
    """A tally is three numbers with hyphens, and a date is none."""
    assert expected == tally(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2019-12-18 00:00:00", "2019-12-18"),
        ("16 December 2020", "2020-12-16"),
        ("9\u00a0January 2024", "2024-01-09"),
        ("17\u00a0March\u00a02025", "2025-03-17"),
        ("29 February 2024", "2024-02-29"),
        ("29 February 2023", ""),
        ("2023-02-30", ""),
        ("31 Brumaire 2020", ""),
        ("N.A.", ""),
    ],
)
def test_a_day_is_read_in_every_form_of_the_files(words: str, expected: str) -> None:
    """A no-break space is a space, and a day that does not exist is none."""
    assert expected == day(words)

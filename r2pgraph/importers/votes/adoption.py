"""Read how a resolution was adopted, and when, from the words that the publisher uses for it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

RECORDED: Final = "recorded-vote"
WITHOUT: Final = "without-vote"

_WITHOUT: Final = re.compile(r"without (?:a )?vote|acclamation|withoutvote", re.IGNORECASE)
_RECORDED: Final = re.compile(r"recorded ?vote|unanim|by mail|\d+\s*-\s*\d+\s*-\s*\d+", re.IGNORECASE)
_TALLY: Final = re.compile(r"(?<![\d-])(\d{1,3})\s*-\s*(\d{1,3})\s*-\s*(\d{1,3})(?![\d-])")
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_WORDS: Final = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_DIGITS: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")


def mode(words: str) -> str:
    """Return ``recorded-vote``, ``without-vote``, or the empty string where the words say neither."""
    if _WITHOUT.search(words):
        return WITHOUT
    return RECORDED if _RECORDED.search(words) else ""


def tally(words: str) -> tuple[int, int, int] | None:
    """Return the votes for, against and the abstentions that the words themselves give, such as 13-0-2."""
    found = _TALLY.search(words)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def day(words: str) -> str:
    """Return a date as YYYY-MM-DD from ``2019-12-18 00:00:00`` or ``16 December 2020``; empty where it is no day.

    White space of every kind may stand between the parts.
    """
    tidy = " ".join(words.split())
    if found := _WORDS.fullmatch(tidy):
        parts = (int(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1]))
    elif found := _DIGITS.fullmatch(tidy):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return ""
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""

"""Hold the counts of a record against its lists of names, and say which is right where something decides it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from r2pgraph.importers.findings import Finding
from r2pgraph.importers.votes.adoption import WITHOUT, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.importers.findings import Action

COUNCIL: Final = 15
"""How many members the Security Council has had since 1966."""

Counts = tuple[str, str, str]
Lists = tuple[list[str], list[str], list[str]]

_IVOIRE: Final = re.compile(r"D['’‘]IVOIRE", re.IGNORECASE)  # noqa: RUF001 - the marks that sources write
_COTE: Final = re.compile(r"C[OÔ]TE[.,]?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"0*([0-9]{1,4})")
_NOT_GIVEN: Final = {"", "N.A.", "N/A"}


class Notes:
    """The findings of one record, each with the file, the line and the symbol it is about."""

    def __init__(self, file: str, line: int, symbol: str) -> None:
        self.file, self.line, self.symbol = file, line, symbol
        self.findings: list[Finding] = []

    def add(self, kind: str, found: str, action: Action, reason: str) -> None:
        """Note one thing about the record."""
        self.findings.append(Finding(kind, self.file, self.line, f"{self.symbol}: {found}", action, reason))


def joined(names: Sequence[str], notes: Notes) -> list[str]:
    """Return names with those in one piece that the publisher's tool split: ``CÔTE.`` and ``D'IVOIRE``."""
    whole: list[str] = []
    for name in names:
        if _IVOIRE.fullmatch(name) and whole and _COTE.fullmatch(whole[-1]):
            split = f"{whole[-1]} | {name}"
            whole[-1] = f"{whole[-1].rstrip('.,')} {name}"
            notes.add("split-name", split, "repaired", "The two pieces are one name.")
        else:
            whole.append(name)
    return whole


def once(names: Sequence[str], notes: Notes, where: str) -> list[str]:
    """Return names without repetition, and note how many were repeated in one list."""
    kept = list(dict.fromkeys(names))
    if len(kept) < len(names):
        reason = f"Names stand twice in the list of {where}; each counts once."
        notes.add("listed-twice", f"{len(names)} names for {len(kept)} states", "repaired", reason)
    return kept


def apart(lists: Lists, notes: Notes) -> Lists:
    """Return the three lists without the states that stand in two of them: which is meant cannot be told."""
    several = [name for name in dict.fromkeys(chain(*lists)) if sum(name in names for names in lists) > 1]
    if not several:
        return lists
    reason = "A state stands in two of the lists of voters, so its vote is not known and is left out."
    notes.add("listed-twice", ", ".join(several), "refused", reason)
    first, second, third = ([name for name in names if name not in several] for names in lists)
    return first, second, third


def count(printed: str, notes: Notes) -> str:
    """Return a printed count without leading zeros; empty where none is given or it is no number."""
    text = " ".join(printed.split())
    if text in _NOT_GIVEN:
        return ""
    if not (found := _NUMBER.fullmatch(text)):
        notes.add(
            "unknown-value", text, "refused", "A count is a whole number of four digits at most; this one is left out."
        )
        return ""
    if found[1] != text:
        notes.add("padded-count", text, "repaired", f"It is the number {found[1]} with zeros before it.")
    return found[1]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one record says of its vote: counts, lists of voters, the words for it, and the mode that they mean."""

    counts: Counts
    lists: Lists
    words: str
    mode: str
    organ: str


def settled(said: Tally, notes: Notes) -> Counts:
    """Return the counts that hold, and note every contradiction between counts, lists and words.

    The lists win where the words of the record give the same tally, or where they, and not the counts, add up to
    a full Council. Everywhere else both stay as they are printed. A text adopted without a vote, with nobody in a
    list, has no counts: printed zeros count nobody.
    """
    listed = tuple(len(names) for names in said.lists)
    if said.organ == "UNSC" and sum(listed) > COUNCIL:
        notes.add("out-of-range", f"{sum(listed)} voters", "kept", f"The Security Council has {COUNCIL} members.")
    if said.mode == WITHOUT and not any(listed) and not any(int(each or 0) for each in said.counts):
        return "", "", ""
    if all(not printed or int(printed) == number for printed, number in zip(said.counts, listed, strict=True)):
        return said.counts
    found = f"{'-'.join(each or '?' for each in said.counts)} counted, {'-'.join(map(str, listed))} listed"
    right, reason = _judged(said, listed)
    notes.add("counts-disagree", found, "repaired" if right else "kept", reason)
    return (str(listed[0]), str(listed[1]), str(listed[2])) if right else said.counts


def _judged(said: Tally, listed: tuple[int, ...]) -> tuple[bool, str]:
    """Return whether the lists are right, and why."""
    counted, told = tuple(int(each or 0) for each in said.counts), tally(said.words)
    if not any(listed):
        return False, "The lists are empty; the counts stay, and nobody's vote is known."
    if told == listed:
        return True, "The words of the record give the same tally as the lists, so the lists are right."
    if told == counted:
        return False, "The words of the record give the same tally as the counts, so names are missing or too many."
    if said.organ == "UNSC" and sum(listed) == COUNCIL != sum(counted):
        return True, f"The lists add up to the {COUNCIL} members and the counts do not, so the lists are right."
    return False, "Nothing else in the record says which is right; both stay as they are printed."

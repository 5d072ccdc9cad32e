"""Read the head of a column of a status table, which is the legend of the letters behind its dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ENTRY: Final = re.compile(r"\s*(?P<words>.*?)\s*(?:\((?P<mark>[A-Za-z]{1,2})\))?\s*")
_KINDS: Final = (
    ("succession to signature", "signature"),
    ("definitive signature", "consent"),
    ("signature", "signature"),
    ("ratification", "ratification"),
    ("accession", "accession"),
    ("succession", "succession"),
    ("definitive acceptance", "acceptance"),
    ("acceptance", "acceptance"),
    ("approval", "approval"),
    ("formal confirmation", "consent"),
    ("consent to be bound", "consent"),
    ("simplified procedure", "consent"),
    ("participation", "consent"),
)
"""What the words of an entry begin with, and the act that they mean, the longest first."""

CONVENTION: Final = {
    "a": "accession", "d": "succession", "A": "acceptance", "AA": "approval", "s": "consent", "c": "consent",
    "P": "consent", "p": "consent",
}  # fmt: skip
"""What the depositary means by a letter in every table, for a legend that leaves it out."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the dates in one column mean.

    Attributes:
        kinds: the act by the letter behind the date; the empty letter is a date without one. No acts: the column
            holds no act that is read.
        unclear: whether a date without a letter may mean two acts, so that it is told as consent.
    """

    kinds: dict[str, str]
    unclear: bool = False

    def meaning(self, mark: str) -> str:
        """Return the act that a letter means; one that the legend leaves out by convention, or as its only act."""
        only = next(iter(self.kinds.values())) if len(self.kinds) == 1 else "consent"
        return self.kinds.get(mark) or CONVENTION.get(mark) or only


def legend(head: str) -> Legend:
    """Return what the dates below the head of a column mean, such as ``Accession(a), Succession(d), Ratification``."""
    told = [_entry(entry) for entry in head.split(", ")]
    known = [(mark, kind) for mark, kind in told if kind]
    if not known or not told[0][1]:
        return Legend({})
    plain = {kind for mark, kind in known if not mark}
    kinds = {mark: kind for mark, kind in known if mark}
    if plain:
        kinds[""] = next(iter(plain)) if len(plain) == 1 else "consent"
    return Legend(kinds, unclear=len(plain) > 1)


def _entry(entry: str) -> tuple[str, str]:
    found = _ENTRY.fullmatch(entry)
    words = found["words"].lower() if found else entry.lower()
    kind = next((kind for start, kind in _KINDS if words.startswith(start)), "")
    return (found["mark"] or "") if found else "", kind

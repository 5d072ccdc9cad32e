"""Write the number in a name one way: ``4`` for ``IV``, ``4th`` and ``fourth``."""

from __future__ import annotations

from typing import Final

_WAYS: Final = (
    ("i", "1st", "first"), ("ii", "2nd", "second"), ("iii", "3rd", "third"), ("iv", "4th", "fourth"),
    ("v", "5th", "fifth"), ("vi", "6th", "sixth"), ("vii", "7th", "seventh"), ("viii", "8th", "eighth"),
    ("ix", "9th", "ninth"), ("x", "10th", "tenth"),
)  # fmt: skip
_NUMBERS: Final = {way: str(number) for number, ways in enumerate(_WAYS, 1) for way in ways}


def numbered(spelt: str) -> str:
    """Return a spelling with every number up to ten in digits: ``geneva convention 4``."""
    return " ".join(_NUMBERS.get(word, word) for word in spelt.split())

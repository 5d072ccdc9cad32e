"""Say dates, numbers and counts as a report says them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from r2pgraph.scores.plans import key

__all__ = ["DASH", "MINUS", "MONTHS", "date", "fixed", "key", "many", "number", "series", "signed", "spoken"]

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-(0[1-9]|[12][0-9]|3[01]))?Z?")
MINUS: Final = "\N{MINUS SIGN}"
DASH: Final = "\N{EN DASH}"


def date(text: str) -> str:
    """Return ``5 September 2023``, ``January 2022`` or ``2023``; any other text as it is."""
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    return " ".join(filter(None, (str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year)))


def number(value: Decimal | float, places: int = 2) -> str:
    """Return a number with at most ``places`` decimals, none where they are noughts."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", MINUS)


def fixed(value: Decimal | float, places: int = 2) -> str:
    """Return a number with exactly ``places`` decimals, so that a column of them lines up."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:f}".replace("-", MINUS)


def signed(value: Decimal | float, places: int = 2) -> str:
    """Return a number with its sign, such as ``+4``."""
    text = number(value, places)
    return text if text == "0" or text.startswith(MINUS) else f"+{text}"


def many(count: int, one: str, more: str = "") -> str:
    """Return ``1 row`` or ``3 rows``."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def series(items: tuple[str, ...] | list[str]) -> str:
    """Return ``a, b and c``."""
    *most, last = items or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def spoken(iri: str) -> str:
    """Return the key of a closed list's concept in words, such as ``Wrong title`` for ``verdict:wrong-title``."""
    words = key(iri).replace("-", " ")
    return words[:1].upper() + words[1:]

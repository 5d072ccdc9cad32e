"""Take out of the texts of a report what no form of it can carry, so that one bad character costs nobody the report."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

LOST: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands where a character was that XML and HTML forbid: the reader sees that something is lost."""

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

Value = TypeVar("Value")


def legible(value: Value) -> Value:
    """Return the same value with every text in it fit to be written.

    A forbidden character becomes `LOST`. What forces a direction on the words after it is left out, since it would
    turn the rest of a line; right-to-left letters need none of it.
    """
    return _within(value)  # type: ignore[no-any-return]


def _within(value: Any) -> Any:  # noqa: ANN401 - whatever a report is made of
    if isinstance(value, str):
        return _DIRECTION.sub("", _FORBIDDEN.sub(LOST, value))
    if isinstance(value, tuple):
        return tuple(map(_within, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _within(getattr(value, each.name)) for each in fields(value)})
    return value

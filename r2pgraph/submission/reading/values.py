"""Write a value of a workbook as people see it in the cell: 186 and not 186.0, a day as 2023-09-05, a year as 2023."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS: Final = 15


def text(value: object, number_format: str = "") -> str:
    """Return a value as text, without blanks around it.

    Args:
        value: what the workbook holds: text, a number, a truth value, a date or nothing.
        number_format: how the cell shows it, such as ``yyyy`` or ``0%``.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _moment(value, number_format)
    if isinstance(value, time | timedelta):
        return str(value)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).replace("\r\n", "\n").strip()


def _number(value: float, number_format: str) -> str:
    if "%" in _QUOTED.sub("", number_format):
        return f"{value * 100:.{_DIGITS}g}%"
    if value == int(value) and abs(value) < 10**_DIGITS:
        return str(int(value))
    return f"{value:.{_DIGITS}g}"


def _moment(value: date, number_format: str) -> str:
    """Return a date with the parts that its cell shows; with the time of day where there is one."""
    shown = _QUOTED.sub("", number_format).lower()
    if isinstance(value, datetime):
        if value.time() != time() and "h" in shown:
            return value.isoformat(sep=" ", timespec="minutes")
        value = value.date()
    if "d" in shown or "y" not in shown:
        return value.isoformat()
    return value.isoformat()[: len("2023-09" if "m" in shown else "2023")]

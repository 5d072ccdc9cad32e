"""The long strings of Turtle as patterns: one place for what four readers of it look past.

No repeat that gives nothing back holds a branch with a look-ahead: the interpreter's own module loses that branch
before Python 3.11.5.
"""

from __future__ import annotations

from typing import Final

LONG_OPEN: Final = r'"""[^"\\]*+(?>(?:(?:\\.|"(?!""))[^"\\]*+)*)'
"""A long string up to its closing marks, and no further; dots match line ends."""

LONG_OPEN_APOSTROPHES: Final = LONG_OPEN.replace('"', "'")
"""The same in the other marks."""

LONG: Final = rf"""(?:{LONG_OPEN}\"{{3}}|{LONG_OPEN_APOSTROPHES}'{{3}})"""
"""A whole long string."""

"""Write the symbol of a resolution in one way, so that two sources name one roll call by one key.

``A/RES/75/254A-C`` and ``A/RES/75/254[A-C]`` become ``A/RES/75/254 A-C``; ``A/RES/3184(XXVIII)[A]`` becomes
``A/RES/3184 (XXVIII) A``; ``S/RES/1310(2000)`` becomes ``S/RES/1310 (2000)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

SYMBOL: Final = (
    r"^(?:A/RES/(?:\d+|ES-\d+|S-\d+)/\d+(?: [A-Z]{1,2}(?:-[A-Z]{1,2})?)?"
    r"|A/RES/\d+ \([IVX]+\)(?: [A-Z]{1,2}(?:-[A-Z]{1,2})?)?"
    r"|S/RES/\d+ \(\d{4}\))$"
)
"""The symbols of resolutions of the two organs, once they are written in one way."""

_ONES: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN: Final = {"X" * (number // 10) + _ONES[number % 10]: str(number) for number in range(1, 31)}
"""The numerals of the sessions to the thirtieth, in whose symbols they stand."""


class Symbol(NamedTuple):
    """One symbol in one way of writing, with what it says; ``known`` is whether it is that of a resolution."""

    text: str
    key: str
    part: str
    session: str
    known: bool


def uniform(symbol: pl.Expr) -> pl.Expr:
    """Return symbols in one way of writing; what is no symbol of a resolution keeps its letters."""
    return (
        symbol.str.replace_all(r"[\s\u00A0]+", " ")
        .str.strip_chars()
        .str.replace_all(r"[\[\]]", " ")
        .str.replace(r"\s*\(\s*(\w+)\s*\)\s*", " ($1) ")
        .str.replace(r"^(A/RES/[\w-]+/\d+)\s*([A-Z]{1,2}(?:\s*-\s*[A-Z]{1,2})?)$", "$1 $2")
        .str.replace(r"\s*-\s*([A-Z]{1,2})$", "-$1")
        .str.replace_all(" +", " ")
        .str.strip_chars()
        .str.replace(r"^(A/RES/\d+) ([A-Z]{1,2}(?:-[A-Z]{1,2})?) (\([IVX]+\))$", "$1 $3 $2")
    )


def known(symbol: pl.Expr) -> pl.Expr:
    """Return whether each is the symbol of a resolution, written in one way."""
    return symbol.str.contains(SYMBOL)


def key(symbol: pl.Expr) -> pl.Expr:
    """Return symbols with hyphens for all that no key may hold: ``S-RES-2618-2022``."""
    return symbol.str.replace_all(r"[^A-Za-z0-9]+", "-").str.strip_chars("-")


def part(symbol: pl.Expr) -> pl.Expr:
    """Return the letters of the part of a resolution, ``A`` or ``A-C``; empty for a whole one."""
    return symbol.str.extract(r"[\d)] ([A-Z]{1,2}(?:-[A-Z]{1,2})?)$").fill_null("")


def session(symbol: pl.Expr) -> pl.Expr:
    """Return the session of the General Assembly in a symbol, ``78``, ``ES-10`` or ``S-32``; empty for the Council."""
    roman = symbol.str.extract(r"\(([IVX]+)\)").replace_strict(_ROMAN, default=None, return_dtype=pl.String)
    return pl.coalesce(symbol.str.extract(r"^A/RES/(\d+|ES-\d+|S-\d+)/"), roman, pl.lit(""))


def roman(number: pl.Expr) -> pl.Expr:
    """Return the Roman numeral of a session from 1 to 30, null for another."""
    return number.replace_strict({value: name for name, value in _ROMAN.items()}, default=None, return_dtype=pl.String)


def described(printed: Sequence[str]) -> list[Symbol]:
    """Return what each printed symbol says: itself in one way of writing, its key, part and session."""
    frame = pl.DataFrame({"symbol": printed}, schema={"symbol": pl.String}).with_columns(uniform(pl.col("symbol")))
    symbol = pl.col("symbol")
    rows = frame.with_columns(
        key(symbol).alias("key"), part(symbol).alias("part"), session(symbol).alias("session"), known(symbol).alias("k")
    )
    return [Symbol(*row) for row in rows.iter_rows()]

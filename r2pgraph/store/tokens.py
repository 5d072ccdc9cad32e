"""Cut a SPARQL text into tokens, and say where the cut could be read in two ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE: Final = r"\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:[^"\\]|{_ESCAPE}|"(?!""))*\"\"\" | '''(?:[^'\\]|{_ESCAPE}|'(?!''))*'''
                |"(?:[^"\\\r\n]|{_ESCAPE})*" | '(?:[^'\\\r\n]|{_ESCAPE})*')
    | (?P<triple><<)
    | (?P<iri><[^\x00-\x20<>"{{}}|^`\\]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:\w[\w.-]*)?:[\w-]*)
    | (?P<word>\w+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPENING: Final = {"(": ")", "{": "}", "[": "]"}
_OPERANDS: Final = frozenset({"variable", "string", "name", "word", "iri", "language"})


class Token(NamedTuple):
    """One token: its kind, its text, and how many brackets stand open around it."""

    kind: str
    text: str
    depth: int
    is_ambiguous: bool = False


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of ``query`` without white space and comments.

    A ``<`` after an operand inside parentheses may open an IRI or compare; where the two readings would hide different
    text from an engine, the token is marked as ambiguous.

    Raises:
        QueryError: a string has no end.
    """
    open_brackets: list[str] = []
    last = Token("mark", "", 0)
    for match in _TOKEN.finditer(query):
        kind, text = str(match.lastgroup), match.group()
        if kind in {"space", "comment"}:
            continue
        if text in {'"', "'"}:
            raise QueryError("The query holds a string without an end.", "Close each quotation mark.")
        if text in _OPENING:
            open_brackets.append(_OPENING[text])
        elif open_brackets and text == open_brackets[-1]:
            open_brackets.pop()
        is_ambiguous = kind == "triple" or (kind == "iri" and _has_two_readings(text, last, open_brackets))
        last = Token(kind, text, len(open_brackets), is_ambiguous)
        yield last


def _has_two_readings(text: str, last: Token, open_brackets: list[str]) -> bool:
    is_after_operand = last.kind in _OPERANDS or last.text == ")"
    is_in_parentheses = bool(open_brackets) and open_brackets[-1] == ")"
    return is_after_operand and is_in_parentheses and bool({"#", ")"} & set(text))


def without_codepoint_escapes(query: str) -> str:
    r"""Return the text with each ``\uXXXX`` replaced by its character, as the standard reads a query.

    Raises:
        QueryError: an escape names no character.
    """
    try:
        plain = _CODEPOINT.sub(lambda found: chr(int(found[1] or found[2], 16)), query)
        plain.encode()
    except (ValueError, OverflowError, UnicodeEncodeError) as error:
        raise QueryError("The query holds an escape that names no character.", "Write the character itself.") from error
    return plain

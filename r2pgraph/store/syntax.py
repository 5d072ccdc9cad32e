"""Say in a plain sentence where a query is not SPARQL; the engine's own words are a list of every expected letter."""

from __future__ import annotations

import re
from typing import Final

from r2pgraph.errors import QueryError

_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_PREFIXED: Final = re.compile(r"([A-Za-z][\w-]*):[\w-]*$")
_ADDED: Final = re.compile(r"(?:PREFIX [\w-]+: <[^>]*> )+\t")
_REST: Final = 30


def explain(message: str, query: str) -> QueryError:
    """Return the error to raise in place of the engine's own.

    Args:
        message: what the engine says, with ``error at line:column``.
        query: the text that it refused; prefixes that were added to it, up to a tab, do not count.

    Returns:
        the error, with line and column counted from one.
    """
    found = _PLACE.search(message)
    if found is None:
        return QueryError(f"The query is not SPARQL 1.1: {message.splitlines()[0][:200]}.")
    line, column = int(found[1]), int(found[2])
    reason, remedy = _words(message, *_around(query, line, column))
    if line == 1 and (added := _ADDED.match(query)):
        column = max(column - added.end(), 1)
    return QueryError(f"The query is not SPARQL 1.1: line {line}, column {column}: {reason}", remedy)


def _around(query: str, line: int, column: int) -> tuple[str, str]:
    """Return what stands before the place, and what stands there, at most one line of each."""
    lines = query.split("\n")
    own = lines[line - 1] if line <= len(lines) else ""
    is_last = not "".join([own[column - 1 :], *lines[line:]]).strip()
    return own[: column - 1], "" if is_last else own[column - 1 :].strip()[:_REST] or "the end of the line"


def _words(message: str, before: str, rest: str) -> tuple[str, str]:
    if "Prefix not found" in message and (name := _PREFIXED.search(before)):
        return f"the prefix {name[1]}: is not declared.", f"Write PREFIX {name[1]}: <...> first, or correct it."
    if "variable that is unbound" in message:
        return "a selected variable is neither grouped nor aggregated.", "Add it to GROUP BY, or use SAMPLE(?it)."
    if not rest:
        return "the query ends too early.", "A bracket or a quotation mark may be left open, or a triple lacks its end."
    return (
        f"{rest!r} does not fit here.",
        "Look at what stands just before it: a full stop, a bracket or a word may lack.",
    )

"""Refuse what a reading store must not do, before any engine sees the query.

The engines fetch SERVICE over the network and overflow the native stack on deep nesting; neither can be switched
off in them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError
from r2pgraph.store.tokens import Token, tokens, without_codepoint_escapes

if TYPE_CHECKING:
    from collections.abc import Iterable

MAXIMUM_DEPTH: Final = 64
"""Brackets that may stand open at once; pyoxigraph dies from about 800."""

MAXIMUM_TOKENS: Final = 4_000
"""Tokens outside VALUES blocks; chains of a few thousand steps overflow pyoxigraph's stack."""

_SHORT: Final = 4_000
_UPDATES: Final = frozenset({"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"})
_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})
_ESCAPE: Final = re.compile(r"\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def refuse_harm(query: str) -> None:
    """Refuse a query that would fetch, change, or overflow; both readings of its escapes are looked at.

    What was found harmless lately is not looked at again: pages ask the same short texts over and over.

    Raises:
        QueryError: with what was found and what to write instead.
    """
    (_look if len(query) > _SHORT else _look_once)(query)


def _look(query: str) -> None:
    if "\x00" in query:
        raise QueryError("The query holds a NUL character.", "Remove it.")
    plain = without_codepoint_escapes(query)
    for text in (query, plain) if plain != query else (query,):
        _refuse_in(text)


_look_once: Final = lru_cache(maxsize=512)(_look)


def datasets(query: str) -> tuple[str, ...]:
    """Return the IRIs (or prefixed names that no PREFIX line explains) after FROM and FROM NAMED."""
    if "from" not in query.lower():
        return ()
    listed = list(tokens(query))
    return tuple(expanded(token.text, listed) for token in _named_after_from(listed))


def form(query: str) -> str:
    """Return the form of a query: select, ask, construct or describe.

    Raises:
        QueryError: it is of no form.
    """
    words = (token.text.lower() for token in tokens(without_codepoint_escapes(query)) if token.kind == "word")
    found = next((word for word in words if word in _FORMS), None)
    if found is None:
        raise QueryError("This is no query.", "Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return found


def _refuse_in(text: str) -> None:
    found = _bounded(tokens(text))
    _refuse_update(found)
    lowered = text.lower()
    is_small = len(text) <= _SHORT and sum(map(text.count, "({[")) <= MAXIMUM_DEPTH
    if "service" not in lowered and "from" not in lowered and is_small:
        return
    _refuse_two_readings(text, found)
    if any(_may_be_service(token) for token in found):
        raise QueryError("SERVICE is refused: queries read this graph alone.", "Load the other data instead.")


def _may_be_service(token: Token) -> bool:
    """Say whether an engine without a tokenizer of its own could read SERVICE here (``SERVICEex:a`` fetches)."""
    if token.kind == "name":
        return "service" in token.text.partition(":")[0].lower()
    return token.kind == "word" and "service" in token.text.lower()


def _refuse_two_readings(text: str, found: list[Token]) -> None:
    if re.search(r"\r(?!\n)", text):
        raise QueryError("The query holds a carriage return without a line feed.", "End lines with a line feed.")
    if "\\" in _ESCAPE.sub("", text):
        raise QueryError("The query holds a backslash that escapes nothing.", "Write the name as <IRI>.")
    doubtful = next((token.text for token in found if token.is_ambiguous), None)
    if doubtful is not None:
        raise QueryError(f"{doubtful!r} can be read in two ways.", "Use a prefixed name, or put spaces around '<'.")


def _refuse_update(found: list[Token]) -> None:
    form = next((token.text.lower() for token in found if token.text.lower() in _FORMS | _UPDATES), None)
    if form in _UPDATES:
        raise QueryError(f"{form.upper()} is refused: this graph is only read.", "Change the data and build again.")


def _bounded(stream: Iterable[Token]) -> list[Token]:
    """Return the tokens, stopping at the first that makes the query too deep or too long; VALUES may be long."""
    found: list[Token] = []
    counted, values_depth, is_announced = 0, 0, False
    for token in stream:
        if token.depth > MAXIMUM_DEPTH:
            raise QueryError(f"The query nests deeper than {MAXIMUM_DEPTH} brackets.", "Split it into several queries.")
        found.append(token)
        if values_depth:
            values_depth = 0 if token.text == "}" and token.depth < values_depth else values_depth
            continue
        counted += 1
        if counted > MAXIMUM_TOKENS:
            raise QueryError(f"The query is longer than {MAXIMUM_TOKENS} words.", "Give long lists in a VALUES block.")
        if token.kind == "word" and token.text.lower() == "values":
            is_announced = True
        elif is_announced and token.text == "{":
            values_depth, is_announced = token.depth, False
    return found


def _named_after_from(found: list[Token]) -> list[Token]:
    named = []
    for before, word, after in zip([None, *found], found, [*found[1:], None], strict=False):
        is_from = word.kind == "word" and word.text.lower() == "from"
        is_named = word.kind == "word" and word.text.lower() == "named" and before and before.text.lower() == "from"
        if after and (is_named or (is_from and after.text.lower() != "named")):
            named.append(after)
    return named


def expanded(text: str, found: list[Token]) -> str:
    """Return the IRI of a token of a query; a name that no PREFIX line among those found explains stays as it is."""
    if text.startswith("<"):
        return text[1:-1]
    prefix, _, local = text.partition(":")
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text.lower() == "prefix" and name.text == f"{prefix}:":
            return iri.text[1:-1] + local
    return text

"""Read what a client of the reconciliation service sends: batches of queries and of values to fetch."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

from r2pgraph.errors import QueryError
from r2pgraph.matching import KINDS
from r2pgraph.vocab import R2P, expand

BATCH: Final = 100
"""Queries of one batch."""

MOST: Final = 100
"""Candidates of one query, at most; `FEW` where none are asked for."""

FEW: Final = 5
THINGS: Final = 1_000
"""Things of one request for values."""

PROPERTIES: Final = 50
"""Properties of one request for values, and of one query."""


class Query(NamedTuple):
    """One query: the name, the kinds it may be of, how many candidates are wanted, and values that these have."""

    name: str
    kinds: tuple[str, ...]
    most: int
    values: tuple[tuple[str, tuple[str, ...]], ...]


class Wanted(NamedTuple):
    """Things, and the properties whose values are wanted of each."""

    things: tuple[str, ...]
    properties: tuple[str, ...]


def queries(text: str) -> dict[str, Query]:
    """Return the queries of a batch by their name in it; raises QueryError where it is none."""
    batch = _parsed(text)
    if not isinstance(batch, dict):
        raise QueryError("A batch of queries is an object.", 'For example: {"q0": {"query": "Timor Lest"}}.')
    if len(batch) > BATCH:
        raise QueryError(f"A batch has at most {BATCH} queries.", "Send the others in another one.")
    return {name: _query(name, said) for name, said in batch.items()}


def wanted(text: str) -> Wanted:
    """Return what a request for values asks for; raises QueryError where it is none."""
    said = _parsed(text)
    things = said.get("ids") if isinstance(said, dict) else None
    listed = said.get("properties") if isinstance(said, dict) else None
    if not isinstance(things, list) or not all(isinstance(each, str) for each in things):
        raise QueryError("A request for values has a list of text under `ids`.")
    if not isinstance(listed, list) or not all(isinstance(_member(each, "id"), str) for each in listed):
        raise QueryError("A request for values has a list of objects under `properties`, each with an `id`.")
    if len(things) > THINGS or len(listed) > PROPERTIES:
        raise QueryError(f"At most {THINGS:,} things and {PROPERTIES} properties are asked for at once.")
    return Wanted(tuple(things), tuple(each["id"] for each in listed))


def kind(text: str) -> str:
    """Return the kind of a type's identifier: ``State``, ``r2p:State`` or the IRI; empty where it is unknown."""
    name = expand(text).removeprefix(R2P)
    return name if name in KINDS else ""


def number(text: str, otherwise: int, most: int) -> int:
    """Return a number that stands in a parameter; raises QueryError where it is none from 0 to ``most``."""
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise QueryError(f"{text!r} is no number from 0 to {most}.")
    return int(text)


def _query(name: str, said: Any) -> Query:  # noqa: ANN401 - JSON
    if not isinstance(said, dict):
        raise QueryError(f"The query {name!r} is no object.")
    written, types, most = said.get("query", ""), said.get("type", []), said.get("limit", FEW)
    values = _values(name, said.get("properties", []))
    if not isinstance(written, str) or not (written.strip() or values):
        raise QueryError(f"The query {name!r} has neither a text under `query` nor `properties`.")
    if isinstance(most, bool) or not isinstance(most, (int, float)) or not most >= 1:
        raise QueryError(f"The query {name!r} has no number of candidates under `limit`.")
    return Query(written, _kinds(name, types), int(min(most, MOST)), values)


def _kinds(name: str, said: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON
    types = said if isinstance(said, list) else [said]
    ids = [_member(each, "id") if isinstance(each, dict) else each for each in types]
    if not all(isinstance(each, str) for each in ids):
        raise QueryError(f"The query {name!r} has no type or list of types under `type`.")
    return tuple(kind(str(each)) for each in ids)


def _values(name: str, said: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:  # noqa: ANN401 - JSON
    """Return what is given for properties: of each its identifier and every value as text."""
    if not isinstance(said, list) or len(said) > PROPERTIES:
        raise QueryError(f"The query {name!r} has no list of at most {PROPERTIES} `properties`.")
    found = []
    for each in said:
        key, value = _member(each, "pid"), _member(each, "v")
        if not isinstance(key, str) or value is None:
            raise QueryError(f"A property of the query {name!r} lacks its `pid` or `v`.")
        found.append((key, tuple(map(_text, value if isinstance(value, list) else [value]))))
    return tuple(found)


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, bool):
        return str(value).lower()
    said = _member(value, "id") if isinstance(value, dict) else value
    if not isinstance(said, (str, int, float)):
        raise QueryError("A value is text, a number, a truth value, or an object with an `id`.")
    return str(said)


def _member(said: Any, name: str) -> Any:  # noqa: ANN401 - JSON
    return said.get(name) if isinstance(said, dict) else None


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise QueryError("The text is not JSON.", "A batch is sent as one object.") from error
    return said

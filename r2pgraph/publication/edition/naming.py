"""How an edition is called, of which day it is, and which edition stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, WrongValueError
from r2pgraph.publication.changes.patch import is_same as is_same_store
from r2pgraph.queries import with_prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.store import Store
    from r2pgraph.store.kept import Editions, Kept

NAME: Final = re.compile(r"(\d{4})\.([1-9]\d{0,3})")
"""The form of the name of an edition that is published: year, dot, number."""

_DAYS: Final = with_prefixes("""
SELECT (MAX(SUBSTR(STR(?day), 1, 10)) AS ?last) WHERE {
  VALUES ?relation { dcterms:issued dcterms:dateSubmitted prov:generatedAtTime }
  ?thing ?relation ?day .
  FILTER (REGEX(STR(?day), "^[0-9]{4}-[0-9]{2}-[0-9]{2}"))
}
""")


def refuse(name: str) -> None:
    """Raise WrongValueError where ``name`` is no name of a published edition."""
    if not NAME.fullmatch(name):
        remedy = "Write the year, a dot and a number from 1 on, such as 2026.1."
        raise WrongValueError(f"{name!r} is no name of an edition.", remedy)


def day(store: Store) -> str:
    """Return the last day that the data names for something issued, submitted or taken in, as in ``2026-11-22``.

    It is the day of an edition: no clock is read, so the same data is of the same day wherever it is published.
    """
    (row,) = store.select(_DAYS).rows
    if row[0] is None:
        raise QueryError("The data names no day on which anything was issued.", "Say one with dcterms:issued.")
    return row[0].value


def called(name: str, known: Mapping[str, Kept], store: Store, beside: Editions) -> str:
    """Return the name for a store: the one asked for, which may be refused, or where it is empty the chosen one."""
    if name:
        refuse_other(known, store, beside, name)
    return name or chosen(known, store, beside)


def chosen(known: Mapping[str, Kept], store: Store, beside: Editions) -> str:
    """Return the name for a store where none was asked for: that of a kept edition that holds the same, or the next.

    The next is the first free number after those of the year in which its data ends.
    """
    year = day(store)[:4]
    numbers = [int(found[2]) for name in known if (found := NAME.fullmatch(name)) and found[1] == year]
    last = f"{year}.{max(numbers)}" if numbers else ""
    if last and not known[last].withdrawn and is_same(store, beside, last):
        return last
    return f"{year}.{max(numbers, default=0) + 1}"


def is_same(store: Store, beside: Editions, name: str) -> bool:
    """Return whether a kept edition holds the same statements as the store."""
    with beside.open(name) as other:
        return is_same_store(store, other)


def before(known: Mapping[str, Kept], name: str) -> str:
    """Return the last published edition before ``name`` that stands, empty where there is none."""
    standing = [each for each in known if NAME.fullmatch(each) and not known[each].withdrawn]
    return max((each for each in standing if _place(each) < _place(name)), key=_place, default="")


def refuse_other(known: Mapping[str, Kept], store: Store, beside: Editions, name: str) -> None:
    """Raise QueryError where an edition of this name was withdrawn, or holds something else than the store."""
    if name not in known:
        return
    if known[name].withdrawn:
        reason = f"The edition {name!r} was withdrawn on {known[name].withdrawn}: {known[name].reason}"
        raise QueryError(reason, "A name is used once: choose another one.")
    if not is_same(store, beside, name):
        reason = f"The edition {name!r} exists with other content, and an edition is never overwritten."
        raise QueryError(reason, "Choose another name, or leave --edition out for the next one.")


def _place(name: str) -> tuple[int, int]:
    found = NAME.fullmatch(name)
    assert found is not None  # noqa: S101 - only names of this form are put in order
    return int(found[1]), int(found[2])

"""Truth values of an engine that keeps none: Virtuoso 7 gives the numbers 1 and 0 in their place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from r2pgraph.store.refusals import expanded
from r2pgraph.store.terms import Answer, Term
from r2pgraph.store.tokens import tokens
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.store.tokens import Token

PROPERTIES: Final = f"""
SELECT DISTINCT ?property WHERE {{ ?property <{PREFIXES["rdfs"]}range> <{PREFIXES["xsd"]}boolean> }}
"""
"""What asks an ontology for the properties that have a truth value."""

_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"
_INTEGER: Final = PREFIXES["xsd"] + "integer"
_WORDS: Final = {"1": "true", "0": "false"}


def columns(query: str, properties: frozenset[str]) -> frozenset[str]:
    """Return the variables of a query that hold a truth value, wherever they hold anything.

    Args:
        query: its text.
        properties: the IRIs of the properties that have a truth value.
    """
    listed = list(tokens(query))
    found = {
        after.text[1:]
        for word, after in pairwise(listed)
        if after.kind == "variable" and word.kind in {"name", "iri"} and expanded(word.text, listed) in properties
    }
    return frozenset(found | set(_bound(listed)))


def written_back(answer: Answer, truths: frozenset[str]) -> Answer:
    """Return an answer with the words true and false where its ``truths`` hold the numbers 1 and 0."""
    places = [name in truths for name in answer.columns]
    if not any(places):
        return answer
    return Answer(answer.columns, tuple(tuple(map(_word, row, places)) for row in answer.rows))


def _word(term: Term | None, is_truth: bool) -> Term | None:  # noqa: FBT001 - one of a row's places
    if is_truth and term and term.datatype in {_INTEGER, _BOOLEAN} and term.value in _WORDS:
        return term._replace(value=_WORDS[term.value], datatype=_BOOLEAN)
    return term


def _bound(listed: list[Token]) -> Iterator[str]:
    """Yield the variables after AS whose expression ends with true or false, as ``IF (…, true, false)`` does."""
    kept = [token for token in listed if token.text != ")"]
    for before, word, after in zip(kept, kept[1:], kept[2:], strict=False):
        if before.text.lower() in _WORDS.values() and word.text.lower() == "as" and after.kind == "variable":
            yield after.text[1:]

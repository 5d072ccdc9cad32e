"""Read JSON strictly and put known JSON-LD contexts in place of their IRIs: nothing is ever fetched."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.border import line_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    Context = Mapping[str, object]
    """What a JSON-LD context file holds under ``@context``."""

NOWHERE: Final = "https://relative.invalid/"
"""The base that relative IRIs are completed with, so that they can be found and refused."""

UNDEFINED: Final = "https://undefined.invalid/"
"""The vocabulary that undefined names are put into, so that they can be found and refused."""

_AS_JSON: Final = "Close what is open, put words in double quotation marks, and leave no comma before a bracket."
_AS_THINGS: Final = "Describe the things in an object, or in a list of objects."
_MOST_CONTEXTS: Final = 100
_KEYWORDS: Final = frozenset({
    "@base", "@container", "@context", "@default", "@direction", "@graph", "@id", "@import", "@included", "@index",
    "@json", "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type",
    "@value", "@version", "@vocab",
})  # fmt: skip


def prepare(data: bytes, file: str, contexts: Mapping[str, Context]) -> bytes:
    """Return the JSON-LD document with every named context written out.

    Args:
        data: JSON text, already known to be UTF-8 and not nested too deep.
        file: the name to report.
        contexts: the contexts that are known, by IRI; any other is refused.

    Raises:
        UnreadableFileError: the text is not strict JSON, or asks for a context that is not at hand.
    """
    document = _strict(data, file)
    if not isinstance(document, dict | list):
        raise UnreadableFileError(file, "The file holds a bare JSON value, not a JSON-LD document.", 1, _AS_THINGS)
    filled = _Filler(data, file, contexts).fill(document)
    watched = _watched(filled) if isinstance(filled, dict) else [_watched(item) for item in _items(filled)]
    return json.dumps(watched).encode()


def _watched(node: object) -> object:
    """Put our vocabulary before the node's own context, so that undefined names come out recognisable."""
    if not isinstance(node, dict):
        return node
    own = node.get("@context", [])
    return {**node, "@context": [{"@vocab": UNDEFINED}, *_items(own)]}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _strict(data: bytes, file: str) -> object:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            double = next(key for key in keys if keys.count(key) > 1)
            reason = f"The key {double!r} stands twice in one JSON object."
            raise UnreadableFileError(file, reason, _line_of(data, double), "Keep one of the two.")
        return found

    def number(text: str) -> float:
        value = float(text)
        if not math.isfinite(value):
            reason = f"{text} is not a number that JSON knows."
            raise UnreadableFileError(
                file, reason, _line_of_bare(data, text), "Write the number in digits, or leave it out."
            )
        return value

    try:
        return json.loads(data, object_pairs_hook=unique, parse_constant=number, parse_float=number)
    except json.JSONDecodeError as error:
        raise UnreadableFileError(file, f"The text is not JSON: {error.msg}.", error.lineno, _AS_JSON) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(file, f"The text is not JSON that can be read: {error}.", None, _AS_JSON) from None


def _line_of(data: bytes, name: str) -> int | None:
    return _line_of_bare(data, json.dumps(name, ensure_ascii=False))


def _line_of_bare(data: bytes, text: str) -> int | None:
    position = data.find(text.encode(errors="replace"))
    return None if position < 0 else line_at(data, position)


class _Filler:
    """One walk through a document that writes out its contexts and refuses what is unknown."""

    def __init__(self, data: bytes, file: str, contexts: Mapping[str, Context]) -> None:
        self._data, self._file, self._contexts = data, file, contexts
        self._written = 0

    def fill(self, value: object) -> object:
        """Return ``value`` with the contexts inside it written out."""
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {self._key(key): self._under(key, item) for key, item in value.items()}

    def _under(self, key: str, item: object) -> object:
        if key != "@context":
            return self.fill(item)
        return [filled for part in _items(item) for filled in self._context(part)]

    def _key(self, key: str) -> str:
        if key.startswith("@") and key not in _KEYWORDS:
            reason = f"JSON-LD has no keyword {key!r}."
            remedy = "Correct it, or write a property without the @."
            raise UnreadableFileError(self._file, reason, _line_of(self._data, key), remedy)
        if key == "@import":
            reason = "A context that imports another one is refused: nothing is fetched."
            raise UnreadableFileError(
                self._file, reason + self._imported(), _line_of(self._data, key), "Write the context out in the file."
            )
        return key

    def _imported(self) -> str:
        after = self._data.partition(b'"@import"')[2].partition(b'"')[2].partition(b'"')[0]
        return f" It names {after.decode(errors='replace')}."

    def _context(self, part: object) -> list[object]:
        if part is None:
            return [None, {"@vocab": UNDEFINED}]
        if not isinstance(part, str):
            return [self.fill(part)]
        self._written += 1
        if part in self._contexts and self._written <= _MOST_CONTEXTS:
            return [self._contexts[part].get("@context", self._contexts[part])]
        reason = f"The context {part} is not at hand, and nothing is fetched."
        if part in self._contexts:
            reason = f"The context {part} is named more than {_MOST_CONTEXTS} times."
        known = ", ".join(sorted(self._contexts)) or "none"
        raise UnreadableFileError(
            self._file, reason, _line_of(self._data, part), f"Write it out in the file; known by name: {known}."
        )

"""Keep what was made for one request for the next: documents with their fingerprint and their packed form."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

PACKED: Final = ("text/", "application/json", "application/ld+json", "application/n-triples", "image/svg+xml")
"""Media types, or their beginnings, whose documents grow smaller when they are packed."""

_WORTH: Final = 500
_EFFORT: Final = 6


@dataclass(frozen=True)
class Document:
    """What was made: content, media type, status, and what stands in its head besides."""

    content: bytes
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @cached_property
    def tag(self) -> str:
        """Return the fingerprint of the content, for `ETag`."""
        return hashlib.sha256(self.content).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes | None:
        """Return the content packed by gzip, always to the same bytes; None where that is not worth it."""
        if len(self.content) < _WORTH or not self.media_type.startswith(PACKED):
            return None
        return gzip.compress(self.content, _EFFORT, mtime=0)

    @property
    def size(self) -> int:
        """Return how many bytes the document takes here."""
        return len(self.content) + len(self.packed or b"")


class Shelf:
    """Documents by what they were made for; those that were not asked for longest go first.

    Attributes:
        hits: how many were found here.
        misses: how many had to be made.
    """

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Document]] = {}
        self.hits = self.misses = 0

    async def get(self, key: Hashable, make: Callable[[], Awaitable[tuple[Document, Hashable]]]) -> Document:
        """Return the document of a key; where there is none it is made, once for all who wait for it.

        A problem is that of who made it; the others try for themselves.

        Args:
            key: what it is made for.
            make: returns the document and the key to keep it under, or None where it is not to be kept.
        """
        if found := self._documents.get(key):
            self._documents.move_to_end(key)
            self.hits += 1
            return found
        self.misses += 1
        if making := self._making.get(key):
            with suppress(ProblemError):
                return await asyncio.shield(making)
        making = self._making[key] = asyncio.create_task(self._made(make))
        making.add_done_callback(partial(self._end, key))
        return await asyncio.shield(making)

    def _end(self, key: Hashable, made: asyncio.Task[Document]) -> None:
        if self._making.get(key) is made:
            del self._making[key]
        if not made.cancelled():
            made.exception()  # looked at, for nobody may be left to whom it matters

    async def _made(self, make: Callable[[], Awaitable[tuple[Document, Hashable]]]) -> Document:
        document, key = await make()
        await asyncio.to_thread(lambda: document.packed)
        if key is not None and document.size <= self._most:
            self._put(key, document)
        return document

    def _put(self, key: Hashable, document: Document) -> None:
        if old := self._documents.pop(key, None):
            self._size -= old.size
        self._documents[key] = document
        self._size += document.size
        while self._size > self._most:
            _, gone = self._documents.popitem(last=False)
            self._size -= gone.size

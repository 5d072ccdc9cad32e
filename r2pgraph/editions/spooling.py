"""Keep the triples of many graphs on disk while a store is made of them: one graph at a time is in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Spool(Mapping[str, bytes]):
    """N-Triples by the IRI of their graph, as a mapping that reads a graph from disk when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Make room in a file of this folder; it has no name there and goes with the process."""
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it is open as long as the mapping is used
        self._places: dict[str, tuple[int, int]] = {}
        self._others: Mapping[str, bytes] = {}

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write the triples of one graph piece by piece; they take the place of what it held."""
        start = self._file.seek(0, 2)
        size = sum(self._file.write(piece) for piece in pieces)
        self._places[name] = start, size

    def __ror__(self, others: Mapping[str, bytes]) -> Spool:
        """Return ``others | self``: the other graphs stay where they are, and those of the spool come before them."""
        self._others = {**self._others, **others}
        return self

    def __getitem__(self, name: str) -> bytes:
        """Return the triples of one graph."""
        if name not in self._places:
            return self._others[name]
        start, size = self._places[name]
        self._file.seek(start)
        return self._file.read(size)

    def __iter__(self) -> Iterator[str]:
        """Yield the IRI of each graph, once."""
        return iter({**dict.fromkeys(self._others), **dict.fromkeys(self._places)})

    def __len__(self) -> int:
        """Return how many graphs there are."""
        return len(self._others.keys() | self._places.keys())

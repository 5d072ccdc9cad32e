"""Take the statements of many graphs one graph, and one subject, at a time: no more of them is in memory at once."""

from __future__ import annotations

import heapq
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from io import BytesIO
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from r2pgraph.publication.canonical import BLANK, apart, canonical, in_graph, nquads
from r2pgraph.publication.turtle import shared_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_LINES: Final = 10_000
_FILES: Final = 100


class Blanks:
    """What the graphs say of blank nodes, which are named by RDFC-1.0 over all graphs: most graphs say nothing of them.

    The names depend on no other statement, so these are all that is looked at together.

    Attributes:
        nquads: the quads that speak of blank nodes, as canonical N-Quads.
        graphs: the same quads by the IRI of their graph.
        shared: the blank nodes of which more than one graph speaks.
    """

    def __init__(self, graphs: Mapping[str, bytes]) -> None:
        lines = b"".join(in_graph(apart(graphs[graph])[1], graph) for graph in graphs)
        self.nquads = nquads(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        self.graphs: defaultdict[str, list[ox.Quad]] = defaultdict(list)
        for quad in ox.parse(self.nquads, format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.NamedNode):
                self.graphs[quad.graph_name.value].append(quad)
        self.shared = shared_blanks(self.graphs)

    def statements(self, graph: str, triples: bytes) -> list[ox.Quad]:
        """Return all statements of one of the graphs, its blank nodes named as over all graphs."""
        return [*ox.parse(apart(triples)[0], format=ox.RdfFormat.N_TRIPLES), *self.graphs[graph]]


def by_subject(triples: bytes) -> Iterator[list[ox.Quad]]:
    """Yield the statements of one graph, given as sorted N-Triples, each once.

    Where it may speak of blank nodes these are named by RDFC-1.0, and all is one portion; else each subject is one.
    """
    if BLANK in triples:
        yield canonical(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
        return
    for _, lines in groupby(BytesIO(triples), key=lambda line: line[: line.index(b" ")]):
        yield list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES))


def all_nquads(graphs: Mapping[str, bytes], blanks: Blanks, folder: Path | None = None) -> Iterator[bytes]:
    """Yield the canonical N-Quads of all graphs, piece by piece.

    Args:
        graphs: sorted N-Triples by the IRI of their graph; one graph at a time is taken out of the mapping.
        blanks: what they say of blank nodes.
        folder: where each graph waits until their lines are merged.
    """
    with Merging(folder) as quads:
        quads.add(blanks.nquads)
        for graph in graphs:
            quads.add(in_graph(apart(graphs[graph])[0], graph))
        yield from quads.pieces()


class Merging:
    """Sorted texts that become one sorted text; until then each waits in a file that has no name.

    No process may hold many files open, so that those of many texts are merged into one before there are more.
    """

    def __init__(self, folder: Path | None = None, most: int = _FILES) -> None:
        """Make room in ``folder`` for at most so many open files, three or more."""
        self._folder = folder
        self._most = most
        self._files: list[IO[bytes]] = []
        self._opened = ExitStack()

    def add(self, lines: bytes) -> None:
        """Put a text aside whose lines are sorted."""
        if lines:
            if len(self._files) == self._most - 1:
                self._become_one()
            self._files.append(self._written([lines]))

    def _become_one(self) -> None:
        """Put one file in the place of all."""
        one = self._written(self.pieces())
        for file in self._files:
            file.close()
        self._files = [one]

    def _written(self, pieces: Iterable[bytes]) -> IO[bytes]:
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - it is open until its lines are merged
        self._opened.enter_context(file)
        for piece in pieces:
            file.write(piece)
        return file

    def pieces(self) -> Iterator[bytes]:
        """Yield the lines of all texts, sorted, many at a time."""
        for file in self._files:
            file.seek(0)
        lines = heapq.merge(*self._files)
        while piece := b"".join(islice(lines, _LINES)):
            yield piece

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

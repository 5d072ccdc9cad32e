"""Write the graph as files: one for each named graph, or one for all."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.errors import StoreError, UnknownNameError, UnreadableFileError
from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.turtle import trig, turtle
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from r2pgraph.store import Store

ONE_FILE_A_GRAPH: Final[Mapping[str, Callable[[list[ox.Quad]], bytes]]] = MappingProxyType(
    {"ttl": turtle, "jsonld": jsonld, "nt": ntriples}
)
ONE_FILE_FOR_ALL: Final[Mapping[str, Callable[[list[ox.Quad]], bytes]]] = MappingProxyType({"trig": trig, "nq": nquads})
_WHOLE: Final = "r2pgraph"
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def export(store: Store, directory: Path, form: str) -> tuple[Path, ...]:
    """Write the graphs of a store into ``directory`` and return the files, sorted by name.

    Other files of the directory stay as they are, and a file appears whole or not at all.

    Args:
        store: an open store.
        directory: the folder, made where it is missing.
        form: ``ttl``, ``jsonld`` or ``nt`` for one file a named graph; ``trig`` or ``nq`` for one file.

    Raises:
        UnknownNameError: there is no such format.
        StoreError: the name of a graph cannot be the name of a file.
        OSError: the folder cannot be written to.
    """
    return write({graph: triples(store, graph) for graph in store.graphs()}, directory, form)


class Statements(Mapping[str, bytes]):
    """The statements of a store as sorted N-Triples by the IRI of their graph, read whenever they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graphs = dict.fromkeys(store.graphs())

    def __getitem__(self, graph: str) -> bytes:
        """Return the statements of one graph."""
        if graph not in self._graphs:
            raise KeyError(graph)
        return lines(self._store, graph)

    def __iter__(self) -> Iterator[str]:
        """Yield the IRI of each graph, sorted."""
        return iter(self._graphs)

    def __len__(self) -> int:
        """Return how many graphs there are."""
        return len(self._graphs)


def triples(store: Store, graph: str) -> list[ox.Quad]:
    """Return the statements of one named graph, as quads of that graph."""
    name = ox.NamedNode(graph)
    found = ox.parse(lines(store, graph), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in found]


def lines(store: Store, graph: str) -> bytes:
    """Return the statements of one named graph as sorted N-Triples."""
    if isinstance(store, EmbeddedStore):
        return store.statements(graph)
    return store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")


def write(graphs: Mapping[str, list[ox.Quad]], directory: Path, form: str) -> tuple[Path, ...]:
    """Write graphs, given by IRI, as `export` does; raises as `export` does."""
    documents = dict(_documents(graphs, form))
    directory.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        replace(directory / name, document)
    return tuple(directory / name for name in sorted(documents))


def replace(path: Path, content: bytes) -> None:
    """Put a file in place in one step: whoever reads it sees the old one or the new one, never a part."""
    with _draft(path, content) as draft:
        draft.replace(path)


@contextmanager
def _draft(path: Path, content: bytes) -> Iterator[Path]:
    """Yield a file beside ``path`` that holds the content for good; what is left of it goes afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def refuse_taken(path: Path) -> None:
    """Raise UnreadableFileError where something of that name is there already."""
    if path.exists() or path.is_symlink():
        raise _taken(path)


def _taken(path: Path) -> UnreadableFileError:
    return UnreadableFileError(str(path), "The file is there already.", None, "Name another one, or move it away.")


def place(path: Path, content: bytes) -> None:
    """Put a new file in place in one step.

    Raises:
        UnreadableFileError: something of that name is there; it stays as it is.
        OSError: the folder cannot be written to.
    """
    refuse_taken(path)
    with _draft(path, content) as draft:
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            raise _taken(path) from None


def _documents(graphs: Mapping[str, list[ox.Quad]], form: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file."""
    if form in ONE_FILE_FOR_ALL:
        yield f"{_WHOLE}.{form}", ONE_FILE_FOR_ALL[form]([quad for graph in sorted(graphs) for quad in graphs[graph]])
        return
    if form not in ONE_FILE_A_GRAPH:
        raise UnknownNameError.among("format", form, [*ONE_FILE_A_GRAPH, *ONE_FILE_FOR_ALL])
    taken: set[str] = set()
    for graph in sorted(graphs):
        name = file_name(graph)
        if name.lower() in taken:
            reason = f"Two graphs would be written to {name}.{form}."
            raise StoreError(reason, "Rename one of them.")
        taken.add(name.lower())
        yield f"{name}.{form}", ONE_FILE_A_GRAPH[form](graphs[graph])


def file_name(graph: str) -> str:
    """Return the last segment of a graph's IRI."""
    name = re.split("[/#]", graph)[-1]
    if not _FILE_NAME.fullmatch(name):
        reason = f"The graph {graph} cannot give its name to a file."
        raise StoreError(reason, "End its IRI in letters, digits and hyphens.")
    return name

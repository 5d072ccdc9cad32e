"""Bring the built store up to a line of the journal: only the graphs that it changes, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from r2pgraph import pipeline
from r2pgraph.errors import StoreError
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl
    import pyoxigraph as ox

    from r2pgraph.store import EmbeddedStore, Held
    from r2pgraph.submission.inbox import Entry

    Graphs = dict[str, bytes]

_NEEDED_NEXT: Final = ("r2pgraph.scores", "r2pgraph.graph.catalogue", "r2pgraph.graph.cube")
"""What is imported while somebody waits anyway."""

_DERIVED: Final = frozenset(iri("graph", name) for name in ("cube", "scores", "catalogue", "service"))


@dataclass(frozen=True)
class Beside:
    """What stands in the built store and is not imported, in all the forms in which it is needed.

    Attributes:
        built: the store, open to read.
        held: all graphs but the imported ones, by IRI as N-Triples, as they are in the generation that stands.
        stood: those that do not follow from the rest.
        engine: an engine in memory that holds those.
        parsed: their triples as the service graph counts them.
        shipped: the shipped assessments, by graph.
    """

    built: EmbeddedStore
    held: Held
    stood: Graphs
    engine: ox.Store
    parsed: pl.DataFrame
    shipped: Graphs


def beside(home: Path) -> Beside:
    """Gather what does not depend on the verdict, while a worker reaches it; so are the modules to be needed next."""
    from r2pgraph import store
    from r2pgraph.publication import service_graph
    from r2pgraph.submission import inbox

    for name in _NEEDED_NEXT:
        import_module(name)
    built = store.open_store(home)
    held = store.Held(built.place.name if built.place else "", built.dumped(pipeline.brought(home)))
    stood = {name: data for name, data in held.graphs.items() if name not in {*_DERIVED, inbox.GRAPH}}
    service_graph.fixed()
    engine, parsed = pipeline.in_memory(stood), service_graph.parsed(stood)
    return Beside(built, held, stood, engine, parsed, pipeline.shipped_assessments())


def changed(home: Path, entries: Sequence[Entry], gathered: Beside, coming: bytes = b"") -> Graphs:
    """Return what must change in the built store when the last line of ``entries`` counts, by graph."""
    import pyoxigraph as ox

    from r2pgraph import store
    from r2pgraph.submission import inbox
    from r2pgraph.submission.inbox.provenance import graph_of

    last = graph_of(entries[-1].state, entries[-1].year)
    told = {**gathered.shipped, **inbox.graphs(home, entries, gathered.shipped, coming)}
    new = {name: data for name, data in told.items() if name in (last, inbox.GRAPH)}
    with gathered.built as built:
        _refuse_known(built, entries[-1], coming, {*_DERIVED, last})
    gathered.engine.clear_graph(ox.NamedNode(last))
    store.fill(gathered.engine, new)
    graphs = {name: data for name, data in gathered.stood.items() if name != last} | new
    parsed = gathered.parsed.filter(gathered.parsed["graph"] != last)
    return {last: b"", **new, **pipeline.follow(graphs, gathered.engine, parsed=parsed)}


def _refuse_known(built: EmbeddedStore, entry: Entry, coming: bytes, beside: set[str]) -> None:
    """Raise UnreadableFileError where a submission describes what stands in another graph already."""
    import pyoxigraph as ox

    from r2pgraph.graph import own

    names = {quad.subject for quad in ox.parse(coming, format=ox.RdfFormat.N_TRIPLES)}
    for name in sorted(names, key=str):
        for quad in built.engine.quads_for_pattern(name, None, None, None):
            if getattr(quad.graph_name, "value", "") not in beside:
                raise own.known_already(entry.file, name)


def exchange(home: Path, entry: Entry, new: Graphs, rules: str = "", held: Held | None = None) -> None:
    """Bring the store up to a line of the journal that is written; raises StoreError where it cannot be.

    Args:
        home: the folder of the store.
        entry: the line.
        new: the graphs that it changes, or none where the store is to be built anew.
        rules: the fingerprint of what is shipped, where it was read when they were made.
        held: what stands in the store, where it was read.
    """
    from r2pgraph import store

    try:
        if new:
            store.exchange(home, new, pipeline.digest(home, shipped=rules), held)
        else:
            pipeline.build(home)
    except StoreError as error:
        reason = f"It is on record as number {entry.number}, but the store could not follow: {error.reason}"
        raise StoreError(reason, f"{error.remedy} The next command completes it.".strip()) from error

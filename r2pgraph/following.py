"""Bring the built store up to a line of the journal: only the graphs that it changes, and what follows from them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from r2pgraph import pipeline
from r2pgraph.errors import StoreError
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from r2pgraph.submission.inbox import Entry

    Graphs = dict[str, bytes]
    Beside = tuple[Graphs, ox.Store]
    """Graphs by IRI as N-Triples, and an engine that holds them."""

_NEEDED_NEXT: Final = (
    "r2pgraph.scores",
    "r2pgraph.graph.catalogue",
    "r2pgraph.graph.cube",
    "r2pgraph.publication.service_graph",
)
"""What is imported while somebody waits anyway."""

_DERIVED: Final = frozenset(iri("graph", name) for name in ("cube", "scores", "catalogue", "service"))


def beside(home: Path) -> Beside:
    """Return what stands in the built store and is neither imported nor follows from the rest, and an engine of it.

    It is gathered while a worker judges what is submitted, since it does not depend on the verdict; so are the modules
    that will be needed next.
    """
    from r2pgraph import store
    from r2pgraph.submission import inbox

    for name in _NEEDED_NEXT:
        import_module(name)
    stood = store.standing(home, {*_DERIVED, *pipeline.brought(home), inbox.GRAPH})
    return stood, pipeline.in_memory(stood)


def changed(home: Path, entries: Sequence[Entry], gathered: Beside, coming: bytes = b"") -> Graphs:
    """Return what must change in the built store when the last line of ``entries`` counts, by graph."""
    import pyoxigraph as ox

    from r2pgraph import store
    from r2pgraph.submission import inbox
    from r2pgraph.submission.inbox.provenance import graph_of

    stood, engine = gathered
    last = graph_of(entries[-1].state, entries[-1].year)
    shipped = pipeline.shipped_assessments()
    told = inbox.graphs(home, entries, shipped, coming)
    new = {name: data for name, data in ({**shipped, **told}).items() if name in (last, inbox.GRAPH)}
    _refuse_known(home, entries[-1], coming, {*_DERIVED, last})
    engine.clear_graph(ox.NamedNode(last))
    store.fill(engine, new)
    graphs = {name: data for name, data in stood.items() if name != last} | new
    return {last: b"", **new, **pipeline.follow(graphs, engine)}


def _refuse_known(home: Path, entry: Entry, coming: bytes, beside: set[str]) -> None:
    """Raise UnreadableFileError where a submission describes what stands in another graph already."""
    import pyoxigraph as ox

    from r2pgraph import store
    from r2pgraph.graph import own

    names = {quad.subject for quad in ox.parse(coming, format=ox.RdfFormat.N_TRIPLES)}
    with store.open_store(home) as opened:
        for name in sorted(names, key=str):
            for quad in opened.engine.quads_for_pattern(name, None, None, None):
                if getattr(quad.graph_name, "value", "") not in beside:
                    raise own.known_already(entry.file, name)


def exchange(home: Path, entry: Entry, new: Graphs) -> None:
    """Bring the store up to a line of the journal that is written; raises StoreError where it cannot be."""
    from r2pgraph import store

    try:
        if new:
            store.exchange(home, new, pipeline.digest(home))
        else:
            pipeline.build(home)
    except StoreError as error:
        reason = f"It is on record as number {entry.number}, but the store could not follow: {error.reason}"
        raise StoreError(reason, f"{error.remedy} The next command completes it.".strip()) from error

"""Put a built store onto an endpoint so that, whatever happens, either the old graph or the new one stands there.

Each graph that is new or changed goes first to a graph of its own beside the old one, in pieces, and is counted; one
update then moves all of them into place and writes the manifest last. What did not change is not sent.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph

from r2pgraph import __version__
from r2pgraph.errors import R2PGraphError, StoreError
from r2pgraph.store.building import open_store, read_manifest
from r2pgraph.store.remote.calling import Caller
from r2pgraph.store.remote.endpoint import EndpointStore
from r2pgraph.store.remote.manifest import MANIFEST, STAGING, RemoteManifest, again, stated
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from r2pgraph.store.embedded import EmbeddedStore
    from r2pgraph.store.remote.addresses import Addresses

    Tell = Callable[[str, int, int], None]

_PIECE: Final = 8 << 20
"""Bytes of one request; a blank node is another one in each piece, and only small graphs have any."""

_SYSTEM: Final = (
    "http://www.openlinksw.com/", "http://www.w3.org/ns/ldp#", "http://localuriqaserver/", "virtrdf-label",
    "http://www.w3.org/2002/07/owl#", "urn:activitystreams-owl:map", "urn:rules.skos", "urn:virtuoso:",
)  # fmt: skip
"""How graphs begin that Virtuoso makes for itself."""


@dataclass(frozen=True)
class Exchange:
    """What has to be done: graphs to send, graphs that go, the manifest to be and if it is another, and who is told."""

    changed: list[str]
    gone: list[str]
    fresh: RemoteManifest
    is_new: bool
    tell: Tell


@dataclass(frozen=True)
class Loaded:
    """What was put onto an endpoint: how many graphs went there, how many stand, and how many triples went."""

    sent: int
    graphs: int
    triples: int


def load(home: Path, addresses: Addresses, tell: Tell, *, force: bool = False) -> Loaded:
    """Put the store that stands in ``home`` onto an endpoint, and nothing that stands there already.

    Args:
        home: the folder of a built store.
        addresses: where the endpoint is.
        tell: is told of each graph that goes.
        force: send what stands there already, too.

    Raises:
        StoreError: nobody answers, nothing may be written, or not all of it came; the graph there is as before.
    """
    local = read_manifest(home)
    store, engine = recognised(addresses)
    former = stated(store)
    known = former.graphs if former and not force else {}
    changed = [name for name, digest in sorted(local.graphs.items()) if known.get(name) != digest]
    gone = sorted((former.graphs.keys() if former else set()) - local.graphs.keys())
    others = foreign(store, set(local.graphs) | set(gone))
    if others and "virtuoso" in engine.lower():
        place = store.caller.addresses.shown
        remedy = "Give r2pgraph a Virtuoso of its own: that engine follows no path through chosen graphs alone."
        raise StoreError(f"{place} holds another graph too: {others[0]}.", remedy)
    fresh = RemoteManifest(__version__, local.digest, dict(local.graphs), is_alone=not others)
    if not changed and not gone and former == fresh:
        return Loaded(0, len(local.graphs), 0)
    with open_store(home) as opened:
        triples = _exchange(store, opened, Exchange(changed, gone, fresh, former != fresh, tell))
    return Loaded(len(changed), len(local.graphs), triples)


def recognised(addresses: Addresses) -> tuple[EndpointStore, str]:
    """Return the store at an endpoint with every address known, and what its server says it is; raises StoreError."""
    with Caller(addresses).query("ASK {}", "ask", ("application/sparql-results+json", "application/json")) as reply:
        engine = reply.server
    return EndpointStore(addresses.known(engine)), engine


def foreign(store: EndpointStore, ours: set[str]) -> list[str]:
    """Return the graphs at an endpoint that are neither ours nor those that the engine makes for itself."""
    rows = store.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s a ?class } }").rows
    found = {row[0].value for row in rows if row[0]} - ours - {MANIFEST}
    return sorted(name for name in found if not name.startswith((*_SYSTEM, STAGING)))


def _exchange(store: EndpointStore, opened: EmbeddedStore, work: Exchange) -> int:
    """Send what changed, count it, and put it into place; return how many triples went."""
    staged = {name: STAGING + name.removeprefix(BASE) for name in work.changed}
    triples, is_sent = 0, False
    try:
        for done, (name, place) in enumerate(staged.items()):
            work.tell(name.rsplit("/", 1)[-1], done, len(staged))
            triples += _send(store, opened, name, place)
        work.tell("move", len(staged), len(staged))
        is_sent = True
        store.caller.update(_moves(staged, work.gone, work.fresh))
    except BaseException as error:
        if is_sent and work.is_new and stands(store, work.fresh):
            return triples  # the answer was lost on the way, and the update was not
        for place in staged.values():
            with suppress(R2PGraphError):
                store.caller.update(f"DROP SILENT GRAPH <{place}>")
        if isinstance(error, StoreError):
            raise StoreError(error.reason, f"{error.remedy} The graph there is as before.") from error
        raise
    if not stands(store, work.fresh):
        place = store.caller.addresses.shown
        raise StoreError(f"{place} took the graph and does not show it.", again(place))
    return triples


def stands(store: EndpointStore, fresh: RemoteManifest) -> bool:
    """Return whether the manifest at an endpoint is this one; not where nobody answers."""
    try:
        return stated(store) == fresh
    except R2PGraphError:
        return False


def _send(store: EndpointStore, opened: EmbeddedStore, name: str, place: str) -> int:
    """Put one graph beside its old one; raise StoreError where not as many triples stand there as were sent."""
    count = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
    expected = _number(opened.select(count.format(name)).rows)
    beside = False
    with tempfile.TemporaryFile() as file:
        node = pyoxigraph.NamedNode(name)
        opened.engine.dump(output=file, format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=node)
        file.seek(0)
        for piece in _pieces(file):
            store.caller.put(place, piece, beside=beside)
            beside = True
    found = _number(store.select(count.format(place)).rows)
    if found != expected:
        reason = f"{store.caller.addresses.shown} holds {found:,} of {expected:,} triples of {name}."
        raise StoreError(reason, "See whether the engine has room and takes Turtle as it stands.")
    return expected


def _number(rows: object) -> int:
    return int(rows[0][0].value)  # type: ignore[index]


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file in pieces, at least one."""
    piece = file.read(_PIECE) + file.readline()
    while True:
        yield piece
        piece = file.read(_PIECE) + file.readline()
        if not piece:
            return


def _moves(staged: dict[str, str], gone: list[str], fresh: RemoteManifest) -> str:
    """Return the one update that puts everything into place, the manifest last."""
    steps = [f"DROP SILENT GRAPH <{MANIFEST}>"]
    steps += [f"MOVE GRAPH <{place}> TO GRAPH <{name}>" for name, place in staged.items()]
    steps += [f"DROP SILENT GRAPH <{name}>" for name in gone]
    return " ;\n".join([*steps, fresh.update()])

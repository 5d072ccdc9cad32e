"""What the graph on an endpoint says of itself: who put it there, and the fingerprint of each of its graphs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError
from r2pgraph.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from r2pgraph.store.remote.endpoint import EndpointStore

MANIFEST: Final = BASE + "store"
"""The graph that holds it, and the thing that it is about."""

STAGING: Final = BASE + "staging/"
"""Where graphs wait until all of them have come."""

LAYOUT: Final = 1

_ENTITY: Final = PREFIXES["prov"] + "Entity"
_SAYS: Final = PREFIXES["dcterms"] + "description"
_TYPE: Final = PREFIXES["rdf"] + "type"


@dataclass(frozen=True)
class RemoteManifest:
    """What an endpoint's graph says of itself.

    Attributes:
        package: the version of the package that put it there.
        digest: the fingerprint of what it was built from.
        graphs: the SHA-256 of the triples of each graph, as they were given.
        is_alone: whether nothing else was found there.
        layout: the version of this record.
    """

    package: str
    digest: str
    graphs: dict[str, str]
    is_alone: bool = True
    layout: int = LAYOUT

    def update(self) -> str:
        """Return the operation that writes it down."""
        said = json.dumps(asdict(self), sort_keys=True).replace("\\", "\\\\").replace('"', '\\"')
        return f'INSERT DATA {{ GRAPH <{MANIFEST}> {{ <{MANIFEST}> <{_TYPE}> <{_ENTITY}> ; <{_SAYS}> "{said}" }} }}'


def stated(store: EndpointStore) -> RemoteManifest | None:
    """Return what the graph behind ``store`` says of itself, None where it says nothing.

    Raises:
        StoreError: it cannot be understood, or nobody answers.
    """
    rows = store.select(f"SELECT ?said WHERE {{ GRAPH <{MANIFEST}> {{ <{MANIFEST}> <{_SAYS}> ?said }} }}").rows
    if not rows:
        return None
    place = store.caller.addresses.shown
    try:
        (said,) = [row[0] for row in rows if row[0]]
        manifest = RemoteManifest(**json.loads(said.value))
    except (ValueError, TypeError) as error:
        raise StoreError(f"The graph at {place} does not say what it is.", again(place)) from error
    if manifest.layout != LAYOUT:
        raise StoreError(f"The graph at {place} was put there by another version of r2pgraph.", again(place))
    return manifest


def is_union(store: EndpointStore) -> bool:
    """Return whether a query without FROM and GRAPH sees the named graphs."""
    return store.ask(f"ASK {{ <{MANIFEST}> <{_TYPE}> <{_ENTITY}> }}")


def again(place: str) -> str:
    """Return the command that puts the graph there anew."""
    return f"Run `r2pgraph build --store {place}`."

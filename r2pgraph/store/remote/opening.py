"""Open the graph on an endpoint to read it, after it said what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph import __version__
from r2pgraph.errors import StoreError
from r2pgraph.store.remote.endpoint import EndpointStore
from r2pgraph.store.remote.manifest import again, is_union, stated

if TYPE_CHECKING:
    from r2pgraph.store.remote.addresses import Addresses


def open_endpoint(addresses: Addresses) -> EndpointStore:
    """Return the graph at an endpoint; queries see the union of our graphs and nothing else.

    Where the endpoint's default graph is that union already, a query goes as it is; where it is not, or other graphs
    stand there too, each query names our graphs as its dataset.

    Raises:
        StoreError: nobody answers, there is no graph of ours, or another version put it there; says how to mend it.
    """
    store = EndpointStore(addresses)
    manifest, place = stated(store), addresses.shown
    if manifest is None:
        raise StoreError(f"There is no graph of r2pgraph at {place}.", again(place))
    if manifest.package != __version__:
        reason = f"The graph at {place} was built by version {manifest.package}, and this is {__version__}."
        raise StoreError(reason, again(place))
    names = tuple(sorted(manifest.graphs))
    return EndpointStore(addresses, names, store.caller, is_chosen=not (manifest.is_alone and is_union(store)))

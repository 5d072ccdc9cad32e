"""Keep a copy of an endpoint's graph in a folder of its own, and make it anew when the graph there has changed."""

from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import R2PGraphError, StoreError
from r2pgraph.store.building import load
from r2pgraph.store.remote.manifest import again, stated
from r2pgraph.store.remote.mirror import fetched
from r2pgraph.store.remote.opening import open_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.store.remote.addresses import Addresses

LOOKING: Final = 30.0
"""Seconds between two looks at the manifest of the endpoint."""

LEAVING: Final = 2.0
"""Seconds that a copy which is being made at the end may still take; it is of no use then."""


@contextmanager
def replica(addresses: Addresses, looking: float = LOOKING) -> Iterator[Path]:
    """Yield a folder that holds the graph of an endpoint as a built store, and follows it as long as it is used.

    Where the endpoint is down meanwhile, or its graph half there, the copy of before stays.

    Raises:
        StoreError: nobody answers, there is no graph of ours, or it changed while it was fetched.
    """
    with tempfile.TemporaryDirectory(prefix="r2pgraph-", ignore_cleanup_errors=True) as folder:
        home, ended = Path(folder), threading.Event()
        digest = copied(addresses, home)
        following = threading.Thread(target=_follow, args=(addresses, home, digest, ended, looking), daemon=True)
        following.start()
        try:
            yield home
        finally:
            ended.set()
            following.join(LEAVING)


def copied(addresses: Addresses, home: Path) -> str:
    """Put the graph of an endpoint into a folder; return the fingerprint of what it was built from."""
    store = open_endpoint(addresses)
    before = stated(store)
    graphs = fetched(store)
    if before is None or stated(store) != before:
        place = addresses.shown
        raise StoreError(f"The graph at {place} changed while it was fetched.", f"Try again, or: {again(place)}")
    load(home, graphs, before.digest)
    return before.digest


def _follow(addresses: Addresses, home: Path, digest: str, ended: threading.Event, looking: float) -> None:
    while not ended.wait(looking):
        try:
            now = stated(open_endpoint(addresses))
            if now is not None and now.digest != digest:
                digest = copied(addresses, home)
        except R2PGraphError:
            continue  # the copy of before is served until the endpoint is whole again

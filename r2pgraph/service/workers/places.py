"""Name the pages that are worth drawing ahead, one address a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.pages import Site, ahead

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the addresses."""
    del job
    return {"outcome": "answer", "media_type": "text/plain"}, "\n".join(ahead.paths(Site(store))).encode()

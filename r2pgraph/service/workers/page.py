"""Draw a page in a worker: the job names path, parameters and media type, the head says what belongs to the answer."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from r2pgraph.matching import Matcher
from r2pgraph.pages import Site, respond
from r2pgraph.pages.charts.timeline import Event, timeline
from r2pgraph.store.kept import Editions

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the head and the content of the page for ``path``, ``parameters``, ``media_type`` and ``edition``."""
    page = respond(_site(store, job["edition"]), job["path"], job["parameters"], job["media_type"])
    head = {
        "outcome": "page",
        "status": page.status,
        "media_type": page.media_type,
        "links": [(link.relation, link.address, link.media_type) for link in page.links],
        "location": page.location,
        "place": page.place,
    }
    return head, page.content


def warm(store: EmbeddedStore) -> None:
    """Draw a small chart and the front page, and learn all names, so that no reader waits until that is begun."""
    timeline("", (Event("2001", "", ""), Event("2002", "", "")))
    with suppress(Exception):  # a store that has no front page is told of when somebody asks for it
        respond(_site(store, ""), "/", {}, "text/html")
        Matcher.of(store).prepare()


@cache
def _site(store: EmbeddedStore, edition: str) -> Site:
    return Site(store, edition=edition, editions=Editions.beside(store.place) if store.place else None)

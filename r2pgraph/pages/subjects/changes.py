"""What changes from edition to edition: which files of others count, what they replaced, and which graphs there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.pages.views import Asked, View
from r2pgraph.queries import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page."""
    del parameters
    imported = site.records("imported-editions")
    since: dict[str, list[str]] = {}
    for query in catalogue().values():
        since.setdefault(query.since, []).append(query.id)
    return View(
        "changes.html",
        "Changes",
        "What this edition holds, and what it has otherwise than those before it.",
        values={
            "graphs": site.records("graphs"),
            "imported": imported,
            "replaced": [row for row in imported if row["replaces"]],
            "since": sorted(since.items(), reverse=True),
        },
        queries=(Asked("graphs"), Asked("imported-editions")),
    )

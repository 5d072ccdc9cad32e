"""How data of others are linked to ours: the ways in, and the links that lead out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from r2pgraph.matching.entries import KINDS
from r2pgraph.pages.views import Asked, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Record, Site

EXAMPLE: Final = "TLS"
"""The state whose links are shown."""


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page; the sets and their numbers are rows of saved queries."""
    del parameters
    thing = f"state:{EXAMPLE}"
    return View(
        "linking.html",
        "Link your data to ours",
        "How names and codes in your table become names of this graph, and which identifiers of others lead here.",
        values={
            "sets": [_set(list(rows)) for _, rows in groupby(site.records("link-sets"), lambda row: row["linkset"])],
            "example": site.records("links", thing=thing),
            "thing": thing,
            "kinds": [kind.lower() for kind in KINDS],
        },
        queries=(Asked("link-sets"), Asked("links", {"thing": thing})),
    )


def _set(rows: list[Record]) -> Record:
    """Return a set of links, with its number of links by relation."""
    return {**rows[0], "relations": [(row["relation"], row["links"]) for row in rows]}

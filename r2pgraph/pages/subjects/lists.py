"""All things of a kind, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError
from r2pgraph.pages import addresses
from r2pgraph.pages.views import View
from r2pgraph.publication.canonical import natural
from r2pgraph.vocab import BASE, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site

SHOWN: Final = 500
"""How many things one page lists."""

IN_STATEMENTS: Final = {
    "vote": "A vote is one statement of the graph, from a state to a resolution, and each has an address all the same: "
    "that of the resolution and the code of the state, such as /vote/A-RES-75-277-TLS. Roll calls list them.",
}  # fmt: skip
"""Kinds of things that the graph holds as statements, and what is said instead of how many there are."""


def view(site: Site, segment: str, parameters: Mapping[str, str]) -> View:
    """Return the page that lists everything whose IRI begins with ``segment``, `SHOWN` things at a time.

    Raises:
        QueryError: the parameter ``page`` is no number of a part of the list.
    """
    space = f"{BASE}{segment}/"
    names = sorted(site.names(site.things(segment)).items(), key=lambda pair: (natural(pair[1].lower()), pair[0]))
    pages = range(1, -(-len(names) // SHOWN) + 1)
    asked = parameters.get("page", "1")
    if asked not in {"1", *map(str, pages)}:
        raise QueryError(f"page={asked} is no part of this list.", f"It has {len(pages)}.")
    first = (int(asked) - 1) * SHOWN
    return View(
        "list.html",
        f"{segment.capitalize()}: {len(names)} {'kept as things' if segment in IN_STATEMENTS else 'in the graph'}",
        IN_STATEMENTS.get(segment, f"Everything whose IRI begins with {space}."),
        values={"things": [_listed(iri, name, space) for iri, name in names[first : first + SHOWN]],
                "pages": pages, "page": int(asked), "in_statements": segment in IN_STATEMENTS},
    )  # fmt: skip


def _listed(iri: str, name: str, space: str) -> tuple[str, str, str]:
    """Return name, path and key; what nothing names is called by its key."""
    key = iri.removeprefix(space)
    return key if name == compact(iri) else name, addresses.path(iri), key

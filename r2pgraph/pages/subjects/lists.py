"""All things of a kind, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.pages import addresses
from r2pgraph.pages.views import View
from r2pgraph.publication.canonical import natural
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site

_THINGS: Final = 'SELECT DISTINCT ?thing WHERE {{ ?thing a ?class . FILTER (STRSTARTS(STR(?thing), "{space}")) }}'


def view(site: Site, segment: str) -> View:
    """Return the page that lists everything whose IRI begins with ``segment``."""
    space = f"{BASE}{segment}/"
    found = [row[0].value for row in site.store.select(_THINGS.format(space=space)).rows if row[0]]
    names = sorted(site.names(found).items(), key=lambda pair: (natural(pair[1].lower()), pair[0]))
    return View(
        "list.html",
        f"{segment.capitalize()}: {len(names)} in the graph",
        f"Everything whose IRI begins with {space}.",
        values={"things": [(name, addresses.path(iri), iri.removeprefix(space)) for iri, name in names]},
    )

"""What a static site is made of: the address of every page, with the forms in which it is to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.pages import addresses, terminology
from r2pgraph.pages.static_site.places import SEARCH
from r2pgraph.pages.subjects import PLACES
from r2pgraph.queries import catalogue
from r2pgraph.vocab import SEGMENTS

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site


def known(site: Site) -> frozenset[str]:
    """Return every path that has a page, that of the search included."""
    return frozenset((*paths(site), SEARCH))


def paths(site: Site) -> list[str]:
    """Return the path of every page but the parts of lists, which the lists themselves name; those of things last."""
    places = [f"/{place}" for place in PLACES]
    lists = [f"/{segment}" for segment in sorted(SEGMENTS)]
    ontology = [addresses.path(iri) for iri in terminology.documents(site)]
    queries = [f"/query/{query}" for query in catalogue()]
    things = [addresses.path(iri) for segment in sorted(SEGMENTS) for iri in site.things(segment)]
    return list(dict.fromkeys((*places, *lists, *sorted(ontology), *queries, *things)))

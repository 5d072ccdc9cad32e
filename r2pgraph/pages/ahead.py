"""Which pages are looked at most, and so are worth drawing before anybody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.pages import addresses
from r2pgraph.pages.subjects import PLACES

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site

_SEGMENTS: Final = ("assessment", "indicator", "rating", "state", "treaty")


def paths(site: Site) -> list[str]:
    """Return the addresses of the pages that lead to others, then of those that take longest to draw."""
    things = (iri for segment in _SEGMENTS for iri in site.things(segment))
    return [*(f"/{place}" for place in PLACES), *map(addresses.path, things)]

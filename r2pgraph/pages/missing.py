"""What to say about an address where nothing stands: where it went, or what is near it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import R2PGraphError, UnknownNameError
from r2pgraph.pages import addresses
from r2pgraph.queries.names import plain
from r2pgraph.vocab import BASE, SEGMENTS

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site

_NEAR: Final = 5


class MovedError(R2PGraphError):
    """What is looked for stands at another address."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def error(site: Site, path: str) -> R2PGraphError:
    """Return what to raise: MovedError for another spelling of one thing's address, else UnknownNameError.

    The candidates of the latter are paths.
    """
    segment, _, rest = path.strip("/").partition("/")
    stem, _, ending = rest.rpartition(".")
    key, form = (stem, ending) if ending in addresses.FORMS else (rest, "")
    if segment.lower() not in SEGMENTS:
        near = get_close_matches(segment.lower(), SEGMENTS, _NEAR)
        return UnknownNameError("page", path, tuple(f"/{each}" for each in near))
    names = _names(site, segment.lower())
    meant = {path for name, path in names if name == _spelling(key)}
    if len(meant) == 1:
        return MovedError(meant.pop() + (f".{form}" if form else ""))
    return UnknownNameError(segment.lower(), key, tuple(sorted(meant)) or _near(_spelling(key), names))


def _names(site: Site, segment: str) -> list[tuple[str, str]]:
    """Return each name of the things of a segment, as `_spelling` makes it, with the path of the thing."""
    space = f"{BASE}{segment}/"
    found = site.things(segment)
    names = site.names(found)
    return [(_spelling(name), addresses.path(iri)) for iri in found for name in (iri.removeprefix(space), names[iri])]


def _spelling(name: str) -> str:
    """Return a name as people compare it, with whatever stands between its words made one."""
    return plain(re.sub(r"[\W_]+", " ", name))


def _near(name: str, names: list[tuple[str, str]]) -> tuple[str, ...]:
    known = dict(names)
    return tuple(dict.fromkeys(known[each] for each in get_close_matches(name, known, _NEAR)))

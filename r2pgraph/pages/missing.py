"""What to say about an address where nothing stands: where it went, or what is near it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import R2PGraphError, UnknownNameError
from r2pgraph.matching import KINDS, Matcher
from r2pgraph.matching.matcher import EXACT
from r2pgraph.pages import addresses
from r2pgraph.queries.names import plain
from r2pgraph.vocab import BASE, SEGMENTS

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site

_NEAR: Final = 5
_KINDS: Final = {kind.lower(): kind for kind in KINDS}
"""The classes whose things are found by all of their names and codes, by segment."""


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
    segment, places = segment.lower(), sorted({*SEGMENTS, *(door.strip("/") for _, door in site.doors)})
    if segment not in SEGMENTS:
        alike = get_close_matches(segment, places, _NEAR)
        return UnknownNameError("page", path, tuple(f"/{each}" for each in alike))
    names = _names(site, segment)
    meant = {path for name, path in names if name == _spelling(key)} or _numbered(site, segment, key)
    near: tuple[str, ...] = ()
    if not meant and (kind := _KINDS.get(segment)):
        meant, near = _matched(site, kind, key)
    if len(meant) == 1:
        return MovedError(meant.pop() + (f".{form}" if form else ""))
    return UnknownNameError(segment, key, tuple(sorted(meant)) or near or _near(_spelling(key), names))


def _matched(site: Site, kind: str, name: str) -> tuple[set[str], tuple[str, ...]]:
    """Return what a former, short or translated name or a code is to the letter, and what it begins or is like."""
    matcher = Matcher.of(site.store)
    found = matcher.match(name, (kind,), _NEAR)
    begun = [] if any(each.is_match for each in found) else list(islice(matcher.begin(name, (kind,)), _NEAR))
    near = dict.fromkeys(addresses.path(entry.iri) for entry in (*begun, *(each.entry for each in found)))
    return {addresses.path(each.entry.iri) for each in found if each.score == EXACT}, tuple(near)[:_NEAR]


def _numbered(site: Site, segment: str, key: str) -> set[str]:
    """Return the rating that is meant by the number of its indicator, as ``TLS-2023-8``."""
    assessment, _, number = key.rpartition("-")
    if segment != "rating" or not number.isdecimal():
        return set()
    indicators, _ = _matched(site, "Indicator", number)
    meant = {f"/rating/{assessment}-{each.rpartition('/')[2]}" for each in indicators}
    return meant & {addresses.path(iri) for iri in site.things(segment)}


def _names(site: Site, segment: str) -> list[tuple[str, str]]:
    """Return each name of the things of a segment, as `_spelling` makes it, with the path of the thing.

    Those of a kind that a matcher knows are not asked for again.
    """
    space = f"{BASE}{segment}/"
    if kind := _KINDS.get(segment):
        named = {each.iri: each.name for each in Matcher.of(site.store).entries if each.kind == kind}
    else:
        named = site.names(site.things(segment))
    return [(_spelling(name), addresses.path(iri)) for iri in named for name in (iri.removeprefix(space), named[iri])]


def _spelling(name: str) -> str:
    """Return a name as people compare it, with whatever stands between its words made one."""
    return plain(re.sub(r"[\W_]+", " ", name))


def _near(name: str, names: list[tuple[str, str]]) -> tuple[str, ...]:
    known = dict(names)
    return tuple(dict.fromkeys(known[each] for each in get_close_matches(name, known, _NEAR)))

"""Make every link of a page lead to a file, so that it works below any address and on a disk."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from r2pgraph.pages.static_site import places
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Collection

    from r2pgraph.pages.addresses import Address

_LINK: Final = re.compile(r'(\s(?:href|src|action)=")((?:/(?!/)|\?)[^"]*)(")')


class Relinked(NamedTuple):
    """A page whose links lead to files.

    Attributes:
        page: the HTML document.
        parts: addresses with parameters that it leads to, each of which is a file too.
        lost: links to what has no file; they name its IRI instead.
    """

    page: str
    parts: frozenset[tuple[str, tuple[tuple[str, str], ...]]]
    lost: frozenset[str]


def relink(page: str, address: Address, known: Collection[str], *, anywhere: bool = False) -> Relinked:
    """Return a page in which every link to an address of ours leads to its file.

    Args:
        page: an HTML document whose links to us begin with one slash or a question mark.
        address: where it stands.
        known: the paths that have a file, each without its form.
        anywhere: whether the page is shown at whatever address, so that its links begin at the top of the host.
    """
    here = places.file(address.stem, address.parameters)
    parts: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    lost: set[str] = set()

    def led(found: re.Match[str]) -> str:
        link = unescape(found[2])
        place = _file(link)
        if place is None:
            lost.add(link)
            return f"{found[1]}{escape(BASE + link.removeprefix('/'))}{found[3]}"
        return f"{found[1]}{escape(f'/{place}' if anywhere else _relative(place, here))}{found[3]}"

    def _file(link: str) -> str | None:
        split = urlsplit(link)
        after = f"#{split.fragment}" if split.fragment else ""
        if split.path.startswith(("/static/", "/data/")):
            return link.removeprefix("/")
        target = places.target(link, address)
        if target is None or target.stem not in known:
            return None
        if places.is_asked(target):
            return places.file(target.path) + (f"?{split.query}" if split.query else "") + after
        try:
            place = places.file(target.path, target.parameters)
        except ValueError:
            return None
        if target.parameters:
            parts.add((target.stem, tuple(target.parameters.items())))
        return place + after

    return Relinked(_LINK.sub(led, page), frozenset(parts), frozenset(lost))


def _relative(place: str, here: str) -> str:
    """Return a place with what stands behind it as the file ``here`` names it; a fragment of its own stays one."""
    path, mark, behind = re.fullmatch(r"([^?#]*)([?#]?)(.*)", place, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"#{behind}" if path == here and mark == "#" else f"{places.relative(path, here)}{mark}{behind}"

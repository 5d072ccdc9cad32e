"""Which file stands for which address, and how one file names another."""

from __future__ import annotations

import re
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from r2pgraph.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.addresses import Address

SEARCH: Final = "/search"
"""The path of the page that finds things by name; it is a file of static sites alone."""

FRONT: Final = "index"
"""How every host calls the file of a folder itself; the list of indices has that name too, and stands in its folder."""

_SAFE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ASKED: Final = re.compile(r"/(?:editor|search|query/[^/]+)")
"""Paths whose page reads what stands behind the question mark in the browser."""

_FIRST: Final = ("page", "1")
"""What the first part of a list is asked with; it is the list itself."""

_VOTE: Final = re.compile(r"/vote/(.+)-[A-Z]{3}(?:\.\w+)?")


def file(path: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return the file of an address, such as ``state/TLS.html``; that of a page with parameters names them.

    Raises:
        ValueError: the address cannot be a file.
    """
    address = addresses.read(path)
    if address is None or not all(map(_SAFE.fullmatch, (part for pair in (parameters or {}).items() for part in pair))):
        raise ValueError(path)
    told = "".join(f"--{name}-{value}" for name, value in (parameters or {}).items())
    stem, form = address.stem.removeprefix("/"), address.form or "html"
    if stem == FRONT and form == "html":
        stem = f"{FRONT}/{FRONT}"
    return f"{stem or FRONT}{told}.{form}"


def target(link: str, page: Address) -> Address | None:
    """Return the address that a link of a page leads to, None where a file cannot stand for it.

    A vote is one line of the roll call on the page of its resolution, so a link to one leads there.
    """
    split = urlsplit(link)
    path = split.path or page.stem
    if voted := _VOTE.fullmatch(path):
        path = f"/resolution/{voted[1]}"
    found = addresses.read(path)
    if found is None or is_asked(found):
        return found
    told = ((name, value) for name, value in parse_qsl(split.query) if value and (name, value) != _FIRST)
    return found._replace(parameters=dict(told))


def is_asked(address: Address) -> bool:
    """Say whether the page of an address reads its parameters in the browser."""
    return _ASKED.fullmatch(address.stem) is not None


def relative(place: str, here: str) -> str:
    """Return how the file ``here`` names the file ``place``; both from the top of the site."""
    return relpath(place, dirname(here) or ".")

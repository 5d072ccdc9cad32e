"""What a host of files needs beside the files: the page for what is absent, and its rules in four spellings."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from r2pgraph.pages.addresses import Address
from r2pgraph.pages.drawing import html
from r2pgraph.pages.site import POLICY
from r2pgraph.pages.static_site import documents, places
from r2pgraph.pages.static_site.relinking import relink
from r2pgraph.pages.views import View

if TYPE_CHECKING:
    from r2pgraph.pages.site import Site

RULES: Final = {".htaccess": "apache.conf", "nginx.conf": "nginx.conf", "_redirects": "redirects.txt",
                "_headers": "headers.txt"}  # fmt: skip
"""The files that hosts read, with the names under which they stand in this package."""

ABSENT: Final = "404.html"
"""The page that a host shows where nothing stands; it is shown at any address, so its links begin at the top."""


def pages(site: Site) -> dict[str, bytes]:
    """Return the pages that static sites alone have, by their file."""
    known = documents.known(site)
    search = View("search.html", "Find", "Everything that has a name here, found in your browser.")
    absent = View("absent.html", "Nothing stands at this address", "It was mistyped, or never was.")
    found = ((places.file(places.SEARCH), search, "search", False), (ABSENT, absent, "", True))
    return {
        name: relink(html(site, view, address, ()).decode(), address, known, anywhere=anywhere).page.encode()
        for name, view, address, anywhere in (
            (name, view, Address(to, ""), anywhere) for name, view, to, anywhere in found
        )
    }


def rules() -> dict[str, bytes]:
    """Return the rules of hosts by the name of their file."""
    folder = files("r2pgraph.pages.static_site") / "hosts"
    return {name: folder.joinpath(kept).read_text(encoding="utf-8").replace("{policy}", POLICY).encode()
            for name, kept in RULES.items()}  # fmt: skip

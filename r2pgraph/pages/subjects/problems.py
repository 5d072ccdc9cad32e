"""The page that says why there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from r2pgraph.errors import UnknownNameError
from r2pgraph.pages.titles import TITLES
from r2pgraph.pages.views import View
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from r2pgraph.errors import QueryError
    from r2pgraph.pages.site import Site


def view(site: Site, error: UnknownNameError | QueryError) -> View:
    """Return what is said instead of a page."""
    unknown = isinstance(error, UnknownNameError)
    near = error.candidates if isinstance(error, UnknownNameError) else ()
    kind = "unknown-page" if unknown else "query"
    said = f"There is no {error.kind} {error.value!r}." if isinstance(error, UnknownNameError) else str(error)
    doors = {path: name for name, path in site.doors}
    names = [doors.get(path) or _name(site, path.strip("/")) for path in near]
    values = {"near": list(zip(near, names, strict=True)), "kind": kind}
    return View("problem.html", TITLES[kind], said, values=values)


def _name(site: Site, place: str) -> str:
    """Return what the thing of a path is called, or in words what stands below it."""
    return site.name(BASE + place) if re.search("[/#]", place) else place.capitalize()

"""The front page: a question, its answer, and the doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.pages.views import Asked, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the front page."""
    del parameters
    return View(
        "front.html",
        "The Responsibility to Protect in the Asia-Pacific, as linked data",
        "Ratings of how states protect their people, each with the facts and footnotes behind it.",
        values={"assessments": site.records("assessments")},
        queries=(Asked("assessments"),),
    )

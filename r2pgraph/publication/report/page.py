"""Draw a report as one HTML file that needs nothing else: no script, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.publication.report.drawing import templates, values
from r2pgraph.publication.report.legible import legible

if TYPE_CHECKING:
    from r2pgraph.publication.report.contents import Report


class Anchors:
    """Remember which anchors a page already has, since an id may stand only once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def add(self, anchor: str) -> bool:
        """Take an anchor; tell whether it was free."""
        free = anchor not in self._taken
        self._taken.add(anchor)
        return free

    def has(self, anchor: str) -> bool:
        """Tell whether an anchor is taken."""
        return anchor in self._taken


def html(report: Report) -> str:
    """Return the report as an HTML document."""
    return templates().get_template("report.html").render(values(legible(report)), anchors=Anchors())

"""Draw a report as one HTML file that needs nothing else: no script, no request."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from r2pgraph.publication.report import remarks, words
from r2pgraph.publication.report.links import link

if TYPE_CHECKING:
    from decimal import Decimal

    from jinja2 import Environment

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


@cache
def templates() -> Environment:
    """Return the templates: HTML is escaped, and a name that is not there is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("r2pgraph.publication"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(link=link, fixed=words.fixed, number=words.number, signed=words.signed, plain=_plain)
    return environment


def html(report: Report) -> str:
    """Return the report as an HTML document."""
    return (
        templates()
        .get_template("report.html")
        .render(
            report=report,
            anchors=Anchors(),
            citation=remarks.citation(report),
            doubts=remarks.doubts(report),
            drawing=remarks.drawing(report),
            groups=remarks.groups(report),
            method=remarks.method(report),
            restored=any(rating.title_origin != "printed" for rating in report.ratings),
            unknown_formula=remarks.UNKNOWN_FORMULA,
            verdict=remarks.verdict,
            votes_in_words=remarks.votes_in_words(report),
        )
    )


def _plain(value: Decimal) -> str:
    """Return a number as CSS writes it."""
    return f"{value:.2f}"

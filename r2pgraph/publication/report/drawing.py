"""What every form of a report with a template is drawn with: the templates, and the values that fill them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from r2pgraph.publication.report import remarks, words
from r2pgraph.publication.report.links import link
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from decimal import Decimal

    from jinja2 import Environment

    from r2pgraph.publication.report.contents import Report


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
    environment.filters.update(
        compact=compact, link=link, fixed=words.fixed, number=words.number, signed=words.signed, plain=_plain
    )
    return environment


def values(report: Report) -> dict[str, Any]:
    """Return the report and the sentences that follow from it, by the names that the templates know."""
    return {
        "report": report,
        "about_audit": remarks.AUDIT,
        "areas_in_words": remarks.areas_in_words(report),
        "citation": remarks.citation(report),
        "doubts": remarks.doubts(report),
        "drawing": remarks.drawing(report),
        "groups": remarks.groups(report),
        "licence": remarks.licence(report),
        "method": remarks.method(report),
        "restored": any(rating.title_origin != "printed" for rating in report.ratings),
        "stated": remarks.stated(report),
        "unknown_formula": remarks.unknown_formula(report),
        "verdict": remarks.verdict,
        "votes_in_words": remarks.votes_in_words(report),
    }


def _plain(value: Decimal) -> str:
    """Return a number as CSS writes it."""
    return f"{value:.2f}"

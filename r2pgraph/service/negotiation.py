"""Which format a client gets: the one it prefers among those that its kind of answer has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS: Final = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
"""Formats of rows and of yes or no by media type; the first is given where a client has no wish."""

TRIPLES: Final = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "text/plain": "N_TRIPLES",
    "application/json": "JSON_LD",
    "application/xml": "RDF_XML",
    "text/xml": "RDF_XML",
}
"""Formats of graphs by media type; the first is given where a client has no wish."""

PAGE: Final = {"text/html": "HTML"}
"""The format of rows and graphs for a browser: it comes after the others where a client has no wish."""

_QUALITY: Final = re.compile(r"0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?")


class Range(NamedTuple):
    """One media range of an Accept header and how much it is wished."""

    main: str
    sub: str
    quality: float

    def covers(self, media_type: str) -> int:
        """Return how exactly the range names a media type: 3 wholly, 2 by main type, 1 as anything, 0 not."""
        main, _, sub = media_type.partition("/")
        if self.main == "*":
            return 1
        if self.main != main:
            return 0
        return 2 if self.sub == "*" else 3 * (self.sub == sub)


def choose(accept: str, offers: Mapping[str, str]) -> str | None:
    """Return the offered media type that ``accept`` wishes most, the first of equals, or None where none will do.

    A range that is malformed counts for nothing; no header at all accepts anything. A star alone and a weight without
    a digit before its point are read, for the Java platform sends them.
    """
    ranges = _ranges(accept) if accept.strip() else [Range("*", "*", 1.0)]
    wishes = {offer: _quality(offer, ranges) for offer in offers}
    best = max(wishes.values())
    return next(offer for offer, wish in wishes.items() if wish == best) if best > 0 else None


def _quality(offer: str, ranges: list[Range]) -> float:
    """Return the quality that the most exact range gives to an offer."""
    covering = [(exact, each.quality) for each in ranges if (exact := each.covers(offer))]
    return max(covering, default=(0, 0.0))[1]


def _ranges(accept: str) -> list[Range]:
    found = []
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        main, slash, sub = ("*/*" if media_range == "*" else media_range).partition("/")
        qualities = [value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"]
        quality = qualities[0] if qualities else "1"
        if slash and main and sub and (main != "*" or sub == "*") and _QUALITY.fullmatch(quality):
            found.append(Range(main, sub, float(quality)))
    return found

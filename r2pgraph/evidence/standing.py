"""Say of a state and a year what a reader must know first: which state is meant, and whether the year is one of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from r2pgraph.queries.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from r2pgraph.store import Store

_NOTE: Final = """
SELECT ?note WHERE {
  <%s> a <https://w3id.org/r2pgraph/ontology#HistoricState> ; <http://www.w3.org/2004/02/skos/core#editorialNote> ?note
} ORDER BY ?note"""

_OTHER: Final = ("state:", "http:", "https:", "<")
"""How a name begins that is none but an IRI."""

Span = tuple[str, str]
"""From when to when a state was a member of the United Nations, as dates; empty where there is no date."""


def asked_for(asked: str, label: str, codes: Iterable[str]) -> Iterator[str]:
    """Yield which state is meant where it was asked for by a name other than its own: ``SUN``."""
    own = {plain(each) for each in (label, *codes)}
    if not asked.startswith(_OTHER) and plain(asked) not in own:
        yield f"{asked.strip()!r} stands for {label} ({next(iter(codes))}) here."


def of_the_year(year: str, today: str = "") -> Iterator[str]:
    """Yield that a year is not over or has not begun, by today or the day that is given.

    Raises:
        ValueError: the year is no number.
    """
    now = int((today or datetime.now(tz=UTC).date().isoformat())[:4])
    if int(year) > now:
        yield f"{year} is in the future: what follows counts what is on record today, and nothing of that year is."
    elif int(year) == now:
        yield f"{year} is not over: what follows counts what is on record of it so far."


def of_the_state(store: Store, iri: str, label: str, year: str, memberships: Iterable[Span]) -> Iterator[str]:
    """Yield that a state was not or no longer a member of the United Nations in a year, and what is known of its end.

    Of a state without any membership on record nothing is said.

    Raises:
        ValueError: the year is no number.
    """
    spans = sorted(memberships)
    if any(_holds(span, int(year)) for span in spans) or not spans:
        return
    later = [start for start, _ in spans if int(start[:4] or 0) > int(year)]
    if len(later) == len(spans):
        yield f"{label} became a member of the United Nations on {min(later)}, after the end of {year}."
        return
    ended = max(end for _, end in spans if end)
    notes = [note.value for (note,) in store.select(_NOTE % iri).rows if note]
    said = f"{label} was a member of the United Nations until {ended}, and not in {year}."
    yield " ".join([said, *_sentences(notes)])


def _holds(span: Span, year: int) -> bool:
    start, end = (int(date[:4] or 0) for date in span)
    return start <= year and (not end or year <= end)


def _sentences(notes: Iterable[str]) -> Iterator[str]:
    return (f"{note.rstrip('.')}." for note in notes)

"""Gather what ratings rest on: evidence, footnotes, errata."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report import words
from r2pgraph.publication.report.asking import distinct, grouped
from r2pgraph.publication.report.contents import Erratum, Evidence, Footnote, Known, Mark, Reference
from r2pgraph.vocab import BASE, R2P, iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.publication.report.asking import Asker, Record

_KINDS: Final = {
    R2P + "Finding": "finding",
    R2P + "AbsenceOfEvidence": "absence",
    R2P + "AbsenceOfSource": "unsourced",
    R2P + "Inference": "inference",
}
_ORDER: Final = tuple(_KINDS.values())
_DEGREES: Final = {"probable": "probably", "possible": "possibly"}
_YEAR: Final = "year"
_ASSESSMENT: Final = f"{BASE}assessment/"
_OWN_READING: Final = iri("source", "r2pgraph-reconstruction")
_CITATION: Final = re.compile(re.escape(f"{BASE}citation/") + r"[A-Za-z0-9-]+-([0-9]+)[a-z]?")

Evidences = dict[str, list[Evidence]]


def evidence(asker: Asker, row_of: Mapping[str, int]) -> tuple[Evidences, dict[str, int]]:
    """Return the evidence of each rating by its IRI, and the row of each piece of evidence by its own.

    Args:
        asker: the assessment.
        row_of: the indicator's number of each rating.
    """
    parts = {
        number: frozenset(distinct(records, "part"))
        for number, records in grouped(asker.of("citations"), "footnote").items()
    }
    of_rating: Evidences = defaultdict(list)
    rows: dict[str, int] = {}
    for (rating, name), records in grouped(
        asker.of("evidence-of-rating", indicator="any"), "rating", "evidence"
    ).items():
        rows[name] = row_of[rating]
        of_rating[rating].append(_piece(records, parts, row_of))
    for pieces in of_rating.values():
        pieces.sort(key=_place)
    return dict(of_rating), rows


def _piece(records: list[Record], parts: Mapping[int, frozenset[str]], row_of: Mapping[str, int]) -> Evidence:
    first = records[0]
    inferred = {row_of[rating] for rating in distinct(records, "inferredFrom") if rating in row_of}
    return Evidence(
        kind=_KINDS[first["kind"]],
        text=first["says"] or "",
        value=_value(first),
        confidence=_confidence(first),
        marks=cited(records, parts),
        rows=tuple(sorted(inferred)),
        by_report=(first["attributedTo"] or _ASSESSMENT).startswith(_ASSESSMENT),
    )


def _confidence(record: Record) -> str:
    """Return how sure a piece is; what is only probable of a finding with a footnote is that the note bears it."""
    degree = words.spoken(record["confidence"] or "").lower()
    if _KINDS[record["kind"]] != "finding" or not degree:
        return degree
    if not record["footnote"]:
        return degree
    return f"{_DEGREES[degree]} from this footnote" if degree in _DEGREES else ""


def _value(record: Record) -> str:
    """Return a finding's figure with its unit and date, such as ``186 of 194 recommendations, January 2022``."""
    if record["value"] is None:
        return ""
    figure = words.number(record["value"], 6)
    if record["precision"]:
        figure = f"{words.spoken(record['precision']).lower()} {figure}"
    if record["outOf"] is not None:
        figure += f" of {words.number(record['outOf'], 6)}"
    if record["unit"] and words.key(record["unit"]) != _YEAR:
        figure += f" {words.spoken(record['unit']).lower()}"
    date = words.date(str(record["asOf"])) if record["asOf"] else ""
    return f"{figure}, {date}" if date and date != figure else figure


def cited(records: list[Record], parts: Mapping[int, frozenset[str]]) -> tuple[Mark, ...]:
    """Return the footnotes that a finding cites: the number alone where all its parts are cited.

    Args:
        records: the rows of one finding, each with ``footnote`` and ``part``.
        parts: all the parts of each footnote.
    """
    marks: list[Mark] = []
    for number, group in sorted(grouped(records, "footnote").items(), key=lambda item: item[0] or 0):
        if number is None:
            continue
        own = distinct(group, "part")
        whole = not own or parts.get(number, frozenset()) <= set(own)
        marks += [Mark(number)] if whole else [Mark(number, part) for part in sorted(own)]
    return tuple(marks)


def _place(piece: Evidence) -> tuple[int, int, int]:
    """Sort by kind, then by the first footnote; findings without one come last."""
    number = piece.marks[0].number if piece.marks else 0
    return _ORDER.index(piece.kind), not piece.marks, number


def footnotes(asker: Asker) -> tuple[Footnote, ...]:
    """Return the notes in the order of their printed numbers."""
    interests = {record["source"]: record["interest"] for record in asker.of("interested-sources")}
    return tuple(
        Footnote(
            number=number,
            references=tuple(
                _reference(group[0], interests.get(group[0]["source"], ""))
                for group in grouped(records, "part").values()
            ),
            rows=tuple(sorted(distinct(records, "number"))),
        )
        for number, records in sorted(grouped(asker.of("citations"), "footnote").items())
    )


def _reference(record: Record, interest: str) -> Reference:
    return Reference(
        part=record["part"] or "",
        publisher=record["publisher"] or "",
        creator=record.get("creator") or "",
        title=record["title"] or words.key(record["source"]),
        date=words.date(str(record["issued"])) if record["issued"] else "n.d.",
        locator=record["locator"] or "",
        url=record["url"] or "",
        printed_url=record["printedUrl"] or "",
        interest=interest,
        marker_printed=record["markerPrinted"] is not False,
        source=record["source"],
    )


def errata(asker: Asker, row_of: Mapping[str, int]) -> tuple[Erratum, ...]:
    """Return the errata in the order of their codes.

    Args:
        asker: the assessment.
        row_of: the row of every rating, indicator and piece of evidence.
    """
    links = grouped(asker.of("errata-links"), "code", "link")
    return tuple(
        _erratum(
            record,
            distinct(links.get((record["code"], R2P + "concerns"), ()), "thing"),
            tuple(map(_known, links.get((record["code"], R2P + "knownFrom"), ()))),
            row_of,
        )
        for record in asker.of("errata")
    )


def _known(record: Record) -> Known:
    if record["thing"] == _OWN_READING:
        return Known("our own reading of the text")
    return Known(record["title"] or words.spoken(record["thing"]), record["url"] or "")


def _erratum(
    record: Record, concerns: tuple[str, ...], known_from: tuple[Known, ...], row_of: Mapping[str, int]
) -> Erratum:
    notes = {int(found[1]) for thing in concerns if (found := _CITATION.fullmatch(thing))}
    return Erratum(
        code=record["code"],
        fault=words.spoken(record["fault"]) if record["fault"] else "",
        printed=record["printed"] or "",
        corrected=record["corrected"] or "",
        reasoning=record["reasoning"] or "",
        confidence=words.spoken(record["confidence"]) if record["confidence"] else "",
        known_from=known_from,
        rows=tuple(sorted({row_of[thing] for thing in concerns if thing in row_of})),
        notes=tuple(sorted(notes)),
    )

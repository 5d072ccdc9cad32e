"""Write a report as a Word document, in the form in which such assessments are published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report.legible import legible
from r2pgraph.publication.report.word import appendices, chapters
from r2pgraph.publication.report.word.elements import Bookmarks, inward, paragraph, runs
from r2pgraph.publication.report.word.footnotes import Footnotes
from r2pgraph.publication.report.word.skeleton import blank, saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Report

_CHAPTERS: Final = (
    chapters.opening, chapters.score, chapters.ratings, appendices.resolutions, appendices.doubts,
    appendices.errata, appendices.audit, appendices.method,
)  # fmt: skip


@dataclass
class Paper:
    """What every chapter writes on: the report, its document, its notes and its bookmarks."""

    report: Report
    document: Document
    notes: Footnotes
    bookmarks: Bookmarks
    _errata: dict[str, int] = field(default_factory=dict)

    def heading(self, text: str, level: int = 1) -> Element:
        """Return a heading, which Word lists in its navigation."""
        return paragraph(text, style=f"Heading{level}")

    def rows(self, numbers: Sequence[int]) -> list[Element]:
        """Return `` [3, 32]``, each number a link to its row."""
        found = [part for number in numbers for part in (inward(f"row{number}", str(number)), *runs(", "))][:-1]
        return [*runs(" ["), *found, *runs("]")] if found else []

    def erratum(self, code: str) -> int:
        """Return a number for an erratum that can stand in the name of a bookmark, whatever its code is."""
        return self._errata.setdefault(code, len(self._errata) + 1)


def word(report: Report) -> bytes:
    """Return the report as the bytes of a Word document; the same report gives the same bytes."""
    report = legible(report)
    document, bookmarks = blank(report.head), Bookmarks()
    paper = Paper(report, document, Footnotes(document, report, bookmarks), bookmarks)
    body = document.element.body
    for chapter in _CHAPTERS:
        for element in chapter(paper):
            body.insert_element_before(element, "w:sectPr")
    return saved(document)

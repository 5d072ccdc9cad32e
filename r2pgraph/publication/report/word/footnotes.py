"""True footnotes: a part of their own, a reference where a note is first cited, a cross reference where it is again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap

from r2pgraph.publication.report.word.elements import el, field, inward, paragraph, reference, run, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Footnote, Mark, Report
    from r2pgraph.publication.report.word.elements import Bookmarks

_RAISED: Final = "FootnoteReference"
_LOST_MARKER: Final = " The marker is lost in the text that we read; placed by subject and order."


class Footnotes:
    """The footnotes of one document.

    A note has the number that the report prints. Where the order in which the rows cite the notes gives these very
    numbers, Word counts them itself, so that an analyst can add a note between two of them; else each carries its
    printed number as its own mark. A note that is cited again is referred to (``NOTEREF``), never written twice.
    """

    def __init__(self, document: Document, report: Report, bookmarks: Bookmarks) -> None:
        self._notes = {note.number: note for note in report.footnotes}
        self._order = _cited(report, self._notes)
        self._counted = self._order == list(range(1, len(self._order) + 1))
        self._bookmarks = bookmarks
        self._written: set[int] = set()
        self._root = OxmlElement("w:footnotes", nsdecls={prefix: nsmap[prefix] for prefix in ("w", "r")})
        self._root.extend([_ruled("separator", "-1"), _ruled("continuationSeparator", "0")])
        self.part = XmlPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._root, document.part.package
        )
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)

    @property
    def uncited(self) -> list[Footnote]:
        """Return the notes that no row cites."""
        return [note for number, note in self._notes.items() if number not in self._order]

    def marks(self, marks: Sequence[Mark]) -> list[Element]:
        """Return the references of one piece of evidence, raised, with commas between."""
        found: list[Element] = []
        for place, mark in enumerate(marks):
            if place:
                found.append(run(", ", style=_RAISED))
            found += self._mark(mark.number)
            if mark.part:
                found.append(run(mark.part, style=_RAISED))
        return found

    def described(self, note: Footnote) -> list[Element]:
        """Return the words of a note."""
        return _words(self.part, note)

    def _mark(self, number: int) -> list[Element]:
        note = self._notes.get(number)
        if note is None:
            return [run(str(number), style=_RAISED)]
        bookmark = f"_RefNote{number}"
        if number in self._written:
            if self._counted:
                return field(f"NOTEREF {bookmark} \\f \\h", str(number), _RAISED)
            return [inward(bookmark, str(number), _RAISED)]
        self._written.add(number)
        self._root.append(self._footnote(note))
        return self._bookmarks.around(bookmark, self._reference(number))

    def _reference(self, number: int) -> Element:
        raised = el("rPr", el("rStyle", val=_RAISED))
        if self._counted:
            return el("r", raised, el("footnoteReference", id=str(number)))
        return el("r", raised, el("footnoteReference", customMarkFollows="1", id=str(number)), el("t", str(number)))

    def _footnote(self, note: Footnote) -> Element:
        raised = el("rPr", el("rStyle", val=_RAISED))
        own = el("footnoteRef") if self._counted else el("t", str(note.number))
        words = paragraph(el("r", raised, own), " ", _words(self.part, note), style="FootnoteText")
        return el("footnote", words, id=str(note.number))


def _cited(report: Report, notes: dict[int, Footnote]) -> list[int]:
    """Return the numbers of the notes in the order in which the rows cite them, each once."""
    cited = (mark.number for rating in report.ratings for piece in rating.evidence for mark in piece.marks)
    return list(dict.fromkeys(number for number in cited if number in notes))


def _words(part: XmlPart, note: Footnote) -> list[Element]:
    found: list[Element] = []
    for place, cited in enumerate(note.references):
        found += [*(runs(" ") if place else ()), *reference(part, cited)]
    return found if note.marker_printed else [*found, *runs(_LOST_MARKER)]


def _ruled(kind: str, number: str) -> Element:
    """Return one of the two lines that Word draws above footnotes."""
    spacing = el("pPr", el("spacing", after="0", line="240", lineRule="auto"))
    return el("footnote", el("p", spacing, el("r", el(kind))), type=kind, id=number)

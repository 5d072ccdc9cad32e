"""What a Word document is before anything stands in it: page, properties, footer; and how it is saved."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm

from r2pgraph.publication.report.word.elements import el, field, run
from r2pgraph.publication.report.word.styles import LANGUAGE, dress
from r2pgraph.publication.report.word.tables import TWIPS

if TYPE_CHECKING:
    from docx.document import Document

    from r2pgraph.publication.report.contents import Head

_NOT_OURS: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)  # fmt: skip
"""What the library's blank document brings along that says nothing of ours."""

_AFTER_NOTES: Final = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LONGEST: Final = 255
"""How many letters a property of a document may have."""


def blank(head: Head) -> Document:
    """Return an empty document in portrait A4 with our styles, the title and author of the report, and page numbers."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.9)
    notes = el("footnotePr", el("footnote", id="-1"), el("footnote", id="0"))
    document.settings.element.insert_element_before(notes, *_AFTER_NOTES)
    dress(document)
    _properties(document, head)
    _footer(document, head)
    return document


def _properties(document: Document, head: Head) -> None:
    """Say what the document is; when it was made is left out, so that the same graph gives the same bytes."""
    core = document.core_properties
    core.title, core.author, core.language = head.title[:_LONGEST], head.assessor[:_LONGEST], LANGUAGE
    core.subject = f"Assessment of the Responsibility to Protect: {head.state}, {head.year}"[:_LONGEST]
    core.comments = f"Made by r2pgraph {head.version} from {head.iri}"[:_LONGEST]
    core.keywords = core.last_modified_by = ""
    core.revision = 1
    for element in list(core._element):  # noqa: SLF001 - the library sets dates and removes none
        if element.tag.endswith(("}created", "}modified", "}lastPrinted")):
            core._element.remove(element)  # noqa: SLF001
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, each in relations.items() if each.reltype in _NOT_OURS]:
            del relations[name]


def _footer(document: Document, head: Head) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = document.styles["About"]
    tabs = el("tabs", el("tab", val="right", pos=str(17 * TWIPS)))
    line._p.get_or_add_pPr().insert_element_before(tabs, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001
    line._p.extend([  # noqa: SLF001
        run(f"{head.state} {head.year} · r2pgraph {head.version}"), el("r", el("tab")), run("Page "),
        *field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1"),
    ])  # fmt: skip


def saved(document: Document) -> bytes:
    """Return the file: the same document gives the same bytes, on any machine and at any hour."""
    held, even = io.BytesIO(), io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as found, zipfile.ZipFile(even, "w") as written:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            written.writestr(entry, found.read(name))
    return even.getvalue()

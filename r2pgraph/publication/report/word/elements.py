"""The smallest parts of a Word document: elements, runs of text, links and bookmarks; data is only ever text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from r2pgraph.publication.report.links import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Known, Reference

_SPACE: Final = re.compile(r"\s+")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[^0-9A-Za-z\u00c0-\u058f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
_SPACE_KEPT: Final = "{http://www.w3.org/XML/1998/namespace}space"


def el(tag: str, /, *children: Element | str | None, **attributes: str) -> Element:
    """Return an element of the ``w`` namespace with attributes of the same; a child that is ``None`` is left out."""
    element = OxmlElement(f"w:{tag}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute.rstrip('_')}"), value)
    for child in children:
        if isinstance(child, str):
            element.text = child
        elif child is not None:
            element.append(child)
    return element


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "", rtl: bool = False) -> Element:
    """Return one run of text as it is, white space included."""
    properties = [
        el("rStyle", val=style) if style else None,
        *((el("b"), el("bCs")) if bold else ()),
        *((el("i"), el("iCs")) if italic else ()),
        el("rtl") if rtl else None,
    ]
    words = el("t", text)
    words.set(_SPACE_KEPT, "preserve")
    return el("r", el("rPr", *properties) if any(each is not None for each in properties) else None, words)


def runs(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> list[Element]:
    """Return text as runs, those of right-to-left letters marked so; line breaks become spaces."""
    line, found, place = _SPACE.sub(" ", text), [], 0
    for letters in _RIGHT_TO_LEFT.finditer(line):
        found += [(line[place : letters.start()], False), (letters[0], True)]
        place = letters.end()
    found.append((line[place:], False))
    return [run(part, bold=bold, italic=italic, style=style, rtl=rtl) for part, rtl in found if part]


def paragraph(*inline: Element | str | Iterable[Element], style: str = "") -> Element:
    """Return a paragraph of runs; a bare string is plain text."""
    element = el("p", el("pPr", el("pStyle", val=style)) if style else None)
    for part in inline:
        if isinstance(part, str):
            element.extend(runs(part))
        elif hasattr(part, "tag"):
            element.append(part)
        else:
            element.extend(part)
    return element


def field(instruction: str, shown: str, style: str = "") -> list[Element]:
    """Return a field of our own making, such as a page number, with what it shows until Word works it out."""
    marks = [el("r", el("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    code = el("instrText", f" {instruction} ")
    code.set(_SPACE_KEPT, "preserve")
    return [marks[0], el("r", code), marks[1], run(shown, style=style), marks[2]]


def outward(part: Part, url: str, shown: str | None = None) -> list[Element]:
    """Return an address as a link where it is safe to follow, else as text; ``part`` keeps where it leads."""
    safe = link(url)
    if safe is None:
        return runs(shown or url)
    target = part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = el("hyperlink", *runs(shown or url, style="Hyperlink"))
    element.set(qn("r:id"), target)
    return [element]


def inward(anchor: str, shown: str, style: str = "Hyperlink") -> Element:
    """Return a link to a bookmark of the same document."""
    return el("hyperlink", *runs(shown, style=style), anchor=anchor, history="1")


def known(part: Part, source: Known) -> list[Element]:
    """Return the title of a document from which something is known, as a link where there is a safe address."""
    if link(source.url):
        return outward(part, source.url, source.title)
    return runs(f"{source.title} ({source.url})" if source.url else source.title)


def reference(part: Part, cited: Reference) -> list[Element]:
    """Return one document behind a footnote, as footnotes are written."""
    who = cited.creator or cited.publisher
    point = "" if cited.date.endswith(".") else "."
    found = [
        *(runs(f"({cited.part}) ", bold=True) if cited.part else ()),
        *runs(f"{who}, {cited.date}{point} " if cited.date else f"{who}. "),
        *runs(cited.title, italic=True),
        *runs(f", {cited.locator}. " if cited.locator else ". "),
        *(runs(f"{cited.publisher}. ") if cited.creator and cited.publisher else ()),
        *(outward(part, cited.url) if cited.url else ()),
    ]
    if cited.printed_url and cited.printed_url != cited.url:
        found += runs(f" (as read: {cited.printed_url})")
    if cited.interest:
        found += runs(f" Interest: {cited.interest}.")
    return found


class Bookmarks:
    """Number the bookmarks of a document, and remember which names are taken."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def around(self, name: str, *inline: Element) -> list[Element]:
        """Return what is given, with a bookmark around it where the name is still free."""
        if name in self._names:
            return list(inline)
        self._names.add(name)
        number = str(len(self._names))
        return [el("bookmarkStart", id=number, name=name), *inline, el("bookmarkEnd", id=number)]

"""Cut the tree of a United Nations text into passages, each with the place at which it stands.

Operative paragraphs go by the number that the text prints; preambular paragraphs bear none and are counted. A text
that begins its numbers anew without a heading of its own has two places of one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

_LEAVES: Final = frozenset({"p", "heading", "subheading", "crossHeading"})
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_SECTION: Final = re.compile(r"[IVXL]+|[A-Z]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or note of a text.

    Attributes:
        place: where it stands, such as ``operative paragraph 3`` or ``annex, paragraph 2``.
        words: its words with single blanks between; notes are passages of their own.
        links: the addresses that it points to, in order.
    """

    place: str
    words: str
    links: tuple[str, ...] = field(default=())


def plain(element: ET.Element | None) -> str:
    """Return the words of an element with single blanks between, without its notes."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def passages(root: ET.Element) -> Iterator[Passage]:
    """Yield the title and every paragraph and note of a document, in the order of the text.

    A collection of resolutions under one symbol names the part: ``resolution B, operative paragraph 1``.
    """
    statements = list(root.iter("statement"))
    for statement in statements:
        number = plain(statement.find("preface/p/docNumber"))
        part = f"resolution {number}, " if len(statements) > 1 and number else ""
        for title in statement.iterfind("preface/p/docTitle"):
            yield Passage(f"{part}title", plain(title))
        for preamble in statement.iterfind("preamble"):
            yield from _preamble(preamble, part)
        for body in statement.iterfind("mainBody"):
            yield from _body(body, f"{part}operative ")
        for document in statement.iterfind("attachments/attachment/doc/mainBody"):
            yield from _body(document, f"{part}annex, ")


def _preamble(preamble: ET.Element, part: str) -> Iterator[Passage]:
    blocks = [block for block in preamble if block.tag != "formula" and plain(block)]
    for number, block in enumerate(blocks, start=1):
        yield from _block(block, f"{part}preambular paragraph {number}")


def _body(body: ET.Element, before: str) -> Iterator[Passage]:
    """Yield the passages of a body; a paragraph without a number belongs to the numbered one before it."""
    last = ""
    for block in body:
        if block.tag in {"section", "subsection"}:
            yield from _body(block, f"{before}{_section(block)}")
            continue
        last, place = _numbered(plain(block.find("num")), last)
        yield from _block(block, _named(before, place))


def _named(before: str, place: str) -> str:
    """Return the name of a place: ``operative part`` or ``annex`` where no number stands before it."""
    if place:
        return before + place
    return f"{before}part" if before.endswith("operative ") else before.removesuffix(", ")


def _section(section: ET.Element) -> str:
    for tag in ("num", "subheading", "crossHeading", "heading"):
        name = plain(section.find(tag)).rstrip(".")
        if _SECTION.fullmatch(name):
            return f"section {name}, "
    return ""


def _numbered(number: str, last: str) -> tuple[str, str]:
    """Return the last paragraph that bore a number, and the place of a block with this number or none."""
    bare = number.rstrip(".")
    if _NUMBER.fullmatch(bare):
        last = f"paragraph {bare}"
        return last, last
    return last, f"{last} {bare}" if last and bare.startswith("(") else last


def _block(block: ET.Element, place: str) -> Iterator[Passage]:
    """Yield the paragraphs of a block, and after each its notes."""
    for leaf, point in _leaves(block, ""):
        yield from _passage(leaf, f"{place} {point}".rstrip())
        for note in leaf.iter("authorialNote"):
            marker = note.get("marker", "")
            yield from _passage(note, f"{place} {point}".rstrip() + f", note {marker}".rstrip())


def _passage(leaf: ET.Element, place: str) -> Iterator[Passage]:
    words = plain(leaf)
    if words:
        yield Passage(place, words, tuple(link.get("href", "") for link in _links(leaf)))


def _leaves(element: ET.Element, point: str) -> Iterator[tuple[ET.Element, str]]:
    """Yield the elements that hold words themselves, each with the letters of the points it stands in."""
    if element.tag in _LEAVES:
        yield element, point
        return
    number = plain(element.find("num")) if element.tag in {"point", "item"} else ""
    deeper = f"{point} {number}".strip()
    for child in element:
        yield from _leaves(child, deeper)


def _links(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == "a":
            yield child
        if child.tag != "authorialNote":
            yield from _links(child)


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "eol":
            yield " "
        elif child.tag != "authorialNote":
            yield from _pieces(child)
        yield child.tail or ""

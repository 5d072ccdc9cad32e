"""Refuse bytes that no parser should see: too large, not UTF-8, control characters, deep nesting, a DOCTYPE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.strings import LONG_OPEN, LONG_OPEN_APOSTROPHES

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 64 * 1024 * 1024
"""The most bytes that one file may have."""

DEEPEST: Final = 64
"""The most brackets, braces or elements that may be open at once."""

_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_MARKUP: Final = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE|html|head|body|rdf:RDF)", re.IGNORECASE)

_TURTLE: Final = re.compile(
    rf"""#[^\n\r]*+|{LONG_OPEN}(?:\"{{3}}|\Z)|{LONG_OPEN_APOSTROPHES}(?:'{{3}}|\Z)""".encode()
    + rb'|"(?:[^"\\\n\r]|\\.)*+"|\'(?:[^\'\\\n\r]|\\.)*+\'|\\.|(?P<triple><<)|<[^<>\s]*+>|(?P<bracket>[\[\](){}])',
    re.DOTALL,
)
_JSON: Final = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|(?P<bracket>[\[\]{}])', re.DOTALL)
_XML: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(?P<close></[^>]*+(?:>|\Z))"
    rb'|(?P<open><[^\s<>/!?"\'](?:[^<>"\']|"[^"]*+(?:"|\Z)|\'[^\']*+(?:\'|\Z))*+(?:>|\Z))',
    re.DOTALL,
)
"""What is not closed runs to the end of the text, so that no text is scanned more often than once or twice."""


def clean(data: bytes, file: str) -> bytes:
    """Return ``data`` without its byte order mark, once its size, encoding and characters are in order.

    Raises:
        UnreadableFileError: the data are larger than ``LARGEST``, not UTF-8, or hold a control character.
    """
    refuse_size(len(data), file)
    data = data.removeprefix(_BOM)
    _refuse_encoding(data, file)
    if found := _CONTROLS.search(data):
        reason = f"The control character U+{data[found.start()]:04X} stands in the text."
        raise UnreadableFileError(file, reason, line_at(data, found.start()), "Remove it; only tab and line end may.")
    return data


def refuse_size(size: int, file: str) -> None:
    """Raise UnreadableFileError where ``size``, in bytes, is above the limit."""
    if size > LARGEST:
        reason = f"The file has {size:,} bytes; at most {LARGEST:,} are read."
        raise UnreadableFileError(file, reason, None, "Split it into smaller files.")


def refuse_markup(data: bytes, file: str) -> None:
    """Raise UnreadableFileError where a file that should hold Turtle or JSON begins like XML or HTML."""
    if _MARKUP.match(data):
        ending = file.rsplit(".", 1)[-1]
        reason = f"The file is named .{ending} but holds XML or HTML."
        raise UnreadableFileError(file, reason, 1, "Save the data itself, not the page that shows them.")


def refuse_doctype(data: bytes, file: str) -> None:
    """Raise UnreadableFileError where XML declares a document type or an entity."""
    if found := _DOCTYPE.search(data):
        reason = "A DOCTYPE or ENTITY declaration is refused: it can call in other files and grow without limit."
        raise UnreadableFileError(file, reason, line_at(data, found.start()), "Delete the declaration.")


def refuse_depth(data: bytes, file: str, syntax: str) -> None:
    """Raise UnreadableFileError at the bracket that opens one level too many.

    Args:
        data: the whole text, as UTF-8.
        file: the name to report.
        syntax: ``turtle`` (with TriG, N-Triples and N-Quads), ``json`` or ``xml``.
    """
    depth = 0
    for step, position in _steps(data, file, syntax):
        depth = max(depth + step, 0)
        if depth > DEEPEST:
            reason = f"More than {DEEPEST} brackets or elements are nested in one another."
            raise UnreadableFileError(
                file, reason, line_at(data, position), "Give the inner things names of their own."
            )


def line_at(data: bytes, position: int) -> int:
    """Return the line, counted from 1, on which the byte at ``position`` stands."""
    return data.count(b"\n", 0, position) + 1


def _refuse_encoding(data: bytes, file: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"The byte 0x{data[error.start]:02X} is not UTF-8 text."
        raise UnreadableFileError(file, reason, line_at(data, error.start), "Save the file as UTF-8.") from None


def _steps(data: bytes, file: str, syntax: str) -> Iterator[tuple[int, int]]:
    """Yield +1 or -1 and the position for each bracket outside strings, IRIs and comments."""
    if syntax == "xml":
        yield from _xml_steps(data)
        return
    for token in (_JSON if syntax == "json" else _TURTLE).finditer(data):
        if token.lastgroup == "bracket":
            yield (1 if token.group() in b"[({" else -1), token.start()
        elif token.lastgroup == "triple":
            reason = "A statement about a statement (RDF 1.2, <<...>>) is not read here."
            raise UnreadableFileError(
                file, reason, line_at(data, token.start()), "Give the statement a node with a name of its own."
            )


def _xml_steps(data: bytes) -> Iterator[tuple[int, int]]:
    for token in _XML.finditer(data):
        if token.lastgroup == "close":
            yield -1, token.start()
        elif token.lastgroup == "open" and not token.group().endswith(b"/>"):
            yield 1, token.start()

"""Parse XML of others into a tree, or refuse it: no document type, no entity, no network, and an end to its depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST: Final = 200
"""How deep elements may stand in one another; the deepest of any known file stands at a tenth of it."""

MOST_ELEMENTS: Final = 1_000_000
"""The most elements in one document."""

_FETCH: Final = "Fetch it again from its publisher."


def tree(raw: bytes, file: str) -> ET.Element:
    """Return the root of an XML document, every name without its namespace.

    Args:
        raw: the bytes, in UTF-8.
        file: the name to report.

    Raises:
        UnreadableFileError: it is no text or no XML, declares a document type, or is too deep or too large.
    """
    data = border.decoded(raw, file).encode()
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    growing = _Growing(parser, file)
    parser.StartDoctypeDeclHandler = growing.refuse_document_type
    parser.StartElementHandler = growing.open
    parser.EndElementHandler = growing.close
    parser.CharacterDataHandler = growing.builder.data
    try:
        parser.Parse(data, True)  # noqa: FBT003  the parser takes no keyword
        return growing.builder.close()
    except expat.ExpatError as error:
        reason = f"The XML is broken or cut short: {expat.ErrorString(error.code)}."
        raise UnreadableFileError(file, reason, error.lineno, _FETCH) from error


class _Growing:
    """A tree that is growing, with the limits that it must keep."""

    def __init__(self, parser: expat.XMLParserType, file: str) -> None:
        self.builder = ET.TreeBuilder()
        self._parser = parser
        self._file = file
        self._depth = 0
        self._elements = 0

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise self._refusal(f"Elements stand more than {DEEPEST} deep in one another.")
        if self._elements > MOST_ELEMENTS:
            raise self._refusal(f"The document has more than {MOST_ELEMENTS:,} elements.")
        self.builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def close(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(_local(name))

    def refuse_document_type(self, *_: object) -> None:
        raise self._refusal("It declares a document type, which can define entities and name other files.")

    def _refusal(self, reason: str) -> UnreadableFileError:
        return UnreadableFileError(self._file, reason, self._parser.CurrentLineNumber, _FETCH)


def _local(name: str) -> str:
    return name.rpartition("}")[2]

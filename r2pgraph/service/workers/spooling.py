"""Keep an answer until it is whole, so that no client gets half of one."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from r2pgraph.service.workers.tabling import ROW

if TYPE_CHECKING:
    from typing_extensions import Buffer

_JSON_ROW: Final = re.compile(rb'[\[,]\{"[^"\\]*":\{"type":"')
_JSON_EMPTY: Final = re.compile(rb"[\[,]\{\}")


class TooLargeError(Exception):
    """The answer outgrew its limit."""


class Spool(io.BytesIO):
    """A file in memory that refuses to grow beyond a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, piece: Buffer) -> int:
        """Take a piece; raises TooLargeError where it goes beyond the limit."""
        if self.tell() + memoryview(piece).nbytes > self._limit:
            raise TooLargeError
        return super().write(piece)


def count_rows(answer: bytes, form: str) -> int:
    """Return how many rows a SPARQL result holds, counted in its bytes.

    Each format has a mark that no literal can hold: line feeds are escaped in TSV and quoted in CSV, ``<`` is escaped
    in XML, and in JSON and HTML a quotation mark is.
    """
    match form:
        case "TSV":
            return max(answer.count(b"\n") - 1, 0)
        case "CSV":
            return max(sum(piece.count(b"\n") for piece in answer.split(b'"')[::2]) - 1, 0)
        case "XML":
            return answer.count(b"<result>")
        case "HTML":
            return answer.count(ROW)
        case _:
            return sum(1 for _ in _JSON_ROW.finditer(answer)) + sum(1 for _ in _JSON_EMPTY.finditer(answer))

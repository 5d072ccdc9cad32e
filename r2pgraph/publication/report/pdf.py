"""Print a report as PDF: tagged, with bookmarks and links, from HTML of its own and without the network."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import MissingToolError
from r2pgraph.memory import uncollected
from r2pgraph.publication.report.drawing import templates, values
from r2pgraph.publication.report.legible import legible
from r2pgraph.publication.report.page import Anchors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.publication.report.contents import Report

REMEDY: Final = (
    "Install it (Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango), or ask for .docx, .html or .md, which need nothing."
)

_EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The variable by which reproducible builds say what time it is to be."""

_WORDS: Final = re.compile(r">[^<]+")
_LETTER: Final = re.compile(r"&[#\w]+;|[^ \t\r\n\f<>&]")
"""What a word is made of, spaces at which no line ends among them."""
_ENDLESS: Final = re.compile(rf"(?:{_LETTER.pattern}){{200,}}")
"""A word that no line can hold."""
_PIECE: Final = 30
"""Letters of such a word after which a break is allowed: where no break is near, each line measures the whole rest."""
_JOINER: Final = "\N{ZERO WIDTH JOINER}"


def pdf(report: Report) -> bytes:
    """Return the report as the bytes of a PDF; on one machine the same report gives the same bytes.

    Raises:
        MissingToolError: the machine lacks Pango, which sets the type.
    """
    weasyprint = engine()
    text = printed(report)
    mark = hashlib.sha256(text.encode()).digest()[:16]
    with uncollected(), _undated():
        page = weasyprint.HTML(string=text, url_fetcher=_refuse)
        return bytes(page.write_pdf(pdf_tags=True, pdf_identifier=mark))


@contextmanager
def _undated() -> Iterator[None]:
    """Let the typefaces of a PDF bear no time of making: they do where it is not HarfBuzz that cuts them down."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = before or "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]


def printed(report: Report) -> str:
    """Return the HTML that is printed."""
    report = legible(report)
    notes = {note.number: note for note in report.footnotes}
    text = templates().get_template("print.html").render(values(report), notes=notes, anchors=Anchors())
    return _WORDS.sub(lambda words: _ENDLESS.sub(_breakable, words[0]), text)


def _breakable(word: re.Match[str]) -> str:
    """Return a word with places where it may be broken, none of them inside of what a reader sees as one letter."""
    pieces, piece = list[str](), list[str]()
    for letter in _LETTER.findall(word[0]):
        if len(piece) >= _PIECE and piece[-1] != _JOINER and not _is_joined(letter):
            pieces.append("".join(piece))
            piece.clear()
        piece.append(letter)
    return "\N{ZERO WIDTH SPACE}".join([*pieces, "".join(piece)])


def _is_joined(letter: str) -> bool:
    """Return whether a letter changes the one before: a mark, a sign without width, or the colour of a skin."""
    return unicodedata.category(letter[0]) in {"Mn", "Mc", "Me", "Cf", "Sk"}


def engine() -> Any:  # noqa: ANN401 - a module that is not there on every machine
    """Return what sets the pages, or say what is missing and how to get it.

    Raises:
        MissingToolError: WeasyPrint or Pango is not there.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as fault:
        raise MissingToolError("Pango", "A report as PDF", REMEDY) from fault
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> object:
    """Fetch nothing: all that a page needs stands in it."""
    message = f"{url} was asked for while a report was printed, and a report needs nothing from outside."
    raise ValueError(message)

"""Say in plain words, with the line, what a parser found wrong."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from r2pgraph.errors import UnreadableFileError
from r2pgraph.vocab import PREFIXES

_RELATIVE_REMEDY: Final = (
    "Write the whole IRI, such as <https://w3id.org/r2pgraph/state/TLS>, or a prefixed name, such as state:TLS."
)
_NAMES: Final = {"turtle": "Turtle", "json": "JSON-LD", "xml": "RDF/XML"}


def explain(error: Exception, data: bytes, file: str, syntax: str) -> UnreadableFileError:
    """Return the error to raise in place of a parser's own.

    Args:
        error: what pyoxigraph raised.
        data: the text that was parsed.
        file: the name to report.
        syntax: ``turtle``, ``json`` or ``xml``.
    """
    message = error.args[0] if error.args else str(error)
    line = getattr(error, "lineno", None) if syntax == "turtle" else None
    if syntax == "xml":
        line = _xml_line(data)
    reason, remedy = _words(str(message), _token(error, data), _NAMES[syntax])
    return UnreadableFileError(file, reason, line, remedy)


def _words(message: str, token: str, language: str) -> tuple[str, str]:
    if "No scheme found" in message:
        return f"{token} is a relative IRI, and a file here has no address to complete it with.", _RELATIVE_REMEDY
    if found := re.search(r"The prefix (\S*):? has not been declared", message):
        return _undeclared(found.group(1).rstrip(":"))
    if found := re.search(r"Invalid IRI code point '(.*?)'", message, re.DOTALL):
        return f"The IRI {token} holds {found.group(1)!r}, which no IRI may.", "Remove it or write it as %XX."
    if "buffer maximal size" in message:
        return "A single text, comment or name is longer than 16 MB.", "Was a quote left open? If not, split it."
    if "Unexpected end of file" in message:
        return (
            f"The file ends in the middle of a statement: {token}",
            "Was it cut off? A quote or full stop is missing.",
        )
    detail = re.sub(r"^Parser error .*?: ", "", message).rstrip(".")
    return f"The text is not {language}: {detail}.", ""


def _undeclared(prefix: str) -> tuple[str, str]:
    known = PREFIXES.get(prefix)
    remedy = f"Add at the top: @prefix {prefix}: <{known}> ." if known else "Declare it at the top, or correct it."
    return f"The prefix {prefix}: is used but not declared.", remedy


def _token(error: Exception, data: bytes) -> str:
    """Return the text that the parser points at, at most 80 characters of it."""
    place = error.args[1] if len(error.args) > 1 else None
    if not place or place[1] is None:
        return "Something"
    _, line, column, _, end_line, end_column = place
    lines = data.decode().split("\n")
    if line > len(lines):
        return "Something"
    text = lines[line - 1][column - 1 : (end_column - 1 if end_line == line else None)]
    return text.strip()[:80] or "Something"


def _xml_line(data: bytes) -> int | None:
    """Return the line of the first fault that makes the text no XML at all, where there is one."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the C function takes no keyword
    except expat.ExpatError as error:
        return error.lineno
    return None

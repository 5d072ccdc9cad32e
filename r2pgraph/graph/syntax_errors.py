"""Say in plain words, with the line, what a parser found wrong."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.strings import LONG
from r2pgraph.vocab import PREFIXES

_RELATIVE_REMEDY: Final = (
    "Write the whole IRI, such as <https://w3id.org/r2pgraph/state/TLS>, or a prefixed name, such as state:TLS."
)
_NAMES: Final = {"turtle": "Turtle", "json": "JSON-LD", "xml": "RDF/XML"}
_LAST: Final = "Nothing after this line could be read; mend it and check again."
_LAST_WITHOUT_LINE: Final = "Nothing in this file could be read; mend it and check again."
_TERM_REMEDY: Final = (
    'Names hold no spaces; a text stands in straight quotes, and quotes inside it are written \\"; '
    "`a` is written small; no comma or semicolon too many may stand before the '.'."
)
_QUOTE_REMEDY: Final = (
    "Was the closing quote forgotten, or is it a curly one? A text of several lines stands between three quotes "
    'on either side: """.'
)
_STRANGERS: Final = {
    "\u201c\u201d\u201e\u2018\u2019\u201a": "This is a curly quote; use straight quotes.",
    "\u00a0\u202f\u2007": "This is a non-breaking space, as Word makes it; write an ordinary one.",
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212": "This is a long dash; write -.",
    "\u200b\u2060\ufeff\u00ad": "This is an invisible character; remove it.",
}
"""What word processors put in place of plain characters, and what to do about it."""

_PIECE: Final = re.compile(
    r"#[^\n]*"
    rf"|{LONG}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'(?:[^'\\\n]|\\.)*+'"
    r"|<[^<>\s]*+>|(?:[^\s#\"'<\\]|\\.)++|\S",
    re.DOTALL,
)
"""A comment, a string, an IRI or a run of other characters of Turtle; only for text that a parser has accepted."""


def explain(error: Exception, data: bytes, file: str, syntax: str) -> UnreadableFileError:
    """Return the error to raise in place of a parser's own.

    Args:
        error: what pyoxigraph raised.
        data: the text that was parsed.
        file: the name to report.
        syntax: ``turtle``, ``json`` or ``xml``.
    """
    message = str(error.args[0] if error.args else error)
    line = getattr(error, "lineno", None) if syntax == "turtle" else None
    if syntax == "xml":
        line = _xml_line(data)
    token = _token(error, data)
    found = _statement(error, message, token, data) if syntax == "turtle" else None
    if found:
        line, reason, remedy = found
    else:
        reason, remedy = _words(message, token, _NAMES[syntax])
    last = _LAST if line is not None else _LAST_WITHOUT_LINE
    return UnreadableFileError(file, reason, line, f"{remedy} {last}".lstrip())


def without_last(error: UnreadableFileError) -> UnreadableFileError:
    """Return the error without the word that nothing behind it was read, for a text whose rest was read."""
    remedy = error.remedy.removesuffix(_LAST).removesuffix(_LAST_WITHOUT_LINE).rstrip()
    return UnreadableFileError(error.file, error.reason, error.line, remedy)


def _statement(error: Exception, message: str, token: str, data: bytes) -> tuple[int, str, str] | None:
    """Return line, reason and remedy for what is wrong between the pieces of a statement of Turtle, if it is that."""
    place = error.args[1] if len(error.args) > 1 else None
    faults = ("A dot is expected", "is not a valid subject or graph name", "Unexpected end")
    fault = next((words for words in faults if words in message and "end of file" not in message), "")
    if not fault or not place or place[1] is None or place[2] is None:
        return None
    here: int = place[1]
    line, end = _text_before(data, here, place[2])
    if fault == "Unexpected end":
        remedy = "The file is cut off, or a final '.' or a closing quote is missing."
        return line or here, "The text is not Turtle: it ends in the middle of a statement.", remedy
    if line and (fault == "A dot is expected" or (line < here and end not in ",;.[({}])")):
        where = "its end" if line < here else f"the end of what stands before {token}"
        remedy = f"A ';' or '.' is missing at {where}, or a ',' if a further value follows."
        return line, f"The text is not Turtle: the statement before {token} is not ended.", remedy
    reason, remedy = _words(message, token, "Turtle")
    above, end = _text_before(data, here, 1)
    if end in (",", ";"):
        other = "a ';' or a '.'" if end == "," else "a '.'"
        remedy += f" Or should the '{end}' at the end of line {above} be {other}?"
    return here, reason, remedy


def _text_before(data: bytes, line: int, column: int) -> tuple[int, str]:
    """Return the line and last character of the last text before the place that is no comment, or 0 and nothing."""
    lines = data.decode().split("\n")
    text = "\n".join([*lines[: line - 1], "".join(lines[line - 1 : line])[: column - 1]])
    end = max((piece.end() for piece in _PIECE.finditer(text) if not piece.group().startswith("#")), default=0)
    return (text.count("\n", 0, end) + 1, text[end - 1]) if end else (0, "")


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
        remedy = "The file is cut off, or a final '.' or a closing quote is missing."
        if token[:1] in ("'", '"'):
            remedy = f"The file is cut off, or a quote was left open. {_QUOTE_REMEDY}"
        return f"The file ends in the middle of a statement: {token}", remedy
    detail = re.sub(r"^Parser error .*?: ", "", message).rstrip(".")
    return f"The text is not {language}: {detail}.", _remedy(message, token) if language == "Turtle" else ""


def _remedy(message: str, token: str) -> str:
    """Return how to mend a fault of Turtle, or nothing where the parser's words must do."""
    if found := re.search(r"'(.)' is not allowed", message, re.DOTALL):
        return next((remedy for known, remedy in _STRANGERS.items() if found.group(1) in known), "")
    if "Line jumps" in message:
        return _QUOTE_REMEDY
    if re.search(r"is not a valid (subject or graph name|predicate|RDF object)", message):
        date = re.fullmatch(r"-\d\d?", token)
        return _TERM_REMEDY + (' A date is written "2024-05-01"^^xsd:date.' if date else "")
    return ""


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
    except (ValueError, LookupError):  # an encoding is claimed that it does not know
        return 1
    return None

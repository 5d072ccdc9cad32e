"""Go on behind a syntax error of Turtle to tell the further ones; nothing that is read on the way is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from r2pgraph.graph.strings import LONG
from r2pgraph.graph.syntax_errors import explain, without_last
from r2pgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.errors import UnreadableFileError

MOST_ERRORS: Final = 20
"""How many syntax errors of one file are told."""

LARGEST: Final = 1024 * 1024
"""The most bytes of a file that is read again behind an error: up to forty times, so not a huge one."""

_PIECE: Final = re.compile(
    r"(?P<space>\s++)|\#[^\n]*+"
    rf"|{LONG}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'(?:[^'\\\n]|\\.)*+'"
    r"|(?P<word><[^<>\s]*+>|(?>(?:[^\s#\"'<\\.]++|\\.|\.(?=[^\s#]))+)|\\)|(?P<stop>\.)|(?P<other>.)",
    re.DOTALL,
)
"""A space, a comment, a string, a run of other characters or a full stop; it fits any text, well formed or not."""

_START: Final = re.compile(
    r"@(?:prefix|base)\s|(?:prefix|base)\s|<[^<>\s]+>\s|(?P<prefix>[a-z][\w.-]*|_|):\S", re.IGNORECASE
)
_DECLARATION: Final = re.compile(
    r"^@?prefix[ \t]+([\w.-]*):[ \t]*<([a-z][\w+.-]*:[^<>\"{}|^`\\\s]*)>", re.MULTILINE | re.IGNORECASE
)
_UNDECLARED: Final = re.compile(r"The prefix (\S*):? has not been declared")
_UNKNOWN: Final = "urn:unknown:"
_GO_ON: Final = "Where one fault hides another, the next check tells it."


class _Fault(NamedTuple):
    """What the parser raised, the place of it in the whole text, and the text it was given."""

    error: Exception
    line: int
    position: int
    data: bytes


def errors(data: bytes, file: str) -> list[UnreadableFileError]:
    """Return the syntax errors of a text of Turtle, at most 20, by line.

    Behind an error the parser begins again where the next statement seems to, with the prefixes declared so far.

    Args:
        data: the text, as UTF-8, that the border has let in.
        file: the name to report.
    """
    if len(data) > LARGEST:
        return []
    found: dict[tuple[int | None, str], UnreadableFileError] = {}
    for fault in _faults(data.decode()):
        error = without_last(explain(fault.error, fault.data, file, "turtle"))
        found.setdefault((error.line, error.reason), error)
        if len(found) == MOST_ERRORS:
            break
    told = sorted(found.values(), key=lambda error: error.line or 0)
    if told:
        told[-1].remedy = f"{told[-1].remedy} {_GO_ON}".lstrip()
    return told


def _faults(text: str) -> Iterator[_Fault]:
    """Yield one fault after the other; each is behind the one before, or is one prefix fewer that is not declared."""
    declared = [(found.start(), str(found[1]), str(found[2])) for found in _DECLARATION.finditer(text)]
    known = {name for _, name, _ in declared} | PREFIXES.keys() | {"_"}
    starts = [start for start in _starts(text) if _is_known(text, start, known)]
    unknown: dict[str, str] = {}
    begin = 0
    for _ in range(2 * MOST_ERRORS):
        before = {name: iri for position, name, iri in declared if position < begin}
        fault = _first(text, begin, {**unknown, **before})
        if fault is None or fault.position < begin:
            return
        yield fault
        if missing := _UNDECLARED.search(str(fault.error)):
            name = missing.group(1).rstrip(":")
            unknown[name] = PREFIXES.get(name, _UNKNOWN)
            following = [max([begin, *(start for start in starts if start <= fault.position)])]
        else:
            following = [start for start in starts if start > begin and start >= fault.position]
            following = following[1:] if following and _is_its_own(fault, following[0]) else following
        if not following:
            return
        begin = following[0]


def _is_its_own(fault: _Fault, start: int) -> bool:
    """Return whether the fault lies in the statement that begins here, not before it."""
    return start == fault.position and "A dot is expected" not in str(fault.error)


def _first(text: str, begin: int, prefixes: dict[str, str]) -> _Fault | None:
    """Return the first fault at or behind a place; the lines are those of the whole text."""
    head = "".join(f"@prefix {name}: <{iri}> . " for name, iri in prefixes.items()) if begin or prefixes else ""
    lines = text.count("\n", 0, begin)
    column = begin - (text.rfind("\n", 0, begin) + 1)
    data = (head + "\n" * lines + " " * column + text[begin:]).encode()
    try:
        for _ in ox.parse(data, ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        line, inside = error.lineno or 1, (error.offset or 1) - 1
        if line == 1:
            inside -= len(head)
        start = 0 if line == 1 else _line_start(text, line)
        return _Fault(error, line, start + inside if inside >= 0 else -1, data)
    return None


def _line_start(text: str, line: int) -> int:
    position = 0
    for _ in range(line - 1):
        position = text.find("\n", position) + 1
    return position


def _starts(text: str) -> Iterator[int]:
    """Yield where a statement seems to begin: at the left margin, behind a full stop or an empty line."""
    ended, margin = True, True
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "space":
            ended = ended or piece.group().count("\n") > 1
            margin = piece.group().endswith("\n")
            continue
        if piece.group().startswith("#"):
            continue
        if ended and margin and _START.match(text, piece.start()):
            yield piece.start()
        ended, margin = piece.lastgroup == "stop", False


def _is_known(text: str, start: int, known: set[str]) -> bool:
    """Return whether what begins here is no prose: it has no prefix, or one that somebody declares."""
    found = _START.match(text, start)
    return found is None or found["prefix"] is None or found["prefix"] in known

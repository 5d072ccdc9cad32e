"""Find the line of a statement in the text it was read from, so that a problem can be put right where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from r2pgraph.graph.strings import LONG
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOKEN: Final = re.compile(
    r"""(?P<skip>\s++|\#[^\n\r]*+)
    |(?P<string>"""
    + LONG
    + r"""
        |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    |(?P<iri><[^<>\s]*+>)
    |(?P<mark>\^\^|[\[\](){};,])
    |(?P<at>@[A-Za-z0-9-]++)
    |(?P<word>(?>(?:[^\s<>"'\[\](){};,\#^@.\\]++|\\.|\.(?=[^\s<>"'\[\](){};,\#^@]))+))
    |(?P<stop>\.)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER_OR_TRUTH: Final = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?|true|false")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_JSON_ID: Final = re.compile(r'"@?id"\s*:\s*"((?:[^"\\]|\\.)*+)"\s*(?P<next>.)', re.DOTALL)
_XML_ABOUT: Final = re.compile(r"""rdf:about\s*=\s*(["'])(.*?)\1""")
NAMELESS: Final = "_:1"
"""The key of the first nameless node of a file."""

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def literal(text: str) -> str:
    """Return the key of a literal, which no IRI can equal."""
    return f'"{text}'


@dataclass
class Places:
    """The lines of one file: of each statement, each subject with a property, each subject, and each property."""

    statements: dict[tuple[str, str, str], int] = field(default_factory=dict)
    properties: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)

    def add(self, subject: str, line: int) -> None:
        """Note a subject, at its first mention."""
        self.subjects.setdefault(subject, line)

    def state(self, subject: str, predicate: str, value: str, line: int) -> None:
        """Note a statement and the line its value stands on."""
        self.statements.setdefault((subject, predicate, value), line)
        self.properties.setdefault((subject, predicate), []).append(line)
        self.terms.setdefault(predicate, line)

    def line_of(self, subject: str, predicate: str, *, last: bool) -> int | None:
        """Return the line of the first value of a property, or of the last."""
        lines = self.properties.get((subject, predicate))
        return (lines[-1] if last else lines[0]) if lines else None


def find(text: str, ending: str) -> Places:
    """Return the places in a text that has been read without error.

    Args:
        text: the whole file, decoded.
        ending: the ending of its name, such as ``.ttl``; JSON-LD and RDF/XML give subjects only.
    """
    if ending in (".jsonld", ".json"):
        return _json(text)
    if ending == ".rdf":
        return _xml(text)
    return _Walk(text).places


def _lines(text: str) -> Callable[[int], int]:
    """Return a function from a position in the text to the number of its line; the text is read once."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return lambda position: bisect_right(starts, position)


def _json(text: str) -> Places:
    places, line = Places(), _lines(text)
    found = list(_JSON_ID.finditer(text))
    described = [match for match in found if match["next"] != "}"]
    for match in described + found:
        places.add(expand(match.group(1)), line(match.start()))
    return places


def _xml(text: str) -> Places:
    places, line = Places(), _lines(text)
    for match in _XML_ABOUT.finditer(text):
        places.add(match.group(2), line(match.start()))
    return places


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        short, long, letter = match.groups()
        return chr(int(short or long, 16)) if short or long else _LETTERS.get(letter, letter)

    return _ESCAPE.sub(one, text) if "\\" in text else text


class _Walk:
    """One walk over the tokens of Turtle, TriG, N-Triples or N-Quads; brackets keep what they interrupt."""

    def __init__(self, text: str) -> None:
        self.places = Places()
        self._prefixes: dict[str, str] = {}
        self._open: list[tuple[str | None, str | None, str]] = []
        self._subject: str | None = None
        self._predicate: str | None = None
        self._nameless = 0
        tokens = self._tokens(text)
        for kind, token, line in tokens:
            self._take(kind, token, line, tokens)

    @staticmethod
    def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
        line = 1
        for match in _TOKEN.finditer(text):
            token, kind = match.group(), match.lastgroup or ""
            if kind != "skip":
                yield kind, token, line
            line += token.count("\n")

    def _take(self, kind: str, word: str, line: int, rest: Iterator[tuple[str, str, int]]) -> None:
        if word.lower() in ("@prefix", "prefix"):
            name, iri = next(rest)[1], next(rest)[1]
            self._prefixes[name.rstrip(":")] = iri[1:-1]
        elif word.lower() in ("@base", "base") or word == "^^":
            next(rest)
        elif kind == "mark":
            self._bracket(word, line)
        elif kind == "stop":
            self._subject = self._predicate = None
        elif kind in ("iri", "word", "string") and word.upper() != "GRAPH":
            self._term(self._key(kind, word), line)

    def _key(self, kind: str, word: str) -> str:
        if kind == "iri":
            return _unescape(word[1:-1])
        if kind == "string":
            width = 3 if word[:3] in ('"""', "'''") else 1
            return literal(_unescape(word[width:-width]))
        if word == "a" and self._subject is not None and self._predicate is None:
            return _TYPE
        prefix, colon, local = word.partition(":")
        if not colon or _NUMBER_OR_TRUTH.fullmatch(word):
            return literal(word)
        return self._prefixes.get(prefix, f"{prefix}:") + _unescape(local)

    def _term(self, key: str, line: int) -> None:
        if self._open and self._open[-1][2] == "(":
            return
        if self._subject is None:
            self._subject = key
            self.places.add(key, line)
        elif self._predicate is None:
            self._predicate = key
        else:
            self.places.state(self._subject, self._predicate, key, line)

    def _bracket(self, word: str, line: int) -> None:
        if word == ";":
            self._predicate = None
        elif word in "[(":
            self._open.append((self._subject, self._predicate, word))
            if word == "[":
                self._nameless += 1
                self._subject, self._predicate = f"_:{self._nameless}", None
                self.places.add(self._subject, line)
        elif word in "])" and self._open:
            inner = self._subject if word == "]" else "list"
            self._subject, self._predicate, _ = self._open.pop()
            self._term(inner or "list", line)
        elif word in "{}":
            self._subject = self._predicate = None

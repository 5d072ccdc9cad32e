"""Write single statements as lines of N-Triples, for graphs that are made and not read.

A subject is an IRI; a predicate and a thing are an IRI or a prefixed name of the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.vocab import EXTERNAL, expand

if TYPE_CHECKING:
    from decimal import Decimal

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def link(subject: str, predicate: str, thing: str) -> str:
    """Return the statement that leads to another thing."""
    return f"<{subject}> <{expand(predicate)}> <{expand(thing)}> .\n"


def text(subject: str, predicate: str, words: str, language: str = "") -> str:
    """Return the statement of a text, in a language where one is named."""
    return f'<{subject}> <{expand(predicate)}> "{words.translate(_ESCAPES)}"{"@" + language if language else ""} .\n'


def typed(subject: str, predicate: str, lexical: str | int | Decimal, datatype: str) -> str:
    """Return the statement of a value of a datatype of XML Schema, such as ``integer``."""
    return f'<{subject}> <{expand(predicate)}> "{lexical}"^^<{EXTERNAL["xsd"]}{datatype}> .\n'

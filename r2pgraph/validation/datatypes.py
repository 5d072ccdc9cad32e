"""Say of a value that looks right, but is of another type than a rule asks for, what type it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.validation.conversion import ILL_FORMED
from r2pgraph.vocab import EXTERNAL, compact

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Literal, Node

_SH: Final = EXTERNAL["sh"]
_RDF: Final = EXTERNAL["rdf"]
_TEXT: Final = EXTERNAL["xsd"] + "string"
_LANGUAGE_TEXT: Final = _RDF + "langString"
_WAYS: Final = (_SH + "node", _SH + "or", _SH + "in", _SH + "hasValue", _RDF + "first", _RDF + "rest")


def asked_for(shapes: rdflib.Graph, rule: str) -> set[str]:
    """Return the datatypes that a rule allows; none where it asks for a thing, not for a text or number."""
    from rdflib import Literal, URIRef

    due: list[Node] = [URIRef(rule)]
    passed: set[Node] = set()
    found: set[str] = set()
    while due:
        node = due.pop()
        passed.add(node)
        if isinstance(node, Literal):
            found.add(str(node.datatype or _TEXT))
        found |= {str(kind) for kind in shapes.objects(node, URIRef(_SH + "datatype"))}
        due += [other for way in _WAYS for other in shapes.objects(node, URIRef(way)) if other not in passed]
    return found


def told(literal: Literal, shown: str, allowed: set[str]) -> str:
    """Return a value as it is shown, with its type where that is at fault.

    Args:
        literal: the value.
        shown: its text, cut and made visible.
        allowed: the datatypes that the broken rule allows.
    """
    kind = _LANGUAGE_TEXT if literal.language else str(literal.datatype or _TEXT)
    if kind in allowed or kind == ILL_FORMED:
        return shown
    if literal.language:
        return f'"{shown}"@{literal.language} (a text with a language)'
    return f'"{shown}" (a text)' if kind == _TEXT else f"{shown} ({compact(kind)})"

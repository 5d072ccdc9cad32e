"""The form as JSON-LD under the project's own names: what is to be filled in stands there as null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.ontology.context import generate
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.submission.form import fill, form
from r2pgraph.submission.lifting import lift
from r2pgraph.submission.templates.wording import edition
from r2pgraph.vocab import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.submission.form import Thing
    from r2pgraph.submission.templates.contents import Contents

PATTERNS: Final = "patterns"
"""The part of the document that says nothing: one thing of each kind to copy, and what to write."""

_ABOUT: Final = (
    "Nothing of this part is read. Copy a thing of the kind that you need into @graph, put its key in the place of KEY,"
    " and write a value for each null; a null that stays says nothing. Several values stand in square brackets. A level"
    " or a trend is named by its label in small letters with hyphens, such as level:very-strong. A date bears its type,"
    ' such as {"@value": "2023-09", "@type": "xsd:gYearMonth"}.'
)
_DATATYPES: Final = {"year": "xsd:gYear", "address": "xsd:anyURI"}
_KEY: Final = "KEY"

Json = dict[str, Any]


def document(contents: Contents) -> bytes:
    """Return the form as a JSON-LD document that the ordinary reader takes.

    Every column of the form stands in it by its property, so that nothing is left out: those of the things that are
    there as null where they are empty, the others in a part that the context sets aside.
    """
    lifted = lift(contents.filled)
    own: Json = generate()["@context"]  # type: ignore[assignment]
    nodes: list[Json] = json.loads(jsonld(lifted.quads))["@graph"]
    for node in nodes:
        thing = lifted.things[expand(node["@id"])]
        for name in _properties(thing):
            if not (name == "rdf:type" and "@type" in node):
                node.setdefault(name, None)
    given = {"state": contents.state, "year": contents.year}
    patterns = {sheet.name: [_pattern(thing, given) for thing in sheet.things] for sheet in form().sheets}
    whole = {
        "@context": {"@version": 1.1, **_context(own), PATTERNS: None},
        PATTERNS: {"about": _ABOUT, "edition": edition(contents), **patterns},
        "@graph": nodes,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _context(own: Json) -> Json:
    """Return every prefix, and for each property of the form the language or the type of what is written for it."""
    typed: Json = {}
    for sheet in form().sheets:
        for one in (field for thing in sheet.things for field in thing.fields + thing.constants):
            if one.property in own:
                typed[one.property] = own[one.property]
            elif one.kind == "text":
                typed[one.property] = {"@id": expand(one.property), "@language": "en"}
            elif one.kind in _DATATYPES:
                typed[one.property] = {"@id": expand(one.property), "@type": _DATATYPES[one.kind]}
    return {**dict(sorted(PREFIXES.items())), **dict(sorted(typed.items()))}


def _properties(thing: Thing) -> Json:
    """Return what may be said of a thing, each property with an empty value: its own, and those that lead from it."""
    forward = dict.fromkeys(one.property for one in thing.fields if one.property and not one.inverse)
    others = (other for sheet in form().sheets for other in sheet.things)
    linked = [one for other in others for one in (*other.fields, *other.constants) if one.inverse]
    is_linking = any(one.of == thing.name for one in linked)
    return forward | ({one.property: None for one in linked} if is_linking else {})


def _pattern(thing: Thing, given: Mapping[str, str]) -> Json:
    """Return one thing of a kind with all that may be said of it, and what to write for each."""
    names = {**given, **dict.fromkeys(thing.titles, _KEY)}
    said: Json = {"@id": fill(thing.name, names), "@type": None}
    for one in thing.constants:
        name = "@type" if one.property == "rdf:type" else one.property
        if not one.inverse:
            said[name] = True if one.kind == "flag" else fill(one.of, names)
    helps = {one.property: one.help for one in thing.fields if one.property and not one.inverse}
    return {"@id": said["@id"], **_properties(thing), **said, "what to write": helps}

"""Any thing, drawn from the statements about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.canonical import natural
from r2pgraph.vocab import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Site
    from r2pgraph.store import Term

SHOWN: Final = 200
"""How many values of one relation a page shows; the data forms have all."""

PRIMARY: Final = expand("prov:hadPrimarySource")
_ORIGINS: Final = (PRIMARY, *map(expand, ("cito:hasCitedEntity", "prov:wasDerivedFrom")))
_TELLING: Final = (
    "r2p:actor", "r2p:treaty", "r2p:references", "r2p:byTest", "r2p:nameOf", "r2p:ofAssessment", "r2p:byPlan",
    "r2p:ofArea", "r2p:endorser", "r2p:commitment", "org:member", "org:organization", "cito:hasCitedEntity",
)  # fmt: skip
"""What is linked by a thing that has no name of its own, and tells it from others."""

_TEXTS: Final = ("r2p:code", "r2p:printedTitle", "r2p:claim", "r2p:soughtFor", "r2p:reasoning", "r2p:statement")
_TYPE: Final = expand("rdf:type")


class Said(dict[str, list[str]]):
    """The values that the statements give a thing, by the prefixed name of the relation."""

    def one(self, relation: str) -> str:
        """Return the first value, or nothing."""
        return self.get(relation, [""])[0]


def said(thing: str, statements: Iterable[Statement]) -> Said:
    """Return what the statements say of ``thing`` itself; of texts in several languages the English one."""
    found = Said()
    for subject, relation, value in statements:
        if subject.value == thing and value.language in {None, "en"}:
            found.setdefault(compact(relation), []).append(value.value)
    return found


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a thing that no other view knows."""
    about = said(address.iri, statements)
    kinds = ", ".join(site.names(map(expand, sorted(map(compact, about.get("rdf:type", ()))))).values())
    return View(
        "thing.html",
        _title(site, address.iri, about),
        f"{kinds or 'A thing'}, with every statement that the graph holds about it.",
        trail=((address.segment.capitalize(), f"/{address.segment}"),),
        values={"statements": by_relation(site, address.iri, statements)},
        queries=behind(address),
        sources=sources(address.iri, statements),
    )


def _title(site: Site, thing: str, about: Said) -> str:
    """Return what a thing is called; what has no name is told by what it links, such as its state and treaty."""
    name = site.name(thing)
    if name != compact(thing):
        return name
    told = [value for relation in _TELLING for value in about.get(relation, ())]
    texts = [about.one(relation) for relation in _TEXTS if relation in about]
    return " · ".join(site.names(told).values()) or next(iter(texts), name)


def behind(address: Address) -> tuple[Asked, ...]:
    """Return the saved query that gives the statements about a thing."""
    return (Asked("description", {"thing": f"<{address.iri}>"}),)


def sources(thing: str, statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the IRIs of the sources that the statements name for the thing."""
    return tuple(sorted({each.value.value for each in statements
                         if each.subject.value == thing and each.relation in _ORIGINS}))  # fmt: skip


def sources_of(site: Site, thing: str) -> tuple[str, ...]:
    """Return the IRIs of the sources that the graph names for a thing of which a page has no statements."""
    rows = site.records("description", thing=f"<{thing}>")
    return tuple(sorted({row["object"] for row in rows if row["subject"] == thing and row["predicate"] in _ORIGINS}))


def by_relation(site: Site, thing: str, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return the statements by relation: those of the thing first, then those that name it.

    Each has the ``relation`` as IRI and ``name``, whether it is ``reversed``, the ``count`` of its values and the
    first `SHOWN` of them.
    """
    groups: dict[tuple[bool, str], list[Term]] = {}
    for subject, relation, value in statements:
        reverse = subject.value != thing
        groups.setdefault((reverse, relation), []).append(subject if reverse else value)
    shown = {group: sorted(values, key=lambda term: natural(term.value))[:SHOWN] for group, values in groups.items()}
    named = (term.value for values in shown.values() for term in values if term.kind == "iri")
    names = site.names([*(relation for _, relation in groups), *named])
    found = [
        {
            "relation": relation,
            "name": names[relation],
            "reversed": reverse,
            "count": len(groups[reverse, relation]),
            "values": [_value(site, term, names) for term in values],
        }
        for (reverse, relation), values in shown.items()
    ]
    return sorted(found, key=lambda group: (group["reversed"], group["relation"] != _TYPE, str(group["name"]).lower()))


def _value(site: Site, term: Term, names: dict[str, str]) -> dict[str, str]:
    text = (
        names[term.value] if term.kind == "iri" else "(a part without a name)" if term.kind == "blank" else term.value
    )
    return {"text": text, "link": site.link(term.value), "language": term.language or ""}

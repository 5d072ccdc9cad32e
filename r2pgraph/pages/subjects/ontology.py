"""The ontology, documented from itself: modules, terms, the shapes that bind them, the queries and uses of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.pages import addresses, missing, terminology
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.canonical import natural
from r2pgraph.queries import catalogue
from r2pgraph.vocab import R2P, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.site import Record, Site
    from r2pgraph.pages.terminology import Terms

KINDS: Final = {
    "owl:Class": "class", "owl:ObjectProperty": "object property", "owl:DatatypeProperty": "datatype property",
}  # fmt: skip
_ABOVE: Final = ("rdfs:subClassOf", "rdfs:subPropertyOf")
_ABROAD: Final = (
    "owl:equivalentClass", "owl:equivalentProperty", "skos:closeMatch", "skos:exactMatch", "skos:broadMatch",
    "skos:narrowMatch", "skos:relatedMatch", "rdfs:seeAlso",
)  # fmt: skip
_USED: Final = re.compile(r"\br2p:(\w+)")


def whole(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of the whole ontology, with an anchor for each term."""
    del parameters
    return _view(site, terminology.ROOT, terminology.modules(site))


def module(site: Site, address: Address) -> View:
    """Return the page of one module or closed list.

    Raises:
        UnknownNameError: there is no such module; the candidates are paths.
    """
    if address.iri in terminology.head(site).get("owl:versionIRI", ()):
        raise missing.MovedError("/ontology")
    if address.iri not in terminology.documents(site):
        terms = [term for term in terminology.terms(site) if term.lower() == f"{R2P}{address.key}".lower()]
        near = tuple(map(addresses.path, sorted(terms) or terminology.modules(site)))
        raise UnknownNameError("module", address.key, near)
    return _view(site, address.iri, [address.iri])


def _view(site: Site, top: str, shown: Iterable[str]) -> View:
    said = terminology.terms(site)
    head = terminology.said_of(site, top)
    modules = [_module(site, name, said) for name in shown]
    counts = Counter(term["kind"] for each in modules for term in each["terms"])
    return View(
        "ontology.html",
        "".join(head.get("dcterms:title", ())[:1]) or "Ontology",
        "".join(head.get("dcterms:abstract", ())[:1]),
        trail=(("Ontology", "/ontology"),) if top != terminology.ROOT else (),
        values={
            "modules": modules,
            "counts": counts,
            "version": "".join(head.get("owl:versionInfo", ())[:1]),
            "is_whole": top == terminology.ROOT,
            "imports": head.get("owl:imports", []),
            "lists": [_module(site, name, said) for name in terminology.lists(site)] if top == terminology.ROOT else [],
        },
        queries=(Asked("term-uses"),),
    )


def _module(site: Site, name: str, said: Terms) -> Record:
    head = terminology.said_of(site, name)
    own = sorted((term for term in said if name in said[term].get("rdfs:isDefinedBy", ())), key=natural)
    return {
        "iri": name,
        "key": name.removeprefix(f"{terminology.ROOT}/"),
        "title": "".join(head.get("dcterms:title", ())[:1]) or compact(name),
        "abstract": "".join(head.get("dcterms:abstract", ())[:1]),
        "terms": [_term(site, term, said[term]) for term in own],
    }


def _term(site: Site, term: str, said: Mapping[str, list[str]]) -> Record:
    from r2pgraph.validation.handbook import bindings

    kinds = [KINDS[kind] for kind in map(compact, said.get("rdf:type", ())) if kind in KINDS]
    return {
        "iri": term,
        "name": term.removeprefix(R2P) if term.startswith(R2P) else compact(term),
        "kind": kinds[0] if kinds else "",
        "label": "".join((said.get("rdfs:label") or said.get("skos:prefLabel") or [compact(term)])[:1]),
        "definition": said.get("skos:definition", []),
        "notes": [*said.get("skos:scopeNote", []), *said.get("skos:historyNote", [])],
        "examples": said.get("skos:example", []),
        "above": _named(said, _ABOVE),
        "domain": _named(said, ("rdfs:domain",)),
        "domain_includes": _named(said, ("schema:domainIncludes",)),
        "range": _named(said, ("rdfs:range",)),
        "range_includes": _named(said, ("schema:rangeIncludes",)),
        "abroad": [(relation, value) for relation in _ABROAD for value in _named(said, (relation,))],
        "is_inferred": any(not value for value in said.get("owl:equivalentClass", ())),
        "shapes": bindings().get(term, ()),
        "queries": _queries().get(term, []),
        "uses": _uses(site).get(term),
    }


def _named(said: Mapping[str, list[str]], relations: Iterable[str]) -> list[str]:
    return sorted({value for relation in relations for value in said.get(relation, ()) if value})


@cache
def _queries() -> Mapping[str, list[str]]:
    """Return the ids of the saved queries that name a term, by the term's IRI."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in catalogue().values():
        for name in sorted(set(_USED.findall(query.text))):
            found[R2P + name].append(query.id)
    return found


def _uses(site: Site) -> dict[str, Any]:
    return site.once("term-uses", lambda: {row["term"]: row["uses"] for row in site.records("term-uses")})

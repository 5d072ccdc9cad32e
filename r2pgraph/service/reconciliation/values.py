"""Look up what is known of things: which properties a class has, and the values of some of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.queries import with_prefixes
from r2pgraph.store.terms import XSD
from r2pgraph.vocab import BASE, PREFIXES, compact, expand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from r2pgraph.store import Store, Term

_OF_CLASS: Final = """SELECT DISTINCT ?property ?name (MAX(?count) AS ?most) WHERE {
  <%s> void:classPartition ?whole .
  ?whole void:class ?class ; void:propertyPartition ?part .
  VALUES ?class { %s }
  ?part void:property ?property ; void:triples ?count .
  OPTIONAL { ?property rdfs:label ?name . FILTER (LANG(?name) = "en") }
} GROUP BY ?property ?name ORDER BY DESC(?most) ?property"""

_VALUES: Final = """SELECT DISTINCT ?thing ?property ?value ?name WHERE {
  VALUES ?thing { %s }
  VALUES ?property { %s }
  ?thing ?property ?value .
  OPTIONAL {
    ?value rdfs:label|skos:prefLabel|dcterms:title|dcterms:identifier ?name .
    FILTER (LANG(?name) IN ("", "en"))
  }
} ORDER BY ?thing ?property ?value ?name"""

_DAYS: Final = XSD + "date"
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def properties(store: Store, kinds: Collection[str]) -> list[dict[str, str]]:
    """Return the properties that things of some classes have, the most frequent first, each with ``id`` and ``name``.

    The service graph counts them. A name is the label of the ontology; of a term of others the words it is made of.
    """
    classes = " ".join(f"r2p:{kind}" for kind in sorted(kinds))
    rows = store.select(with_prefixes(_OF_CLASS % (BASE, classes))).rows
    found = {compact(term.value): name for term, name, _ in rows if term and term.value != expand("rdf:type")}
    return [{"id": each, "name": name.value if name else _words(each)} for each, name in found.items()]


def values(store: Store, things: Iterable[str], asked: Iterable[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the values of properties of things, as the protocol writes them.

    Args:
        store: the graph.
        things: keys such as ``state/TLS``.
        asked: identifiers of properties such as ``r2p:isoAlpha3``; one that is none has no values.

    Returns:
        a list by key and property; each value once, a thing with its name in English where it has one.
    """
    keys, ids = list(dict.fromkeys(things)), list(dict.fromkeys(asked))
    found: dict[str, dict[str, list[dict[str, Any]]]] = {key: {each: [] for each in ids} for key in keys}
    by_iri = {BASE + key: key for key in keys if _is_iri(BASE + key)}
    by_property = {expand(each): each for each in ids if _is_iri(expand(each))}
    if not by_iri or not by_property:
        return found
    said: dict[tuple[str, str, Term], Term | None] = {}
    text = _VALUES % (_list(by_iri), _list(by_property))
    for thing, relation, value, name in store.select(with_prefixes(text)).rows:
        if thing and relation and value:
            said.setdefault((thing.value, relation.value, value), name)
    for (subject, predicate, value), name in said.items():
        found[by_iri[subject]][by_property[predicate]].append(_written(value, name))
    return found


def names(store: Store, asked: Iterable[str]) -> dict[str, str]:
    """Return what properties are called, by their identifiers: by the label of the ontology, or by their own words."""
    ids = list(dict.fromkeys(asked))
    full = {expand(each): each for each in ids if _is_iri(expand(each))}
    text = (
        'SELECT ?property ?name WHERE { VALUES ?property { %s } ?property rdfs:label ?name FILTER(LANG(?name)="en") }'
    )
    rows = store.select(with_prefixes(text % _list(full))).rows
    called = {full[term.value]: name.value for term, name in rows if term and name}
    return {each: called.get(each, _words(each) or "nothing") for each in ids}


def _words(name: str) -> str:
    """Return a prefixed name as words: ``editorial note`` for ``skos:editorialNote``; else as it is written."""
    prefix, _, local = name.partition(":")
    return _CAPITAL.sub(" ", local).lower() if prefix in PREFIXES and local.isalnum() else name


def _written(value: Term, name: Term | None) -> dict[str, Any]:
    if value.kind == "iri":
        if value.value.startswith(BASE):
            return {"id": value.value.removeprefix(BASE), "name": name.value if name else compact(value.value)}
        return {"str": value.value}
    plain = value.plain()
    if isinstance(plain, bool) or value.datatype is None:
        return {"str": value.value}
    if value.datatype == _DAYS:
        return {"date": f"{value.value}T00:00:00Z"}
    if isinstance(plain, int):
        return {"int": plain}
    return {"str": value.value} if isinstance(plain, str) else {"float": float(plain)}


def _is_iri(full: str) -> bool:
    return full.startswith(tuple(PREFIXES.values())) and not set(full) & set('<>"{}|^`\\') and min(full) > " "


def _list(iris: Iterable[str]) -> str:
    return " ".join(f"<{each}>" for each in iris)

"""The names by which things are found and shown in the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.matching import KINDS, entries
from r2pgraph.matching.entries import code
from r2pgraph.pages import addresses, terminology
from r2pgraph.queries import catalogue, values
from r2pgraph.vocab import BASE, PREFIXES, R2P, SEGMENTS, compact

if TYPE_CHECKING:
    from r2pgraph.matching import Entry
    from r2pgraph.pages.site import Site

INDEX: Final = "data/names.json"
"""The file that scripts fetch: where IRIs begin, prefixes, how values are spelled, things with path and names."""

_UNNAMED: Final = ("action", "membership", "name", "partition", "prefix", "query", "vote")
"""Segments whose things nobody looks for by name: acts and memberships stand on the pages of their states."""


def index(site: Site) -> bytes:
    """Return what `INDEX` holds: things in the order of their kinds, as JSON."""
    things = [*_matched(site), *_named(site), *_questions(), *_terms(site)]
    found = {
        "base": BASE,
        "prefixes": dict(sorted(PREFIXES.items())),
        "segments": sorted({*SEGMENTS, "ontology", "query"}),
        "written": {"key": values.KEY, "iri": values.IRI, **values.WRITTEN},
        "things": [thing | {"rank": rank} for rank, thing in enumerate(things)],
    }
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _matched(site: Site) -> list[dict[str, Any]]:
    order = list(KINDS)
    known = sorted(entries(site.store), key=lambda entry: (order.index(entry.kind), entry.iri))
    return [
        _thing(entry.iri, [entry.name, *sorted(entry.names.values()), *_codes(entry)], entry.kind) for entry in known
    ]


def _codes(entry: Entry) -> list[str]:
    """Return the codes of a thing but for IRIs and its path, which nobody looks for by name."""
    return sorted(each for each in entry.codes - {code(entry.key)} if not each.startswith(("HTTP-", "HTTPS-")))


def _others() -> list[str]:
    """Return the segments whose things are found by the name that pages call them by; those of `KINDS` by all."""
    return sorted(set(SEGMENTS) - {kind.lower() for kind in KINDS} - set(_UNNAMED))


def _named(site: Site) -> list[dict[str, Any]]:
    return [
        _thing(iri, [name, iri.rpartition("/")[2]], segment.capitalize())
        for segment in _others()
        for iri, name in sorted(site.names(site.things(segment)).items())
    ]


def _questions() -> list[dict[str, Any]]:
    every = catalogue().values()
    return [_thing(f"{BASE}query/{query.id}", [query.title, query.id], "Saved query") for query in every]


def _terms(site: Site) -> list[dict[str, Any]]:
    said = terminology.terms(site)
    terms = sorted(term for term in said if term.startswith(R2P) and said[term].get("rdfs:label"))
    return [_thing(term, [*said[term]["rdfs:label"], compact(term)], "Term of the ontology") for term in terms]


def _thing(iri: str, names: list[str], kind: str) -> dict[str, Any]:
    path = addresses.path(iri).removeprefix("/")
    return {"path": path, "names": list(dict.fromkeys(filter(None, names))), "kind": kind}

"""The saved queries as a catalogue, a form for each with its answer, and a form for queries of one's own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.pages import statics, terminology
from r2pgraph.pages.views import View
from r2pgraph.publication.canonical import natural
from r2pgraph.queries import ANY, catalogue, find, prepare, run
from r2pgraph.queries.names import resolve
from r2pgraph.queries.values import ANYTHING, SEGMENTS, is_class
from r2pgraph.vocab import PREFIXES, R2P, compact, expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.site import Record, Site
    from r2pgraph.queries import Parameter, SavedQuery
    from r2pgraph.store import Answer, Term

KINDS: Final = {
    "questions": "Questions", "scores": "Scores", "evidence": "Evidence", "levels": "Levels that facts suggest",
    "audit": "Audit", "views": "Views", "checks": "Checks",
}  # fmt: skip
"""The kinds of saved queries in the order in which they are shown."""

SHOWN: Final = 200
"""How many rows of an answer a page shows; the downloads have all."""

FEW: Final = 60
"""How many individuals a class may have whose names are all offered in a list to choose from."""

MANY: Final = 400
"""How many individuals a class may have whose names are offered while a reader writes."""

EXAMPLE: Final = """SELECT ?state ?indicator ?level WHERE {
  ?rating a r2p:Rating ; r2p:state ?state ; r2p:indicator ?indicator ; r2p:level ?level .
}
ORDER BY ?indicator
LIMIT 50"""
"""What stands in the editor until a reader writes something."""

EDITOR: Final = ("vendor/yasgui.min.js", "vendor/yasgui.min.css")
"""The files of the editor that `make assets` fetches; without them the form is plain."""

FORMATS: Final = {
    "text/html": "a table in this window", "text/csv": "CSV", "application/sparql-results+json": "SPARQL JSON",
    "text/turtle": "Turtle, of a graph",
}  # fmt: skip
"""What the endpoint is asked for by the editor's form."""

_TYPES: Final = {
    "xsd:gYear": {"pattern": "[0-9]{4}", "inputmode": "numeric", "title": "a year, such as 2023"},
    "xsd:date": {"type": "date"},
    "xsd:integer": {"pattern": "[+-]?[0-9]+", "inputmode": "numeric", "title": "a whole number"},
    "xsd:decimal": {"pattern": "[+-]?[0-9]*[.]?[0-9]+", "inputmode": "decimal", "title": "a number"},
}  # fmt: skip
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_OF_CLASS: Final = """SELECT DISTINCT ?thing WHERE {{
  ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{kind}> . ?thing a ?class .
}}"""


def table(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the catalogue."""
    del site, parameters
    every = catalogue().values()
    order = sorted({query.kind for query in every}, key=lambda kind: ([*KINDS, kind].index(kind), kind))
    kinds = [(KINDS.get(kind, kind.capitalize()), kind, [query for query in every if query.kind == kind])
             for kind in order]  # fmt: skip
    return View(
        "queries.html",
        "Saved queries",
        f"{len(every)} questions that the graph answers, each with a form, its SPARQL and the answer to take away.",
        values={"kinds": kinds},
    )


def view(site: Site, address: Address) -> View:
    """Return the page of one saved query: a form, and the answer to what it asks.

    Raises:
        UnknownNameError: there is no such query; the candidates are paths.
        QueryError: a parameter is none of the query's.
    """
    try:
        query = find(address.key)
    except UnknownNameError as error:
        near = tuple(f"/query/{each}" for each in error.candidates)
        raise UnknownNameError("saved query", address.key, near) from None
    chosen = _chosen(query, address.parameters)
    answer, text, problem = _asked(site, query, chosen)
    asked = urlencode(chosen)
    values: dict[str, Any] = {
        "query": query,
        "fields": [_field(site, each, chosen[each.name]) for each in query.parameters],
        "problem": problem,
        "columns": answer.columns if answer else (),
        "rows": _rows(site, answer.rows[:SHOWN]) if answer else [],
        "count": len(answer.rows) if answer else 0,
        "asked": asked,
        "text": text,
        "kind": KINDS.get(query.kind, query.kind),
    }
    return View(
        "query.html", query.title, query.question, trail=(("Queries", "/query"),), values=values, chosen=chosen,
        status=400 if problem else 200,
    )  # fmt: skip


def editor(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the form for a query of one's own, which is sent to the endpoint."""
    terms = sorted(compact(term) for term in terminology.terms(site) if term.startswith(R2P))
    answered = "in your browser" if site.serverless else "by the endpoint"
    return View(
        "editor.html",
        "Ask the graph in SPARQL",
        f"A query of your own, answered {answered}; the prefixes of the project need no declaration.",
        trail=(("Queries", "/query"),),
        values={
            "text": parameters.get("query", EXAMPLE),
            "files": EDITOR if set(EDITOR) <= statics.files().keys() else (),
            "formats": FORMATS,
            "words": " ".join([*terms, *(f"{prefix}:" for prefix in PREFIXES)]),
            "prefixes": json.dumps(PREFIXES),
        },
    )


def _chosen(query: SavedQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every parameter: what is given, and else the default; an empty value leaves it open."""
    known = {each.name: each for each in query.parameters}
    if unknown := sorted(given.keys() - known.keys()):
        takes = f"It takes: {', '.join(known) or 'none'}."
        raise QueryError(f"{unknown[0]!r} is no parameter of {query.id}.", takes)
    return {name: given.get(name, known[name].default).strip() or ANY for name in known}


def _asked(site: Site, query: SavedQuery, chosen: Mapping[str, str]) -> tuple[Answer | None, str, str]:
    """Return the answer, the SPARQL with the values filled in, and why there is no answer."""
    try:
        meant = {each.name: _meant(site, each, chosen[each.name]) for each in query.parameters}
        return run(site.store, query.id, meant), prepare(query.id, **meant), ""
    except UnknownNameError as error:
        near = f" Perhaps: {', '.join(error.candidates)}." if error.candidates else ""
        return None, query.text, f"There is no {error.kind} {error.value!r}.{near}"
    except QueryError as error:
        return None, query.text, str(error)


def _meant(site: Site, parameter: Parameter, value: str) -> str:
    return f"<{resolve(site.store, parameter, value)}>" if is_class(parameter) and value != ANY else value


def _field(site: Site, parameter: Parameter, value: str) -> Record:
    """Return what the form shows for a parameter: a list to choose from, or a text with or without suggestions."""
    names = _individuals(site, parameter.type) if is_class(parameter) and parameter.type != ANYTHING else {}
    key = value.rpartition(":")[2] if value != ANY and names else value
    return {
        "name": parameter.name,
        "type": SEGMENTS.get(parameter.type, parameter.type),
        "value": "" if value == ANY else key if key in names else value,
        "told": f"{names[key]} ({key})" if names.get(key, key) != key else value,
        "choices": names if 0 < len(names) <= FEW and (key in names or value == ANY) else {},
        "suggestions": names if FEW < len(names) <= MANY else {},
        "attributes": _TYPES.get(parameter.type, {}),
        "hint": _hint(parameter),
        "is_needed": parameter.is_needed,
    }


def _hint(parameter: Parameter) -> str:
    if parameter.type == ANYTHING:
        return "an IRI or a prefixed name"
    if is_class(parameter):
        return f"key or name of a {SEGMENTS[parameter.type]}"
    return str(_TYPES.get(parameter.type, {}).get("title", ""))


def _individuals(site: Site, kind: str) -> dict[str, str]:
    """Return key and name of each individual of a class, by name; none where there are too many to list."""

    def asked() -> dict[str, str]:
        rows = site.store.select(_OF_CLASS.format(kind=expand(kind))).rows
        found = [row[0].value for row in rows if row[0] and row[0].kind == "iri"]
        names = site.names(found) if len(found) <= MANY else {}
        ordered = sorted(names, key=lambda iri: (natural(names[iri].lower()), iri))
        return {iri.rpartition("/")[2]: names[iri] for iri in ordered}

    return site.once(("individuals", kind), asked)


_LONG: Final = 60
"""Characters from which on a text is a sentence: in a table it has room for a few words a line."""


def _rows(site: Site, rows: Sequence[Sequence[Term | None]]) -> list[list[Record]]:
    """Return each cell as text with a link where it is an IRI, and its ``kind``: number, day, sentence or other."""
    names = site.names(sorted({term.value for row in rows for term in row if term and term.kind == "iri"}))
    return [[_cell(site, term, names) for term in row] for row in rows]


def _cell(site: Site, term: Term | None, names: Mapping[str, str]) -> Record:
    if term is None:
        return {"text": "", "link": "", "title": "", "kind": ""}
    if term.kind == "iri":
        link, title = site.link(term.value), compact(term.value)
        return {"text": names[term.value], "link": link, "title": title, "kind": ""}
    kind = "n" if not isinstance(term.plain(), str | bool) else "day" if _DAY.fullmatch(term.value) else ""
    kind = kind or ("long" if len(term.value) > _LONG else "")
    return {"text": term.value, "link": "", "title": "", "kind": kind}

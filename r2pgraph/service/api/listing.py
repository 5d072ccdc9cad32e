"""List the saved queries with their parameters and what may be chosen, and write the contract of the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from r2pgraph.queries import SavedQuery, catalogue
from r2pgraph.queries.choices import Choice, choices
from r2pgraph.service.api import formats
from r2pgraph.service.api.contract import contract
from r2pgraph.service.submissions import contract as submissions
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore

    Choices = Mapping[str, tuple[Choice, ...]]


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the head and a document as JSON: the list of queries, or the contract where ``document`` says so.

    The contract tells of submissions where ``submissions`` is true.
    """
    every = list(catalogue().values())
    known = choices(store, (parameter for query in every for parameter in query.parameters))
    if job["document"] == "contract":
        said: dict[str, Any] = contract(every, known)
        said = submissions.extended(said) if job["submissions"] else said
    else:
        said = {"queries": [described(query, known) for query in every]}
    content = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return {"outcome": "answer", "media_type": "application/json"}, content.encode()


def described(query: SavedQuery, known: Choices) -> dict[str, Any]:
    """Return what a query is, takes and gives."""
    return {
        "id": query.id,
        "iri": iri("query", query.id),
        "kind": query.kind,
        "title": query.title,
        "question": query.question,
        "parameters": [_parameter(query, known, place) for place in range(len(query.parameters))],
        "returns": query.returns,
        "formats": list(formats.offers(makes_triples=query.makes_triples)),
        "answer": f"/api/queries/{query.id}",
    }


def _parameter(query: SavedQuery, known: Choices, place: int) -> dict[str, Any]:
    each = query.parameters[place]
    said: dict[str, Any] = {"name": each.name, "type": expand(each.type), "default": each.default,
                            "needed": each.is_needed}  # fmt: skip
    listed = known.get(each.type, ())
    return {**said, "choices": [choice._asdict() for choice in listed]} if listed else said

"""Run a saved query in a worker: the job names query, values and format, the answer is a whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from r2pgraph.errors import UnknownNameError
from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.queries import find, run, triples
from r2pgraph.service.api import formats
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.queries import SavedQuery
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the head and the document of a saved query.

    Args:
        store: the graph that is asked.
        job: ``id`` of the query, ``parameters`` by name, ``format`` of `formats.offers`, and what the document may
            have at most: ``rows_at_most`` and ``bytes_at_most``.

    Returns:
        ``{"outcome": "answer", "media_type": ...}`` and the document, or the outcome ``query``, ``answer-rows`` or
        ``answer-size`` without one.

    Raises:
        UnknownNameError: there is no such query.
    """
    query = find(job["id"])
    try:
        content, count = _document(store, query, job)
    except UnknownNameError as error:
        return {"outcome": "query", "detail": str(error)}, b""
    if count > job["rows_at_most"]:
        return {"outcome": "answer-rows"}, b""
    if len(content) > job["bytes_at_most"]:
        return {"outcome": "answer-size"}, b""
    return {
        "outcome": "answer",
        "media_type": formats.offers(makes_triples=query.makes_triples)[job["format"]],
    }, content


def _document(store: EmbeddedStore, query: SavedQuery, job: Job) -> tuple[bytes, int]:
    """Return the document, and how many rows it has."""
    given: Mapping[str, str] = job["parameters"]
    if job["format"] in formats.GRAPHS:
        made = triples(store, query.id, given)
        return formats.graph(made, job["format"]), made.count(b"\n")
    found = run(store, query.id, given)
    if len(found.rows) > job["rows_at_most"]:
        return b"", len(found.rows)
    return formats.rows(found, job["format"], _about(query, given)), len(found.rows)


def _about(query: SavedQuery, given: Mapping[str, str]) -> dict[str, Any]:
    """Return what a document says of itself before its rows: which query, asked with which values."""
    return {
        "query": iri("query", query.id),
        "title": query.title,
        "question": query.question,
        "parameters": {each.name: given.get(each.name, each.default) for each in query.parameters},
        "licence": LICENCE,
    }

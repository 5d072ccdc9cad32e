"""Write the contract of the API in OpenAPI 3.1, from the catalogue of saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph import __version__
from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.queries import ANY
from r2pgraph.service.api import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.queries import Parameter, SavedQuery
    from r2pgraph.queries.choices import Choice

    Said = dict[str, Any]

PROBLEMS: Final = {
    "400": "A parameter or its value will not do; the nearest names are told.",
    "404": "There is no such query, name or edition.",
    "406": "None of the formats is wished.",
    "410": "The edition was withdrawn.",
    "422": "The answer is larger than it may be.",
    "429": "Fair use is exceeded; come again after Retry-After.",
    "500": "The service made a mistake.",
    "503": "The service is busy, or the query takes too long.",
}
"""Every status of a problem, and when it is given."""

_TYPES: Final = {
    "xsd:integer": {"type": "string", "pattern": "^[+-]?[0-9]+$"},
    "xsd:gYear": {"type": "string", "pattern": "^-?[0-9]{4,9}$"},
    "xsd:date": {"type": "string", "format": "date"},
}
_EDITION: Final = {
    "name": "edition", "in": "query", "required": False, "schema": {"type": "string"},
    "description": "A kept edition of the graph; without it, the one that counts.",
}  # fmt: skip


def contract(queries: Iterable[SavedQuery], choices: Mapping[str, tuple[Choice, ...]]) -> Said:
    """Return the contract as an OpenAPI document: an address a query, with its parameters, and the list of all.

    Args:
        queries: the saved queries.
        choices: what may be chosen, by the type of a parameter.
    """
    paths: Said = {f"/api/queries/{query.id}": {"get": _operation(query, choices)} for query in queries}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "r2pgraph: saved queries",
            "version": __version__,
            "description": "Saved queries with values for their parameters. An answer is whole, or a problem says why.",
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": "/"}],
        "paths": {"/api/queries": {"get": _list()}, "/openapi.json": {"get": _own()}, **paths},
        "components": {"schemas": _schemas(), "responses": _responses()},
    }


def _operation(query: SavedQuery, choices: Mapping[str, tuple[Choice, ...]]) -> Said:
    offered = formats.offers(makes_triples=query.makes_triples)
    return {
        "operationId": query.id,
        "tags": [query.kind],
        "summary": query.title,
        "description": query.question,
        "parameters": [*(_parameter(each, choices) for each in query.parameters), _format(offered), _EDITION],
        "responses": {"200": _found(query, offered), **_refused(PROBLEMS)},
    }


def _parameter(parameter: Parameter, choices: Mapping[str, tuple[Choice, ...]]) -> Said:
    written = _TYPES.get(parameter.type, {"type": "string"})
    is_open = not parameter.is_needed
    schema = {"anyOf": [written, {"const": ANY}]} if is_open and written != {"type": "string"} else dict(written)
    listed = choices.get(parameter.type, ())
    examples = {"default": {"value": parameter.default}}
    examples |= {choice.value: {"summary": choice.label, "value": choice.value} for choice in listed}
    return {
        "name": parameter.name, "in": "query", "required": False,
        "description": f"{parameter.type}; {ANY if is_open else 'nothing'} leaves it open.",
        "schema": {**schema, "default": parameter.default}, "examples": examples,
    }  # fmt: skip


def _format(offered: Mapping[str, str]) -> Said:
    return {
        "name": "format", "in": "query", "required": False, "schema": {"enum": list(offered)},
        "description": "The format; without it, the header Accept decides.",
    }  # fmt: skip


def _found(query: SavedQuery, offered: Mapping[str, str]) -> Said:
    content: Said = {media_type: {} for media_type in offered.values()}
    row = {"type": "object", "properties": {name: {} for name in query.returns}, "required": list(query.returns)}
    content["application/json"] = {
        "schema": {
            "allOf": [
                {"$ref": "#/components/schemas/Answer"},
                {"properties": {"rows": {"items": row}, "columns": {"const": list(query.returns)}}},
            ]
        }
    }
    return {"description": "The whole answer.", "headers": _heads(), "content": content}


def _list() -> Said:
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Queries"}}}
    return {
        "operationId": "queries", "summary": "The saved queries", "parameters": [_EDITION],
        "responses": {"200": {"description": "Every query.", "headers": _heads(), "content": answer},
                      **_refused(PROBLEMS)},
    }  # fmt: skip


def _own() -> Said:
    answer = {"application/json": {"schema": {"type": "object", "required": ["openapi", "paths"]}}}
    return {
        "operationId": "contract", "summary": "This document", "parameters": [_EDITION],
        "responses": {"200": {"description": "The contract.", "headers": _heads(), "content": answer},
                      **_refused(PROBLEMS)},
    }  # fmt: skip


def _heads() -> Said:
    return {"ETag": {"schema": {"type": "string"}}, "Cache-Control": {"schema": {"type": "string"}}}


def _refused(statuses: Iterable[str]) -> Said:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _responses() -> Said:
    problem = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": problem}, "text/html": {}}
    return {status: {"description": when, "content": content} for status, when in PROBLEMS.items()}


def _schemas() -> Said:
    text = {"type": "string"}
    return {
        "Problem": {
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": {"type": {**text, "format": "uri"}, "title": text, "status": {"type": "integer"},
                           "detail": text, "limit": {"type": "number"}},
        },
        "Answer": {
            "type": "object", "required": ["query", "title", "question", "parameters", "licence", "columns", "rows"],
            "properties": {"query": {**text, "format": "uri"}, "title": text, "question": text, "licence": text,
                           "parameters": {"type": "object", "additionalProperties": text},
                           "columns": {"type": "array", "items": text},
                           "rows": {"type": "array", "items": {"type": "object"}}},
        },
        "Queries": {
            "type": "object", "required": ["queries"],
            "properties": {"queries": {"type": "array", "items": {
                "type": "object",
                "required": ["id", "iri", "kind", "title", "question", "parameters", "returns", "formats", "answer"],
                "properties": {"parameters": {"type": "array", "items": {"$ref": "#/components/schemas/Parameter"}}},
            }}},
        },
        "Parameter": {
            "type": "object", "required": ["name", "type", "default", "needed"],
            "properties": {"name": text, "type": {**text, "format": "uri"}, "default": text,
                           "needed": {"type": "boolean"},
                           "choices": {"type": "array", "items": {"type": "object", "required": ["value", "label"]}}},
        },
    }  # fmt: skip

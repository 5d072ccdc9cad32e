"""What each kind of problem is called; the ontology says what it means (`problem:` in schemes/problems.ttl)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TITLES: Final = MappingProxyType(
    {
        "answer-rows": "The answer has too many rows",
        "answer-size": "The answer is too large",
        "busy": "Every worker is busy",
        "conflict": "It cannot be done as things stand",
        "connections": "There are too many connections",
        "encoding": "The request is not UTF-8",
        "failed": "The service made a mistake",
        "fair-use": "Fair use is exceeded",
        "forbidden": "The token is not for this",
        "form": "The request has another form than the protocol gives it",
        "gone": "The client is gone",
        "media-type": "Files of this kind are not read",
        "memory": "The query needs too much memory",
        "method": "The method is not for this page",
        "not-acceptable": "No format that is asked for can be given",
        "not-ready": "The service is not ready",
        "path-size": "The path is too long",
        "query": "The query cannot be run",
        "query-size": "The query is too long",
        "read-only": "The graph is only read",
        "refused": "The submission is refused",
        "request-time": "The request came too slowly",
        "size": "The file is too large",
        "time": "The query takes too long",
        "unauthorised": "A token is needed",
        "unknown-edition": "There is no such edition",
        "unknown-name": "There is no such name",
        "unknown-page": "There is no such page",
        "withdrawn": "The edition was withdrawn",
    }
)
"""The title of each kind, by the key of its IRI. A test holds them equal to the ontology, which a service must not
need in order to say that something is wrong."""

"""What the service says instead of an answer: problem documents of RFC 9457 that name what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND: Final = "https://w3id.org/r2pgraph/problem/"
MEDIA_TYPE: Final = "application/problem+json"

_TITLES: Final = {
    "answer-size": "The answer is too large",
    "answer-rows": "The answer has too many rows",
    "busy": "Every worker is busy",
    "encoding": "The request is not UTF-8",
    "fair-use": "Fair use is exceeded",
    "form": "The request has another form than the protocol gives it",
    "unknown-page": "There is no such page",
    "memory": "The query needs too much memory",
    "method": "The method is not for this page",
    "not-acceptable": "No format that is asked for can be given",
    "not-ready": "The service is not ready",
    "query": "The query cannot be run",
    "query-size": "The query is too long",
    "read-only": "The graph is only read",
    "request-time": "The request came too slowly",
    "time": "The query takes too long",
}


class ProblemError(Exception):
    """A request that gets no answer: the kind of problem, its status, a sentence, and the limit where one was hit."""

    def __init__(
        self, kind: str, status: int, detail: str, limit: float | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.kind, self.status, self.detail, self.limit, self.retry_after = kind, status, detail, limit, retry_after

    def document(self) -> dict[str, Any]:
        """Return the members of the problem document."""
        document: dict[str, Any] = {
            "type": KIND + self.kind,
            "title": _TITLES[self.kind],
            "status": self.status,
            "detail": self.detail,
        }
        return document if self.limit is None else {**document, "limit": self.limit}

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Return the problem as an HTTP answer."""
        retry = {} if self.retry_after is None else {"Retry-After": str(max(1, round(self.retry_after + 0.5)))}
        return JSONResponse(self.document(), self.status, {**(headers or {}), **retry}, MEDIA_TYPE)

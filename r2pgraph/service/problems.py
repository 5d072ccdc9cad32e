"""What the service says instead of an answer: problem documents of RFC 9457 that name what was wrong."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse, Response

from r2pgraph.pages import statics, titles
from r2pgraph.service.negotiation import choose
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE: Final = "application/problem+json"
HTML: Final = "text/html"

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: what is ours, and nothing that stands in the page itself."""

_FORMS: Final = {MEDIA_TYPE: "", "application/json": "", HTML: ""}


class ProblemError(Exception):
    """A request that gets no answer: the kind of problem, its status, a sentence, and the limit where one was hit.

    ``more`` are further members of the document, ``headers`` what its answer says in its head besides.
    """

    def __init__(
        self, kind: str, status: int, detail: str, limit: float | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.kind, self.status, self.detail, self.limit, self.retry_after = kind, status, detail, limit, retry_after
        self.more: dict[str, Any] = {}
        self.headers: dict[str, str] = {}

    def document(self) -> dict[str, Any]:
        """Return the members of the problem document."""
        document: dict[str, Any] = {
            "type": iri("problem", self.kind),
            "title": titles.TITLES[self.kind],
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        return document if self.limit is None else {**document, "limit": self.limit}

    def response(self, headers: Mapping[str, str] | None = None, accept: str = "") -> Response:
        """Return the problem as an HTTP answer: a page where ``accept`` wishes HTML most, else a problem document."""
        retry = {} if self.retry_after is None else {"Retry-After": str(max(1, round(self.retry_after + 0.5)))}
        said = {"Cache-Control": "no-store", **self.headers, **(headers or {}), **retry, "Vary": "Accept"}
        if choose(accept, _FORMS) != HTML:
            return JSONResponse(self.document(), self.status, said, MEDIA_TYPE)
        return Response(self.page(), self.status, {**said, "Content-Security-Policy": POLICY}, HTML)

    def page(self) -> str:
        """Return the problem as a page, in the style of the others."""
        sheet = f'<link rel="stylesheet" href="{statics.address(statics.STYLE)}">'
        icon = f'<link rel="icon" href="{statics.address(statics.ICON)}" type="image/svg+xml">'
        title, detail = escape(titles.TITLES[self.kind]), escape(self.detail)
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title} · r2pgraph</title>{sheet}{icon}</head>"
            f"<body><main><h1>{title}</h1><p>{detail}</p>"
            f'<p><a href="/problem/{self.kind}">What this means, and what to do</a></p>'
            '<p><a href="/">To the front page</a></p></main></body></html>\n'
        )

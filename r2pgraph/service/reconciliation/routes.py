"""The addresses of the reconciliation service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from r2pgraph import __version__
from r2pgraph.errors import QueryError
from r2pgraph.matching import KINDS
from r2pgraph.service.asking import ask
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import body, fields
from r2pgraph.service.reconciliation.asked import BATCH, PROPERTIES, number
from r2pgraph.vocab import BASE, R2P

if TYPE_CHECKING:
    from starlette.requests import Request

    from r2pgraph.service.limits import Limits

HERE: Final = "/reconcile"
FRAMED: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""What a preview may do: nothing, but to stand in a frame of any page."""

_FORM: Final = "application/x-www-form-urlencoded"
_KEY: Final = re.compile(r"[a-z]+/[A-Za-z0-9_~-]+")
_LONGEST: Final = 1_000_000


async def service(request: Request) -> Response:
    """Answer a batch of queries or a request for values; tell what the service is where there is neither.

    Raises:
        ProblemError: what is sent is not of the form that the protocol gives it, or a limit was hit.
    """
    asked = dict(fields(request.scope["query_string"]))
    if request.method == "POST":
        asked |= await _posted(request)
    found = [task for task in ("queries", "extend") if task in asked]
    if len(found) > 1:
        raise ProblemError("form", 400, "A request has `queries` or `extend`, not both.")
    if found:
        return await _answered(request, {"task": found[0], "text": asked[found[0]]})
    if request.method == "POST":
        raise ProblemError("form", 400, "A request by POST has a field `queries` or `extend`.")
    return JSONResponse(manifest(str(request.base_url).rstrip("/")), headers={"Cache-Control": "no-cache"})


def manifest(root: str) -> dict[str, Any]:
    """Return what the service at ``root``, an address without a slash at its end, says of itself."""
    here = root + HERE

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": root, "service_path": f"{HERE}/suggest/{what}"}

    return {
        "versions": ["0.1", "0.2"],
        "name": "r2pgraph",
        "identifierSpace": BASE,
        "schemaSpace": R2P,
        "documentation": f"{root}/",
        "serviceVersion": __version__,
        "defaultTypes": [{"id": kind, "name": each.name} for kind, each in KINDS.items()],
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "extend": {"propose_properties": {"service_url": root, "service_path": f"{HERE}/properties"}},
        "batchSize": BATCH,
    }


async def suggestions(request: Request) -> Response:
    """Suggest things, properties or types whose names begin with the parameter ``prefix``; raises ProblemError."""
    asked = dict(fields(request.scope["query_string"]))
    skip = _number(asked.get("cursor", ""), 0, _LONGEST)
    job = {"task": "suggest", "what": request.url.path.rsplit("/", 1)[-1], "text": asked.get("prefix", "")}
    return await _answered(request, {**job, "type": asked.get("type", ""), "skip": skip})


async def proposals(request: Request) -> Response:
    """Propose properties of the things of the parameter ``type``; raises ProblemError."""
    asked = dict(fields(request.scope["query_string"]))
    most = _number(asked.get("limit", ""), PROPERTIES, _LONGEST)
    return await _answered(request, {"task": "properties", "type": asked.get("type", ""), "most": most})


async def preview(request: Request) -> Response:
    """Show the thing of the parameter ``id`` on a page that fits into a small frame; raises ProblemError."""
    answer = await _answered(request, {"task": "preview", "id": _key(request)})
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


async def view(request: Request) -> Response:
    """Lead to the page of the thing of the parameter ``id``; raises ProblemError."""
    return Response(status_code=303, headers={"Location": f"/{_key(request)}"})


ROUTES: Final = [
    Route(HERE, service, methods=["GET", "POST"]),
    Route(f"{HERE}/suggest/entity", suggestions),
    Route(f"{HERE}/suggest/property", suggestions),
    Route(f"{HERE}/suggest/type", suggestions),
    Route(f"{HERE}/properties", proposals),
    Route(f"{HERE}/preview", preview),
    Route(f"{HERE}/view", view),
]
"""The addresses of the service."""


async def _answered(request: Request, job: dict[str, Any]) -> Response:
    limits: Limits = request.app.state.limits
    head, content = await ask(request, {"kind": "match", **job})
    if len(content) > limits.answer:
        raise ProblemError("answer-size", 422, f"The answer has more than {limits.answer >> 20} MB.", limits.answer)
    return Response(content, headers={"Cache-Control": "no-cache"}, media_type=head["media_type"])


async def _posted(request: Request) -> dict[str, str]:
    limits: Limits = request.app.state.limits
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != _FORM:
        raise ProblemError("form", 415, f"Queries are posted as {_FORM}, and not as {media_type!r}.")
    return dict(fields(await body(request, 3 * limits.query, limits)))


def _key(request: Request) -> str:
    key = dict(fields(request.scope["query_string"])).get("id", "")
    if not _KEY.fullmatch(key):
        raise ProblemError("unknown-name", 404, f"There is no thing {key[:100]!r}; an identifier is like state/TLS.")
    return key


def _number(text: str, otherwise: int, most: int) -> int:
    try:
        return number(text, otherwise, most)
    except QueryError as error:
        raise ProblemError("form", 400, str(error)) from None

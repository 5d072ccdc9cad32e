"""The SPARQL 1.1 Protocol: a query by GET, by POST as a form, or by POST as it is; its answer in the wished format."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from r2pgraph.service import description
from r2pgraph.service.negotiation import ROWS, TRIPLES, choose
from r2pgraph.service.presence import while_present
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import address, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from r2pgraph.service.limits import Limits
    from r2pgraph.service.workers.pool import Pool

    Parameters = list[tuple[str, str]]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"

_DOWNLOADS: Final = {"text/csv": "answer.csv", "text/tab-separated-values": "answer.tsv"}


async def endpoint(request: Request) -> Response:
    """Answer a query, or describe the service where there is none.

    Raises:
        ProblemError: the request or its query is refused, or hit a limit.
    """
    limits: Limits = request.app.state.limits
    parameters = await _parameters(request, limits)
    if request.method != "POST" and not parameters:
        return _description(request)
    job = _job(parameters, request.headers.get("accept", ""), limits)
    pool: Pool = request.app.state.snapshots.strangers
    with request.app.state.fairness.turn(address(request)) as turn:
        turn.failed = True
        head, content = await while_present(request, pool.answer(job, turn))
        _refuse(head, limits)
        turn.failed = False
    media_type = head["media_type"]
    name = _DOWNLOADS.get(media_type)
    headers = {"Vary": "Accept", **({"Content-Disposition": f'attachment; filename="{name}"'} if name else {})}
    return Response(content, headers=headers, media_type=media_type)


def _description(request: Request) -> Response:
    media_type = choose(request.headers.get("accept", ""), TRIPLES) or next(iter(TRIPLES))
    content = description.describe(str(request.url.replace(query="")), TRIPLES[media_type])
    return Response(content, headers={"Vary": "Accept"}, media_type=media_type)


def _job(parameters: Parameters, accept: str, limits: Limits) -> dict[str, Any]:
    """Return what a worker needs to know; raises ProblemError where there is not one query of a lawful size."""
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in parameters):
        raise ProblemError("read-only", 403, "Updates are refused: this graph is only read.")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise ProblemError("form", 400, f"A request holds one query, and this one holds {len(queries)}.")
    if len(queries[0].encode(errors="surrogatepass")) > limits.query:
        raise _too_long(limits)
    return {
        "query": queries[0],
        "default_graphs": [value for name, value in parameters if name == "default-graph-uri"],
        "named_graphs": [value for name, value in parameters if name == "named-graph-uri"],
        "rows": _wanted(accept, ROWS),
        "triples": _wanted(accept, TRIPLES),
        "rows_at_most": limits.rows,
        "answer": limits.answer,
    }


def _wanted(accept: str, offers: Mapping[str, str]) -> tuple[str, str] | None:
    media_type = choose(accept, offers)
    return None if media_type is None else (media_type, offers[media_type])


def _refuse(head: dict[str, Any], limits: Limits) -> None:
    """Raise ProblemError where a worker has no answer."""
    match head["outcome"]:
        case "answer":
            return
        case "query":
            raise ProblemError("query", 400, head["detail"])
        case "not-acceptable":
            offered = ", ".join(dict.fromkeys([*ROWS, *TRIPLES]))
            raise ProblemError(
                "not-acceptable", 406, f"Rows come as the first of these, graphs as the last: {offered}."
            )
        case "answer-size":
            detail = f"The answer has more than {limits.answer >> 20} MB. Ask for less, with LIMIT and OFFSET."
            raise ProblemError("answer-size", 422, detail, limits.answer)
        case "answer-rows":
            detail = f"The answer has more than {limits.rows:,} rows. Ask for less, with LIMIT and OFFSET."
            raise ProblemError("answer-rows", 422, detail, limits.rows)
        case _:
            detail = f"The query was stopped: it took more than the {limits.memory >> 20} MB that it may."
            raise ProblemError("memory", 503, detail, limits.memory)


async def _parameters(request: Request, limits: Limits) -> Parameters:
    """Return the parameters of a request by GET or POST in their order."""
    asked = fields(request.scope["query_string"])
    if request.method != "POST":
        return asked
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    match media_type:
        case "application/x-www-form-urlencoded":
            return fields(await _body(request, 3 * limits.query))
        case "application/sparql-query":
            return [*asked, ("query", _text(await _body(request, limits.query)))]
        case "application/sparql-update":
            raise ProblemError("read-only", 403, "Updates are refused: this graph is only read.")
        case _:
            raise ProblemError("form", 415, f"A query is posted as {FORM} or {QUERY}, and not as {media_type!r}.")


async def _body(request: Request, most: int) -> bytes:
    """Return the body; raises ProblemError where it is too long or comes too slowly."""
    pieces, size = [], 0
    limits: Limits = request.app.state.limits
    seconds = limits.body_seconds
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise _too_long(limits)
                pieces.append(piece)
    except TimeoutError:
        raise ProblemError("request-time", 408, f"A request has {seconds:g} seconds to arrive.", seconds) from None
    return b"".join(pieces)


def _too_long(limits: Limits) -> ProblemError:
    return ProblemError("query-size", 413, f"A query may have {limits.query:,} bytes.", limits.query)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemError("encoding", 400, "The query is not UTF-8 text.") from None

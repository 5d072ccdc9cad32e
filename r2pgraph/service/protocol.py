"""The SPARQL 1.1 Protocol: a query by GET, by POST as a form, or by POST as it is; its answer in the wished format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.responses import Response

from r2pgraph.pages import statics
from r2pgraph.service.api.routes import description
from r2pgraph.service.negotiation import PAGE, ROWS, TRIPLES, choose
from r2pgraph.service.problems import HTML, POLICY, ProblemError
from r2pgraph.service.reading import address, body, fields, too_long, while_present
from r2pgraph.service.workers.crew import STRANGERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from r2pgraph.service.fairness import Turn
    from r2pgraph.service.limits import Limits
    from r2pgraph.service.workers.snapshots import Snapshots

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
    parameters, edition = _edition(await _parameters(request, limits))
    if request.method != "POST" and not parameters:
        return _to_editor(edition) if _is_reader(request) else await description(request, edition)
    job = {**_job(parameters, _wish(request, parameters), limits), "edition": edition}
    with request.app.state.fairness.turn(address(request)) as turn:
        turn.failed = True
        head, content = await while_present(request, _answered(request.app.state.snapshots, edition, job, turn))
        _refuse(head, limits)
        turn.failed = False
    media_type = head["media_type"]
    name = _DOWNLOADS.get(media_type)
    headers = {**_headers(media_type), **({"Content-Disposition": f'attachment; filename="{name}"'} if name else {})}
    return Response(content, headers=headers, media_type=media_type)


def _is_reader(request: Request) -> bool:
    """Return whether who asks wishes a page more than any format of graphs, as browsers do."""
    return choose(request.headers.get("accept", ""), {**TRIPLES, **PAGE}) == HTML


def _to_editor(edition: str) -> Response:
    """Lead a reader who opened the address of the endpoint to the form for a query."""
    place = f"/editor?edition={quote(edition, safe='')}" if edition else "/editor"
    return Response(status_code=303, headers={"Location": place, "Vary": "Accept"})


async def _answered(
    snapshots: Snapshots, edition: str, job: dict[str, Any], turn: Turn
) -> tuple[dict[str, Any], bytes]:
    """Return what a worker on an edition answers, on the store that counts where it is empty."""
    async with snapshots.of(edition, STRANGERS) as pool:
        return await pool.answer(job, turn)


def _edition(parameters: Parameters) -> tuple[Parameters, str]:
    """Return the parameters without the edition, and the edition, empty where none is named."""
    named = {value for name, value in parameters if name == "edition"}
    if len(named) > 1:
        raise ProblemError("form", 400, f"A request asks one edition, and this one names: {', '.join(sorted(named))}.")
    return [(name, value) for name, value in parameters if name != "edition"], next(iter(named), "")


def _headers(media_type: str) -> dict[str, str]:
    """Return what every answer says of itself; one that a browser shows says what it may load."""
    return {"Vary": "Accept", **({"Content-Security-Policy": POLICY} if media_type == HTML else {})}


def _job(parameters: Parameters, accept: str, limits: Limits) -> dict[str, Any]:
    """Return what a worker needs to know; raises ProblemError where there is not one query of a lawful size."""
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in parameters):
        raise ProblemError("read-only", 403, "Updates are refused: this graph is only read.")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise ProblemError("form", 400, f"A request holds one query, and this one holds {len(queries)}.")
    if len(queries[0].encode(errors="surrogatepass")) > limits.query:
        raise too_long(limits)
    return {
        "query": queries[0],
        "default_graphs": [value for name, value in parameters if name == "default-graph-uri"],
        "named_graphs": [value for name, value in parameters if name == "named-graph-uri"],
        "rows": _wanted(accept, {**ROWS, **PAGE}),
        "triples": _wanted(accept, {**TRIPLES, **PAGE}),
        "rows_at_most": limits.rows,
        "answer": limits.answer,
        "sheet": statics.address(statics.STYLE),
    }


def _wish(request: Request, parameters: Parameters) -> str:
    """Return the media types that are wished: a parameter ``format`` that names one, for forms, or the header."""
    named = [value for name, value in parameters if name == "format" and "/" in value]
    return named[-1] if named else request.headers.get("accept", "")


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
            offered = ", ".join(dict.fromkeys([*ROWS, *TRIPLES, *PAGE]))
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
            editions = [each for each in asked if each[0] == "edition"]
            return [*editions, *fields(await body(request, 3 * limits.query, limits))]
        case "application/sparql-query":
            return [*asked, ("query", _text(await body(request, limits.query, limits)))]
        case "application/sparql-update":
            raise ProblemError("read-only", 403, "Updates are refused: this graph is only read.")
        case _:
            raise ProblemError("form", 415, f"A query is posted as {FORM} or {QUERY}, and not as {media_type!r}.")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemError("encoding", 400, "The query is not UTF-8 text.") from None

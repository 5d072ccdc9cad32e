"""The addresses of the API: the list of saved queries, each query, the contract, and what describes the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.routing import Route

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.queries import find
from r2pgraph.service.api import formats
from r2pgraph.service.asking import ask
from r2pgraph.service.delivering import CURRENT, KEPT, deliver
from r2pgraph.service.keeping import Document, Shelf
from r2pgraph.service.negotiation import TRIPLES, choose
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import parameters, path
from r2pgraph.service.submissions.admission import is_open

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from r2pgraph.errors import UnknownNameError
    from r2pgraph.queries import SavedQuery
    from r2pgraph.service.limits import Limits
    from r2pgraph.service.workers.snapshots import Snapshots

_QUERIES: Final = "/api/queries"
_JSON: Final = "application/json"
_FILES: Final = {"csv": "csv", "tsv": "tsv", "parquet": "parquet"}
_FIRST: Final = next(iter(TRIPLES))


async def queries(request: Request) -> Response:
    """Hand out the list of saved queries as JSON; raises ProblemError."""
    return await _listing(request, "queries")


async def contract(request: Request) -> Response:
    """Hand out the contract of the API as JSON; raises ProblemError."""
    return await _listing(request, "contract")


async def query(request: Request) -> Response:
    """Hand out the answer of a saved query, in the format that is named or wished.

    Raises:
        ProblemError: no such query, parameter, value or format, or a limit was hit.
    """
    from r2pgraph.errors import UnknownNameError

    asked, edition = parameters(request)
    try:
        saved = find(path(request).removeprefix(f"{_QUERIES}/"))
    except UnknownNameError as error:
        raise ProblemError("unknown-name", 404, _told(error)) from None
    form = _form(request, saved, asked.pop("format", ""))
    limits: Limits = request.app.state.limits
    job = {
        "kind": "saved", "id": saved.id, "parameters": asked, "format": form,
        "rows_at_most": limits.rows, "bytes_at_most": limits.answer,
    }  # fmt: skip
    headers = {"Link": f'<{LICENCE}>; rel="license", </openapi.json>; rel="service-desc"', "Vary": "Accept"}
    if form in _FILES:
        headers["Content-Disposition"] = f'attachment; filename="{saved.id}.{_FILES[form]}"'
    return await handed_out(request, job, headers, edition)


async def description(request: Request, edition: str = "") -> Response:
    """Hand out the description of the endpoint on an edition, as the SPARQL protocol wants it; raises ProblemError."""
    return await _described(request, "service", edition)


async def void(request: Request) -> Response:
    """Hand out what there is of what, in the words of VoID; raises ProblemError."""
    return await _described(request, "void", parameters(request)[1])


ROUTES: Final = [
    Route(_QUERIES, queries),
    Route(f"{_QUERIES}/{{id}}", query),
    Route("/openapi.json", contract),
    Route("/.well-known/void", void),
]
"""The addresses of the API; the description of the endpoint stands where the endpoint does."""


async def handed_out(request: Request, job: dict[str, Any], headers: Mapping[str, str], edition: str = "") -> Response:
    """Return the answer to a job of our own as a document that is kept here until the store changes.

    Args:
        request: who asks.
        job: what a worker is to do, all that its answer depends on besides the store.
        headers: what stands in the head of the answer besides.
        edition: the kept edition to ask; empty for the store that counts.

    Raises:
        ProblemError: the job cannot be done, or its answer is too large.
    """
    limits: Limits = request.app.state.limits
    snapshots: Snapshots = request.app.state.snapshots
    fixed = _fixed(job)

    async def make() -> tuple[Document, Hashable]:
        head, content = await ask(request, job, edition)
        _refuse_large(head, limits)
        return Document(content, head["media_type"], headers=dict(headers)), (head["generation"], fixed)

    shelf: Shelf = request.app.state.shelf
    document = await shelf.get((snapshots.generation_of(edition), fixed), make)
    return deliver(request, document, KEPT if edition else CURRENT)


async def _listing(request: Request, document: str) -> Response:
    asked, edition = parameters(request)
    if asked:
        raise ProblemError("form", 400, f"This address takes no parameter {next(iter(asked))!r}.")
    if choose(request.headers.get("accept", ""), {_JSON: ""}) is None:
        raise ProblemError("not-acceptable", 406, f"The document comes as {_JSON}.")
    job = {"kind": "listing", "document": document, "submissions": is_open(request)}
    return await handed_out(request, job, {"Vary": "Accept"}, edition)


async def _described(request: Request, document: str, edition: str) -> Response:
    media_type = choose(request.headers.get("accept", ""), TRIPLES) or _FIRST
    address = str(request.url.replace(path="/sparql", query=urlencode({"edition": edition}) if edition else ""))
    job = {
        "kind": "description", "document": document, "address": address,
        "media_type": media_type, "form": TRIPLES[media_type],
    }  # fmt: skip
    headers = {"Vary": "Accept", "Link": '</.well-known/void>; rel="describedby"'}
    return await handed_out(request, job, headers, edition)


def _form(request: Request, saved: SavedQuery, named: str) -> str:
    """Return the format of an answer; raises ProblemError where there is none of that name or type."""
    offered = formats.offers(makes_triples=saved.makes_triples)
    if named:
        if named not in offered:
            raise ProblemError("form", 400, f"There is no format {named!r} here; these are: {', '.join(offered)}.")
        return named
    chosen = choose(request.headers.get("accept", ""), {media_type: form for form, media_type in offered.items()})
    if chosen is None:
        raise ProblemError("not-acceptable", 406, f"The answer comes as one of these: {', '.join(offered.values())}.")
    return next(form for form, media_type in offered.items() if media_type == chosen)


def _refuse_large(head: Mapping[str, Any], limits: Limits) -> None:
    match head["outcome"]:
        case "answer-rows":
            detail = f"The answer has more than {limits.rows:,} rows. Choose a value for a parameter that is open."
            raise ProblemError("answer-rows", 422, detail, limits.rows)
        case "answer-size":
            detail = f"The answer has more than {limits.answer >> 20} MB. Choose a value for a parameter that is open."
            raise ProblemError("answer-size", 422, detail, limits.answer)


def _told(error: UnknownNameError) -> str:
    """Return an error as it helps somebody who asks over the network."""
    return str(error).replace("`r2pgraph queries` lists them.", f"{_QUERIES} lists them.")


def _fixed(value: Any) -> Hashable:  # noqa: ANN401 - JSON
    """Return a job as a key."""
    if isinstance(value, dict):
        return tuple(sorted((name, _fixed(each)) for name, each in value.items()))
    return tuple(map(_fixed, value)) if isinstance(value, list) else value

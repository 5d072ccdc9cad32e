"""The addresses for programs: send a file, read the record, take a submission back."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse, Response

from r2pgraph.errors import StoreError
from r2pgraph.service.negotiation import choose
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import body, parameters
from r2pgraph.service.submissions import admission, receipts, sending
from r2pgraph.service.submissions.receipts import PLACE
from r2pgraph.service.submissions.sending import XLSX

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from r2pgraph.service.submissions.desk import Desk
    from r2pgraph.service.submissions.tokens import Token

    Said = dict[str, Any]

_NO_STORE: Final = {"Cache-Control": "no-store", "Vary": "Accept, Authorization"}
_PARAMETERS: Final = frozenset({"name", "note", "check"})
_FLAGS: Final = {"true": True, "false": False}
_JSON: Final = "application/json"
_REASON: Final = 20_000
"""Bytes of the body that takes a submission back."""


async def submissions(request: Request) -> Response:
    """Take a file in, or hand out the record.

    Raises:
        ProblemError: the client is not let in, or the file is refused.
    """
    with admission.visit(request):
        if request.method == "POST":
            return await _take(request)
        admission.holder(request, admission.bearer(request))
        _only(request, frozenset())
        return JSONResponse({"submissions": await _read(receipts.lines, request.app.state.home)}, headers=_NO_STORE)


async def submission(request: Request) -> Response:
    """Hand out one line of the record with the report; raises ProblemError."""
    with admission.visit(request):
        admission.holder(request, admission.bearer(request))
        _only(request, frozenset())
        number = request.path_params["number"]
        return JSONResponse(await _read(receipts.line, request.app.state.home, number), headers=_NO_STORE)


async def withdrawal(request: Request) -> Response:
    """Take a submission back that counts; the body gives the reason.

    Raises:
        ProblemError: the client is not let in, there is no such submission, or it does not count.
    """
    with admission.visit(request):
        token = admission.holder(request, admission.bearer(request), "submit")
        _only(request, frozenset())
        found = await _read(receipts.line, request.app.state.home, request.path_params["number"])
        reason = _reason(await body(request, _REASON, request.app.state.limits, sending.too_large(_REASON)))
        if found["standing"] != "counts":
            raise ProblemError("conflict", 409, f"Number {found['number']} is no submission that counts.")
        if token.states and found["state"] not in token.states:
            raise ProblemError("forbidden", 403, f"This token is for {', '.join(token.states)} alone.")
        desk: Desk = request.app.state.desk
        job = {"work": "withdraw", "by": token.name, "reason": reason}
        said, _ = await desk.work({**job, **{name: found[name] for name in ("state", "year", "number")}})
        place = f"{PLACE}/{said['entry']['number']}"
        return JSONResponse(said["entry"], 201, {**_NO_STORE, "Location": place})


async def _take(request: Request) -> Response:
    asked = _only(request, _PARAMETERS)
    is_check = _FLAGS.get(asked.get("check", "false"))
    if is_check is None:
        raise ProblemError("form", 400, "The parameter check is true or false.")
    token = admission.holder(request, admission.bearer(request), "" if is_check else "submit")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProblemError("media-type", 415, "Send the file as it is, without a Content-Encoding.")
    name = sending.name_of(asked.get("name", ""), request.headers.get("content-type", ""))
    most = sending.most(name)
    content = await body(request, most, request.app.state.limits, sending.too_large(most))
    if not content:
        raise ProblemError("form", 400, "The body is empty; it must be the file.")
    sent = sending.Sent(name, content)
    if is_check:
        return await _check(request, sent)
    said = await worked(request, token, sent, asked.get("note", ""))
    if said["entry"]["act"] != "accepted":
        raise receipts.refusal(said)
    headers = {**_NO_STORE, "Location": f"{PLACE}/{said['entry']['number']}"}
    return JSONResponse(receipts.receipt(said), 201 if said["new"] else 200, headers)


async def worked(request: Request, token: Token, sent: sending.Sent, note: str) -> Said:
    """Return what came of a submission, accepted or refused, which is on disk by then; raises ProblemError."""
    desk: Desk = request.app.state.desk
    job = {"work": "submit", "name": sent.name, "by": token.name, "note": note, "states": token.states}
    said, _ = await desk.work(job, sent.content)
    return said


async def checked(request: Request, sent: sending.Sent, *, annotate: bool) -> tuple[Said, bytes]:
    """Return what was found in a file, and the annotated copy of a workbook; nothing of it is kept."""
    desk: Desk = request.app.state.desk
    return await desk.work({"work": "check", "name": sent.name, "annotate": annotate}, sent.content)


async def _check(request: Request, sent: sending.Sent) -> Response:
    wished = choose(request.headers.get("accept", ""), {_JSON: "", "application/problem+json": "", XLSX: ""})
    is_book = wished == XLSX
    if is_book and not sent.name.lower().endswith(".xlsx"):
        raise ProblemError("not-acceptable", 406, "Only a workbook is given back with its problems marked.")
    said, copy = await checked(request, sent, annotate=is_book)
    if is_book and copy:
        return attachment(copy, marked(sent.name), XLSX)
    if not is_sound(said):
        raise receipts.refusal(said)
    del said["outcome"]
    return JSONResponse(said, headers=_NO_STORE)


def is_sound(said: Said) -> bool:
    """Return whether nothing was found in a file that keeps it out."""
    return all(one["severity"] != "violation" for one in said["report"]["problems"])


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """Return an answer that a browser keeps as a file; the name holds no sign that a head may not hold."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f'attachment; filename="{plain}"'
    return Response(content, 200, {**_NO_STORE, "Content-Disposition": disposition}, media_type)


def marked(name: str) -> str:
    """Return what the marked copy of a workbook is called."""
    return f"{name.rpartition('.')[0]}-marked.xlsx"


def _only(request: Request, known: frozenset[str]) -> dict[str, str]:
    asked, edition = parameters(request)
    unknown = sorted({*asked, *(["edition"] if edition else [])} - known)
    if unknown:
        told = ", ".join(sorted(known)) or "none"
        raise ProblemError("form", 400, f"This address takes no parameter {unknown[0]!r}; these it takes: {told}.")
    return asked


def _reason(content: bytes) -> str:
    try:
        said = json.loads(content)
        reason = said["reason"]
    except (ValueError, TypeError, KeyError, RecursionError):
        reason = None
    if not isinstance(reason, str):
        raise ProblemError("form", 400, 'The body must be JSON such as {"reason": "Two sources were mixed up."}.')
    return reason


async def _read(read: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 - whatever is read
    try:
        return await asyncio.to_thread(read, *arguments)
    except StoreError:
        raise ProblemError("not-ready", 503, "The record is damaged; its keeper must mend it.") from None

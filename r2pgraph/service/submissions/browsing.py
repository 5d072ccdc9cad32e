"""The pages for people: the door, a file that is sent, and the form that is filled in on a page.

There is no cookie and nothing else that a browser would add by itself, so no other site can make a browser submit in
somebody's name: whoever sends a form must put the token into it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages import Site
from r2pgraph.pages.submitting import door_page, outcome_page
from r2pgraph.service.asking import ask
from r2pgraph.service.delivering import deliver
from r2pgraph.service.keeping import Document
from r2pgraph.service.problems import HTML, ProblemError
from r2pgraph.service.reading import body, parameters
from r2pgraph.service.submissions import admission, filling, interface, multipart, sending
from r2pgraph.service.submissions.sending import KINDS, XLSX
from r2pgraph.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from r2pgraph.service.submissions.multipart import Part

    Said = dict[str, Any]
    Form = dict[str, str]

_FILES: Final = {ending: media_type for media_type, ending in KINDS.items()}
_FILLED: Final = 4 << 20
"""Bytes of a form that is filled in on a page."""

_BESIDE: Final = 16_384
"""Bytes of what is sent beside a file."""

_DEEDS: Final = ("check", "annotate", "submit")
_SITE: Final = Site(None)  # type: ignore[arg-type] # these pages ask no store


async def door(request: Request) -> Response:
    """Show where to begin, or take a file in.

    Raises:
        ProblemError: nobody may submit here, the client is not let in, or the request will not do.
    """
    if request.method == "POST":
        return await _take(request)
    admission.refuse_closed(request)
    return await _page(request, await asyncio.to_thread(door_page, _SITE))


async def form(request: Request) -> Response:
    """Hand out the form for a state and a year, as a page or as a file; or take in what was filled in.

    Raises:
        ProblemError: nobody may submit here, there is no such state or year, or the request will not do.
    """
    admission.refuse_closed(request)
    asked, edition = parameters(request)
    known = {"state", "year"} if request.method == "POST" else {"state", "year", "form", "empty"}
    if edition or not {"state", "year"} <= set(asked) or not set(asked) <= known:
        raise ProblemError("form", 400, "Say state and year, such as /submit/form?state=FJI&year=2024.")
    if request.method == "POST":
        return await _filled(request, asked)
    wished, empty = asked.get("form", "page"), asked.get("empty", "no")
    if wished not in {"page", "xlsx", "zip", "jsonld"} or empty not in {"yes", "no"}:
        raise ProblemError("form", 400, "The form is page, xlsx, zip or jsonld, and empty is yes or no.")
    return await _made(request, asked, wished, empty=empty == "yes")


async def _take(request: Request) -> Response:
    """Take in a file from the door: the token is its first field, so that nothing is read from who has none."""
    with admission.visit(request):
        line = multipart.boundary(request.headers.get("content-type", ""))
        most = sending.most("")
        content = await body(
            request, most + _BESIDE, request.app.state.limits, sending.too_large(most), _gate(request, line)
        )
        sent = multipart.parts(content, line)
        token = admission.holder(request, _secret(sent[0]))
        fields, file = _fields(sent)
        deed = fields.get("do", "")
        if deed not in _DEEDS:
            raise ProblemError("form", 400, f"What is to be done with the file is one of these: {', '.join(_DEEDS)}.")
        if deed == "submit":
            token = admission.holder(request, _secret(sent[0]), "submit")
        said, copy, status = await _worked(request, token, file, fields.get("note", ""), deed)
    if copy:
        return interface.attachment(copy, interface.marked(file.name), XLSX)
    return await _page(request, await asyncio.to_thread(_outcome, said, file.name), status)


def _gate(request: Request, line: bytes) -> Callable[[bytes], bool]:
    """Return what looks at a body as it comes, and refuses it once its first field is no token."""

    def look(come: bytes) -> bool:
        part = multipart.first(come, line)
        if part is not None:
            admission.holder(request, _secret(part))
        return part is not None

    return look


def _secret(part: Part) -> str:
    if part.name != "token" or part.file:
        raise ProblemError("form", 400, "The first field of the form must be the token.")
    return part.text.strip()


def _fields(sent: list[Part]) -> tuple[Form, sending.Sent]:
    """Return the fields that are texts, and the one file."""
    files = [part for part in sent if part.name == "file"]
    texts = {part.name: part.text for part in sent if part.name != "file"}
    if len(files) != 1 or len(texts) + 1 < len(sent) or not set(texts) <= {"token", "note", "do"}:
        raise ProblemError("form", 400, "The form holds one token, one file, one note and one button.")
    if not files[0].content:
        raise ProblemError("form", 400, "No file was chosen, or it is empty.")
    name = sending.name_of(files[0].file, files[0].media_type)
    if len(files[0].content) > sending.most(name):
        raise sending.too_large(sending.most(name))
    return texts, sending.Sent(name, files[0].content)


async def _worked(request: Request, token: Any, file: sending.Sent, note: str, deed: str) -> tuple[Said, bytes, int]:  # noqa: ANN401 - a token
    """Return what came of a file, the marked copy where one was asked for, and the status."""
    if deed != "submit":
        said, copy = await interface.checked(request, file, annotate=deed == "annotate")
        return said, copy, 200 if interface.is_sound(said) else 422
    said = await interface.worked(request, token, file, note)
    if not said["allowed"]:
        return said, b"", 403
    return said, b"", (201 if said["new"] else 200) if said["entry"]["act"] == "accepted" else 422


def _outcome(said: Said, name: str) -> bytes:
    report = Report.of(said["report"]) if said["report"] else None
    return outcome_page(_SITE, name, report, said.get("entry"), new=said.get("new", True))


async def _filled(request: Request, asked: Form) -> Response:
    """Do with a form that was filled in what its button says; whatever hinders it, the fields stay as they are."""
    line = multipart.boundary(request.headers.get("content-type", ""))
    content = await body(request, _FILLED, request.app.state.limits, sending.too_large(_FILLED))
    fields = [(part.name, part.text) for part in multipart.parts(content, line)]
    beside = {name: value for name, value in fields if "/" not in name}
    given = filling.texts((name, value) for name, value in fields if "/" in name)
    deed = next((value for name, value in fields if name == "do"), "check")
    note = beside.get("note", "")
    if deed == "xlsx":
        return await _made(request, asked, "xlsx", given=given)
    if deed.startswith("rows:"):
        blank = {deed.removeprefix("rows:"): filling.MORE}
        return await _made(request, asked, given=given, blank=blank, note=note)
    try:
        said, status = await _handed_in(request, asked, given, beside, deed)
    except ProblemError as error:
        shown = await _made(request, asked, given=given, note=note, message=error.detail)
        shown.status_code = error.status
        shown.headers.update(error.headers)
        return shown
    if said["outcome"] == "submitted" and said["entry"]["act"] == "accepted":
        return await _page(request, await asyncio.to_thread(_outcome, said, said["entry"]["file"]), status)
    shown = await _made(request, asked, given=given, note=note, report=said["report"])
    shown.status_code = status
    return shown


async def _handed_in(request: Request, asked: Form, given: filling.Texts, beside: Form, deed: str) -> tuple[Said, int]:
    """Return what came of a form that is checked or submitted, and the status."""
    with admission.visit(request):
        if deed not in {"check", "submit"}:
            raise ProblemError("form", 400, "There is no such button.")
        if not beside.get("token", "").strip():
            raise admission.refused("Give your token, at the end of the form.")
        token = admission.holder(request, beside["token"].strip(), "submit" if deed == "submit" else "")
        name = sending.name_of(f"{asked['state']}-{asked['year']}.zip")
        packed = await asyncio.to_thread(filling.packed, given)
        said, _, status = await _worked(request, token, sending.Sent(name, packed), beside.get("note", ""), deed)
    return said, status


async def _made(request: Request, asked: Form, form: str = "page", *, empty: bool = False, **shown: Any) -> Response:  # noqa: ANN401 - see the worker
    """Return the form as a page, or as a file to keep, drawn by a worker."""
    job = {
        "kind": "form", "as": form, "state": asked["state"], "year": asked["year"], "empty": empty,
        "given": None, "blank": {}, "report": None, "message": "", "note": "", **shown,
    }  # fmt: skip
    head, content = await ask(request, job)
    if form == "page":
        return await _page(request, content)
    return interface.attachment(content, f"{head['name']}.{form}", _FILES[form])


async def _page(request: Request, content: bytes, status: int = 200) -> Response:
    """Return a page that nobody keeps, packed where its client unpacks it: nothing secret stands in it."""
    document = Document(content, HTML, status)
    await asyncio.to_thread(lambda: document.packed)
    return deliver(request, document, "no-store")

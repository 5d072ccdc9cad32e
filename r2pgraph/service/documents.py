"""Pages and the data behind them, and the files that pages are drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.responses import Response

from r2pgraph.pages import looks_beside, offers, statics
from r2pgraph.pages.addresses import FORMS, PRINTED
from r2pgraph.service.asking import ask
from r2pgraph.service.delivering import CURRENT, DAY, FOREVER, KEPT, deliver
from r2pgraph.service.keeping import Document, Shelf
from r2pgraph.service.negotiation import choose
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import parameters, path

if TYPE_CHECKING:
    from collections.abc import Hashable

    from starlette.requests import Request

    from r2pgraph.service.workers.snapshots import Snapshots

    Head = dict[str, Any]
    Job = dict[str, Any]

STATIC: Final = "/static/"

_KEPT: Final = frozenset({200, 301, 303})
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~"


async def page(request: Request) -> Response:
    """Hand out the page of an address, or the data behind it, in the form that the client wishes most.

    Raises:
        ProblemError: the address or the edition will not do, or none of its forms is wished.
    """
    place = path(request)
    if place.endswith("/") and place != "/":
        return unslashed(request)
    asked, edition = parameters(request)
    media_type = _chosen(request, place)
    snapshots: Snapshots = request.app.state.snapshots
    job = asked_for(snapshots, place, asked, media_type, edition)

    async def make() -> tuple[Document, Hashable]:
        return drawn(job, *await ask(request, job, edition))

    shelf: Shelf = request.app.state.shelf
    document = await shelf.get(shelfmark(snapshots.generation_of(edition), job), make)
    return deliver(request, document, KEPT if edition and document.status in _KEPT else CURRENT)


def asked_for(snapshots: Snapshots, place: str, parameters: dict[str, str], media_type: str, edition: str = "") -> Job:
    """Return the job to draw a page.

    ``beside`` is another one once the other editions are, where it tells of them; ``prints`` gives it the time that a
    printed form takes.
    """
    beside = snapshots.editions_mark if looks_beside(place) else 0
    return {"kind": "page", "path": place, "parameters": parameters, "media_type": media_type, "edition": edition,
            "beside": beside, "prints": media_type in {FORMS[form] for form in PRINTED}}  # fmt: skip


def shelfmark(generation: str, job: Job) -> Hashable:
    """Return what the page that a job asks for is kept under."""
    return generation, job["path"], tuple(sorted(job["parameters"].items())), job["media_type"], job["beside"]


def drawn(job: Job, head: Head, content: bytes) -> tuple[Document, Hashable]:
    """Return the page that a worker drew, and what to keep it under, None where it is not to be kept."""
    document = Document(content, head["media_type"], head["status"], _headers(head, job["edition"]))
    return document, shelfmark(head["generation"], job) if document.status in _KEPT else None


def unslashed(request: Request) -> Response:
    """Lead on to the address without the slash at its end, with the same method and parameters; raises ProblemError."""
    query = request.scope["query_string"].decode("latin-1")
    place = quote(path(request).rstrip("/"))
    return Response(status_code=308, headers={"Location": f"{place}?{query}" if query else place})


async def static(request: Request) -> Response:
    """Hand out a file that pages are drawn with; one that is named with its fingerprint may be kept for good.

    Raises:
        ProblemError: there is no such file.
    """
    name = path(request).removeprefix(STATIC)
    if name not in statics.files():
        raise ProblemError("unknown-page", 404, f"There is no file {name!r}.")
    is_named = request.scope["query_string"].decode("latin-1") == statics.fingerprint(name)
    return deliver(request, await _file(request, name), FOREVER if is_named else CURRENT)


async def unnamed(request: Request) -> Response:
    """Hand out a file of `statics.UNNAMED` at the root, where it is looked for."""
    return deliver(request, await _file(request, path(request).removeprefix("/")), DAY)


async def _file(request: Request, name: str) -> Document:
    shelf: Shelf = request.app.state.shelf

    async def make() -> tuple[Document, Hashable]:
        return Document(statics.content(name), statics.media_type(name)), (STATIC, name)

    return await shelf.get((STATIC, name), make)


def _chosen(request: Request, place: str) -> str:
    """Return the form that the ending of an address names, whatever is wished; else the one that is wished most."""
    offered = offers(place)
    if place.rpartition(".")[2] in FORMS:
        return offered[0]
    chosen = choose(request.headers.get("accept", ""), dict.fromkeys(offered, ""))
    if chosen is None:
        raise ProblemError("not-acceptable", 406, f"The document comes as one of these: {', '.join(offered)}.")
    return chosen


def _headers(head: Head, edition: str) -> dict[str, str]:
    """Return what stands in the head of a document: other forms and what it is of, by addresses of the edition."""
    links = [
        f'<{_address(to, edition)}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
        for relation, to, media_type in head["links"]
    ]
    said = {
        "Link": ", ".join(links),
        "Location": _address(head["location"], edition),
        "Content-Location": _address(head["place"], edition),
    }
    return {"Vary": "Accept", **{name: value for name, value in said.items() if value}}


def _address(to: str, edition: str) -> str:
    """Return an address as it may stand in a head; one of ours leads on within the edition."""
    if edition and to.startswith("/"):
        to = f"{to}{'&' if '?' in to else '?'}edition={edition}"
    return quote(to, safe=_SAFE)

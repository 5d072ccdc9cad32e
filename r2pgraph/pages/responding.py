"""Hand out the document of an address: which view draws it, in which form, or why there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.pages import addresses, facts, missing, terminology
from r2pgraph.pages.addresses import FORMS, PRINTED, Address
from r2pgraph.pages.drawing import html
from r2pgraph.pages.page import Link, Page
from r2pgraph.pages.subjects import PLACES, ROOMS, THINGS, lists, problems, things
from r2pgraph.pages.subjects.assessments import printed
from r2pgraph.pages.titles import TITLES
from r2pgraph.vocab import SEGMENTS, iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site
    from r2pgraph.pages.views import View

PROBLEM: Final = "application/problem+json"
"""The media type of an answer that says why there is no document, for those who did not ask for HTML (RFC 9457)."""

_DATA: Final = tuple(form for form in FORMS if form not in ("html", *PRINTED))
_NOWHERE: Final = Address("", "")


def offers(path: str) -> tuple[str, ...]:
    """Return the media types that an address is to be had in, the first for who has no wish.

    Whether there is a thing of that address is not looked at.
    """
    address = addresses.read(path) or _NOWHERE
    return tuple(FORMS[form] for form in ((address.form,) if address.form else ("html", *_forms(address))))


def looks_beside(path: str) -> bool:
    """Return whether the page of an address tells of the other editions too, and so changes with them."""
    return (addresses.read(path) or _NOWHERE).segment == "changes"


def respond(site: Site, path: str, parameters: Mapping[str, str], media_type: str) -> Page:
    """Return the document of an address, or one that says why there is none.

    Args:
        site: the store that is shown.
        path: the path of the address, unescaped, without what stands before every path of the site.
        parameters: what stands behind the question mark, the edition left out.
        media_type: one of those that `offers` gives for the path.
    """
    form = next((form for form, offered in FORMS.items() if offered == media_type), "html")
    try:
        return _found(site, path, parameters, form)
    except missing.MovedError as error:
        return Page(b"", "text/plain", 301, location=site.root + error.path)
    except UnknownNameError as error:
        return _problem(site, 404, error, form)
    except QueryError as error:
        return _problem(site, 400, error, form)


def _found(site: Site, path: str, parameters: Mapping[str, str], form: str) -> Page:
    address = addresses.read(path)
    if path == f"/{path.strip('/')}/" and path.strip("/") in {*PLACES, *SEGMENTS}:
        raise missing.MovedError(path.rstrip("/"))
    if address is None or form not in ("html", *_forms(address)):
        raise (
            UnknownNameError("page", path, (address.stem,))
            if address and form in PRINTED
            else missing.error(site, path)
        )
    if form == "html":
        address = address._replace(parameters=parameters)
        view = _view(site, address)
        content, status = html(site, view, address, _forms(address)), view.status
    elif form in PRINTED:
        content, status = printed.document(site, address, form), 200
    else:
        content, status = facts.document(_facts(site, address), form), 200
    return Page(content, FORMS[form], status, _links(site, address, form), place=_place(site, address, form))


def _view(site: Site, address: Address) -> View:
    if not address.key:
        if address.segment in PLACES:
            return PLACES[address.segment](site, address.parameters)
        if address.segment not in SEGMENTS:
            raise missing.error(site, address.path)
        return lists.view(site, address.segment, address.parameters)
    if address.segment in ROOMS:
        return ROOMS[address.segment](site, address)
    statements = facts.statements(_facts(site, address))
    return THINGS.get(address.segment, things.view)(site, address, statements)


def _facts(site: Site, address: Address) -> bytes:
    """Return the statements of an address that has data as N-Triples; raises UnknownNameError for an unknown thing."""
    if address.segment == "ontology":
        if address.iri in terminology.head(site).get("owl:versionIRI", ()):
            raise missing.MovedError(address._replace(key="").path)
        found = terminology.document(site, address.iri)
    else:
        found = facts.about(site.store, address.iri) if address.key else facts.all_of(site.store, address.segment)
    if not found and (address.key or address.segment == "ontology"):
        raise missing.error(site, address.path)
    return found


def _forms(address: Address) -> tuple[str, ...]:
    """Return the forms other than HTML in which an address is to be had."""
    is_printed = address.segment == "assessment" and bool(address.key)
    return (*_DATA, *(PRINTED if is_printed else ())) if address.segment in {*SEGMENTS, "ontology"} else ()


def _links(site: Site, address: Address, form: str) -> tuple[Link, ...]:
    others = ("html", *_forms(address))
    return (
        Link("canonical", address.iri),
        Link("license", LICENCE),
        *(Link("alternate", _place(site, address, other), FORMS[other]) for other in others if other != form),
    )


def _place(site: Site, address: Address, form: str) -> str:
    """Return the address of one form; what is to be had as HTML alone has no other than its own."""
    return site.root + (address.of_form(form) if _forms(address) else address.stem)


def _problem(site: Site, status: int, error: UnknownNameError | QueryError, form: str) -> Page:
    if form == "html":
        return Page(html(site, problems.view(site, error), _NOWHERE, ()), FORMS["html"], status)
    kind = "unknown-page" if status == 404 else "query"  # noqa: PLR2004 - HTTP's own number
    near = [site.root + path for path in getattr(error, "candidates", ())]
    said = {"type": iri("problem", kind), "title": TITLES[kind], "status": status,
            "detail": str(error), "near": near}  # fmt: skip
    return Page(json.dumps(said, ensure_ascii=False).encode(), PROBLEM, status)

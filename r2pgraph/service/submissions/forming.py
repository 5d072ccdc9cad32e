"""Make the form of a state and a year in a worker: as a page with what stands in its fields, or as a file to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from r2pgraph.pages import Site
from r2pgraph.pages.submitting import Shown, form_page
from r2pgraph.service.submissions.filling import filled, places
from r2pgraph.submission import templates
from r2pgraph.submission.form import SHOWN, form
from r2pgraph.submission.lowering import InexpressibleError, rows
from r2pgraph.submission.templates.contents import NUMBER, RATINGS
from r2pgraph.validation.report import Report

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore
    from r2pgraph.submission.tables import Filled
    from r2pgraph.submission.templates import Contents

    Texts = dict[str, list[dict[str, str]]]

HTML = "text/html"


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the form as the job wishes it.

    Args:
        store: what is known.
        job: ``state``, ``year`` and whether it is to be ``empty``; ``given``, what stands in the fields, by sheet, or
            None for what is on record; ``as``, ``page`` or the ending of a file; for a page ``blank``, ``report``,
            ``message`` and ``note``.
    """
    given: Texts | None = job["given"]
    try:
        contents = templates.gather(store, job["state"], job["year"], empty=job["empty"] or given is not None)
    except InexpressibleError as error:
        return {"outcome": "query", "detail": str(error)}, b""
    if given is not None:
        contents = replace(contents, filled=_with_shown(filled(given), contents.filled))
    head = {"outcome": "answer", "media_type": HTML, "name": f"{contents.state}-{contents.year}"}
    if job["as"] != "page":
        return head, templates.document(contents, f".{job['as']}")
    return head, form_page(Site(store), _shown(contents, job, given or {}))


def _shown(contents: Contents, job: dict[str, Any], given: Texts) -> Shown:
    report = Report.of(job["report"]) if job["report"] else None
    return Shown(contents, job["blank"], report, places(given), job["message"], job["note"])


def _with_shown(given: Filled, known: Filled) -> Filled:
    """Return what was filled in, with what is only shown beside each rating."""
    sheet = form().sheet(RATINGS)
    titles = [one.title for one in sheet.fields if one.kind == SHOWN]
    beside = {row[NUMBER].text: {title: row[title].text for title in titles} for row in known.sheets[RATINGS].rows}
    told = [{title: cell.text for title, cell in row.items()} for row in given.sheets[RATINGS].rows]
    ratings = rows(sheet, [row | beside.get(row[NUMBER], {}) for row in told])
    return replace(given, sheets={**given.sheets, RATINGS: ratings})

"""Write the assessment of a state as analysts publish it: as Markdown, one HTML page, a Word document or a PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.report.gathering import gather
from r2pgraph.scores import DEFAULT_PLAN, refuse_any

if TYPE_CHECKING:
    from r2pgraph.publication.report.contents import Report
    from r2pgraph.store import Store

TEXTS: Final = ("md", "html")
FORMS: Final = (*TEXTS, "docx", "pdf")


def report(store: Store, state: str, year: str, form: str = "md", plan: str = DEFAULT_PLAN) -> str:
    """Return the report on the assessment of a state in a year, in a form that is text.

    Args:
        store: an open store.
        state: a key or name, such as ``TLS``.
        year: the year of the assessment, such as ``2023``.
        form: ``md`` for GitHub-flavoured Markdown, ``html`` for one self-contained page.
        plan: the scoring plan of the index and the areas.

    Raises:
        UnknownNameError: there is no such form, state, plan, or assessment.
        QueryError: the year is no year, or a value is ``any``.
    """
    if form not in TEXTS:
        raise UnknownNameError.among("form of a report as text", form, TEXTS)
    contents = told(store, state, year, plan)
    if form == "html":
        from r2pgraph.publication.report.page import html

        return html(contents)
    from r2pgraph.publication.report.markdown import markdown

    return markdown(contents)


def document(store: Store, state: str, year: str, form: str, plan: str = DEFAULT_PLAN) -> bytes:
    """Return the report as the bytes of a file in any form: ``docx`` and ``pdf`` beside those of `report`.

    Raises:
        UnknownNameError: there is no such form, state, plan, or assessment.
        QueryError: the year is no year, or a value is ``any``.
        MissingToolError: the form is ``pdf``, and the machine lacks Pango.
    """
    if form not in FORMS:
        raise UnknownNameError.among("form of a report", form, FORMS)
    if form in TEXTS:
        return report(store, state, year, form, plan).encode()
    if form == "docx":
        from r2pgraph.publication.report.word import word

        return word(told(store, state, year, plan))
    from r2pgraph.publication.report.pdf import engine, pdf

    engine()
    return pdf(told(store, state, year, plan))


def told(store: Store, state: str, year: str, plan: str = DEFAULT_PLAN) -> Report:
    """Return all that a report tells, the audit of the assessment included.

    Raises:
        UnknownNameError: there is no such state, plan, or assessment.
        QueryError: the year is no year, or a value is ``any``.
    """
    from r2pgraph.evidence.auditing import audit
    from r2pgraph.publication.audit import appendix

    refuse_any(store, state=state, year=year, plan=plan)
    return replace(gather(store, state, year, plan), audited=appendix(audit(store, state, year)))

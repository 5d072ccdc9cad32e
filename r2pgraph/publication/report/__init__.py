"""Write the assessment of a state as analysts publish it, as one HTML page or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication.report.gathering import gather
from r2pgraph.scores import DEFAULT_PLAN, refuse_any

if TYPE_CHECKING:
    from r2pgraph.store import Store

FORMS: Final = ("md", "html")


def report(store: Store, state: str, year: str, form: str = "md", plan: str = DEFAULT_PLAN) -> str:
    """Return the report on the assessment of a state in a year.

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
    if form not in FORMS:
        raise UnknownNameError.among("form of a report", form, FORMS)
    refuse_any(store, state=state, year=year, plan=plan)
    contents = gather(store, state, year, plan)
    if form == "html":
        from r2pgraph.publication.report.page import html

        return html(contents)
    from r2pgraph.publication.report.markdown import markdown

    return markdown(contents)

"""The front page: a question, its answer down to the footnote, the doors, and how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from r2pgraph.pages.subjects import things
from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report import remarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site
    from r2pgraph.publication.report.contents import Report


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the front page."""
    del parameters
    found = [(which, audited.report_of(site, which)) for which in audited.all_of(site)]
    which, report = found[-1] if found else (None, None)
    return View(
        "front.html",
        "The Responsibility to Protect, down to the footnote",
        "How states of the Asia-Pacific protect their people, as linked data: every number opens onto the rating, "
        "the evidence and the source behind it.",
        values={
            "found": found,
            "which": which,
            "report": report,
            "example": example(report) if report else None,
            "record": audited.audit_of(site, which).counts("record") if which else {},
            "rule": audited.audit_of(site, which).counts("rule") if which else {},
            "doubts": remarks.doubts(report) if report else (),
            "states": len({each["state"] for each in site.records("states")}),
        },
        queries=(Asked("assessments"), *((Asked("evidence-of-rating", which.asked),) if which else ())),
        sources=tuple(sorted({source for each, _ in found for source in things.sources_of(site, each.iri)})),
    )


def example(report: Report) -> dict[str, Any] | None:
    """Return a rating, a figure that it rests on, and the footnote of the figure; nothing where no figure has one."""
    notes = {note.number: note for note in report.footnotes}
    for rating in report.ratings:
        for piece in rating.evidence:
            if piece.by_report and piece.marks and not piece.confidence and " of " in piece.value:
                return {"rating": rating, "piece": piece, "note": notes[piece.marks[0].number]}
    return None

"""All assessments; one as the table that people know, with what stands behind it and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from r2pgraph.pages.charts import scores
from r2pgraph.pages.subjects import things
from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report.drawing import values
from r2pgraph.publication.report.page import Anchors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Site

BEHIND = ("ratings", "evidence-of-rating", "citations", "index-score", "area-scores", "possible-change",
          "listed-resolutions", "errata", "absences", "submissions")  # fmt: skip
"""The saved queries that the page of an assessment rests on."""


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of an assessment."""
    which = next((each for each in audited.all_of(site) if each.iri == address.iri), None)
    if which is None:
        return things.view(site, address, statements)
    report = audited.report_of(site, which)
    head = report.head
    return View(
        "assessment.html",
        f"{head.state} {head.year}",
        f"{head.title}, by {head.assessor}, as linked data.",
        held=f"{head.year}; the text cannot be older than {head.not_before}" if head.not_before else head.year,
        values={**values(report), **beside(site, which), "anchors": Anchors(), "chart": scores(report),
                "absences": _absences(site, which), "versions": _versions(site, which)},
        queries=tuple(Asked(query, _asked(query, which)) for query in BEHIND),
        sources=things.sources(address.iri, statements),
        trail=(("Assessments", "/assessment"),),
    )  # fmt: skip


def beside(site: Site, which: audited.Which) -> dict[str, Any]:
    """Return what stands beside the report: the assessment's state, and the verdicts of the audit by row."""
    audit = audited.audit_of(site, which)
    telling = [(number, each) for number, found in sorted(audited.by_row(site, which).items()) for each in found
               if each.verdict not in audited.QUIET]  # fmt: skip
    return {
        "state": which.state,
        "audited": audited.by_row(site, which),
        "record": audit.counts("record"),
        "rule": audit.counts("rule"),
        "words": sum(audit.counts("words").values()),
        "cut_off": audit.cut_off,
        "telling": telling,
        "quiet": audited.QUIET,
    }


def listed(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all assessments, each with its index and its ratings."""
    del parameters
    found = [(which, audited.report_of(site, which)) for which in audited.all_of(site)]
    return View(
        "assessments.html",
        "Assessments",
        "Every assessment in the graph: who made it, what it comes to, and all of its ratings at a glance.",
        values={"found": [(which, report, site.link(which.iri)) for which, report in found]},
        queries=(Asked("assessments"),),
        sources=tuple(sorted({source for which, _ in found for source in things.sources_of(site, which.iri)})),
    )


def _versions(site: Site, which: audited.Which) -> list[dict[str, Any]]:
    """Return every version of the assessment that was handed in, and the shipped one where one of them revises it."""
    rows = site.records("submissions", state=which.asked["state"])
    return [row for row in rows if str(row["year"]) == which.year]


def _asked(query: str, which: audited.Which) -> dict[str, str]:
    if query == "submissions":
        return {"state": which.asked["state"]}
    return which.asked | ({"indicator": "any"} if query == "evidence-of-rating" else {})


def _absences(site: Site, which: audited.Which) -> list[dict[str, Any]]:
    """Return what was sought and not found, by row, each once."""
    found = site.records("absences", **which.asked)
    return list({row["absence"]: row for row in found}.values())

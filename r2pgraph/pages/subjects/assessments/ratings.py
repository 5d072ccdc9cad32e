"""One rating, down to its footnotes, with what an audit and the facts alone say of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from r2pgraph.evidence import evidence
from r2pgraph.pages.subjects import things
from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report import remarks
from r2pgraph.publication.report.page import Anchors
from r2pgraph.queries import by_indicator
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.evidence import IndicatorEvidence
    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Site
    from r2pgraph.publication.report.contents import Rating, Report


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a rating; one of no assessment that has a report is drawn from its statements."""
    for which in audited.all_of(site):
        report = audited.report_of(site, which)
        rating = next((each for each in report.ratings if each.iri == address.iri), None)
        if rating is not None:
            return _view(site, which, report, rating)
    return things.view(site, address, statements)


def _view(site: Site, which: audited.Which, report: Report, rating: Rating) -> View:
    facts = evidence(site.store, which.asked["state"], which.year, rating.key).indicators[0]
    shown = _narrowed(report, rating)
    path = site.link(which.iri).removeprefix(site.root)
    return View(
        "rating.html",
        f"{rating.name}: {report.head.state} {report.head.year}",
        f"How {report.head.assessor} rates the indicator “{rating.title.rstrip('.')}”, and what stands behind it.",
        held=report.head.year,
        values={
            "rating": rating, "report": shown, "head": report.head, "groups": remarks.groups(shown),
            "area": next(area for area in report.areas if rating in area.ratings), "which": which,
            "checked_here": audited.by_row(site, which).get(rating.number, []), "quiet": audited.QUIET,
            "facts": facts, "rule": rule(rating.key),
            "suggested": suggested(report, facts), "points": _points(site, which, report, rating),
            "by_number": {each.number: each.iri for each in report.ratings}, "anchors": Anchors(),
            "neighbours": _neighbours(report, rating), "former": former(site, which, rating.number),
        },
        queries=_behind(which, rating.key),
        sources=things.sources_of(site, which.iri),
        trail=(("Assessments", "/assessment"), (f"{report.head.state} {report.head.year}", path)),
    )  # fmt: skip


def former(site: Site, which: audited.Which, number: int) -> list[dict[str, Any]]:
    """Return what versions of the assessment that do not count rated otherwise."""
    return [row for row in site.records("former-ratings", **which.asked) if row["number"] == number]


def suggested(report: Report, facts: IndicatorEvidence) -> dict[str, Any] | None:
    """Return the level that the facts suggest as a template draws levels: its word and rank, and the comparator."""
    if facts.suggestion is None:
        return None
    words = {word.lower().replace(" ", "-"): (word, rank) for word, rank, _ in report.levels}
    word, rank = words.get(facts.suggestion.level, (facts.suggestion.level, 0))
    return {"level": word, "rank": rank, "comparator": facts.suggestion.comparator}


def rule(indicator: str) -> str:
    """Return in words how facts suggest a level for an indicator; nothing where no rule is made."""
    query = by_indicator("levels").get(indicator)
    return query.rule if query else ""


def _narrowed(report: Report, rating: Rating) -> Report:
    """Return the report with only the footnotes and errata of one rating."""
    cited = {mark.number for piece in rating.evidence for mark in piece.marks}
    errata = tuple(
        replace(each, notes=tuple(note for note in each.notes if note in cited))
        for each in report.errata
        if each.code in rating.errata
    )
    notes = tuple(replace(note, rows=(rating.number,)) for note in report.footnotes if note.number in cited)
    return replace(report, footnotes=notes, errata=errata)


def _points(site: Site, which: audited.Which, report: Report, rating: Rating) -> list[dict[str, Any]]:
    """Return what the rating earns under each plan."""
    found = []
    for plan in report.plans:
        rows = site.records("indicator-points", **which.asked, plan=f"<{iri('plan', plan.key)}>")
        row = next((row for row in rows if row["number"] == rating.number), None)
        if row is not None:
            found.append({"plan": plan, "points": row["points"], "maximum": row["maximum"]})
    return found


def _neighbours(report: Report, rating: Rating) -> tuple[Rating | None, Rating | None]:
    """Return the rating before and the one after."""
    ratings = report.ratings
    place = ratings.index(rating)
    return (ratings[place - 1] if place else None, ratings[place + 1] if place + 1 < len(ratings) else None)


def _behind(which: audited.Which, indicator: str) -> tuple[Asked, ...]:
    computed = [by_indicator(kind)[indicator].id for kind in ("evidence", "levels") if indicator in by_indicator(kind)]
    return (
        Asked("evidence-of-rating", {**which.asked, "indicator": f"<{iri('indicator', indicator)}>"}),
        Asked("indicator-points", which.asked),
        Asked("former-ratings", which.asked),
        *(Asked(query, which.asked) for query in computed),
    )

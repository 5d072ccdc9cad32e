"""How far to trust this: what is reconstructed, what checking found, what rests on what, and what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.views import Asked, View
from r2pgraph.queries import catalogue
from r2pgraph.vocab import R2P

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Record, Site

AUDITED: Final = 5
"""How many assessments are told of here; an audit takes seconds, and the page of each assessment has its own."""

_EVER: Final = {"since": "any", "until": "any"}


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page; every figure on it is counted from the rows of a saved query or of the graph."""
    del parameters
    every = audited.all_of(site)
    indicators = site.records("indicators")
    sources = {row["source"]: row for row in site.records("sources")}
    values: dict[str, Any] = {
        "plans": Counter(row["standing"] for row in site.records("plans")),
        "titles": Counter(row["titleOrigin"] for row in indicators if row["titleOrigin"]),
        "areas": Counter(row["areaConfidence"] for row in indicators if row["areaConfidence"]),
        "indicators": len(indicators),
        "assessments": [_assessment(site, which) for which in every[:AUDITED]],
        "others": [which.iri for which in every[AUDITED:]],
        "sources": Counter(row["wasRead"] is True for row in sources.values()),
        "interested": sum(bool(row["interest"]) for row in sources.values()),
        "gaps": site.records("evidence-gaps"),
        "tests": site.once("reference-tests", lambda: site.records("reference-tests")),
        "ends": sorted(Counter(row["registeredUntil"] for row in site.records("treaties")).items()),
        "modes": Counter(row["adoption"] for row in _resolutions(site)),
        "disputed": _disputed(site),
        "checks": sum(query.kind == "checks" for query in catalogue().values()),
        "queries": len(catalogue()),
    }  # fmt: skip
    return View(
        "trust.html",
        "How far to trust this",
        "What is reconstructed, what checking found, what rests on what, and what is missing.",
        values=values,
        queries=tuple(map(Asked, ("plans", "indicators", "sources", "evidence-gaps", "reference-tests", "treaties",
                                  "errata", "absences", "ratings-without-source", "own-facts", "term-uses"))),
    )  # fmt: skip


def _assessment(site: Site, which: audited.Which) -> Record:
    """Return what an audit of an assessment counts, and what its own ratings lack."""
    asked = which.asked
    return {
        "iri": which.iri,
        "verdicts": audited.audit_of(site, which).tallies(),
        "faults": Counter(row["fault"] for row in site.records("errata", **asked)),
        "ratings": len(site.records("ratings", **asked)),
        "without": len({row["rating"] for row in site.records("ratings-without-source", **asked)}),
        "absences": Counter(row["kind"] for row in site.records("absences", **asked)),
        "inferred": len({row["inference"] for row in site.records("inferences", **asked)}),
        "own": len({row["fact"] for row in site.records("own-facts", **asked)}),
        "interested": len({row["source"] for row in site.records("interested-sources", **asked)}),
    }


def _resolutions(site: Site) -> list[Record]:
    return site.once("resolutions", lambda: site.records("resolutions", **_EVER))


def _disputed(site: Site) -> int:
    """Return how many votes are kept beside a better source's: these alone stand in the graph as things."""
    uses = site.once("term-uses", lambda: {row["term"]: row["uses"] for row in site.records("term-uses")})
    return int(uses.get(f"{R2P}Vote", 0))

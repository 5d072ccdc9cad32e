"""All indicators by area; one with its rule, the levels that assessments give, and what facts say of every state."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from r2pgraph.evidence import Subject, levels
from r2pgraph.evidence.statements import of_all_states, own_facts, own_word
from r2pgraph.pages.subjects import things
from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.subjects.assessments.ratings import rule
from r2pgraph.pages.views import Asked, View
from r2pgraph.queries import ANY, by_indicator
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Record, Site


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of an indicator."""
    known = {each["indicator"]: each for each in site.records("indicators")}
    meant = known.get(address.iri)
    if meant is None:
        return things.view(site, address, statements)
    key = address.key
    ratings = [(which, rating) for which in audited.all_of(site) for report in [audited.report_of(site, which)]
               for rating in report.ratings if rating.key == key]  # fmt: skip
    gap = next((each for each in site.records("evidence-gaps") if each["indicator"] == address.iri), None)
    rows = states(site, key)
    return View(
        "indicator.html",
        meant["label"] or meant["title"],
        f"Indicator {meant['number']} of {len(known)}: {meant['title']}",
        held=f"the end of {site.year}, where facts are counted",
        values={"meant": meant, "ratings": ratings, "gap": gap, "rule": rule(key), "rows": rows,
                "without_level": sum(not row["level"] for row in rows),
                "neighbours": _neighbours(list(known.values()), meant)},
        queries=_behind(key, site.year),
        sources=tuple(sorted({source for row in rows for source in row["sources"]})),
        trail=(("Indicators", "/indicator"),),
    )  # fmt: skip


def listed(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all indicators, area by area, with the levels that assessments give."""
    del parameters
    gaps = {each["indicator"] for each in site.records("evidence-gaps")}
    reports = [(which, audited.report_of(site, which)) for which in audited.all_of(site)]
    given = {(which.iri, rating.key): rating for which, report in reports for rating in report.ratings}
    indicators = [{**each, "key": each["indicator"].rpartition("/")[2], "gap": each["indicator"] in gaps}
                  for each in site.records("indicators")]  # fmt: skip
    areas = [
        (area, list(several)) for area, several in groupby(indicators, lambda each: (each["area"], each["areaTitle"]))
    ]
    return View(
        "indicators.html",
        "Indicators",
        f"The {len(indicators)} things that an assessment rates, in {len(areas)} areas, and where facts speak to them.",
        values={"areas": areas, "reports": reports, "given": given, "computed": len(indicators) - len(gaps)},
        queries=(Asked("indicators"), Asked("evidence-gaps")),
    )


def states(site: Site, indicator: str) -> list[dict[str, Any]]:
    """Return each state of which facts speak to an indicator, by the level that they suggest, the strongest first.

    Each has ``state``, ``label``, ``level``, its ``comparator`` and ``rank`` (empty and 0 where no level follows), what
    it ``says``, the ``count`` of its facts, their ``sources``, and ``own``: how far they rest on an assessment's own
    word.
    """
    return site.once(("states", indicator), lambda: _states(site, indicator))


def _states(site: Site, indicator: str) -> list[dict[str, Any]]:
    order = levels(site.store)
    given = suggested(site, indicator)
    labels = {each["state"]: each["label"] for each in site.records("states")}
    found = []
    for state, facts in of_all_states(site.store, indicator, site.year).items():
        own = _own(site, state, labels[state])
        level = given.get(state, {})
        key = (level.get("level") or "").rpartition("/")[2]
        found.append({
            "state": state, "label": labels[state], "level": site.name(level["level"]) if level else "",
            "comparator": level.get("comparator") or "",
            "rank": order.index(key) + 1 if key else 0, "says": level.get("says") or facts[-1].says,
            "count": len(facts), "sources": sorted({iri("source", each.source) for each in facts if each.source}),
            "own": own_word(replace(each, own=each.fact in own) for each in facts),
        })  # fmt: skip
    return sorted(found, key=lambda row: (-row["rank"], row["label"]))


def _own(site: Site, state: str, label: str) -> frozenset[str]:
    """Return the facts on a state that rest on the word of an assessment of it; none where there is no assessment."""
    if state not in {which.state for which in audited.all_of(site)}:
        return frozenset()
    about = Subject(state, state.rpartition("/")[2], label, site.year)
    return site.once(("own facts", state), lambda: own_facts(site.store, about))


def suggested(site: Site, indicator: str) -> dict[str, Record]:
    """Return what the rule of an indicator gives for every state by the end of the year, by state."""
    query = by_indicator("levels").get(indicator)
    if query is None:
        return {}
    rows = site.once(("suggested", indicator), lambda: site.records(query.id, state=ANY, year=site.year))
    return {row["state"]: row for row in rows}


def _neighbours(known: list[Record], meant: Record) -> tuple[Record | None, Record | None]:
    place = known.index(meant)
    return (known[place - 1] if place else None, known[place + 1] if place + 1 < len(known) else None)


def _behind(indicator: str, year: str) -> tuple[Asked, ...]:
    computed = [by_indicator(kind)[indicator].id for kind in ("evidence", "levels") if indicator in by_indicator(kind)]
    asked = {"indicator": f"<{iri('indicator', indicator)}>"}
    return (
        Asked("indicator-across-states", asked),
        *(Asked(query, {"state": ANY, "year": year}) for query in computed),
    )

"""All states by region: the ratings of the assessed at a glance, of the others how much facts speak to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.subjects.assessments import audited, indicators
from r2pgraph.pages.views import Asked, View
from r2pgraph.queries import by_indicator
from r2pgraph.vocab import R2P

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Record, Site

_SUBREGIONS: Final = """SELECT ?state ?region WHERE {{
  ?state <{r2p}inRegion> ?region . ?region <{r2p}m49> ?code .
  FILTER NOT EXISTS {{ ?part <http://purl.org/dc/terms/isPartOf> ?region . ?part <{r2p}m49> ?inner . }}
}} ORDER BY ?state ?region"""
_ELSEWHERE: Final = ("", "Other parts of the world")
_FORMER: Final = ("", "States that are no more")


def listed(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all states."""
    del parameters
    known = _known(site)
    regions = _by_region(site, known)
    return View(
        "states.html",
        "States",
        f"{len(known)} states with names, memberships, votes and treaties; "
        f"{len({which.state for which in audited.all_of(site)})} of them assessed.",
        held=f"the end of {site.year}, where facts are counted",
        values={"regions": regions, "reports": _reports(site), "of": len(site.records("indicators"))},
        queries=(Asked("states"), Asked("assessments")),
    )


def _known(site: Site) -> dict[str, dict[str, Any]]:
    """Return each state once, with its memberships of the United Nations and how many levels its facts suggest."""
    suggested = Counter(
        state for indicator in by_indicator("levels") for state in indicators.suggested(site, indicator)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in site.records("states"):
        state = found.setdefault(row["state"], {**row, "spans": [], "suggested": suggested[row["state"]]})
        if row["memberSince"]:
            state["spans"].append((row["memberSince"], row["memberUntil"]))
    return found


def _by_region(site: Site, known: Mapping[str, Record]) -> list[tuple[str, str, list[Record]]]:
    """Return the states by the smallest region that they are in, what is in none and what is no more at the end."""
    rows = site.store.select(_SUBREGIONS.format(r2p=R2P)).rows
    region_of = {state.value: region.value for state, region in rows if state and region}
    names = site.names(sorted(set(region_of.values())))
    groups: dict[tuple[str, str], list[Record]] = {}
    for state, row in known.items():
        ended = row["spans"] and all(until for _, until in row["spans"])
        region = region_of.get(state)
        place = _FORMER if ended else (region, names[region]) if region else _ELSEWHERE
        groups.setdefault(place, []).append(row)
    order = [*sorted((place for place in groups if place[0]), key=lambda place: place[1]), _ELSEWHERE, _FORMER]
    return [(*place, sorted(groups[place], key=lambda row: str(row["label"]))) for place in order if place in groups]


def _reports(site: Site) -> dict[str, list[Any]]:
    """Return the reports of the assessed states, by state."""
    found: dict[str, list[Any]] = {}
    for which in audited.all_of(site):
        found.setdefault(which.state, []).append((which, audited.report_of(site, which)))
    return found

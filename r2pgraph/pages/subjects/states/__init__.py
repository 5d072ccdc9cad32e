"""A state: what it is, its assessments, and what facts say of it, which is no assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.evidence import evidence, levels
from r2pgraph.pages.charts import Event
from r2pgraph.pages.subjects import things
from r2pgraph.pages.subjects.assessments import audited
from r2pgraph.pages.subjects.states import drawings, record
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report.words import date
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Site

UN: Final = iri("organisation", "UN")
_COMMITMENTS: Final = f"""SELECT DISTINCT ?commitment
WHERE {{ ?commitment a <{expand("r2p:Commitment")}> }} ORDER BY ?commitment"""


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a state."""
    label, asked = site.name(address.iri), {"state": f"<{address.iri}>"}
    values = {
        **_record(site, address.iri, label),
        "said": things.said(address.iri, statements),
        "label": label,
        "profile": _profile(site, address.key),
        "year": site.year,
    }
    return View(
        "state.html",
        label,
        _about(label, values["memberships"]),
        held=f"the end of {site.year}, where facts are counted",
        values=values,
        queries=(Asked("votes-of-state", asked), Asked("treaty-status", asked), Asked("endorsements", asked),
                 *things.behind(address)),
        sources=things.sources(address.iri, statements),
        trail=(("States", "/state"),),
    )  # fmt: skip


def _record(site: Site, state: str, label: str) -> dict[str, Any]:
    """Return what is on record of the state, with its drawings."""
    reports = [(which, audited.report_of(site, which)) for which in audited.all_of(site) if which.state == state]
    names, memberships = record.names(site, state), record.memberships(site, state)
    acts, votes = record.acts(site, state), record.votes(site, state)
    assessed = (Event(report.head.year, "Assessments", report.head.title) for _, report in reports)
    events = (*drawings.joined(site, memberships), *drawings.acted(acts), *drawings.voted(votes), *assessed)
    return {
        "reports": reports,
        "names": names,
        "formal": next((each["r2p:text"] for each in names if record.is_formal(each, site.year)), ""),
        "memberships": memberships,
        "regions": record.regions(site, state),
        "acts": acts,
        "untouched": _untouched(site, acts),
        "votes": votes,
        "positions": drawings.POSITIONS,
        "votes_said": drawings.votes_said(label, votes),
        "votes_chart": drawings.votes_drawn(label, votes),
        "endorsed": _endorsed(site, state),
        "institutions": _institutions(site, state),
        "measurements": record.measurements(site, state),
        "timeline": drawings.along_the_years(label, events),
    }


def _about(label: str, memberships: list[record.Thing]) -> str:
    """Return in one line what the state is."""
    of_un = (each for each in memberships if each["org:organization"] == UN and each["dcterms:type"] == "member")
    spans = [f"since {date(each['r2p:validFrom'])}" if "r2p:validTo" not in each
             else f"from {date(each['r2p:validFrom'])} to {date(each['r2p:validTo'])}" for each in of_un]  # fmt: skip
    if not spans:
        return f"{label} is on record here without a membership of the United Nations."
    return f"{label}, member of the United Nations {' and '.join(spans)}."


def _profile(site: Site, key: str) -> dict[str, Any]:
    """Return what facts say by the end of the year: how much they speak to, and what, by indicator."""
    found = evidence(site.store, key, site.year)
    order = levels(site.store)
    rows = [{"each": each, "rank": order.index(each.suggestion.level) + 1 if each.suggestion else 0,
             "level": site.name(expand(f"level:{each.suggestion.level}")) if each.suggestion else "",
             "comparator": each.suggestion.comparator if each.suggestion else ""}
            for each in found.indicators if each.statements]  # fmt: skip
    return {
        "rows": rows,
        "of": len(found.indicators),
        "covered": found.covered,
        "own": found.covered - found.independent,
        "silent": [each for each in found.indicators if not each.statements and not each.gap],
        "gaps": [each for each in found.indicators if each.gap],
    }


def _endorsed(site: Site, state: str) -> list[dict[str, Any]]:
    """Return every commitment that is known, with the endorsement of the state where one is on record."""
    given = {row["commitment"]: row for row in site.records("endorsements", state=f"<{state}>")}
    known = site.once("commitments", lambda: [row[0].value for row in site.store.select(_COMMITMENTS).rows if row[0]])
    return [{"commitment": each, "label": site.name(each), **given.get(each, {"endorsement": ""})} for each in known]


def _institutions(site: Site, state: str) -> list[dict[str, Any]]:
    """Return the institutions with what they are and how they are accredited."""
    return [
        {
            **each,
            "kind": site.name(each["rdf:type"]),
            "accreditations": record.around(site, each["iri"], "r2p:accredits", "accreditation"),
        }
        for each in record.around(site, state, "r2p:state", "institution")
    ]


def _untouched(site: Site, acts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the treaties towards which no act of the state is on record."""
    touched = {row["treaty"] for row in acts}
    known = site.once("treaties", lambda: [(row["treaty"], row["label"]) for row in site.records("treaties")])
    return [(treaty, label) for treaty, label in known if treaty not in touched]

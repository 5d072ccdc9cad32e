"""What the report of an assessment says and what its audit found, made once a store and shared by its pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.evidence.auditing import VERDICTS, audit
from r2pgraph.publication.report.gathering import gather
from r2pgraph.vocab import R2P, compact

if TYPE_CHECKING:
    from r2pgraph.evidence.auditing import Audit, Checked
    from r2pgraph.pages.site import Site
    from r2pgraph.publication.report.contents import Report

QUIET: Final = frozenset({"agrees", "silent", "unresolvable"})
"""The verdicts that are counted beside a rating and not told one by one."""

_ROWS: Final = """SELECT ?item ?number WHERE {{
  ?rating <{r2p}inAssessment> <{assessment}> ; <{r2p}indicator>/<{r2p}number> ?number .
  {{ ?rating <{r2p}indicator> ?any . BIND (?rating AS ?item) }}
  UNION {{ ?rating <{r2p}restsOn> ?item }} UNION {{ ?item <{r2p}listedIn> ?rating }}
}}"""
_OF_A_LIST: Final = "resolution:"


class Which(NamedTuple):
    """An assessment by its IRI, the IRI of its state, and its year."""

    iri: str
    state: str
    year: str

    @property
    def asked(self) -> dict[str, str]:
        """Return the values that the saved queries on an assessment are asked with."""
        return {"state": f"<{self.state}>", "year": self.year}


def all_of(site: Site) -> list[Which]:
    """Return every assessment, by state and year."""
    found = site.once("assessments", lambda: site.records("assessments"))
    return [Which(each["assessment"], each["state"], str(each["year"])) for each in found]


def report_of(site: Site, which: Which) -> Report:
    """Return the contents of the report."""
    return site.once(("report", which), lambda: gather(site.store, *which.asked.values()))


def audit_of(site: Site, which: Which) -> Audit:
    """Return what an audit finds."""
    return site.once(("audit", which), lambda: audit(site.store, *which.asked.values()))


def by_row(site: Site, which: Which) -> dict[int, list[Checked]]:
    """Return what was checked by the number of the indicator that it concerns, the gravest verdict first.

    What the list of resolutions lacks concerns the row that prints the list.
    """
    return site.once(("audit by row", which), lambda: _by_row(site, which))


def _by_row(site: Site, which: Which) -> dict[int, list[Checked]]:
    rows = site.store.select(_ROWS.format(r2p=R2P, assessment=which.iri)).rows
    numbers = {compact(item.value): int(number.value) for item, number in rows if item and number}
    listed = next((number for item, number in numbers.items() if item.startswith("line:")), None)
    found: dict[int, list[Checked]] = defaultdict(list)
    for each in audit_of(site, which).checked:
        number = numbers.get(each.item, listed if each.item.startswith(_OF_A_LIST) else None)
        if number is not None:
            found[number].append(each)
    return {number: sorted(several, key=lambda each: VERDICTS.index(each.verdict)) for number, several in found.items()}

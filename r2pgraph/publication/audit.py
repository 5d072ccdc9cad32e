"""Draw an audit as one HTML page that needs nothing else, or as the appendix of a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from r2pgraph import __version__
from r2pgraph.evidence.auditing import VERDICTS, kinds
from r2pgraph.publication.report.contents import Against, Audited, Tested
from r2pgraph.publication.report.drawing import templates
from r2pgraph.publication.report.words import spoken
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from r2pgraph.evidence.auditing import Audit, Checked


TELLING: Final = ("contradicts", "missing", "stale")
"""The verdicts that need a reader's eye; the others an appendix counts."""


def appendix(found: Audit) -> Audited:
    """Return what a report tells of an audit: the counts of each question, and what the record does not bear out."""
    return Audited(
        verdicts=tuple(map(spoken, VERDICTS)),
        tested=tuple(
            Tested(spoken(kind), question, *_tested(checked))
            for kind, question in kinds()
            if (checked := found.of(kind))
        ),
        command=f"r2pgraph audit {found.state} {found.year}",
    )


def _tested(checked: tuple[Checked, ...]) -> tuple[tuple[int, ...], tuple[Against, ...]]:
    counted = Counter(each.verdict for each in checked)
    against = tuple(
        Against(spoken(each.verdict), each.says, expand(each.source) if each.source else "")
        for each in checked
        if each.verdict in TELLING
    )
    return tuple(counted[verdict] for verdict in VERDICTS), against


def html(found: Audit) -> str:
    """Return the audit as an HTML document; the same audit gives the same bytes."""
    parts = [(spoken(kind), kind, question, found.of(kind)) for kind, question in kinds()]
    tallies = found.tallies()
    verdicts = [verdict for verdict in VERDICTS if any(verdict in counts for _, _, counts in tallies)]
    told = {"tallies": tallies, "verdicts": verdicts, "parts": [part for part in parts if part[-1]]}
    return templates().get_template("audit.html").render(audit=found, version=__version__, **told)

"""Draw an audit as one HTML page that needs nothing else: no script, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph import __version__
from r2pgraph.evidence.auditing import VERDICTS, kinds
from r2pgraph.publication.report.drawing import templates
from r2pgraph.publication.report.words import spoken

if TYPE_CHECKING:
    from r2pgraph.evidence.auditing import Audit


def html(found: Audit) -> str:
    """Return the audit as an HTML document; the same audit gives the same bytes."""
    parts = [(spoken(kind), kind, question, found.of(kind)) for kind, question in kinds()]
    tallies = found.tallies()
    verdicts = [verdict for verdict in VERDICTS if any(verdict in counts for _, _, counts in tallies)]
    told = {"tallies": tallies, "verdicts": verdicts, "parts": [part for part in parts if part[-1]]}
    return templates().get_template("audit.html").render(audit=found, version=__version__, **told)

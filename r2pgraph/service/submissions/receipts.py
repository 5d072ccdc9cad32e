"""What programs are told of submissions: a receipt, a line of the record, or every problem of what was refused."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.service.problems import ProblemError

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.receiving import Logged

    Said = dict[str, Any]

PLACE: Final = "/api/submissions"


def receipt(said: Said) -> Said:
    """Return what is said once a submission is on disk: its line of the record, whether it is new, and the report."""
    return {**said["entry"], "new": said["new"], "report": said["report"]}


def refusal(said: Said) -> ProblemError:
    """Return the problem of a file that is not in order, or not theirs to submit, with every single problem."""
    report = said["report"]
    grave = [one for one in report["problems"] if one["severity"] == "violation"]
    entry = said.get("entry")
    if said.get("allowed", True):
        kept = f" It is kept on record as number {entry['number']}, and counts for nothing." if entry else ""
        many = "1 thing must" if len(grave) == 1 else f"{len(grave):,} things must"
        problem = ProblemError("refused", 422, f"{many} be mended; see the report.{kept}")
    else:
        problem = ProblemError("forbidden", 403, f"{grave[0]['message']} {grave[0]['remedy']}")
        problem.headers["WWW-Authenticate"] = 'Bearer realm="r2pgraph", error="insufficient_scope"'
    problem.more = {"report": report} | ({"number": entry["number"]} if entry else {})
    return problem


def lines(home: Path) -> list[Said]:
    """Return every line of the record, the oldest first; raises StoreError where it is damaged."""
    from r2pgraph import receiving

    return [_line(one) for one in receiving.log(home)]


def line(home: Path, number: str) -> Said:
    """Return one line of the record with the report on it.

    Raises:
        ProblemError: there is none of this number.
        StoreError: the record is damaged.
    """
    every = lines(home)
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:10]) <= len(every) and len(number) < 10):  # noqa: PLR2004 - digits
        raise ProblemError("unknown-name", 404, f"There is no submission of this number; there are {len(every):,}.")
    found = every[int(number) - 1]
    return {**found, "report": _report(home, found["reportHash"])}


def _line(one: Logged) -> Said:
    said = asdict(one.entry)
    said["reportHash"] = said.pop("report")
    return {**said, "standing": one.standing, "reason": one.reason}


def _report(home: Path, sha256: str) -> Said | None:
    from r2pgraph.submission.inbox import places

    try:
        report: Said | None = json.loads(places.report(home, sha256).read_bytes()) if sha256 else None
    except (OSError, ValueError):
        return None
    return report

"""Choose among the lines of a file that repeat a symbol: the one that is consistent and says most."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from r2pgraph.importers.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.importers.votes.records import Record


def chosen(records: Sequence[Record], file: str) -> tuple[list[Record], list[Finding]]:
    """Return one record a symbol, in the order of the file, and a finding for each line that was left out."""
    lines: dict[str, list[Record]] = defaultdict(list)
    for each in records:
        lines[each.symbol.key].append(each)
    kept, found = [], []
    for same in lines.values():
        best = max(same, key=_merit)
        kept.append(best)
        found += [_left_out(each, best, file) for each in same if each is not best]
    return kept, found


def _merit(record: Record) -> tuple[bool, bool, bool, int, int, int, int]:
    """Return what makes a line better: no contradiction, a known mode, a date, more votes, counts, sponsors, subjects.

    Of two lines with the same merit the earlier stands.
    """
    votes = sum(len(names) for relation, names in record.lists.items() if relation != "coSponsors")
    contradictions = {"counts-disagree", "modes-disagree", "out-of-range"}
    return (
        not any(finding.kind in contradictions for finding in record.findings),
        bool(record.mode),
        bool(record.adopted_on),
        votes,
        sum(map(bool, record.counts)),
        len(record.lists["coSponsors"]),
        len(record.subjects),
    )


def _left_out(record: Record, best: Record, file: str) -> Finding:
    different = _differences(record, best)
    if not different:
        reason = f"The line says what line {best.line} says of the same symbol."
        return Finding("repeated-row", file, record.line, record.symbol.text, "refused", reason)
    reason = f"Line {best.line} has the same symbol, contradicts itself less or says more, and stands."
    found = f"{record.symbol.text}: {'; '.join(different)}"
    return Finding("repeated-symbol", file, record.line, found, "refused", reason)


def _differences(record: Record, best: Record) -> list[str]:
    """Return what two records of one symbol say differently, this one first."""
    texts = ("title", "adopted_on", "mode", "meeting", "draft")
    said = [
        f"{name} {getattr(record, name)!r}, not {getattr(best, name)!r}"
        for name in texts
        if getattr(record, name) != getattr(best, name)
    ]
    if record.counts != best.counts:
        said.append(f"counts {'-'.join(record.counts)}, not {'-'.join(best.counts)}")
    for relation, names in record.lists.items():
        only, lacking = _beyond(names, best.lists[relation]), _beyond(best.lists[relation], names)
        if only or lacking:
            said.append(f"{relation} has {only or 'nobody'} more and lacks {lacking or 'nobody'}")
    if set(record.subjects) != set(best.subjects):
        said.append(f"{len(record.subjects)} subjects, not {len(best.subjects)}")
    return said


def _beyond(names: Sequence[str], others: Sequence[str]) -> str:
    return ", ".join(sorted(set(names) - set(others)))

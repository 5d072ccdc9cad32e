"""Work out the answers of the audit that need no judgement, from the files and the answers made by hand."""

from __future__ import annotations

import csv
import re
import runpy
from pathlib import Path

HERE = Path(__file__).resolve().parent
READING = runpy.run_path(str(HERE / "derive.py"))
"""The reading of the files, with no SPARQL and no RDF library."""

Row = list[str]

BY_HAND = ("numeric-claim", "treaty-action-kind", "later-fact", "listed-position", "unused-cosponsorship")
"""The answers that name the findings which another query checks."""

JUDGEMENT = "It gives no figure and no standing that a fact could meet: a matter of judgement."
LACK = "No fact of that kind is held here. "


def lacks() -> dict[str, str]:
    """Return why nothing can be computed for an indicator, by its name."""
    return {f"indicator:{row['indicator']}": row["reason"] for row in READING["table"]("evidence_gaps")}


def resting(*kinds: str) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Return what ratings rest on, by its name, with the indicator."""
    one = READING["one"]
    return {
        evidence: (one(rating, "r2p:indicator"), node)
        for _, _, rating, evidence, node in READING["resting"]()
        if one(node, "a").removeprefix("r2p:") in kinds
    }


def words_alone() -> list[Row]:
    """Return what is in no other answer, with the reason."""
    one, rows = READING["one"], []
    checked = set(re.findall(r"finding:[\w-]+", "".join((HERE / f"{each}.csv").read_text("utf-8") for each in BY_HAND)))
    for name, (indicator, node) in resting("Finding").items():
        if name not in checked:
            why = lacks().get(indicator)
            rows.append(
                (name, "silent" if why else "unresolvable", "r2p:claim", node, LACK + why if why else JUDGEMENT)
            )
    for kind, found in (
        ("AbsenceOfSource", "No source is cited that could be read again."),
        ("Inference", "It is reasoned from other ratings, each of which is checked by itself."),
    ):
        rows += [(name, "unresolvable", "r2p:reasoning", node, found) for name, (_, node) in resting(kind).items()]
    for name, node in READING["of_type"](READING["FILE"], "SummaryStatement").items():
        of_ratings = "ratings, each of which is checked by itself."
        found = f"It sums up {of_ratings if node.get('r2p:summarises') else 'no single rating.'}"
        rows.append((name, "unresolvable", "r2p:statement", node, found))
    ends = {"silent": "is met by no fact that is held here.", "unresolvable": "is held against no fact."}
    return sorted(
        [name, "words-alone", verdict, f'"{one(node, told)}" {ends[verdict]}', found, ""]
        for name, verdict, told, node, found in rows
    )


def absence_against_facts() -> list[Row]:
    """Return what was sought in vain; no fact of this graph is told beside where none is given to the query."""
    rows = []
    for name, (indicator, node) in resting("AbsenceOfEvidence").items():
        why = lacks().get(indicator)
        said = f'Sought and not found: "{READING["one"](node, "r2p:soughtFor")}" The facts here do not hold it either.'
        verdict = "silent" if why else "unresolvable"
        rows.append([name, "absence-against-facts", verdict, said, LACK + why if why else "", ""])
    return sorted(rows)


if __name__ == "__main__":
    for answer in (words_alone, absence_against_facts):
        query = answer.__name__.replace("_", "-")
        with (HERE / f"{query}.csv").open("w", encoding="utf-8", newline="") as golden:
            csv.writer(golden, lineterminator="\n").writerows([READING["columns"](query), *answer()])

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

CHECKED = ("numeric-claim", "treaty-action-kind", "later-fact", "listed-position", "unused-cosponsorship")
"""The answers that name the findings which another query checks: by hand, but for the acts towards treaties."""

ACT_MEANT = {"signatory": {"signature"}, "non-signatory party": set[str]()}
"""The acts that the words printed by this assessment stand for; for being outside there is none."""

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


def treaty_action_kind() -> list[Row]:
    """Return what the tables hold of each act that the assessment names, by the day before which it was unfinished.

    That nothing was done is known to the day on which the latest register of the treaty was issued, and no further.
    """
    one, table, rows = READING["one"], READING["table"], []
    assessment = READING["of_type"](READING["FILE"], "Assessment")["assessment:TLS-2023"]
    end, own = one(assessment, "r2p:notBefore"), one(assessment, "prov:hadPrimarySource").removeprefix("source:")
    issued = {row["key"]: row["issued"] for row in table("sources")}
    for name, (_, node) in resting("Finding").items():
        about = [each.removeprefix("treaty:") for each in node["r2p:about"] if each.startswith("treaty:")]
        if not about or not (standing := one(node, "r2p:printedStanding")):
            continue
        acts = [
            row for row in table("treaty_actions")
            if (row["state"], row["treaty"]) == ("TLS", about[0]) and row["date"] <= end and row["source"] != own
        ]  # fmt: skip
        until = max(
            (issued[row["source"]] for row in table("treaty_registers") if row["treaty"] == about[0]), default=""
        )
        done, meant = {row["kind"] for row in acts}, ACT_MEANT[standing]
        is_bound, is_whole = bool(done - {"signature"}), until >= end
        if meant:
            verdict = "agrees" if meant & done else "contradicts" if is_bound or is_whole else "silent"
        else:
            verdict = "contradicts" if is_bound else "agrees" if is_whole else "silent"
        found = f"{acts[-1]['kind']} {acts[-1]['date']}" if acts else f"no act by {until}"
        source = f"source:{acts[-1]['source']}" if acts else ""
        rows.append([name, "treaty-action-kind", verdict, "*", found, source])
    return sorted(rows)


def words_alone() -> list[Row]:
    """Return what is in no other answer, with the reason."""
    one, rows = READING["one"], []
    checked = set(re.findall(r"finding:[\w-]+", "".join((HERE / f"{each}.csv").read_text("utf-8") for each in CHECKED)))
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
    for answer in (treaty_action_kind, words_alone, absence_against_facts):
        query = answer.__name__.replace("_", "-")
        with (HERE / f"{query}.csv").open("w", encoding="utf-8", newline="") as golden:
            csv.writer(golden, lineterminator="\n").writerows([READING["columns"](query), *answer()])

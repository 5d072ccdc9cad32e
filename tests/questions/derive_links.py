"""Work out from the files of links what the questions about them answer: no SPARQL and no RDF library.

``derive.py`` runs this too.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
Row = list[str]

SURE = {"1.0": "confidence:certain", "0.8": "confidence:probable", "0.5": "confidence:possible"}


def table(stem: str) -> dict[str, dict[str, str]]:
    """Read a curated table by the key of its rows."""
    with (ROOT / "data" / "tables" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


SETS = table("link_sets")
TARGETS = table("link_targets")


def rows(key: str) -> list[dict[str, str]]:
    """Read the file of a set of links."""
    lines = (ROOT / "data" / "links" / f"{key}.sssom.tsv").read_text(encoding="utf-8").splitlines()
    header, *rest = (line.split("\t") for line in lines if not line.startswith("#"))
    return [dict(zip(header, each, strict=True)) for each in rest]


def links() -> list[Row]:
    """Return the links of Timor-Leste."""
    found = []
    for key, each in SETS.items():
        target = TARGETS[each["target"]]
        for row in rows(key):
            if row["subject_id"] == "state:TLS":
                thing = target["uri_space"] + row["object_id"].partition(":")[2]
                found.append([
                    "state:TLS", row["subject_label"], row["predicate_id"], thing, target["label"],
                    SURE[row["confidence"]], row["mapping_justification"], row["mapping_source"], row["comment"],
                ])  # fmt: skip
    return sorted(found, key=lambda row: row[3])


def link_sets() -> list[Row]:
    """Return each set of links with the number of its links of each kind."""
    found = []
    for key, each in sorted(SETS.items()):
        target = TARGETS[each["target"]]
        for relation, count in sorted(Counter(row["predicate_id"] for row in rows(key)).items()):
            found.append([
                f"linkset:{key}", each["label"], f"graph:{each['subjects']}", target["label"], target["uri_space"],
                relation, str(count), f"source:{each['source']}",
            ])  # fmt: skip
    return found


def columns(query: str) -> list[str]:
    """Return the columns that the header of a saved query promises."""
    text = (ROOT / "queries" / "questions" / f"{query}.rq").read_text(encoding="utf-8")
    return re.findall(r"^#\+ returns: (.*)$", text, re.MULTILINE)[0].split(", ")


if __name__ == "__main__":
    for answer in (links, link_sets):
        query_id = answer.__name__.replace("_", "-")
        with (HERE / f"{query_id}.csv").open("w", encoding="utf-8", newline="") as golden:
            writer = csv.writer(golden, lineterminator="\n")
            writer.writerows([columns(query_id), *answer()])

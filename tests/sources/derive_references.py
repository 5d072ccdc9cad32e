"""Work out again which tests for the responsibility to protect each resolution meets, from the publisher's files.

Run ``python tests/sources/derive_references.py FOLDER`` after a change of ``reference_tests.csv`` or with newer files,
and read the difference before committing it. FOLDER holds ``undgacm-ga-xml`` with the ZIP archives of texts and
``undgacm-ga`` with the JSON Lines of records. The rows of the organisation's list are kept as they stand. A
resolution enters ``resolutions.csv`` first; until then its rows are told and left out.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from r2pgraph import importers
from r2pgraph.sources.reference_tests import rules

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "data" / "tables"
HEADER = ("key", "resolution", "test", "confidence", "place", "source", "note")
Row = dict[str, str]


def main() -> None:
    """Write ``references.csv``, and tell the rows whose resolution is not in ``resolutions.csv``."""
    folder = Path(sys.argv[1])
    known = {row["key"] for row in table("resolutions")}
    found = [*expert_list(), *by_text(folder / "undgacm-ga-xml"), *by_heading(folder / "undgacm-ga")]
    kept = sorted((row for row in found if row["resolution"] in known), key=lambda row: row["key"])
    with (TABLES / "references.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    missing = sorted(row["key"] for row in found if row["resolution"] not in known)
    sys.stdout.write("".join(f"left out, its resolution is in no row yet: {key}\n" for key in missing))


def table(stem: str) -> list[Row]:
    """Return the rows of a curated table."""
    with (TABLES / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expert_list() -> list[Row]:
    """Return the rows that no text can give."""
    return [row for row in table("references") if row["test"] == "expert-list"]


def by_text(folder: Path) -> list[Row]:
    """Return one row for each resolution and test of its words, with every place at which it is met."""
    rows: dict[str, Row] = {}
    for imported in importers.read("undgacm-texts", sorted(folder.glob("*.zip"))):
        frame = imported.tables["text_references"].select("resolution", "test", "place", "source")
        for resolution, test, place, source in frame.iter_rows():
            if test == "unbis-heading":
                continue
            row = rows.setdefault(f"{resolution}-{test}", reference(resolution, test, source))
            row["place"] = "; ".join(filter(None, (row["place"], place)))
    return list(rows.values())


def by_heading(folder: Path) -> list[Row]:
    """Return one row for each resolution that bears the heading: the records have it more fully than the texts."""
    patterns = [rule.pattern for rule in rules() if rule.test == "unbis-heading"]
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("*.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            terms = [term.strip() for term, scheme in record["subjects"] if scheme == "UNBIS Thesaurus"]
            if any(pattern.fullmatch(term) for pattern in patterns for term in terms):
                resolution = record["symbol"].replace("/", "-")
                row = reference(resolution, "unbis-heading", f"undgacm-ga-{path.stem}")
                rows[row["key"]] = row
    return list(rows.values())


def reference(resolution: str, test: str, source: str) -> Row:
    """Return a row without a place."""
    cells = (f"{resolution}-{test}", resolution, test, "certain", "", source, "")
    return dict(zip(HEADER, cells, strict=True))


if __name__ == "__main__":
    main()

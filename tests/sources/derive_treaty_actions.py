"""Make ``data/tables/treaty_actions.csv`` and ``docs/treaty-actions.md`` again from the files of three registers.

Run ``python tests/sources/derive_treaty_actions.py [FOLDER]`` after a newer file came, where FOLDER holds
``untc-2015``, ``hr-treaty-status-2022`` and ``aba-icc-2021``, and read the difference before committing it.

The depositary's day goes before a year, and what the depositary's table of March 2015 leaves out is only added where
another register has it later than that. Rows of any other source stay as they are.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import polars as pl

from r2pgraph import importers, sources
from r2pgraph.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "data" / "tables" / "treaty_actions.csv"
PAGE = ROOT / "docs" / "treaty-actions.md"
MARK = "<!-- below: made by tests/sources/derive_treaty_actions.py -->\n"

HEAD = "| state | kept | also said | by |\n| --- | --- | --- | --- |\n"
UNTIL = "2015-03-14"
"""The last day that the depositary's tables tell of."""

SIGNATURES_OF_THE_STATUTE_UNTIL = "2000-12-31"
"""The Rome Statute was open for signature until this day, by its article 125."""

BINDING = {"ratification", "accession", "succession", "acceptance", "approval", "consent"}
Row = dict[str, str]
Key = tuple[str, str, bool]


def acts(folder: Path) -> dict[str, list[Row]]:
    """Return the acts of each register, by members of the United Nations and for the treaties of the tables."""
    known = sources.tables()
    members = known["memberships"].filter(organisation="UN", kind="member", valid_to="")["state"]
    found = {
        "untc-2015": importers.read("untc-status", [folder / "untc-2015" / "treaties"]),
        "hr-treaty-status-2022": importers.read("ohchr-treaty-status", [folder / "hr-treaty-status-2022"]),
        "aba-icc-2021": importers.read("icc-parties", [folder / "aba-icc-2021" / "countries.csv"]),
    }
    ours = pl.col("treaty").is_in(known["treaties"]["key"].implode()) & pl.col("state").is_in(members.implode())
    return {
        name: [row for each in every for row in each.tables["treaty_actions_imported"].filter(ours).to_dicts()]
        for name, every in found.items()
    }


def unsound_pages(folder: Path) -> set[str]:
    """Return the pages on the Rome Statute with a date that is no day: their other dates are not trusted."""
    (found,) = importers.read("icc-parties", [folder / "aba-icc-2021" / "countries.csv"])
    lines = {finding.row for finding in found.findings if finding.kind in {"no-such-date", "out-of-range"}}
    with (folder / "aba-icc-2021" / "countries.csv").open(encoding="utf-8") as file:
        return {line.split(",")[0] for number, line in enumerate(file, 1) if number in lines}


def name(row: Row) -> Key:
    """Return what an act is compared by: the state, the treaty, and whether it binds."""
    return row["state"], row["treaty"], row["kind"] in BINDING


def add(found: dict[str, list[Row]], unsound: set[str]) -> tuple[dict[Key, Row], list[Row], list[Row]]:
    """Return the acts to ship, the exits, and every disagreement between the depositary and another register."""
    kept = {name(row): {**row, "confidence": "certain", "note": ""} for row in found["untc-2015"]}
    exits, disagreements = [], []
    for register in ("hr-treaty-status-2022", "aba-icc-2021"):
        for row in found[register]:
            if row["kind"] == "withdrawal":
                exits.append({**row, "confidence": "probable", "note": "The year from a remark in the register"})
                continue
            known = kept.get(name(row))
            if known:
                differs = bool(row["date"]) and not known["date"].startswith(row["date"])
                if differs:
                    known["note"] = f"{register} gives {row['date']}"
                    disagreements.append({**row, "kept": f"{known['kind']} of {known['date']}"})
            elif reason := why_not(row, unsound):
                disagreements.append({**row, "kept": f"nothing: {reason}"})
            else:
                kept[name(row)] = {**row, "confidence": "probable", "note": ""}
    return kept, exits, [*disagreements, *unheard(found, kept)]


def why_not(row: Row, unsound: set[str]) -> str:
    """Return why an act that the depositary's table lacks is left out; nothing where it is added."""
    if not row["date"]:
        return "it bears no date"
    if row["date"] < UNTIL[: len(row["date"])]:
        return "the depositary's table of March 2015 has no such act"
    if row["kind"] == "signature" and row["treaty"] == "XVIII-10" and row["date"] > SIGNATURES_OF_THE_STATUTE_UNTIL:
        return "the Statute was not open for signature any more"
    if row["state_name"] in unsound and row["source"] == "aba-icc-2021":
        return "other dates of that page are no days"
    return ""


def unheard(found: dict[str, list[Row]], kept: dict[Key, Row]) -> list[Row]:
    """Return the consents of the depositary that the register of human rights treaties does not have."""
    register = "hr-treaty-status-2022"
    told = {name(row) for row in found[register]}
    treaties = {treaty for _, treaty, _ in told}
    return [
        {**row, "source": register, "date": "no party", "kept": f"{row['kind']} of {row['date']}"}
        for key, row in kept.items()
        if key[1] in treaties and key[2] and key not in told and row["source"] == "untc-2015"
    ]


def table(kept: dict[Key, Row], exits: list[Row]) -> pl.DataFrame:
    """Return the whole table: what was derived, and the rows of other sources as they stand."""
    columns = TABLES["treaty_actions"].header
    standing = pl.read_csv(TABLE, infer_schema=False).fill_null("")
    derived = pl.DataFrame([*kept.values(), *exits]).with_columns(
        pl.concat_str("state", "treaty", "kind", separator="-").alias("key")
    )
    others = standing.filter(~pl.col("source").is_in(derived["source"].unique().implode()))
    fresh = derived.select(columns).join(others, on="key", how="anti")
    return pl.concat([others.select(columns), fresh]).sort("key")


def page(disagreements: list[Row], whole: pl.DataFrame) -> str:
    """Return the part of the page that is made: how many rows each source gives, and each disagreement."""
    counts = whole.group_by("source").len().sort("source").rows()
    labels = dict(sources.tables()["treaties"].select("key", "short").rows())
    by_treaty = defaultdict(list)
    for row in sorted(disagreements, key=lambda row: (row["treaty"], row["state"], row["kind"], row["source"])):
        said = f"{row['kind']}, {row['date'] or 'no date'}" if row["date"] != "no party" else "no party"
        by_treaty[row["treaty"]].append(f"| {row['state']} | {row['kept']} | {said} | `{row['source']}` |\n")
    lines = [MARK, "\n## Rows by source\n\n| source | rows |\n| --- | ---: |\n"]
    lines += [f"| `{source}` | {count} |\n" for source, count in counts]
    lines.append(f"\n## Disagreements ({len(disagreements)})\n")
    for treaty, rows in by_treaty.items():
        lines.append(
            f"\n### {labels[treaty]} ({treaty})\n\n| state | kept | also said | by |\n| --- | --- | --- | --- |\n"
        )
        lines += rows
    return "".join(lines)


def main(folder: Path) -> None:
    """Write the table and the page."""
    kept, exits, disagreements = add(acts(folder), unsound_pages(folder))
    whole = table(kept, exits)
    whole.with_columns(pl.all().replace("", None)).write_csv(TABLE, line_terminator="\n")
    before = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(before + page(disagreements, whole), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "sources")

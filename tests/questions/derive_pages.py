"""Work out from the tables what the lists of the pages hold: no SPARQL and no RDF library.

``derive.py`` runs this too.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
Row = list[Any]

RESOLUTION = "A-RES-75-277"
TREATY = "IV-3-a"
SOURCE = "aba-icc-2021"
POSITIONS = {"votedYes": "position:yes", "votedNo": "position:no", "abstainedOn": "position:abstention"}
CONSENTS = {"ratification", "accession", "succession", "acceptance", "approval", "consent"}
CLASSES = {"consent": "r2p:ConsentToBeBound"}


def table(stem: str) -> list[dict[str, str]]:
    """Read a curated table."""
    with (ROOT / "data" / "tables" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RESOLUTIONS = {row["key"]: row for row in table("resolutions")}
STATES = {row["iso3"]: row["label"] for row in table("states")}
ACTIONS = table("treaty_actions")
SOURCES = {row["key"]: row for row in table("sources")}


def of_kind(action: dict[str, str]) -> str:
    """Return the class of an act."""
    return CLASSES.get(action["kind"], f"r2p:{action['kind'].capitalize()}")


def roll_call() -> list[Row]:
    """Return the vote of each state on the default resolution, and the members of that day that are in no vote."""
    day = RESOLUTIONS[RESOLUTION]["adopted_on"]
    cast = {row["state"]: POSITIONS[row["relation"]] for row in table("state_votes")
            if row["resolution"] == RESOLUTION and row["relation"] in POSITIONS}  # fmt: skip
    members = {row["state"] for row in table("memberships")
               if row["organisation"] == "UN" and row["kind"] == "member" and row["valid_from"]
               and row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] > day)}  # fmt: skip
    rows = [[f"state:{key}", STATES[key], cast.get(key, "position:not-recorded")] for key in cast.keys() | members]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def resolutions() -> list[Row]:
    """Return what was adopted in May 2021."""
    rows = [
        [f"resolution:{key}", row["symbol"], row["title"], row["adopted_on"], f"adoption:{row['adoption_mode']}",
         row["yes_count"], row["no_count"], row["abstention_count"]]
        for key, row in RESOLUTIONS.items()
        if row["adopted_on"].startswith("2021-05-")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[3], row[1]))


def treaty_actions() -> list[Row]:
    """Return every act towards the default treaty."""
    rows = [
        [f"state:{row['state']}", STATES[row["state"]], of_kind(row), row["date"], f"action:{row['key']}",
         f"confidence:{row['confidence']}", f"source:{row['source']}"]
        for row in ACTIONS
        if row["treaty"] == TREATY
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[1], row[0], row[3], row[4]))


def treaties() -> list[Row]:
    """Return each treaty with how many states signed it, consented and withdrew."""
    did: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ACTIONS:
        did[row["treaty"], "consent" if row["kind"] in CONSENTS else row["kind"]].add(row["state"])
    known: dict[str, str] = defaultdict(str)
    for row in table("treaty_registers"):
        known[row["treaty"]] = max(known[row["treaty"]], SOURCES[row["source"]]["issued"])
    rows = [
        [f"treaty:{row['key']}", row["short"], row["title"], row["dated"], row["entry_into_force"], row["depositary"],
         known[row["key"]], *(len(did[row["key"], kind]) for kind in ("signature", "consent", "withdrawal"))]
        for row in table("treaties")
    ]  # fmt: skip
    return sorted(rows)


def sources() -> list[Row]:
    """Return each source with the name of its publisher, once for each author."""
    publishers = {row["key"]: row["label"] for row in table("organisations")}
    rows = [
        [f"source:{key}", row["title"], creator, f"organisation:{row['publisher']}" if row["publisher"] else "",
         publishers.get(row["publisher"], ""), row["issued"], row["kind"], row["licence"], row["rights"], row["url"],
         row["read"], row["interest"]]
        for key, row in SOURCES.items()
        for creator in row["creator"].split("; ")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[0], row[2]))


def source_uses() -> list[Row]:
    """Return how many things of each class name the default source."""
    named: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for relation, kind, thing in (*_acts(), *_others()):
        named[relation, kind] += 1
        first[relation, kind] = min(first.get((relation, kind), thing), thing)
    order = ("http://www.w3.org/ns/prov#", "https://w3id.org/r2pgraph/ontology#")
    rows = [[*key, count, f"https://w3id.org/r2pgraph/{first[key].replace(':', '/')}"] for key, count in named.items()]
    return sorted(rows, key=lambda row: (order.index(_space(row[0])), row[0], row[1]))


def _acts() -> list[tuple[str, str, str]]:
    return [("prov:hadPrimarySource", of_kind(row), f"action:{row['key']}") for row in ACTIONS
            if row["source"] == SOURCE]  # fmt: skip


def _others() -> list[tuple[str, str, str]]:
    """Return what names the source in the other tables, whichever column it stands in."""
    spaces = {"treaties": ("r2p:Treaty", "treaty"), "organisations": ("r2p:Organisation", "organisation"),
              "datasets": ("r2p:FileKind", "import")}  # fmt: skip
    named = [
        ("prov:hadPrimarySource", kind, f"{space}:{row['key']}")
        for stem, (kind, space) in spaces.items()
        for row in table(stem)
        if SOURCE in {row["source"], row.get("in_force_source")}
    ]
    registers = [
        ("r2p:registeredIn", "r2p:Treaty", f"treaty:{row['treaty']}")
        for row in table("treaty_registers")
        if row["source"] == SOURCE
    ]
    graphs = [
        ("prov:wasDerivedFrom", "dcat:Dataset", f"graph:{graph}")
        for graph, stems in (
            ("datasets", ["datasets"]),
            ("organisations", ["organisations"]),
            ("treaties", ["treaties", "treaty_actions", "treaty_registers"]),
        )
        if any(SOURCE == row["source"] for stem in stems for row in table(stem))
    ]
    return [*named, *registers, *graphs, *_errata()]


def _errata() -> list[tuple[str, str, str]]:
    """Return the errata of the one assessment that are known from the source."""
    blocks = (ROOT / "data" / "assessments" / "TLS" / "2023.ttl").read_text(encoding="utf-8").split("\n\n")
    return [
        ("r2p:knownFrom", "r2p:Erratum", block.split()[0])
        for block in blocks
        if re.search(rf"r2p:knownFrom[^;]*source:{SOURCE}\b", block)
    ]


def _space(name: str) -> str:
    prefix = name.partition(":")[0]
    return {"prov": "http://www.w3.org/ns/prov#", "r2p": "https://w3id.org/r2pgraph/ontology#"}[prefix]


def term_uses() -> list[Row]:
    """Return the terms of the ontology, each with any number of uses."""
    names = {
        name
        for path in (ROOT / "ontology").glob("*.ttl")
        for name in re.findall(
            r"^r2p:(\w+)\n    a owl:(?:Class|ObjectProperty|DatatypeProperty)",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    return [[f"r2p:{name}", "*"] for name in sorted(names)]


DERIVED = (roll_call, resolutions, treaty_actions, treaties, sources, source_uses, term_uses)


def columns(query: str) -> list[str]:
    """Return the columns that the header of a saved query promises."""
    text = (ROOT / "queries" / "questions" / f"{query}.rq").read_text(encoding="utf-8")
    found = re.search(r"^#\+ returns: (.*)$", text, re.MULTILINE)
    return found[1].split(", ") if found else []


if __name__ == "__main__":
    for answer in DERIVED:
        query_id = answer.__name__.replace("_", "-")
        with (HERE / f"{query_id}.csv").open("w", encoding="utf-8", newline="") as golden:
            writer = csv.writer(golden, lineterminator="\n")
            writer.writerows([columns(query_id), *answer()])

"""Work out from the tables what the facts say of Timor-Leste by the end of 2023: no SPARQL and no RDF library.

``derive.py`` runs this too. What no shipped table speaks to has an answer without rows.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STATE, NAME, YEAR = "TLS", "Timor-Leste", "2023"
END = f"{YEAR}-12-31"
Row = list[Any]

DID = {
    "signature": "signed", "ratification": "ratified", "accession": "acceded to", "succession": "succeeded to",
    "acceptance": "accepted", "approval": "approved", "withdrawal": "withdrew from",
}  # fmt: skip
CONSENTS = set(DID) - {"signature", "withdrawal"}
VOTED = {
    "votedYes": "voted yes on", "votedNo": "voted no on", "abstainedOn": "abstained on", "coSponsors": "co-sponsored",
}  # fmt: skip
LISTED, PHRASE = "expert-list", "exact-phrase"
LEAST = (
    "mandate-holders", "networks", "non-discrimination", "past-atrocities", "protection-capacities", "r2p-dialogue",
    "refugees", "vulnerable-groups",
)  # fmt: skip
"""The indicators on which, by the rules in words, something that is on no record could stand this state higher."""
REFERRING = "resolutions that refer to the responsibility to protect"
HELD = ("none of the", "one of the", "two of the", "all")
SHARES = ((95, "very-strong"), (75, "strong"), (50, "fair"), (25, "weak"), (0, "very-weak"))


def table(stem: str) -> list[dict[str, str]]:
    """Read a curated table."""
    with (ROOT / "data" / "tables" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TREATIES = {row["key"]: row for row in table("treaties")}


def on_list(name: str, *, parts: bool = True) -> set[str]:
    """Return the treaties on a list, and on the lists that fill it up."""
    lists = {name} | {row["key"] for row in table("treaty_lists") if parts and row["part_of"] == name}
    return {row["treaty"] for row in table("treaty_list_members") if row["list"] in lists}


ACTS = [row for row in table("treaty_actions") if row["state"] == STATE and row["date"] and row["date"] <= END]
PLEDGES = {row["commitment"]: row for row in table("endorsements") if row["state"] == STATE and row["as_of"] <= END}
COMMITMENTS = {row["key"]: row["label"] for row in table("commitments")}
BODIES = [row for row in table("institutions") if row["state"] == STATE]
ISSUED = {row["key"]: row["issued"] for row in table("sources")}
RESOLUTIONS = {row["key"]: row for row in table("resolutions") if row["adopted_on"] <= END}
CAST = [row for row in table("state_votes") if row["resolution"] in RESOLUTIONS]
SPACES = {
    "accreditations": "accreditation", "commitments": "commitment", "endorsements": "endorsement",
    "institutions": "institution", "organisations": "organisation", "references": "reference",
    "resolutions": "resolution", "treaty_lists": "list",
}  # fmt: skip
PHRASED = {row["resolution"] for row in table("references") if row["test"] == PHRASE}
BY_LIST = {row["resolution"]: row["source"] for row in table("references") if row["test"] == LISTED}
TESTED = PHRASED | BY_LIST.keys()
TITLED = {
    key for key in PHRASED & RESOLUTIONS.keys() if "responsibility to protect" in RESOLUTIONS[key]["title"].lower()
}


def fact(says: str, thing: str, source: str, as_of: str, figure: tuple[str, str, str, str] = ("",) * 4) -> Row:
    """Return one row of evidence; ``figure`` is measure, value, what it is out of, and unit."""
    return [*figure, says, thing, f"source:{source}", as_of]


def sources_of(resolution: str) -> str:
    """Return the first source, by name, of a resolution or of a vote on it."""
    return min([RESOLUTIONS[resolution]["source"], *(row["source"] for row in CAST if row["resolution"] == resolution)])


def treaty_facts(treaties: set[str]) -> list[Row]:
    """Return what the state did about treaties, without a consent or signature that a withdrawal ended."""
    left = {act["treaty"]: act["date"] for act in ACTS if act["kind"] == "withdrawal"}
    rows = []
    for act in (act for act in ACTS if act["treaty"] in treaties):
        if act["kind"] != "withdrawal" and left.get(act["treaty"], "") >= act["date"]:
            continue
        when = f"{'on' if len(act['date']) == len(END) else 'in'} {act['date']}"
        bound = ("measure:year-bound", act["date"][:4], "", "unit:year") if act["kind"] in CONSENTS else ("",) * 4
        says = f"{NAME} {DID[act['kind']]} the {TREATIES[act['treaty']]['short']} {when}."
        rows.append(fact(says, f"action:{act['key']}", act["source"], act["date"], bound))
    return rows


def pledge_facts(*commitments: str) -> list[Row]:
    """Return on which lists the state stood."""
    return [
        fact(f"{NAME} stood on the list of the {COMMITMENTS[key]} as of {PLEDGES[key]['as_of']}.",
             f"endorsement:{PLEDGES[key]['key']}", PLEDGES[key]["source"], PLEDGES[key]["as_of"])
        for key in commitments if key in PLEDGES
    ]  # fmt: skip


def body_facts(kind: str, word: str) -> list[Row]:
    """Return the national bodies of a kind."""
    rows = []
    for body in (body for body in BODIES if body["kind"] == kind):
        told = f" since {body['opened']}" if body["opened"] else f", as told in {ISSUED[body['source']]}"
        since = body["opened"] or ISSUED[body["source"]]
        rows.append(
            fact(f"{NAME} has a {word}: {body['label']}{told}.", f"institution:{body['key']}", body["source"], since)
        )
    return rows


def list_of(resolution: str) -> str:
    """Return whose list alone makes a resolution count, in brackets; nothing where its words do."""
    if resolution in PHRASED:
        return ""
    publisher = next(row["publisher"] for row in table("sources") if row["key"] == BY_LIST[resolution])
    name = next(row["label"] for row in table("organisations") if row["key"] == publisher)
    return f" (counts by a list alone: {name})"


def vote_facts(texts: set[str], ends: str) -> list[Row]:
    """Return what the state did about resolutions."""
    rows = []
    for row in (row for row in CAST if row["state"] == STATE and row["resolution"] in texts):
        text = RESOLUTIONS[row["resolution"]]
        says = (
            f"{NAME} {VOTED[row['relation']]} {text['symbol']}{ends.format(text['adopted_on'], list_of(text['key']))}."
        )
        rows.append(fact(says, f"resolution:{text['key']}", sources_of(text["key"]), text["adopted_on"]))
    return rows


def focal_point() -> list[Row]:
    """Return the network and the official."""
    pledge = PLEDGES["focal-points-network"]
    says = f"{NAME} is on the list of the {COMMITMENTS['focal-points-network']}, as of {pledge['as_of']}."
    rows = [fact(says, f"endorsement:{pledge['key']}", pledge["source"], pledge["as_of"])]
    for body in (body for body in BODIES if body["kind"] == "focal-point"):
        since = body["opened"] or ISSUED[body["source"]]
        says = f"{NAME} has a focal point: {body['label']}, as of {since}."
        rows.append(fact(says, f"institution:{body['key']}", body["source"], since))
    return rows


def nhri() -> list[Row]:
    """Return the latest accreditation of each institution."""
    names = {body["key"]: body["label"] for body in BODIES}
    latest: dict[str, dict[str, str]] = {}
    for row in sorted(table("accreditations"), key=lambda row: row["as_of"]):
        if row["institution"] in names and row["as_of"] <= END:
            latest[row["institution"]] = row
    return [
        fact(f"{names[key]} of {NAME} held {row['status'].upper()} status as of {row['as_of']}.",
             f"accreditation:{row['key']}", row["source"], row["as_of"])
        for key, row in latest.items()
    ]  # fmt: skip


def mandate_holders() -> list[Row]:
    """Return the standing invitation."""
    pledge = PLEDGES["standing-invitation"]
    says = f"{NAME} had a standing invitation to all special procedures, as of {pledge['as_of']}."
    return [fact(says, f"endorsement:{pledge['key']}", pledge["source"], pledge["as_of"])]


EVIDENCE = {
    "access-to-justice": [],
    "civil-society": [],
    "existing-mechanisms": vote_facts(TESTED, ", adopted on {}{}"),
    "focal-point": focal_point(),
    "incitement": [],
    "kigali-principles": pledge_facts("kigali-principles"),
    "mandate-holders": mandate_holders(),
    "networks": pledge_facts("focal-points-network", "group-of-friends"),
    "nhri": nhri(),
    "non-discrimination": treaty_facts(on_list("against-discrimination")),
    "past-atrocities": body_facts("memory-institution", "memory institution"),
    "peacekeeping": [],
    "protection": [],
    "protection-capacities": body_facts("training-centre", "training centre"),
    "r2p-dialogue": vote_facts(TITLED, " ({})"),
    "refugees": treaty_facts(on_list("on-refugees")),
    "rome-statute": treaty_facts({"XVIII-10"}),
    "treaties": treaty_facts(on_list("key-instruments")),
    "upr": [],
    "veto-restraint": pledge_facts("act-code-of-conduct", "veto-declaration"),
    "vulnerable-groups": treaty_facts(on_list("on-vulnerable-groups")),
}


def bound(treaties: set[str]) -> int:
    """Return by how many of the treaties the state consents to be bound."""
    return len({key for key in treaties for row in treaty_facts({key}) if row[0]})


def of_share(given: int, asked: int) -> str:
    """Return the level of a share in five steps."""
    return next(level for least, level in SHARES if 100 * given >= least * asked)


def levels() -> dict[str, tuple[str, str]]:
    """Return the level and the sentence that the rules give for the indicators that have facts."""
    cast = [row for row in CAST if row["state"] == STATE and row["resolution"] in TESTED]
    votes = [row for row in cast if row["relation"] != "coSponsors"]
    yes = sum(row["relation"] == "votedYes" for row in votes)
    listed = sum(row["resolution"] not in PHRASED for row in votes)
    women = bound(on_list("against-discrimination"))
    three = bound(on_list("on-vulnerable-groups", parts=False))
    return {
        "existing-mechanisms": (
            of_share(yes, len(votes)),
            (
                f"voted yes in {yes} of {len(votes)} recorded votes on {REFERRING}, {listed} of which count by an "
                "organisation's list alone"
            ),
        ),
        "focal-point": ("very-strong", "stands on the list of the network of focal points"),
        "mandate-holders": ("strong", "has a standing invitation, and no visit in the last five years is on record"),
        "networks": ("fair", "belongs to one of the two networks on the responsibility to protect"),
        "nhri": ("very-strong", ""),
        "non-discrimination": (
            {2: "strong", 1: "fair", 0: "weak"}[women],
            (
                f"consents to be bound by {('neither of the two', 'one of the two', 'both')[women]} conventions "
                "against discrimination"
            ),
        ),
        "past-atrocities": ("fair", "has a memory institution"),
        "protection-capacities": ("strong", "has a training centre"),
        "r2p-dialogue": (
            "strong",
            "co-sponsored a resolution on the responsibility to protect, and is not on record in the Group of Friends",
        ),
        "refugees": ("strong", "consents to be bound by both the Refugee Convention and its protocol"),
        "veto-restraint": ("very-strong", "stands on both lists on restraint of the veto"),
        "vulnerable-groups": (
            {3: "strong", 2: "fair", 1: "weak", 0: "very-weak"}[three],
            f"consents to be bound by {HELD[three]} three conventions on women, children and persons with disabilities",
        ),
    }


def own_facts() -> list[Row]:
    """Return what only the report of the assessment vouches for: rows of the tables that name no other source."""
    report = f"apr2p-{STATE.lower()}-{YEAR}"
    rows = [(f"{space}:{row['key']}", row) for stem, space in SPACES.items() for row in table(stem)]
    found = {thing for thing, row in rows if row["source"] == report}
    kept = {thing for thing, row in rows if row["source"] != report} | {
        f"resolution:{row['resolution']}" for row in table("state_votes") if row["source"] != report
    }
    listed = {f"resolution:{key}" for key, source in BY_LIST.items() if source == report and key not in PHRASED}
    return sorted([thing, f"source:{report}"] for thing in (found - kept) | listed)


def level(indicator: str) -> list[Row]:
    """Return the row of one level query."""
    found = levels().get(indicator)
    if found is None:
        return []
    says = f"{NAME} {found[1]}." if found[1] else f"The human rights institution of {NAME} held A status."
    comparator = "at least" if indicator in LEAST else "exactly"
    return [[f"state:{STATE}", YEAR, f"indicator:{indicator}", comparator, f"level:{found[0]}", says]]


def gaps() -> list[Row]:
    """Return the gaps by the number of their indicator."""
    text = (ROOT / "ontology" / "schemes" / "indicators.ttl").read_text(encoding="utf-8")
    known = re.findall(
        r"^indicator:([\w-]+)\n.*?skos:prefLabel \"([^\"]*)\"@en.*?r2p:number (\d+)", text, re.MULTILINE | re.DOTALL
    )
    described = {key: (int(number), label) for key, label, number in known}
    rows = [
        [described[row["indicator"]][0], f"indicator:{row['indicator']}", described[row["indicator"]][1],
         row["reason"], row["needs"], f"source:{row['source']}"]
        for row in table("evidence_gaps")
    ]  # fmt: skip
    return sorted(rows)


def voting_agreement(one: str, other: str) -> list[Row]:
    """Return how often two states voted alike from 2014 to 2023."""
    span = [row for row in CAST if "2014" <= RESOLUTIONS[row["resolution"]]["adopted_on"][:4] <= YEAR]
    votes = {
        state: {row["resolution"]: row["relation"] for row in span
                if row["state"] == state and row["relation"] != "coSponsors"}
        for state in (one, other)
    }  # fmt: skip
    shared = votes[one].keys() & votes[other].keys()
    same = sum(votes[one][key] == votes[other][key] for key in shared)
    share = f"{int(10_000 * same / len(shared) + 0.5) / 10_000:g}"
    return [[f"state:{one}", f"state:{other}", len(shared), same, share]]


def votes_by_session(state: str) -> list[Row]:
    """Return in how many of the recorded votes from 2014 to 2023 a state voted, by session."""
    known: dict[str, list[str]] = {}
    for key, row in RESOLUTIONS.items():
        if row["adoption_mode"] == "recorded-vote" and row["adopted_on"] >= "2014":
            known.setdefault(row["symbol"].rpartition("/")[0], []).append(key)
    voted = {row["resolution"] for row in CAST if row["state"] == state and row["relation"] != "coSponsors"}
    rows = []
    for session, keys in known.items():
        days = sorted(RESOLUTIONS[key]["adopted_on"] for key in keys if key in voted)
        if days:
            rows.append([f"state:{state}", session, len(keys), len(days), days[0], days[-1]])
    return sorted(rows, key=lambda row: (row[4], row[1]))


def recorded_without_vote(state: str) -> list[Row]:
    """Return of how many recorded votes from 2014 to 2023 no vote of a state is held, and what that tells."""
    voters: dict[str, set[str]] = {}
    for row in CAST:
        if row["relation"] != "coSponsors":
            voters.setdefault(row["resolution"], set()).add(row["state"])
    found: dict[str, list[int]] = {}
    for key, row in RESOLUTIONS.items():
        held = voters.get(key, set())
        if row["adoption_mode"] == "recorded-vote" and row["adopted_on"] >= "2014" and state not in held:
            counts = [row[name] for name in ("yes_count", "no_count", "abstention_count")]
            is_whole = all(counts) and len(held) == sum(map(int, counts))
            at = 2 if not held else 0 if is_whole else 1
            found.setdefault(row["symbol"].rpartition("/")[0], [0, 0, 0])[at] += 1
    return [[session, *counts] for session, counts in sorted(found.items())]


def answers() -> dict[str, list[Row]]:
    """Return the rows of each query by its id."""
    made = {f"evidence-{key}": sorted(rows, key=lambda row: (row[7], row[5], row[4])) for key, rows in EVIDENCE.items()}
    made |= {f"level-{key}": level(key) for key in EVIDENCE}
    return {
        **made,
        "evidence-gaps": gaps(),
        "own-facts": own_facts(),
        "recorded-without-vote": recorded_without_vote(STATE),
        "votes-by-session": votes_by_session(STATE),
        "voting-agreement": voting_agreement(STATE, "NOR"),
    }


def write(query: str, rows: list[Row]) -> None:
    """Write the golden answer of a query, with the columns that its header promises."""
    (path,) = (path for path in (ROOT / "queries").rglob("*.rq") if f"#+ id: {query}\n" in path.read_text("utf-8"))
    returns = re.search(r"^#\+ returns: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    with (HERE / f"{query}.csv").open("w", encoding="utf-8", newline="") as golden:
        writer = csv.writer(golden, lineterminator="\n")
        writer.writerows([returns[1].split(", ") if returns else [], *rows])


if __name__ == "__main__":
    for query_id, found in answers().items():
        write(query_id, found)

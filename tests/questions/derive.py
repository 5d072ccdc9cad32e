"""Work out the answers that only need looking up, from the files themselves: no SPARQL and no RDF library.

Run ``python tests/questions/derive.py`` after a change of the data, and read the difference before committing it.
"""

from __future__ import annotations

import csv
import json
import re
import runpy
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
Row = list[Any]
Node = dict[str, list[str]]

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"\S*|\S+')
NAMESPACES = ("cito", "rdf", "r2p")
"""The prefixes of a footnote's predicates in the order of the namespaces that they stand for."""


def turtle(path: Path) -> dict[str, Node]:
    """Read a Turtle file of the house's own form: one block a subject, every mark between blanks."""
    nodes: dict[str, Node] = {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("@prefix")]
    for block in "\n".join(lines).split("\n\n"):
        subject, *rest = TOKEN.findall(block) or [""]
        node: Node = defaultdict(list)
        predicate = ""
        expects_predicate = True
        for mark in rest:
            if mark in {";", "."}:
                expects_predicate = True
            elif expects_predicate:
                predicate, expects_predicate = mark, False
            elif mark != ",":
                node[predicate].append(plain(mark))
        nodes[subject] = node
    return nodes


def plain(mark: str) -> str:
    """Return the text of a literal, and any other mark as it stands."""
    if not mark.startswith('"'):
        return mark.strip("<>")
    return str(json.loads(mark[: mark.rindex('"') + 1]))


def table(stem: str) -> list[dict[str, str]]:
    """Read a curated table."""
    with (ROOT / "data" / "tables" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one(node: Node, predicate: str) -> str:
    """Return the one value of a predicate, or nothing."""
    return node.get(predicate, [""])[0]


def of_type(nodes: dict[str, Node], *types: str) -> dict[str, Node]:
    """Return the nodes of a class by subject."""
    return {subject: node for subject, node in nodes.items() if set(node.get("a", [])) & {f"r2p:{t}" for t in types}}


FILE = turtle(ROOT / "data" / "assessments" / "TLS" / "2023.ttl")
INDICATORS = of_type(turtle(ROOT / "ontology" / "schemes" / "indicators.ttl"), "Indicator")
AREAS = of_type(turtle(ROOT / "ontology" / "schemes" / "areas.ttl"), "ThematicArea")
PLANS = turtle(ROOT / "ontology" / "schemes" / "plans.ttl")
ASSESSMENT = "assessment:TLS-2023"
SOURCES = {f"source:{row['key']}": row for row in table("sources")}
ORGANISATIONS = {row["key"]: row for row in table("organisations")}
RESOLUTIONS = {f"resolution:{row['key']}": row for row in table("resolutions")}
VOTES = {(row["resolution"], row["relation"]) for row in table("state_votes") if row["state"] == "TLS"}
CITATIONS = of_type(FILE, "Citation")
RATINGS = sorted(
    of_type(FILE, "Rating").items(), key=lambda item: int(one(INDICATORS[one(item[1], "r2p:indicator")], "r2p:number"))
)


def number_of(rating: Node) -> int:
    """Return the number of the indicator that is rated."""
    return int(one(INDICATORS[one(rating, "r2p:indicator")], "r2p:number"))


def resting() -> list[tuple[int, str, Node, str, Node]]:
    """Return number, rating and evidence of each link between them."""
    return [
        (number_of(rating), key, rating, evidence, FILE[evidence])
        for key, rating in RATINGS
        for evidence in rating["r2p:restsOn"]
    ]


def vote_on(resolution: str) -> str:
    """Return the vote of the state on a resolution, or nothing."""
    key = resolution.partition(":")[2]
    return next((f"r2p:{name}" for name in ("votedYes", "votedNo", "abstainedOn") if (key, name) in VOTES), "")


def ratings() -> list[Row]:
    """Return the table of the assessment."""
    rows = []
    for key, rating in RATINGS:
        name = one(rating, "r2p:indicator")
        indicator = INDICATORS[name]
        area = one(indicator, "r2p:inArea")
        rows.append([
            ASSESSMENT, number_of(rating), name, one(indicator, "skos:prefLabel"), one(indicator, "dcterms:title"),
            area, one(AREAS[area], "dcterms:title"), one(rating, "r2p:level"), one(rating, "r2p:trend"),
            one(rating, "r2p:rationale"), key,
        ])  # fmt: skip
    return rows


def evidence_of_rating() -> list[Row]:
    """Return what the rating of the default indicator rests on."""
    rows = []
    for _, key, rating, evidence, node in (link for link in resting() if link[1] == "rating:TLS-2023-upr"):
        says = one(node, "r2p:claim") or one(node, "r2p:soughtFor") or one(node, "r2p:reasoning")
        head = [
            key, one(rating, "r2p:level"), evidence, one(node, "a"), says, one(node, "r2p:value"),
            one(node, "r2p:outOf"), one(node, "sdmx-attribute:unitMeasure"), one(node, "r2p:asOf"),
        ]  # fmt: skip
        for origin in node.get("r2p:isInferredFrom", [""]):
            for citation in node.get("r2p:hasCitation", [""]):
                cited = CITATIONS.get(citation, {})
                source = SOURCES.get(one(cited, "cito:hasCitedEntity"), {})
                place = [one(cited, f"r2p:{name}") for name in ("footnote", "part", "locator")]
                tail = [one(cited, "cito:hasCitedEntity"), source.get("title", ""), source.get("url", "")]
                stated = one(node, "r2p:statedBy") or one(node, "prov:wasAttributedTo")
                degrees = [one(node, "r2p:hasPrecision"), one(node, "r2p:hasConfidence")]
                rows.append([*head, origin, *place, *tail, stated, *degrees])
    return sorted(rows, key=lambda row: (int(row[10] or 0), row[11], row[2], row[9]))


def ratings_without_source() -> list[Row]:
    """Return the ratings none of whose evidence has a citation."""
    return [
        [ASSESSMENT, number_of(rating), one(rating, "r2p:indicator"), one(rating, "r2p:level"), key]
        for key, rating in RATINGS
        if not any(FILE[evidence].get("r2p:hasCitation") for evidence in rating["r2p:restsOn"])
    ]


def absences() -> list[Row]:
    """Return what was sought in vain, and where a source is missing."""
    rows = [
        [ASSESSMENT, number, one(rating, "r2p:indicator"), evidence, one(node, "a"),
         one(node, "r2p:soughtFor") or one(node, "r2p:reasoning"),
         one(node, "r2p:soughtBy") or one(node, "prov:wasAttributedTo")]
        for number, _, rating, evidence, node in resting()
        if one(node, "a") in {"r2p:AbsenceOfEvidence", "r2p:AbsenceOfSource"}
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[1], row[3]))


def inferences() -> list[Row]:
    """Return the ratings that are reasoned from others."""
    rows = [
        [ASSESSMENT, number, one(rating, "r2p:indicator"), evidence, origin, one(node, "r2p:reasoning"),
         one(node, "r2p:hasConfidence")]
        for number, _, rating, evidence, node in resting()
        if one(node, "a") == "r2p:Inference"
        for origin in node["r2p:isInferredFrom"]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[1], row[3], row[4]))


def citations() -> list[Row]:
    """Return the footnotes in order of number and part, once for each indicator that they serve."""
    served: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for number, _, rating, _, node in resting():
        for citation in node.get("r2p:hasCitation", []):
            served[citation].add((number, one(rating, "r2p:indicator")))
    rows = []
    for key, node in CITATIONS.items():
        source = one(node, "cito:hasCitedEntity")
        row = SOURCES[source]
        publisher = ORGANISATIONS.get(row["publisher"], {}).get("label", "")
        rows += [
            [ASSESSMENT, one(node, "r2p:footnote"), one(node, "r2p:part"), number, indicator, source, row["title"],
             row["creator"], publisher, row["issued"], one(node, "r2p:locator"), row["url"],
             one(node, "r2p:printedUrl"), one(node, "r2p:markerPrinted")]
            for number, indicator in served[key] or {("", "")}
        ]  # fmt: skip
    return sorted(rows, key=lambda row: (int(row[1]), row[2], row[3]))


def sources_cited() -> list[Row]:
    """Return each cited document with the number of its citations."""
    counts: dict[str, int] = defaultdict(int)
    for node in CITATIONS.values():
        counts[one(node, "cito:hasCitedEntity")] += 1
    return [
        [source, SOURCES[source]["title"], ORGANISATIONS.get(SOURCES[source]["publisher"], {}).get("label", ""),
         SOURCES[source]["issued"], SOURCES[source]["url"], counts[source]]
        for source in sorted(counts)
    ]  # fmt: skip


def findings_with_figures() -> list[Row]:
    """Return the findings that hold a number."""
    rows = [
        [ASSESSMENT, number, one(rating, "r2p:indicator"), evidence, one(node, "r2p:claim"), one(node, "r2p:measure"),
         one(node, "r2p:value"), one(node, "r2p:outOf"), one(node, "sdmx-attribute:unitMeasure"), one(node, "r2p:asOf"),
         one(node, "r2p:hasPrecision")]
        for number, _, rating, evidence, node in resting()
        if one(node, "r2p:value")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[1], row[3]))


def errata() -> list[Row]:
    """Return the errata in order of their codes."""
    rows = []
    for key, node in of_type(FILE, "Erratum").items():
        values = [
            one(node, f"r2p:{name}")
            for name in ("code", "hasFault", "printed", "corrected", "reasoning", "hasConfidence")
        ]
        rows.append([ASSESSMENT, *values, key])
    return sorted(rows, key=lambda row: int(row[1].partition("-")[2]))


def errata_links() -> list[Row]:
    """Return what each erratum is about, with title and address of the documents from which it is known."""
    rows = []
    for node in of_type(FILE, "Erratum").values():
        for link in ("concerns", "correctedTo", "knownFrom"):
            for thing in node.get(f"r2p:{link}", []):
                source = SOURCES[thing] if link == "knownFrom" else {}
                tail = [source.get("title", ""), source.get("url", "")]
                rows.append([ASSESSMENT, one(node, "r2p:code"), f"r2p:{link}", thing, *tail])
    return sorted(rows, key=lambda row: (int(row[1].partition("-")[2]), row[2], row[3]))


def summary_statements() -> list[Row]:
    """Return the sentences of the summary with the ratings that they sum up."""
    ratings_by_key = dict(RATINGS)
    rows = []
    for node in of_type(FILE, "SummaryStatement").values():
        head = [ASSESSMENT, int(one(node, "r2p:number")), one(node, "r2p:statement")]
        summed = node.get("r2p:summarises", [])
        rows += [[*head, number_of(ratings_by_key[rating]), rating] for rating in summed] or [[*head, "", ""]]
    return sorted(rows, key=lambda row: (row[1], row[3] or 0))


def listed_resolutions() -> list[Row]:
    """Return the printed list against the record, a line once for each verdict."""
    rows = []
    for key, node in of_type(FILE, "ListedResolution").items():
        means = one(node, "r2p:means")
        record = RESOLUTIONS.get(means, {})
        printed = [
            one(node, f"r2p:{name}")
            for name in ("number", "printedYear", "printedSymbol", "printedTitle", "printedPosition")
        ]
        true = [record.get(name, "") for name in ("symbol", "title", "adopted_on")]
        mode = f"adoption:{record['adoption_mode']}" if record else ""
        rows += [
            [*printed, *true, mode, vote_on(means), verdict, one(node, "r2p:hasConfidence"), key]
            for verdict in node.get("r2p:hasVerdict", [""])
        ]
    return sorted(rows, key=lambda row: (row[12], row[10]))


def omitted_resolutions() -> list[Row]:
    """Return the resolutions that the printed list lacks."""
    rows = []
    for key, node in of_type(FILE, "OmittedResolution").items():
        means = one(node, "r2p:means")
        record = RESOLUTIONS[means]
        true = [record[name] for name in ("symbol", "title", "adopted_on")]
        rows += [
            [*true, f"adoption:{record['adoption_mode']}", vote_on(means), verdict, key]
            for verdict in node["r2p:hasVerdict"]
        ]
    return sorted(rows)


def votes_as_nodes() -> list[Row]:
    """Return four statements a vote on one resolution, in the order of their N-Triples."""
    positions = {"votedYes": "position:yes", "votedNo": "position:no", "abstainedOn": "position:abstention"}
    rows = []
    for row in table("state_votes"):
        if row["resolution"] == "A-RES-75-277" and row["relation"] in positions:
            node = f"vote:A-RES-75-277-{row['state']}"
            rows += [
                [node, "rdf:type", "r2p:Vote"],
                [node, "r2p:castOn", "resolution:A-RES-75-277"],
                [node, "r2p:hasPosition", positions[row["relation"]]],
                [node, "r2p:state", f"state:{row['state']}"],
            ]
    return sorted(rows, key=lambda row: (row[0], row[1] != "rdf:type", row[1]))


def description() -> list[Row]:
    """Return what the assessment says of its footnote 10, and the finding that rests on it, as N-Triples sort."""
    name = "citation:TLS-2023-10"
    statements = [
        [subject, "rdf:type" if predicate == "a" else predicate, value]
        for subject, node in FILE.items()
        for predicate, values in node.items()
        for value in values
        if name in {subject, value}
    ]
    return sorted(statements, key=lambda row: (row[0], NAMESPACES.index(row[1].partition(":")[0]), row[1]))


def votes_of_state() -> list[Row]:
    """Return every resolution with votes or sponsors on record, or with a test for R2P, with the state's vote."""
    told = {row["resolution"] for stem in ("state_votes", "references") for row in table(stem)}
    rows = [
        ["state:TLS", row["symbol"], row["title"], row["adopted_on"], f"adoption:{row['adoption_mode']}",
         vote_on(key), "true" if (row["key"], "coSponsors") in VOTES else "",
         row["yes_count"], row["no_count"], row["abstention_count"]]
        for key, row in RESOLUTIONS.items()
        if row["key"] in told
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[3], row[1]))


def references() -> list[Row]:
    """Return every test for R2P that a resolution meets."""
    rows = []
    for row in table("references"):
        record = RESOLUTIONS[f"resolution:{row['resolution']}"]
        rows.append([
            record["symbol"], record["title"], record["adopted_on"], f"test:{row['test']}", row["place"],
            f"confidence:{row['confidence']}", f"source:{row['source']}", f"reference:{row['key']}",
        ])  # fmt: skip
    return sorted(rows, key=lambda row: (row[2], row[0], row[3]))


def treaty_status() -> list[Row]:
    """Return each treaty of the list of key instruments, and of its parts, with the act that binds the state."""
    lists = {"key-instruments"} | {row["key"] for row in table("treaty_lists") if row["part_of"] == "key-instruments"}
    labels = {row["key"]: row["short"] for row in table("treaties")}
    binding = {"ratification", "accession", "succession", "acceptance", "approval"}
    acts = [row for row in table("treaty_actions") if row["state"] == "TLS" and row["kind"] in binding]
    rows = []
    for member in (row for row in table("treaty_list_members") if row["list"] in lists):
        head = ["state:TLS", f"treaty:{member['treaty']}", labels[member["treaty"]], f"list:{member['list']}"]
        own = [act for act in acts if act["treaty"] == member["treaty"] and act["date"] <= "2023-12-31"]
        tails = [[f"r2p:{act['kind'].capitalize()}", act["date"], f"source:{act['source']}"] for act in own]
        rows += [[*head, *tail] for tail in tails or [["", "", ""]]]
    return sorted(rows, key=lambda row: (row[3], row[1], row[5]))


def endorsements() -> list[Row]:
    """Return the commitments that the state is recorded to endorse."""
    labels = {row["key"]: row["label"] for row in table("commitments")}
    rows = [
        ["state:TLS", f"commitment:{row['commitment']}", labels[row["commitment"]], f"endorsement:{row['key']}",
         row["as_of"], f"source:{row['source']}"]
        for row in table("endorsements")
        if row["state"] == "TLS"
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row[1])


def states_in_region() -> list[Row]:
    """Return the states of the default region and of its parts."""
    regions = {"apr2p-2018"} | {row["key"] for row in table("regions") if row["part_of"] == "apr2p-2018"}
    labels = {row["iso3"]: row["label"] for row in table("states")}
    rows = [
        [f"state:{row['state']}", row["state"], labels[row["state"]], f"region:{row['region']}"]
        for row in table("region_members")
        if row["region"] in regions
    ]
    return sorted(rows, key=lambda row: (row[1], row[3]))


def indicators() -> list[Row]:
    """Return the indicators in order of their numbers."""
    rows = []
    for key, node in INDICATORS.items():
        area = one(node, "r2p:inArea")
        rows.append([
            int(one(node, "r2p:number")), key, one(node, "skos:prefLabel"), one(node, "dcterms:title"), area,
            one(AREAS[area], "dcterms:title"), one(node, "r2p:hasTitleOrigin"), one(node, "r2p:hasConfidence"),
        ])  # fmt: skip
    return sorted(rows)


def states() -> list[Row]:
    """Return the states with the dates of their membership in the United Nations."""
    periods: dict[str, list[Row]] = defaultdict(list)
    for row in table("memberships"):
        if row["organisation"] == "UN" and row["kind"] == "member" and row["valid_from"]:
            periods[row["state"]].append([row["valid_from"], row["valid_to"]])
    rows = [
        [f"state:{row['iso3']}", row["iso3"], row["iso2"], row["m49"], row["label"], *period]
        for row in table("states")
        for period in periods[row["iso3"]] or [["", ""]]
    ]
    return sorted(rows, key=lambda row: (row[1], row[5]))


def plans() -> list[Row]:
    """Return the scoring plans."""
    rows = [
        [key, *(one(node, name) for name in
                ("skos:prefLabel", "skos:definition", "r2p:hasStanding", "r2p:groupsBy", "r2p:normalisesBy"))]
        for key, node in of_type(PLANS, "ScoringPlan").items()
    ]  # fmt: skip
    return sorted(rows)


def interested_sources() -> list[Row]:
    """Return the cited documents that have an interest themselves, or else by their publisher."""
    rows = set()
    for number, _, rating, _, node in resting():
        for citation in node.get("r2p:hasCitation", []):
            source = one(CITATIONS[citation], "cito:hasCitedEntity")
            row = SOURCES[source]
            publisher = ORGANISATIONS.get(row["publisher"], {})
            head = (source, row["title"], f"organisation:{row['publisher']}" if row["publisher"] else "")
            if interest := row["interest"] or publisher.get("interest", ""):
                rows.add((*head, interest, number, one(rating, "r2p:indicator")))
    return sorted(map(list, rows), key=lambda row: (row[0], row[4], row[3]))


def indicator_across_states() -> list[Row]:
    """Return the rating of the default indicator in the one assessment."""
    rating = FILE["rating:TLS-2023-rome-statute"]
    marks = [one(rating, "r2p:level"), one(rating, "r2p:trend")]
    return [[8, "indicator:rome-statute", "state:TLS", "Timor-Leste", 2023, *marks, "rating:TLS-2023-rome-statute"]]


def assessments() -> list[Row]:
    """Return the one assessment."""
    node = FILE[ASSESSMENT]
    assessor = one(node, "prov:wasAttributedTo")
    stated = [one(node, f"r2p:{name}") for name in ("statedChange", "baselineYear", "notBefore")]
    label = ORGANISATIONS[assessor.partition(":")[2]]["label"]
    return [
        [
            ASSESSMENT,
            "state:TLS",
            "Timor-Leste",
            "the Democratic Republic of Timor-Leste",
            2023,
            one(node, "dcterms:title"),
            assessor,
            label,
            *stated,
            len(RATINGS),
        ]
    ]


def indicator_points() -> list[Row]:
    """Return 0 to 4 points a rating, by the place of its level among the five."""
    order = ["very-weak", "weak", "fair", "strong", "very-strong"]
    rows = []
    for _, rating in RATINGS:
        name, level = one(rating, "r2p:indicator"), one(rating, "r2p:level")
        points = order.index(level.partition(":")[2])
        area = one(INDICATORS[name], "r2p:inArea")
        rows.append([ASSESSMENT, "plan:percent-0-4", number_of(rating), name, area, level, 1, points, 4])
    return rows


DERIVED = (
    ratings, evidence_of_rating, ratings_without_source, absences, inferences, citations, sources_cited,
    findings_with_figures, errata, errata_links, summary_statements, listed_resolutions, omitted_resolutions,
    votes_of_state, votes_as_nodes, description, references, treaty_status, endorsements, states_in_region, indicators,
    states, plans, interested_sources, indicator_across_states, assessments, indicator_points,
)  # fmt: skip


def columns(query: str) -> list[str]:
    """Return the columns that the header of a saved query promises."""
    (path,) = (ROOT / "queries").glob(f"*/{query}.rq")
    found = re.search(r"^#\+ returns: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].split(", ") if found else []


if __name__ == "__main__":
    for answer in DERIVED:
        query_id = answer.__name__.replace("_", "-")
        with (HERE / f"{query_id}.csv").open("w", encoding="utf-8", newline="") as golden:
            writer = csv.writer(golden, lineterminator="\n")
            writer.writerows([columns(query_id), *answer()])
    for part in ("derive_evidence", "derive_pages", "derive_audit", "derive_links"):
        runpy.run_path(str(HERE / f"{part}.py"), run_name="__main__")

"""Make the files of ``data/links`` again from the files of those who publish the identifiers.

Run ``python tests/sources/derive_links.py FOLDER`` after a newer file came, where FOLDER holds ``metadata-un-org-sdg``,
``country-codes``, ``untc-2015`` and ``undgacm-ga-xml``, and read the difference before committing it.

An identifier is taken over as it stands in a file, and none is put together: where two files name another one, or one
file names two, no exact match is made. The files `HAND` are written by hand; of these the head alone is made again.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import rdflib

from r2pgraph import sources
from r2pgraph.sources.gazetteer import gazetteer
from r2pgraph.sources.linking import ENDING, head
from r2pgraph.tables import LINKS

ROOT = Path(__file__).resolve().parents[2]
LINKED = ROOT / "data" / "links"
HAND = ("indicators-unbis", "organisations-sdg", "states-eu")

SDG = "source:metadata-un-org-sdg"
AREA = "http://metadata.un.org/sdg/codes/geoArea"
SKOS = rdflib.SKOS
HEADING = re.compile(r'<keyword value="([^"]+)" href="http://metadata\.un\.org/thesaurus/(\d+)"[^>]*"UNBIS Thesaurus"')
ALONE = "country-codes names none."
Row = dict[str, str]


def row(subject: str, label: str, thing: str, source: str, **other: str) -> Row:
    """Return a link that is exact and certain unless said otherwise."""
    usual = {"predicate_id": "skos:exactMatch", "mapping_justification": "semapv:MappingChaining", "confidence": "1.0"}
    said = {"subject_id": subject, "subject_label": label, "object_id": thing, "mapping_source": source}
    return usual | said | {"author_id": "organisation:r2pgraph"} | other


class Areas:
    """What the SDG codes say of geographic areas."""

    def __init__(self, folder: Path) -> None:
        self.graph = rdflib.Graph().parse(folder / "metadata-un-org-sdg" / "sdg-codes.ttl")

    def name(self, m49: str) -> str:
        """Return the English name of an area; empty where there is no such area."""
        names = self.graph.objects(rdflib.URIRef(f"{AREA}/{m49}"), SKOS.prefLabel)
        return next((str(name) for name in names if getattr(name, "language", "") == "en"), "")

    def code(self, m49: str) -> str:
        """Return the ISO 3166 alpha-3 code of an area."""
        return str(self.graph.value(rdflib.URIRef(f"{AREA}/{m49}"), rdflib.URIRef(f"{AREA}#iso3code")) or "")

    def same(self, m49: str, space: str) -> list[str]:
        """Return what an area is an exact match of in a data set, without the beginning of the IRI."""
        found = self.graph.objects(rdflib.URIRef(f"{AREA}/{m49}"), SKOS.exactMatch)
        return sorted(str(thing).removeprefix(space) for thing in found if str(thing).startswith(space))


def states(folder: Path, areas: Areas) -> dict[str, list[Row]]:
    """Return the links of states to areas, Wikidata and GeoNames."""
    with (folder / "country-codes" / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {each["ISO3166-1-Alpha-3"]: each for each in csv.DictReader(file)}
    made: dict[str, list[Row]] = {"states-sdg": [], "states-wikidata": [], "states-geonames": []}
    for iso3, m49, label in sources.tables()["states"].select("iso3", "m49", "label").iter_rows():
        if areas.code(m49) != iso3:
            continue
        subject = f"state:{iso3}"
        area = {"object_label": areas.name(m49), "mapping_justification": "semapv:LexicalMatching"}
        made["states-sdg"].append(row(subject, label, f"geoArea:{m49}", SDG, **area))
        second = codes.get(iso3, {})
        named = {
            "wikidata": ("http://www.wikidata.org/entity/", second.get("wikidata_id", "").rpartition("/")[2]),
            "geonames": ("https://www.geonames.org/", second.get("Geoname ID", "")),
        }
        for prefix, (space, other) in named.items():
            made[f"states-{prefix}"] += agreed(subject, label, prefix, areas.same(m49, space), other)
    return made


def agreed(subject: str, label: str, prefix: str, first: list[str], second: str) -> list[Row]:
    """Return the links of a state by what the first file gives, held against the second.

    Of several the one that the second gives too is exact, and the others are close. Where the second gives another
    one than the only one of the first, it is a close match.
    """
    links = []
    for each in first:
        sure = {} if each == second else {"confidence": "0.8", "comment": ALONE}
        if second and each != second:
            sure = {"confidence": "0.5", "predicate_id": "skos:closeMatch", "comment": f"country-codes names {second}."}
        links.append(row(subject, label, f"{prefix}:{each}", SDG, **sure))
    return links


def regions(areas: Areas) -> list[Row]:
    """Return the links of regions of the M49 standard to the areas of their codes."""
    frame = sources.tables()["regions"].select("key", "label", "m49")
    same = {"mapping_justification": "semapv:LexicalMatching"}
    return [
        row(f"region:{key}", label, f"geoArea:{m49}", SDG, object_label=areas.name(m49), **same)
        for key, label, m49 in frame.iter_rows()
        if m49 and areas.name(m49) == label
    ]


def treaties(folder: Path) -> list[Row]:
    """Return the links of treaties to the pages that the index of the Treaty Collection gives by their number."""
    with (folder / "untc-2015" / "index.csv").open(encoding="utf-8", newline="") as file:
        pages = {re.findall(r"mtdsg_no=([^&]+)", each["url"])[0]: each for each in csv.DictReader(file) if each["url"]}
    close = {"predicate_id": "skos:closeMatch", "mapping_justification": "semapv:LexicalMatching"}
    return [
        row(
            f"treaty:{key}",
            label,
            f"untc:{pages[key]['url'].partition('src=')[2]}",
            "source:untc-2015",
            object_label=pages[key]["treaty_name"],
            **close,
        )
        for key, label in sources.tables()["treaties"].select("key", "short").iter_rows()
        if key in pages
    ]


def headings(folder: Path) -> dict[str, str]:
    """Return the number of each heading that the library's people gave to a text of session 78: those in capitals."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    with zipfile.ZipFile(folder / "undgacm-ga-xml" / "78session_English.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for heading, number in HEADING.findall(archive.read(name).decode("utf-8")):
                    found[heading].add(number)
    return {heading: numbers.pop() for heading, numbers in found.items() if heading.isupper() and len(numbers) == 1}


def subjects(found: dict[str, str]) -> list[Row]:
    """Return the links of states to the headings that are a name of theirs and of nothing else."""
    sure = {"mapping_justification": "semapv:LexicalMatching", "confidence": "0.8"}
    made = []
    for heading, number in found.items():
        states = {meaning.state for meaning in gazetteer().meanings(heading)}
        if len(states) == 1 and (state := states.pop()):
            label, source = gazetteer().labels[state], "source:undgacm-ga-text-78"
            made.append(row(f"state:{state}", label, f"unbis:{number}", source, object_label=heading, **sure))
    return made


def write(key: str, rows: list[Row]) -> None:
    """Write the file of a set: its head, its header and its rows by thing of ours."""
    for each in rows:
        ours = each["subject_id"].partition(":")[2]
        exact = "" if each["predicate_id"] != "skos:closeMatch" or key == "treaties-untc" else "-close"
        each["record_id"] = f"link:{key}-{ours}{exact}"
    lines = [*head(key, sources.tables()), "\t".join(LINKS.header)]
    ordered = sorted(rows, key=lambda each: each["record_id"])
    lines += ["\t".join(each.get(name, "") for name in LINKS.header) for each in ordered]
    (LINKED / f"{key}{ENDING}").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    """Write every file that is made, and the head of every other."""
    areas = Areas(folder)
    made = states(folder, areas) | {"regions-sdg": regions(areas), "treaties-untc": treaties(folder)}
    made["states-unbis"] = subjects(headings(folder))
    for key, rows in made.items():
        write(key, rows)
    for key in HAND:
        path = LINKED / f"{key}{ENDING}"
        kept = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
        path.write_text("\n".join([*head(key, sources.tables()), *kept]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

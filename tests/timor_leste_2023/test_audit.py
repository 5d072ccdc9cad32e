"""The audit of the report on Timor-Leste finds its faults by itself, and follows the facts where these change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.evidence.auditing import ABSENCES, ORDER, WORDS, Audit, audit
from r2pgraph.queries import catalogue, find
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import PREFIXES, R2P, compact

Change = Callable[[bytes], bytes]

WRITTEN_DOWN = ("means", "hasVerdict", "concerns", "correctedTo", "corrected", "isMissingFrom")
"""Properties by which a person has said before what is wrong."""

BY_ITSELF = {
    ("line:TLS-2023-ga-13", "listed-symbol"): ("contradicts", "A/RES/76/177"),
    ("line:TLS-2023-ga-12", "listed-title"): ("contradicts", "Terrorism and human rights"),
    ("line:TLS-2023-ga-15", "listed-title"): (
        "contradicts",
        "Situation of human rights in the Democratic People\u2019s Republic of Korea",
    ),
    ("line:TLS-2023-ga-07", "listed-twice"): ("contradicts", "line 6"),
    ("line:TLS-2023-ga-09", "listed-twice"): ("contradicts", "line 8"),
    ("resolution:A-RES-75-189", "missing-resolution"): ("missing", "voted yes"),
    ("resolution:A-RES-76-228", "missing-resolution"): ("missing", "voted yes"),
    ("resolution:A-RES-75-277", "unused-cosponsorship"): ("missing", "co-sponsor"),
    ("finding:TLS-2023-rome-statute-bound", "treaty-action-kind"): ("contradicts", "accession 2002-09-06"),
    ("finding:TLS-2023-nationals-abroad-rome-statute", "treaty-action-kind"): ("contradicts", "accession 2002-09-06"),
    ("finding:TLS-2023-existing-mechanisms-support", "listed-position"): ("contradicts", "8 of 15 without a vote"),
    ("finding:TLS-2023-networks-in-principle", "later-fact"): ("stale", "full member 2025-10-26"),
}
"""What the audit must find, worked out by hand from the record."""


def audited(graphs: Mapping[str, bytes]) -> Audit:
    """Return the audit of the assessment in an engine that holds these graphs."""
    return audit(EmbeddedStore(pipeline.in_memory(dict(graphs))), "TLS", "2023")


def verdict(found: Audit, item: str, kind: str) -> str | None:
    """Return how one thing was judged, or None where it was not checked."""
    return next((each.verdict for each in found.checked if (each.item, each.kind) == (item, kind)), None)


@pytest.fixture(scope="session")
def found(shipped: dict[str, bytes]) -> Audit:
    """Return the audit of the shipped graph."""
    return audited(shipped)


@pytest.mark.parametrize(("checked", "outcome"), BY_ITSELF.items(), ids=" ".join)
def test_a_fault_of_the_report_is_found(found: Audit, checked: tuple[str, str], outcome: tuple[str, str]) -> None:
    """Verdict, and what the record has instead."""
    outcomes = {(each.item, each.kind): (each.verdict, each.found) for each in found.checked}

    assert outcome == outcomes.get(checked)


def test_nothing_else_of_the_list_is_held_to_be_wrong(found: Audit) -> None:
    """Of the lines, five are contradicted, and each of them is at fault."""
    wrong = {(each.item, each.kind) for each in found.checked if each.verdict in {"contradicts", "missing", "stale"}}
    of_the_list = {(item, kind) for item, kind in wrong if item.startswith(("line:", "resolution:"))}

    assert {key for key in BY_ITSELF if key[0].startswith(("line:", "resolution:"))} == of_the_list


@pytest.mark.parametrize("query_id", ORDER)
def test_no_query_of_the_audit_reads_what_somebody_wrote_down(query_id: str) -> None:
    """No erratum, no verdict, no meaning of a line."""
    body = re.sub(r"^#.*$", "", find(query_id).text, flags=re.MULTILINE)

    assert [] == re.findall(rf"r2p:(?:{'|'.join(WRITTEN_DOWN)}|Erratum|OmittedResolution)\b", body)


def test_the_audit_asks_every_query_of_its_folder() -> None:
    """A query that is added is asked."""
    assert sorted(ORDER) == [query.id for query in catalogue().values() if query.kind == "audit"]


def test_the_audit_is_the_same_without_any_erratum_or_verdict(shipped: dict[str, bytes], found: Audit) -> None:
    """What a person knew before does not help."""
    said = [f"<{R2P}{name}>".encode() for name in WRITTEN_DOWN]
    apart = (PREFIXES["erratum"].encode(), b"-ga-missing-")
    kept = {
        name: b"".join(
            line
            for line in data.splitlines(keepends=True)
            if not any(mark in line for mark in said) and not any(mark in line.split(b" ", 1)[0] for mark in apart)
        )
        for name, data in shipped.items()
    }

    assert sum(map(len, kept.values())) < sum(map(len, shipped.values()))
    assert found == audited(kept)


def lines(turtle: str) -> bytes:
    """Return the triples of a piece of Turtle, in which the project's prefixes need no declaration."""
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    quads = ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""


def changed(graphs: Mapping[str, bytes], away: str, new: str) -> dict[str, bytes]:
    """Return the graphs without some triples, all of which they held, and with others."""
    gone = set(lines(away).splitlines())
    assert gone <= {line for data in graphs.values() for line in data.splitlines()}
    kept = {
        name: b"".join(line + b"\n" for line in data.splitlines() if line not in gone) for name, data in graphs.items()
    }
    return {**kept, "https://example.org/planted": lines(new)}


def test_every_statement_of_the_assessment_is_in_the_audit(found: Audit) -> None:
    """Each rating, finding, absence, inference, line and summary statement of the file, at least once."""
    path = Path(__file__).resolve().parents[2] / "data" / "assessments" / "TLS" / "2023.ttl"
    kinds = "Rating|Finding|AbsenceOfEvidence|AbsenceOfSource|Inference|SummaryStatement|ListedResolution"
    said = re.findall(rf"^(\S+)\n    a r2p:(?:{kinds}) ;", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert 36 + 91 + 14 + 7 + 12 + 17 == len(said)
    assert set(said) <= {each.item for each in found.checked}


def test_what_stands_in_words_alone_is_told_with_the_reason(found: Audit) -> None:
    """65 findings, 8 absent sources, 7 inferences, 12 statements of the summary; none of them is checked elsewhere."""
    words = found.of(WORDS)
    elsewhere = {each.item for each in found.checked if each.kind != WORDS}

    assert {"finding": 65, "absence": 8, "inference": 7, "statement": 12} == Counter(
        each.item.partition(":")[0] for each in words
    )
    assert {"silent", "unresolvable"} == {each.verdict for each in words}
    assert all(each.found for each in words)
    assert set() == {each.item for each in words} & elsewhere


def test_facts_on_the_indicator_are_told_beside_what_was_sought_in_vain(found: Audit) -> None:
    """Whether a co-sponsorship is a part taken in a dialogue is for people to say."""
    told = {each.item: (each.verdict, each.found) for each in found.of(ABSENCES)}

    assert ("unresolvable", "Timor-Leste co-sponsored A/RES/75/277 (2021-05-18).") == told[
        "absence:TLS-2023-r2p-dialogue"
    ]
    assert 6 == len(told)


VOTED = "state:TLS r2p:votedYes resolution:A-RES-77-218 ."
ACT = (
    "action:planted a r2p:{} ; r2p:actor state:TLS ; r2p:treaty treaty:{} ; r2p:date '{}'^^xsd:date ; "
    "prov:hadPrimarySource source:untc-2015 ."
)
REVIEW = (
    "review:planted a r2p:Review ; r2p:state state:TLS ; r2p:date '2022'^^xsd:gYear ; "
    "r2p:recommendationsSupported {} ; r2p:recommendationsReceived 194 ; prov:hadPrimarySource source:untc-2015 ."
)
SOUGHT = (
    "absence:TLS-2023-risk-assessment r2p:measure measure:reports-overdue ; r2p:asOf '2019'^^xsd:gYear . "
    "measurement:planted a r2p:Measurement ; r2p:state state:TLS ; r2p:measure measure:reports-overdue ; "
    "r2p:year '{}'^^xsd:gYear ; r2p:value 3 ; prov:hadPrimarySource source:untc-2015 ."
)
LINE = "line:TLS-2023-ga-{} r2p:printedSymbol 'A/RES/{}' ."
PLANTED = {
    "a vote against": (
        VOTED,
        VOTED.replace("votedYes", "votedNo"),
        "line:TLS-2023-ga-14",
        "listed-position",
        "contradicts",
    ),
    "a vote where none was": (
        "resolution:A-RES-75-190 r2p:adoptionMode adoption:without-vote .",
        "resolution:A-RES-75-190 r2p:adoptionMode adoption:recorded-vote .",
        "line:TLS-2023-ga-06",
        "listed-position",
        "contradicts",
    ),
    "the right symbol": (
        LINE.format(13, "76/17"),
        LINE.format(13, "76/177"),
        "line:TLS-2023-ga-13",
        "listed-symbol",
        "agrees",
    ),
    "a symbol that nobody gave": (
        LINE.format(14, "77/218"),
        LINE.format(14, "77/9999"),
        "line:TLS-2023-ga-14",
        "listed-symbol",
        "contradicts",
    ),
    "the printed title on the record": (
        "resolution:A-RES-76-169 dcterms:title 'Terrorism and human rights'@en .",
        (
            "resolution:A-RES-76-169 dcterms:title "
            "'Terrorism and human rights in the Democratic People\\'s Republic of Korea'@en ."
        ),
        "line:TLS-2023-ga-12",
        "listed-title",
        "agrees",
    ),
    "one line instead of two": (
        LINE.format("07", "75/190"),
        LINE.format("07", "75/189"),
        "line:TLS-2023-ga-07",
        "listed-twice",
        None,
    ),
    "the missing text listed": (
        LINE.format("07", "75/190"),
        LINE.format("07", "75/189"),
        "resolution:A-RES-75-189",
        "missing-resolution",
        None,
    ),
    "no co-sponsorship": (
        "state:TLS r2p:coSponsors resolution:A-RES-75-277 .",
        "",
        "resolution:A-RES-75-277",
        "unused-cosponsorship",
        None,
    ),
    "a signature": (
        "",
        ACT.format("Signature", "XVIII-10", "2002-01-01"),
        "finding:TLS-2023-rome-statute-bound",
        "treaty-action-kind",
        "agrees",
    ),
    "an accession before": (
        "",
        ACT.format("Accession", "IV-1", "2020-01-01"),
        "finding:TLS-2023-treaties-genocide",
        "treaty-action-kind",
        "contradicts",
    ),
    "an accession since, which breaks no word of the time": (
        "",
        ACT.format("Accession", "IV-1", "2024-01-01"),
        "finding:TLS-2023-treaties-genocide",
        "treaty-action-kind",
        "silent",
    ),
    "a register that reaches the assessment": (
        "",
        'treaty:IV-1 r2p:registeredIn source:planted . source:planted dcterms:issued "2023-12-31"^^xsd:date .',
        "finding:TLS-2023-treaties-genocide",
        "treaty-action-kind",
        "agrees",
    ),
    "an accession since": (
        "",
        ACT.format("Accession", "IV-1", "2024-01-01"),
        "finding:TLS-2023-treaties-genocide",
        "later-fact",
        "stale",
    ),
    "a withdrawal since": (
        "",
        ACT.format("Withdrawal", "XVIII-10", "2024-01-01"),
        "finding:TLS-2023-nationals-abroad-rome-statute",
        "later-fact",
        "stale",
    ),
    "no membership": (
        "membership:TLS-ASEAN org:member state:TLS .",
        "",
        "finding:TLS-2023-networks-pending",
        "later-fact",
        "silent",
    ),
    "a review of the printed numbers": (
        "",
        REVIEW.format(186),
        "finding:TLS-2023-upr-supported",
        "numeric-claim",
        "agrees",
    ),
    "a review of other numbers": (
        "",
        REVIEW.format(180),
        "finding:TLS-2023-upr-supported",
        "numeric-claim",
        "contradicts",
    ),
    "a review that only the report tells": (
        "",
        REVIEW.format(186).replace("untc-2015", "apr2p-tls-2023"),
        "finding:TLS-2023-upr-supported",
        "numeric-claim",
        "unresolvable",
    ),
    "a measurement of what was sought in vain": (
        "",
        SOUGHT.format("2022"),
        "absence:TLS-2023-risk-assessment",
        "absence-against-facts",
        "contradicts",
    ),
    "a measurement of what was sought in vain, since": (
        "",
        SOUGHT.format("2024"),
        "absence:TLS-2023-risk-assessment",
        "absence-against-facts",
        "stale",
    ),
    "a measurement of what was sought in vain, which only the report tells": (
        "",
        SOUGHT.format("2022").replace("untc-2015", "apr2p-tls-2023"),
        "absence:TLS-2023-risk-assessment",
        "absence-against-facts",
        "silent",
    ),
    "a figure for a finding in words": (
        "",
        "finding:TLS-2023-access-to-justice-delay r2p:measure measure:reports-overdue ; r2p:value 3 .",
        "finding:TLS-2023-access-to-justice-delay",
        "words-alone",
        None,
    ),
    "a gap that is closed": (
        "gap:education a r2p:EvidenceGap .",
        "",
        "finding:TLS-2023-education-poverty",
        "words-alone",
        "unresolvable",
    ),
    "no accession to the convention on women": (
        "action:TLS-IV-8-accession r2p:actor state:TLS .",
        "",
        "rating:TLS-2023-vulnerable-groups",
        "level-against-facts",
        "silent",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_change_of_the_facts_changes_the_verdict(shipped: dict[str, bytes], found: Audit, case: str) -> None:
    """The verdict of the one thing that the fact is about; None is nothing to check."""
    away, new, item, kind, outcome = PLANTED[case]
    planted = audited(changed(shipped, away, new))

    assert outcome == verdict(planted, item, kind)
    if "breaks no word" not in case and "only the report" not in case:
        assert outcome != verdict(found, item, kind)


def test_every_item_is_a_thing_of_the_graph(found: Audit, embedded: EmbeddedStore) -> None:
    """Nothing is checked that the graph does not describe, and each source is one."""
    described = {
        compact(row[0].value) for row in embedded.select("SELECT DISTINCT ?s WHERE { ?s a ?c }").rows if row[0]
    }

    assert {each.item for each in found.checked} <= described
    assert {each.source for each in found.checked if each.source} <= described

"""The assessment of Timor-Leste for 2023 as data, against figures counted by hand in the report."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "assessments" / "TLS" / "2023.ttl"
SOURCES = ROOT / "data" / "tables" / "sources.csv"

BASE = "https://w3id.org/r2pgraph/"
PREFIXES = f"""
    PREFIX cito: <http://purl.org/spar/cito/>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX r2p: <{BASE}ontology#>
    PREFIX position: <{BASE}position/>
    PREFIX verdict: <{BASE}verdict/>
"""

RATED = """
    protection strong unchanged|risk-reduction very-strong unchanged|past-atrocities strong unchanged
    focal-point very-strong unchanged|conflict-analysis fair increase|domestic-mechanisms very-weak unchanged
    treaties strong unchanged|rome-statute very-strong unchanged|nhri very-strong unchanged
    non-discrimination strong unchanged|upr strong unchanged|mandate-holders strong decrease
    access-to-justice weak unchanged|incitement very-strong unchanged|violent-extremism strong unchanged
    vulnerable-groups strong unchanged|refugees weak unchanged|risk-assessment very-weak unchanged
    civil-society strong unchanged|security-sector fair unchanged|education fair decrease
    nationals-abroad strong unchanged|r2p-dialogue fair unchanged|existing-mechanisms strong unchanged
    crisis-assistance fair unchanged|networks strong unchanged|regional-organisations fair increase
    preventive-capacities strong increase|development-partnerships fair unchanged|un-office strong increase
    un-capacity strong unchanged|preventive-action fair unchanged|peacekeeping fair unchanged
    protection-capacities fair unchanged|kigali-principles very-weak unchanged|veto-restraint very-strong unchanged
"""
"""Row by row as the report marks it."""

UNSOURCED = """
    protection risk-reduction domestic-mechanisms risk-assessment nationals-abroad r2p-dialogue
    regional-organisations un-office un-capacity preventive-action kigali-principles
"""
"""Rows 1, 2, 6, 18, 22, 23, 27, 30, 31, 32 and 35: no footnote stands in them."""

FOOTNOTES = """
    past-atrocities 1|focal-point 2|conflict-analysis 3|treaties 4 5 6|rome-statute 7|nhri 8|non-discrimination 9
    upr 10 11|mandate-holders 12|access-to-justice 13|incitement 14|violent-extremism 15|vulnerable-groups 16
    refugees 17|civil-society 18|security-sector 19|education 20|existing-mechanisms 21|crisis-assistance 22 23
    networks 24|preventive-capacities 25|development-partnerships 26 27|peacekeeping 28|protection-capacities 29
    veto-restraint 30 31
"""
"""Where each footnote belongs once the displaced notes are put back."""

FIGURES = {
    "education": [
        (6, None, "years-of-age"),
        (14, None, "years-of-age"),
        (39, None, "percent"),
        (40, None, "percent"),
        (70, None, "percent"),
    ],
    "mandate-holders": [(2019, None, "year"), (2022, None, "year")],
    "peacekeeping": [(2, None, "persons")],
    "protection-capacities": [(2018, None, "year")],
    "r2p-dialogue": [(2009, None, "year")],
    "refugees": [(72, None, "hours")],
    "rome-statute": [(2002, None, "year")],
    "treaties": [(10, 12, "treaties")],
    "upr": [(3, None, "reviews"), (4, None, "reports"), (186, 194, "recommendations")],
    "vulnerable-groups": [(50, None, "percent")],
}
"""Every number that the notes state, with the whole it is part of and its unit."""

ROUNDED = [
    ("education-not-in-school", "39", "about"),
    ("education-outcomes", "70", "almost"),
    ("vulnerable-groups-partner-violence", "50", "about"),
]
"""The numbers that the notes do not give as exact."""

READ_BY_US = """
    past-atrocities 2|non-discrimination 2|upr 2|mandate-holders 1|access-to-justice 5|violent-extremism 1
    civil-society 1|security-sector 2|education 10|existing-mechanisms 1|crisis-assistance 1|networks 1
    development-partnerships 2
"""
"""How many findings of a row have a footnote whose marker closes another sentence, or is lost."""

SYMBOLS = [
    "A/RES/73/172",
    "A/RES/73/180",
    "A/RES/73/182",
    "A/RES/74/166",
    "A/RES/74/169",
    "A/RES/75/190",
    "A/RES/75/190",
    "A/RES/75/193",
    "A/RES/75/193",
    "A/RES/75/258",
    "A/RES/75/277",
    "A/RES/76/169",
    "A/RES/76/17",
    "A/RES/77/218",
    "A/RES/77/226",
    "A/RES/77/227",
    "A/RES/77/230",
]

PROSE = ("rationale", "claim", "statement", "reasoning", "soughtFor")


def table(text: str) -> list[list[str]]:
    """Return the words of each entry, entries being parted by bars and line ends."""
    return [entry.split() for entry in re.split(r"[|\n]", text) if entry.strip()]


def plain(term: object) -> str:
    """Return a literal's text, or the last segment of an IRI of ours."""
    value = getattr(term, "value", "")
    return value.rsplit("/", 1)[-1].removeprefix("TLS-2023-") if isinstance(term, pyoxigraph.NamedNode) else value


class Assessment:
    """The file in a store, and its answers as plain strings."""

    def __init__(self, path: Path) -> None:
        self.store = pyoxigraph.Store()
        self.store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)

    def rows(self, body: str) -> list[tuple[str, ...]]:
        """Return the sorted rows of a SELECT query, an unbound cell as an empty string."""
        solutions = self.store.query(PREFIXES + body)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return sorted(tuple(plain(cell) for cell in solution) for solution in solutions)

    def column(self, body: str) -> list[str]:
        """Return the sorted values of a SELECT query with one column."""
        return [value for (value,) in self.rows(body)]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    """Return the loaded assessment."""
    return Assessment(DATA)


def test_two_parsers_read_the_same_triples() -> None:
    """A strict parser and a lenient one find the same number of triples."""
    strict = {quad.triple for quad in pyoxigraph.parse(path=DATA, format=pyoxigraph.RdfFormat.TURTLE)}
    lenient = rdflib.Graph().parse(DATA, format="turtle")

    assert len(strict) == len(lenient)


def test_no_node_is_blank(assessment: Assessment) -> None:
    """Everything that is said is said of a named thing."""
    assert [] == assessment.rows("SELECT ?s WHERE { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }")


def test_prose_has_a_language(assessment: Assessment) -> None:
    """What we wrote is marked as English; what the report printed is kept as a plain string."""
    ours = " ".join(f"r2p:{name}" for name in (*PROSE, "corrected"))

    assert [] == assessment.rows(f"SELECT ?s WHERE {{ VALUES ?p {{ {ours} }} ?s ?p ?o FILTER (LANG(?o) != 'en') }}")


def test_each_indicator_is_rated_once_as_marked(assessment: Assessment) -> None:
    """All 36 rows carry the level and the trend of the report."""
    actual = assessment.rows(
        "SELECT ?i ?l ?t WHERE { ?r a r2p:Rating ; r2p:indicator ?i ; r2p:level ?l ; r2p:trend ?t }"
    )

    assert sorted(tuple(row) for row in table(RATED)) == actual


def test_levels_and_trends_add_up(assessment: Assessment) -> None:
    """Six very strong, 15 strong, ten fair, two weak, three very weak; four rises and two falls."""
    levels = Counter(assessment.column("SELECT ?l WHERE { ?r r2p:level ?l }"))
    trends = Counter(assessment.column("SELECT ?t WHERE { ?r r2p:trend ?t }"))

    assert {"very-strong": 6, "strong": 15, "fair": 10, "weak": 2, "very-weak": 3} == levels
    assert {"increase": 4, "unchanged": 30, "decrease": 2} == trends


def test_the_assessment_says_what_it_is(assessment: Assessment) -> None:
    """Assessor, state, stated change, base year and the earliest possible date are kept."""
    expected = [("APR2P", "TLS", "2023", "4", "2022", "2023-09-05")]
    actual = assessment.rows("""
        SELECT ?who ?state ?year ?change ?base ?earliest WHERE {
            ?a a r2p:Assessment ; prov:wasAttributedTo ?who ; r2p:state ?state ; r2p:year ?year ;
                r2p:statedChange ?change ; r2p:baselineYear ?base ; r2p:notBefore ?earliest }""")

    assert expected == actual


def test_every_rating_rests_on_something_described(assessment: Assessment) -> None:
    """No rating stands alone, and nothing that one rests on is left undescribed."""
    resting = set(assessment.column("SELECT DISTINCT ?r WHERE { ?r a r2p:Rating ; r2p:restsOn ?e . ?e a ?kind }"))
    loose = assessment.rows("SELECT ?e WHERE { ?r r2p:restsOn ?e FILTER NOT EXISTS { ?e a ?kind } }")

    assert {row[0] for row in table(RATED)} == resting
    assert [] == loose


def test_every_piece_of_evidence_is_used(assessment: Assessment) -> None:
    """Each finding, absence and inference bears at least one rating."""
    unused = assessment.rows("""
        SELECT ?e WHERE {
            VALUES ?kind { r2p:Finding r2p:AbsenceOfEvidence r2p:AbsenceOfSource r2p:Inference }
            ?e a ?kind FILTER NOT EXISTS { ?r r2p:restsOn ?e } }""")

    assert [] == unused


def test_eleven_ratings_have_no_source(assessment: Assessment) -> None:
    """The rows without a footnote are exactly the eleven of the report."""
    actual = assessment.column("""
        SELECT ?i WHERE {
            ?r a r2p:Rating ; r2p:indicator ?i FILTER NOT EXISTS { ?r r2p:restsOn/r2p:hasCitation ?c } }""")

    assert sorted(UNSOURCED.split()) == actual


def test_what_has_no_source_says_so(assessment: Assessment) -> None:
    """Each of the eleven rests on a recorded absence or on an inference."""
    actual = assessment.column("""
        SELECT DISTINCT ?i WHERE {
            VALUES ?kind { r2p:AbsenceOfEvidence r2p:AbsenceOfSource r2p:Inference }
            ?r r2p:indicator ?i ; r2p:restsOn ?e . ?e a ?kind
            FILTER NOT EXISTS { ?r r2p:restsOn/r2p:hasCitation ?c } }""")

    assert sorted(UNSOURCED.split()) == actual


def test_absences_of_evidence_are_those_of_the_report(assessment: Assessment) -> None:
    """Six notes say that something was looked for in vain, one of them with its no lost."""
    expected = [
        "conflict-analysis",
        "domestic-mechanisms",
        "r2p-dialogue",
        "risk-assessment",
        "un-office",
        "violent-extremism",
    ]
    actual = assessment.column(
        "SELECT ?i WHERE { ?e a r2p:AbsenceOfEvidence ; r2p:soughtFor ?w ; r2p:soughtBy ?who ."
        " ?r r2p:restsOn ?e ; r2p:indicator ?i }"
    )

    assert expected == actual


def test_only_one_inference_is_the_reports_own(assessment: Assessment) -> None:
    """The report reasons from other rows once; every other inference is ours and says how sure we are."""
    theirs = assessment.rows(
        "SELECT ?e ?from WHERE { ?e a r2p:Inference ; r2p:statedBy ?a ; r2p:isInferredFrom ?from }"
    )
    unsure = assessment.rows("""
        SELECT ?e WHERE { ?e a r2p:Inference
            FILTER NOT EXISTS { ?e r2p:isInferredFrom ?r ; r2p:reasoning ?why ; r2p:hasConfidence ?c } }""")

    assert [("un-office", "crisis-assistance"), ("un-office", "existing-mechanisms")] == theirs
    assert [] == unsure


def test_numbers_are_numbers(assessment: Assessment) -> None:
    """Every figure of the notes stands as a value with its unit, and no other figure does."""
    found = assessment.rows("""
        PREFIX sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#>
        SELECT ?i ?value ?whole ?unit WHERE {
            ?r r2p:indicator ?i ; r2p:restsOn ?f .
            ?f r2p:value ?value ; r2p:measure ?m ; sdmx-attribute:unitMeasure ?unit
            OPTIONAL { ?f r2p:outOf ?whole } }""")
    expected = [(i, str(v), str(w or ""), u) for i, figures in FIGURES.items() for v, w, u in figures]

    assert sorted(expected) == found


def test_rounded_numbers_say_so(assessment: Assessment) -> None:
    """About and almost are kept; every other number is exact."""
    found = assessment.rows("SELECT ?f ?value ?how WHERE { ?f r2p:value ?value ; r2p:hasPrecision ?how }")

    assert ROUNDED == found


def test_a_footnote_that_we_gave_to_a_claim_is_not_certain(assessment: Assessment) -> None:
    """Where the marker closes another sentence or is lost, and only there, the finding has a confidence and a note."""
    found = Counter(
        assessment.column(
            "SELECT ?i WHERE { ?f a r2p:Finding ; r2p:hasConfidence ?c . ?r r2p:restsOn ?f ; r2p:indicator ?i }"
        )
    )
    bare = assessment.rows("""
        SELECT ?f WHERE { ?f a r2p:Finding ; r2p:hasConfidence ?c
            FILTER NOT EXISTS { ?f r2p:hasCitation ?x ; <http://www.w3.org/2004/02/skos/core#editorialNote> ?why } }""")

    assert {row: int(number) for row, number in table(READ_BY_US)} == found
    assert [] == bare


def test_references_of_a_footnote_bear_the_same_claims(assessment: Assessment) -> None:
    """Nobody can tell from the report which of several references bears which sentence."""
    uneven = assessment.rows("""
        SELECT ?f ?n WHERE { ?f r2p:hasCitation ?c . ?c r2p:footnote ?n . ?other r2p:footnote ?n
            FILTER NOT EXISTS { ?f r2p:hasCitation ?other } }""")

    assert [] == uneven


def test_footnotes_number_31_and_citations_40(assessment: Assessment) -> None:
    """No footnote is lost, and those with several references hold nine more."""
    numbers = assessment.column("SELECT DISTINCT ?n WHERE { ?c a r2p:Citation ; r2p:footnote ?n }")
    citations = assessment.column("SELECT ?c WHERE { ?c a r2p:Citation }")
    several = Counter(assessment.column("SELECT ?n WHERE { ?c r2p:footnote ?n ; r2p:part ?p }"))

    assert list(range(1, 32)) == sorted(int(number) for number in numbers)
    assert 40 == len(citations)
    assert {"1": 3, "13": 2, "16": 2, "18": 3, "20": 3, "21": 2} == several


def test_every_footnote_stands_where_it_belongs(assessment: Assessment) -> None:
    """Displaced notes lead from the right rating, and every citation is used by a finding."""
    expected = sorted((row[0], note) for row in table(FOOTNOTES) for note in row[1:])
    actual = assessment.rows(
        "SELECT DISTINCT ?i ?n WHERE { ?r r2p:indicator ?i ; r2p:restsOn/r2p:hasCitation ?c . ?c r2p:footnote ?n }"
    )
    unused = assessment.rows("SELECT ?c WHERE { ?c a r2p:Citation FILTER NOT EXISTS { ?f r2p:hasCitation ?c } }")

    assert expected == actual
    assert [] == unused


def test_lost_markers_are_9_18_and_20(assessment: Assessment) -> None:
    """The body of the report prints every other marker."""
    actual = assessment.column("SELECT DISTINCT ?n WHERE { ?c r2p:markerPrinted false ; r2p:footnote ?n }")

    assert ["18", "20", "9"] == actual


def test_every_source_named_has_a_row(assessment: Assessment) -> None:
    """What is cited or relied on is listed in the table of sources; 35 documents are cited."""
    with SOURCES.open(encoding="utf-8", newline="") as stream:
        listed = {row["key"] for row in csv.DictReader(stream)}
    cited = set(assessment.column("SELECT ?s WHERE { ?c cito:hasCitedEntity ?s }"))
    relied = set(assessment.column("SELECT ?s WHERE { ?e r2p:knownFrom|prov:hadPrimarySource ?s }"))

    assert set() == (cited | relied) - listed
    assert 35 == len(cited)


def test_sources_keep_their_columns_and_dates() -> None:
    """Each source has a title, a publisher, one key, and a date exactly where it is not undated."""
    with SOURCES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    dated = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
    wrong = [row["key"] for row in rows if bool(dated.fullmatch(row["issued"])) == (row["undated"] == "true")]
    bare = [row["key"] for row in rows if not (row["title"] and row["publisher"] and row["kind"] and row["rights"])]

    assert "key,title,publisher,creator,issued,undated,read,url,kind,licence,rights,interest,note" == ",".join(rows[0])
    assert len(rows) == len({row["key"] for row in rows})
    assert [] == wrong
    assert [] == bare


def test_errata_number_32(assessment: Assessment) -> None:
    """Each erratum names its fault, what it concerns, how it is known, why and how surely."""
    actual = assessment.rows("""
        SELECT DISTINCT ?code ?fault WHERE {
            ?e a r2p:Erratum ; r2p:code ?code ; r2p:hasFault ?fault ; r2p:concerns ?x ; r2p:corrected ?right ;
                r2p:knownFrom ?s ; r2p:reasoning ?why ; r2p:hasConfidence ?c }""")
    kinds = (
        ["extraction"] * 9 + ["data-error"] * 7 + ["extraction", "data-error"] + ["content-oddity"] * 13 + ["language"]
    )

    assert sorted((f"E-{number}", kind) for number, kind in enumerate(kinds, 1)) == actual


def test_errata_concern_what_is_described(assessment: Assessment) -> None:
    """Nothing of this assessment is corrected that does not stand in it."""
    loose = assessment.rows("""
        SELECT ?e ?x WHERE { ?e r2p:concerns ?x
            FILTER (CONTAINS(STR(?x), "/TLS-2023")) FILTER NOT EXISTS { ?x a ?kind } }""")

    assert [] == loose


def test_listed_resolutions_are_kept_as_printed(assessment: Assessment) -> None:
    """Seventeen lines hold 15 symbols; eight lines say yes and nine say without a vote."""
    lines = assessment.rows("SELECT ?n ?s WHERE { ?l a r2p:ListedResolution ; r2p:number ?n ; r2p:printedSymbol ?s }")
    printed = [symbol for _, symbol in sorted(lines, key=lambda line: int(line[0]))]
    positions = Counter(assessment.column("SELECT ?p WHERE { ?l r2p:printedPosition ?p }"))

    assert SYMBOLS == printed
    assert 15 == len(set(printed))
    assert {"yes": 8, "without-vote": 9} == positions


def test_doubtful_lines_carry_their_verdict(assessment: Assessment) -> None:
    """Two repeats, two wrong titles, one wrong symbol, two bynames and two gaps; the votes of all 17 lines agree."""
    verdicts = Counter(assessment.column("SELECT ?v WHERE { ?l r2p:hasVerdict ?v }"))
    symbol = assessment.rows("SELECT ?l ?means WHERE { ?l r2p:hasVerdict verdict:wrong-symbol ; r2p:means ?means }")
    votes = assessment.column(
        "SELECT DISTINCT ?l WHERE { VALUES ?v { verdict:agrees verdict:vote-agrees } ?l r2p:hasVerdict ?v }"
    )
    gaps = assessment.column("SELECT ?means WHERE { ?l a r2p:OmittedResolution ; r2p:means ?means }")

    assert {
        "agrees": 12,
        "missing-from-report": 2,
        "printed-twice": 2,
        "title-shortened": 2,
        "vote-agrees": 5,
        "wrong-symbol": 1,
        "wrong-title": 2,
    } == verdicts
    assert [("ga-13", "A-RES-76-177")] == symbol
    assert 17 == len(votes)
    assert ["A-RES-75-189", "A-RES-76-228"] == gaps


def test_summary_has_twelve_statements(assessment: Assessment) -> None:
    """The opening pages say twelve things, and what they sum up is rated."""
    numbers = assessment.column("SELECT ?n WHERE { ?s a r2p:SummaryStatement ; r2p:statement ?t ; r2p:number ?n }")
    loose = assessment.rows("SELECT ?r WHERE { ?s r2p:summarises ?r FILTER NOT EXISTS { ?r a r2p:Rating } }")

    assert list(range(1, 13)) == sorted(int(number) for number in numbers)
    assert [] == loose

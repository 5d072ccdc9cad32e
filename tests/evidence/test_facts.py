"""Ask the evidence and level queries of facts that no shipped table holds, on graphs small enough to check by eye."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph.evidence import Subject, statements, suggestion
from r2pgraph.queries import by_indicator, with_prefixes
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.vocab import iri

ROOT = Path(__file__).resolve().parents[2]
ABOUT = Subject(iri("state", "AAA"), "AAA", "Aland", "2020")
FROM = "; prov:hadPrimarySource source:known ."
ACT = 'action:{0} a r2p:{1} ; r2p:actor state:AAA ; r2p:treaty treaty:XVIII-10 ; r2p:date "{2}"^^xsd:date .\n'
LAW = 'provision:{0} a r2p:LegalProvision ; r2p:state state:AAA ; r2p:crime "{0}" ; r2p:instrument "Code" ' + FROM
CRIMES = ("genocide", "crimes-against-humanity", "war-crimes")
REVIEW = (
    'review:{0} a r2p:Review ; r2p:state state:AAA ; r2p:date "{0}"^^xsd:gYear ; r2p:recommendationsReceived 100 ; '
    "r2p:recommendationsSupported {1} " + FROM
)
SERVING = (
    'deployment:{0} a r2p:Deployment ; r2p:state state:AAA ; r2p:deploysTo mission:X ; r2p:personnelKind "troops" ; '
    'r2p:value {1} ; r2p:asOf "{2}"^^xsd:gYearMonth ' + FROM
)
MEASURED = (
    "measurement:{0}-{2} a r2p:Measurement ; r2p:measure measure:{0} ; r2p:state state:AAA ; r2p:value {1} ; "
    'r2p:year "{2}"^^xsd:gYear ' + FROM
)
VISIT = (
    'visit:x a r2p:MandateHolderVisit ; r2p:state state:AAA ; r2p:mandate "Truth" ; r2p:date "{0}"^^xsd:date ' + FROM
)
INVITED = (
    "endorsement:x r2p:endorser state:AAA ; r2p:commitment commitment:standing-invitation ; "
    'r2p:asOf "2012"^^xsd:gYear ' + FROM
)
OWED = (
    "obligation:x a r2p:ReportingObligation ; r2p:state state:AAA ; r2p:treaty treaty:IV-8 ; "
    'r2p:dueOn "2018"^^xsd:gYear .'
)
LAWS = "".join(map(LAW.format, CRIMES))

BOUND = (
    "action:{0} a r2p:{1} ; r2p:actor state:AAA ; r2p:treaty treaty:{0} ; "
    'r2p:date "2001-01-01"^^xsd:date . treaty:{0} rdfs:label "{0}"@en .\n'
)
LEFT = 'action:gone a r2p:Withdrawal ; r2p:actor state:AAA ; r2p:treaty treaty:{} ; r2p:date "2012-01-01"^^xsd:date .\n'

LEVELS = [
    ("refugees", BOUND.format("V-2", "Accession") + BOUND.format("V-5", "Accession"), "at least strong"),
    ("refugees", BOUND.format("V-2", "Accession"), None),
    ("refugees", BOUND.format("V-2", "Accession") + BOUND.format("V-5", "Accession") + LEFT.format("V-5"), "fair"),
    ("non-discrimination", BOUND.format("IV-8", "Accession"), None),
    ("non-discrimination", BOUND.format("IV-2", "Accession"), "fair"),
    ("vulnerable-groups", BOUND.format("IV-8", "Accession"), "weak"),
    ("rome-statute", ACT.format("s", "Signature", "2001-01-01"), "weak"),
    ("rome-statute", ACT.format("r", "Ratification", "2001-01-01"), None),
    ("rome-statute", ACT.format("r", "Ratification", "2001-01-01") + LAW.format("genocide"), "at least strong"),
    ("rome-statute", ACT.format("r", "Ratification", "2001-01-01") + LAWS, "very strong"),
    ("rome-statute", ACT.format("r", "Ratification", "2021-01-01"), None),
    (
        "rome-statute",
        ACT.format("r", "Ratification", "2001-01-01") + ACT.format("w", "Withdrawal", "2019-01-01"),
        "very weak",
    ),
    (
        "rome-statute",
        LAWS + ACT.format("r", "Ratification", "2001-01-01") + ACT.format("w", "Withdrawal", "2021-01-01"),
        "very strong",
    ),
    ("rome-statute", LAWS, None),
    ("incitement", LAWS, "at least strong"),
    ("incitement", LAW.format("genocide"), "at least weak"),
    ("upr", REVIEW.format(2011, 95), "very strong"),
    ("upr", REVIEW.format(2011, 95) + REVIEW.format(2016, 94), "strong"),
    ("upr", REVIEW.format(2011, 20) + REVIEW.format(2021, 95), "very weak"),
    ("peacekeeping", SERVING.format("a", 900, "2020-08") + SERVING.format("b", 60, "2020-09"), "at least fair"),
    ("peacekeeping", SERVING.format("a", 900, "2020-09") + SERVING.format("b", 100, "2020-09"), "very strong"),
    ("peacekeeping", SERVING.format("a", 900, "2019-09"), None),
    ("civil-society", MEASURED.format("rsf-score", 84.9, 2021), None),
    ("access-to-justice", MEASURED.format("freedom-house-rule-of-law", 8, 2019), "fair"),
    ("protection", MEASURED.format("v-dem-physical-violence", 0.81, 2019), "very strong"),
    ("protection", MEASURED.format("v-dem-physical-violence", 0.81, 2015), "very strong"),
    ("protection", MEASURED.format("v-dem-physical-violence", 0.81, 2014), None),
    ("access-to-justice", MEASURED.format("freedom-house-rule-of-law", 8, 2015), "fair"),
    ("access-to-justice", MEASURED.format("freedom-house-rule-of-law", 8, 2014), None),
    ("mandate-holders", INVITED, "at least strong"),
    ("mandate-holders", INVITED + VISIT.format("2015-12-31"), "at least strong"),
    ("mandate-holders", INVITED + VISIT.format("2016-01-01"), "very strong"),
    ("mandate-holders", VISIT.format("2016-01-01"), "at least fair"),
]
SAYS = [
    ("upr", REVIEW.format(2016, 94), "Aland supported 94 of 100 recommendations in its review of 2016."),
    ("incitement", LAW.format("genocide"), "Aland makes genocide punishable: Code."),
    ("peacekeeping", SERVING.format("a", 9, "2020-08"), "Aland had 9 of the kind troops in X in 2020-08."),
    (
        "upr",
        OWED,
        "Aland had not handed in its report on the CEDAW that was due in 2018.",
    ),
    (
        "peacekeeping",
        'fatality:x a r2p:Fatality ; r2p:state state:AAA ; r2p:date "2020-02-01"^^xsd:date .',
        "Aland lost one of its people in a peace operation on 2020-02-01.",
    ),
    (
        "protection",
        MEASURED.format("v-dem-physical-violence", 0.5, 2018) + MEASURED.format("v-dem-physical-violence", 0.81, 2019),
        "Aland is given 0.81 for freedom from physical violence by the state (V-Dem, 1 the best) in 2019.",
    ),
    (
        "mandate-holders",
        VISIT.format("2016-01-01"),
        "Aland was visited by the mandate holder on Truth, as of 2016-01-01.",
    ),
    (
        "rome-statute",
        ACT.format("w", "Withdrawal", "2019-01-01"),
        "Aland withdrew from the Rome Statute on 2019-01-01.",
    ),
]


@pytest.mark.parametrize(("indicator", "facts", "level"), LEVELS)
def test_a_level_follows_from_the_facts_by_its_rule(
    indicator: str, facts: str, level: str | None, world: Callable[[str], Store]
) -> None:
    """Each step of a rule is met from the right side, and facts that do not suffice suggest nothing."""
    found = suggestion(world(facts), indicator, ABOUT)

    assert level == (found.words if found else None)


@pytest.mark.parametrize(("indicator", "facts", "says"), SAYS)
def test_a_fact_is_told_in_one_sentence(indicator: str, facts: str, says: str, world: Callable[[str], Store]) -> None:
    """One row a fact, the latest where one replaces another."""
    assert [says] == [each.says for each in statements(world(facts), indicator, ABOUT)]


@pytest.mark.parametrize(("year", "level"), [("2014", "fair"), ("2015", None)])
def test_silence_is_no_refusal_after_the_register_ends(
    year: str, level: str | None, world: Callable[[str], Store]
) -> None:
    """The register of the Refugee Protocol is held to March 2015: until then it shows who is not bound."""
    found = suggestion(world(BOUND.format("V-2", "Accession")), "refugees", Subject(ABOUT.iri, "AAA", "Aland", year))

    assert level == (found.level if found else None)


@pytest.mark.parametrize(("year", "level"), [("2021", "weak"), ("2022", None)])
def test_a_signature_suggests_less_only_while_consents_are_known(
    year: str, level: str | None, world: Callable[[str], Store]
) -> None:
    """The register of this world ends with 2021: the last year of which its silence tells something."""
    store = world(ACT.format("s", "Signature", "2001-01-01"))
    found = suggestion(store, "rome-statute", Subject(ABOUT.iri, "AAA", "Aland", year))

    assert level == (found.level if found else None)


@pytest.mark.parametrize(("state", "year"), [("TLS", "1950"), ("NOR", "1950"), ("TLS", "1999")])
@pytest.mark.parametrize("indicator", ["rome-statute", "refugees", "non-discrimination", "vulnerable-groups"])
def test_nobody_is_weak_for_want_of_a_treaty_that_was_not_made(
    state: str, year: str, indicator: str, embedded: EmbeddedStore
) -> None:
    """Neither a state nor a treaty that is yet to come suggests a level."""
    assert None is suggestion(embedded, indicator, Subject(iri("state", state), state, state, year))


def test_every_treaty_that_a_rule_counts_says_where_its_register_is(embedded: EmbeddedStore) -> None:
    """A treaty that joins a list without a register would count as open in every year."""
    rows = embedded.select(
        with_prefixes("""
        SELECT DISTINCT ?treaty ?register WHERE {
          ?treaty r2p:inList ?list ; r2p:depositary organisation:UN-Secretary-General .
          OPTIONAL { ?treaty r2p:registeredIn ?register . ?register dcterms:issued ?until . }
        }""")
    ).records()

    assert rows
    assert [] == [row["treaty"].value for row in rows if row["register"] is None]


@pytest.mark.parametrize("kind", ["evidence", "levels"])
def test_no_query_writes_down_which_treaties_a_rule_counts(kind: str) -> None:
    """A list of treaties and the end of a register are facts of the tables; one treaty may be named."""
    written = {key: set(re.findall(r"treaty:[A-Z][\w-]*", query.text)) for key, query in by_indicator(kind).items()}

    assert {"rome-statute": {"treaty:XVIII-10"}} == {key: names for key, names in written.items() if names}


@pytest.mark.parametrize(
    "indicator", ["treaties", "refugees", "non-discrimination", "vulnerable-groups", "rome-statute"]
)
def test_one_treaty_has_one_consent_the_more_exact(indicator: str, world: Callable[[str], Store]) -> None:
    """A consent without a kind, from another register, says no more than the accession that is known."""
    treaty = {"refugees": "V-2", "non-discrimination": "IV-2", "rome-statute": "XVIII-10"}.get(indicator, "IV-8")
    acts = "".join(
        f"action:{name} a r2p:{kind} ; r2p:actor state:AAA ; r2p:treaty treaty:{treaty} ; "
        f'r2p:date "{day}"^^xsd:{type_} .\n'
        for name, kind, day, type_ in (
            ("exact", "Accession", "2003-04-16", "date"),
            ("vague", "ConsentToBeBound", "2003", "gYear"),
            ("other", "ConsentToBeBound", "2003-04-16", "date"),
        )
    )
    about = f'treaty:V-2 rdfs:label "It"@en . treaty:{treaty} r2p:inList list:key-instruments .'

    assert [iri("action", "exact")] == [each.fact for each in statements(world(acts + about), indicator, ABOUT)]


def test_a_consent_that_was_withdrawn_is_told_as_a_withdrawal(world: Callable[[str], Store]) -> None:
    """Before the withdrawal the consent holds, after it the withdrawal is what there is to tell."""
    store = world(ACT.format("r", "Ratification", "2001-01-01") + ACT.format("w", "Withdrawal", "2019-01-01"))
    before = Subject(ABOUT.iri, "AAA", "Aland", "2018")

    assert [iri("action", "r")] == [each.fact for each in statements(store, "rome-statute", before)]
    assert [iri("action", "w")] == [each.fact for each in statements(store, "rome-statute", ABOUT)]


def test_a_consent_after_a_withdrawal_is_told(world: Callable[[str], Store]) -> None:
    """Who left and came back is bound again, though the new act is told without its kind."""
    store = world(
        ACT.format("r", "Ratification", "2001-01-01")
        + ACT.format("w", "Withdrawal", "2010-01-01")
        + ACT.format("c", "ConsentToBeBound", "2015-01-01")
    )

    assert iri("action", "c") in [each.fact for each in statements(store, "rome-statute", ABOUT)]


@pytest.mark.parametrize("indicator", sorted(by_indicator("evidence")))
def test_a_state_without_facts_is_passed_over_in_silence(indicator: str, world: Callable[[str], Store]) -> None:
    """Nobody is told to lack what no record was held of."""
    store = world("")

    assert () == statements(store, indicator, ABOUT)
    assert None is suggestion(store, indicator, ABOUT)


@pytest.mark.parametrize("kind", ["evidence", "levels"])
def test_facts_alone_are_read(kind: str) -> None:
    """No query of these folders names a rating, a finding, an erratum, a citation or a line of an assessment."""
    names = "Rating Finding Erratum Assessment ListedResolution OmittedResolution Citation inAssessment level means"
    judged = rf"r2p:({'|'.join(names.split())}|hasVerdict|about|restsOn)\b"

    assert {} == {key: found for key, query in by_indicator(kind).items() if (found := re.findall(judged, query.text))}


def test_every_indicator_has_evidence_or_a_reason_why_not() -> None:
    """The 36 are covered, and none both has a query and is said to lack one."""
    import csv

    text = (ROOT / "ontology/schemes/indicators.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^indicator:([\w-]+)$", text, re.MULTILINE))
    with (ROOT / "data/tables/evidence_gaps.csv").open(encoding="utf-8", newline="") as file:
        gaps = {row["indicator"] for row in csv.DictReader(file)}

    assert known == by_indicator("evidence").keys() | gaps
    assert set() == by_indicator("evidence").keys() & gaps
    assert by_indicator("levels").keys() <= by_indicator("evidence").keys()


def test_the_page_tells_every_rule_as_it_stands() -> None:
    """docs/evidence.md is the headers."""
    page = (ROOT / "docs/evidence.md").read_text(encoding="utf-8")

    assert [] == [key for key, query in by_indicator("levels").items() if f"| {key} | {query.rule} |" not in page]

"""What silence holds down is a lower bound: each rule says so, and what was missing raises it when it comes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from r2pgraph import pipeline
from r2pgraph.evidence import Subject, evidence, suggestion
from r2pgraph.evidence.auditing import LEVELS, audit
from r2pgraph.publication.audit import html
from r2pgraph.queries import by_indicator, run, with_prefixes
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.vocab import PREFIXES, iri

ABOUT = Subject(iri("state", "AAA"), "AAA", "Aland", "2020")
FROM = "prov:hadPrimarySource source:known ."
PLEDGE = 'endorsement:{0} r2p:endorser state:AAA ; r2p:commitment commitment:{0} ; r2p:asOf "2012"^^xsd:gYear .\n'
LAW = 'provision:{0} a r2p:LegalProvision ; r2p:state state:AAA ; r2p:crime "{0}" ; ' + FROM
CONSENT = 'action:{0} a r2p:{1} ; r2p:actor state:AAA ; r2p:treaty treaty:{0} ; r2p:date "2001-01-01"^^xsd:date .\n'
STATUS = (
    "institution:{0} r2p:state state:AAA . accreditation:{0} r2p:accredits institution:{0} ; "
    'r2p:hasStatus status:{1} ; r2p:asOf "2018"^^xsd:gYear .\n'
)
SERVING = (
    'deployment:{0} a r2p:Deployment ; r2p:state state:AAA ; r2p:value {1} ; r2p:asOf "2020-09"^^xsd:gYearMonth .\n'
)
BODY = "institution:{0} a r2p:{0} ; r2p:state state:AAA ; " + FROM
VISIT = 'visit:x a r2p:MandateHolderVisit ; r2p:state state:AAA ; r2p:date "2018-05-01"^^xsd:date .\n'
TEXT = (
    'resolution:a dcterms:title "The responsibility to protect"@en ; r2p:adoptedOn "2019-05-01"^^xsd:date .\n'
    "reference:a r2p:byTest test:exact-phrase ; r2p:references resolution:a .\n"
)
DID = "state:AAA r2p:{0} resolution:a .\n"
FRIEND, FOCAL, INVITED = (
    PLEDGE.format(key) for key in ("group-of-friends", "focal-points-network", "standing-invitation")
)
RATIFIED = CONSENT.format("XVIII-10", "Ratification")
GENOCIDE, HUMANITY, WAR = (LAW.format(crime) for crime in ("genocide", "crimes-against-humanity", "war-crimes"))

RAISED = [
    ("r2p-dialogue", TEXT + DID.format("coSponsors"), "at least strong", FRIEND, "very strong"),
    ("r2p-dialogue", TEXT + FRIEND, "at least strong", DID.format("coSponsors"), "very strong"),
    ("r2p-dialogue", TEXT + DID.format("votedYes"), "at least fair", FRIEND, "at least strong"),
    ("r2p-dialogue", TEXT + DID.format("abstainedOn"), "at least weak", FRIEND, "at least strong"),
    ("r2p-dialogue", TEXT + DID.format("votedNo"), None, FRIEND, "at least strong"),
    ("incitement", GENOCIDE, "at least weak", WAR, "at least fair"),
    ("incitement", GENOCIDE + WAR, "at least fair", HUMANITY, "at least strong"),
    ("rome-statute", RATIFIED + GENOCIDE, "at least strong", HUMANITY + WAR, "very strong"),
    ("networks", FOCAL, "at least fair", FRIEND, "very strong"),
    (
        "veto-restraint",
        PLEDGE.format("veto-declaration"),
        "at least strong",
        PLEDGE.format("act-code-of-conduct"),
        "very strong",
    ),
    ("mandate-holders", VISIT, "at least fair", INVITED, "very strong"),
    ("mandate-holders", INVITED, "at least strong", VISIT, "very strong"),
    ("nhri", STATUS.format("one", "none"), "at least weak", STATUS.format("two", "b"), "at least fair"),
    ("nhri", STATUS.format("one", "b"), "at least fair", STATUS.format("two", "a"), "very strong"),
    ("peacekeeping", SERVING.format("a", 49), "at least weak", SERVING.format("b", 1), "at least fair"),
    ("peacekeeping", SERVING.format("a", 249), "at least fair", SERVING.format("b", 1), "at least strong"),
    ("peacekeeping", SERVING.format("a", 999), "at least strong", SERVING.format("b", 1), "very strong"),
]
HELD_DOWN = [
    ("past-atrocities", BODY.format("MemoryInstitution"), "at least fair"),
    ("protection-capacities", BODY.format("TrainingCentre"), "at least strong"),
    ("incitement", GENOCIDE + HUMANITY + WAR, "at least strong"),
    (
        "vulnerable-groups",
        "".join(CONSENT.format(treaty, "Accession") for treaty in ("IV-8", "IV-11", "IV-15")),
        "at least strong",
    ),
    ("vulnerable-groups", CONSENT.format("IV-8", "Accession") + CONSENT.format("IV-11", "Accession"), "fair"),
]


@pytest.mark.parametrize("case", RAISED, ids=lambda case: f"{case[0]}, {case[2]}")
def test_what_was_missing_raises_a_lower_bound(
    case: tuple[str, str, str | None, str, str], world: Callable[[str], Store]
) -> None:
    """A level that silence held down is told as at least, and stands higher once the fact is on record."""
    indicator, facts, before, missing, after = case
    found = [suggestion(world(each), indicator, ABOUT) for each in (facts, facts + missing)]

    assert [before, after] == [each.words if each else None for each in found]


@pytest.mark.parametrize(("indicator", "facts", "words"), HELD_DOWN)
def test_a_rule_that_knows_no_quality_gives_a_lower_bound(
    indicator: str, facts: str, words: str, world: Callable[[str], Store]
) -> None:
    """How well a thing is done is on no record, so the highest that a rule gives short of the top is at least that."""
    found = suggestion(world(facts), indicator, ABOUT)

    assert words == (found.words if found else None)


@pytest.mark.parametrize("indicator", sorted(by_indicator("levels")))
def test_every_level_says_how_it_is_meant(indicator: str) -> None:
    """Each has one of two comparators; nothing is above the strongest, and everything is at least the weakest."""
    query = by_indicator("levels")[indicator]
    pairs = re.findall(r'"(exactly|at least)" level:([\w-]+)', query.text)

    assert len(re.findall(r"\blevel:(?!-)[a-z]", query.text)) == len(pairs) > 0
    assert not {("at least", "very-strong"), ("at least", "very-weak")} & set(pairs)


def planted(shipped: dict[str, bytes], turtle: str) -> EmbeddedStore:
    """Return the shipped store with more facts in Turtle."""
    import pyoxigraph

    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    quads = pyoxigraph.parse(head + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return EmbeddedStore(pipeline.in_memory({**shipped, iri("graph", "planted"): triples}))


OTHER = "{} prov:hadPrimarySource source:planted .\n"
NETWORK = OTHER.format("endorsement:TLS-focal-points-network")
INVITATION = OTHER.format("endorsement:TLS-standing-invitation")
LATER = {
    "networks": "endorsement:later a r2p:Endorsement ; r2p:endorser state:TLS ; r2p:commitment "
    'commitment:group-of-friends ; r2p:asOf "2025-03-01"^^xsd:date ; prov:hadPrimarySource source:planted .\n',
    "mandate-holders": 'visit:later a r2p:MandateHolderVisit ; r2p:state state:TLS ; r2p:mandate "Truth" ; '
    'r2p:date "2025-06-01"^^xsd:date ; prov:hadPrimarySource source:planted .\n',
}
PROVISION = (
    'provision:{0} a r2p:LegalProvision ; r2p:state state:TLS ; r2p:crime "{0}" ; r2p:instrument "Code" ; '
    "prov:hadPrimarySource source:{1} .\n"
    'source:in-2020 dcterms:issued "2020"^^xsd:gYear . source:in-2025 dcterms:issued "2025"^^xsd:gYear .\n'
)
ONE, TWO, THREE = (
    PROVISION.format(crime, source)
    for crime, source in (("genocide", "in-2020"), ("war-crimes", "in-2025"), ("crimes-against-humanity", "in-2025"))
)
AGAINST = [
    ("networks", NETWORK, "at least fair", "strong", "agrees", 0, None),
    ("networks", NETWORK + LATER["networks"], "at least fair", "strong", "stale", 0, "2025-03-01"),
    ("mandate-holders", INVITATION, "at least strong", "strong", "agrees", 0, None),
    ("mandate-holders", INVITATION + LATER["mandate-holders"], "at least strong", "strong", "stale", 0, "2025-06-01"),
    (
        "protection-capacities",
        OTHER.format("institution:TLS-peacekeeping-training-centre"),
        "at least strong",
        "fair",
        "contradicts",
        -1,
        None,
    ),
    ("past-atrocities", OTHER.format("institution:TLS-centro-nacional-chega"), "at least fair", "strong", "agrees", 0,
     None),
    ("incitement", ONE, "at least weak", "very-strong", "agrees", 0, None),
    ("incitement", ONE + TWO + THREE, "at least weak", "very-strong", "agrees", 0, None),
]  # fmt: skip


@pytest.mark.parametrize("case", AGAINST, ids=lambda case: f"{case[0]}, {case[4]}")
def test_a_rating_agrees_with_a_lower_bound_that_it_does_not_stand_below(
    case: tuple[str, str, str, str, str, int, str | None], shipped: dict[str, bytes]
) -> None:
    """Above it or at it agrees, below contradicts; a later fact makes stale only what does not fit it."""
    indicator, facts, words, rating, verdict, steps, since = case
    store = planted(shipped, facts)
    (found,) = evidence(store, "TLS", 2023, indicator).indicators
    suggested = found.suggestion.words if found.suggestion else None

    assert (words, rating, verdict, steps, since) == (suggested, found.rating, found.verdict, found.steps, found.since)

    held = audit(store, "TLS", 2023)
    (checked,) = [each for each in held.of(LEVELS) if each.item.endswith(f"2023-{indicator}")]
    assert ("contradicts" if steps else "agrees", words) == (checked.verdict, checked.found)
    assert f"the facts alone suggest {words}." in checked.says
    assert f"the facts alone suggest {words}." in html(held)


ORDER = ("very-weak", "weak", "fair", "strong", "very-strong")


@pytest.mark.parametrize("comparator", ["exactly", "at least"])
def test_query_and_record_hold_a_rating_against_a_level_alike(comparator: str, embedded: EmbeddedStore) -> None:
    """Of the 36 ratings, those at a level agree, and those above it where it is suggested at least."""
    rated = {row["rating"].value: row["level"].value.rpartition("/")[2] for row in run(embedded, "ratings").records()}
    for place, level in enumerate(ORDER):
        rows = run(embedded, LEVELS, {"suggested": f"level:{level}", "comparator": comparator}).records()
        agreeing = {row["item"].value for row in rows if row["verdict"].value == "agrees"}
        fitting = ORDER[place:] if comparator == "at least" else ORDER[place : place + 1]

        assert 36 == len(rows)
        assert {rating for rating, given in rated.items() if given in fitting} == agreeing


LISTED = "A-RES-73-172"


def own(store: Store) -> set[str]:
    """Return the resolutions on which the vote of Timor-Leste is its assessment's own word."""
    (found,) = evidence(store, "TLS", 2023, "existing-mechanisms").indicators
    return {each.fact.rpartition("/")[2] for each in found.statements if each.own}


def test_a_list_in_the_assessment_itself_is_its_own_word(embedded: EmbeddedStore) -> None:
    """Two votes count by it alone: marked for the state that it assesses, told for every other."""
    (found,) = evidence(embedded, "TLS", 2023, "existing-mechanisms").indicators
    (other,) = evidence(embedded, "FJI", 2023, "existing-mechanisms").indicators

    assert {"A-RES-73-172", "A-RES-73-182"} == own(embedded)
    assert ("in part", "silent") == (found.own_word, found.verdict)
    assert found.suggestion is not None
    assert found.suggestion.says.endswith("2 of which count by an organisation's list alone.")
    assert {False} == {each.own for each in other.statements}
    assert {"A-RES-73-172", "A-RES-73-182"} == {
        each.fact.rpartition("/")[2] for each in other.statements
        if each.says.endswith("(counts by a list alone: Asia Pacific Centre for the Responsibility to Protect).")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("test", "left"),
    [("expert-list", set()), ("exact-phrase", set()), ("phrase-pattern", {LISTED}), ("unbis-heading", {LISTED})],
)
def test_another_word_for_a_listed_resolution_is_one_that_counts(
    test: str, left: set[str], shipped: dict[str, bytes]
) -> None:
    """A second list or the phrase itself vouches for it; what is a matter of judgement does not."""
    turtle = f"reference:again r2p:byTest test:{test} ; r2p:references resolution:{LISTED} ; "

    assert left | {"A-RES-73-182"} == own(planted(shipped, turtle + "prov:hadPrimarySource source:planted .\n"))


@pytest.mark.parametrize("kind", ["evidence", "levels"])
def test_other_words_for_the_duty_count_for_nothing(kind: str) -> None:
    """What the audit calls a matter of judgement is named in no query of evidence and levels."""
    named = {key: set(re.findall(r"test:([\w-]+)", query.text)) for key, query in by_indicator(kind).items()}

    assert {"existing-mechanisms": {"expert-list", "exact-phrase"}, "r2p-dialogue": {"exact-phrase"}} == {
        key: tests for key, tests in named.items() if tests
    }


def test_the_list_says_whose_it_is(embedded: EmbeddedStore) -> None:
    """Every row of it that is shipped has the assessment as its source, and the note on the test says so."""
    rows = embedded.select(
        with_prefixes("""
        SELECT DISTINCT ?source ?note WHERE {
          ?reference r2p:byTest test:expert-list ; prov:hadPrimarySource ?source .
          test:expert-list skos:scopeNote ?note .
        }""")
    ).records()

    assert [iri("source", "apr2p-tls-2023")] == [row["source"].value for row in rows]
    assert "printed in its assessment of Timor-Leste 2023" in rows[0]["note"].value

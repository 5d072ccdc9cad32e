"""What a text could know: facts by the day before which it cannot have been finished, and what later ones do to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from r2pgraph import pipeline
from r2pgraph.evidence.auditing import LEVELS, audit
from r2pgraph.queries import run
from r2pgraph.store import EmbeddedStore, Store
from r2pgraph.vocab import EXTERNAL, R2P, iri

Ask = Callable[[str], Store]

TEXT = """
assessment:AAA-2020 a r2p:Assessment ; r2p:state state:AAA ; r2p:year "2020"^^xsd:gYear ;
    r2p:notBefore "2020-06-30"^^xsd:date ; prov:hadPrimarySource source:report .
rating:AAA-2020-upr a r2p:Rating ; r2p:inAssessment assessment:AAA-2020 ; r2p:state state:AAA ;
    r2p:year "2020"^^xsd:gYear ; r2p:indicator indicator:upr ; r2p:restsOn finding:one , absence:one .
finding:one a r2p:Finding ; r2p:statedBy assessment:AAA-2020 ; r2p:about state:AAA ; r2p:claim "So it is."@en .
"""
REVIEW = "review:{0} a r2p:Review ; r2p:state state:AAA ; r2p:date '{0}'^^xsd:date ; prov:hadPrimarySource source:un ."
VISIT = (
    "visit:{0} a r2p:MandateHolderVisit ; r2p:state state:AAA ; r2p:date '{0}'^^xsd:date ; "
    "prov:hadPrimarySource source:un ."
)
ACT = (
    "action:{1} a r2p:{0} ; r2p:actor state:AAA ; r2p:treaty treaty:IV-2 ; r2p:date '{1}'^^xsd:date ; "
    "prov:hadPrimarySource source:un . treaty:IV-2 a r2p:Treaty ."
)
THIRD = "finding:one r2p:measure measure:reviews-undergone ; r2p:value 3 ."
LAST = 'finding:one r2p:measure measure:last-visit-year ; r2p:value 2019 ; r2p:asOf "2019"^^xsd:gYear .'
OUTSIDE = 'finding:one r2p:printedStanding "not a party" ; r2p:about treaty:IV-2 .'
ALL = 'finding:one r2p:printedStanding "supported all" .'
LATER = "A/RES/77/1"
VOTE = (
    "resolution:one dcterms:identifier 'A/RES/77/1' ; r2p:adoptedOn '{2}'^^xsd:date ; "
    "prov:hadPrimarySource source:un . state:{0} r2p:{1} resolution:one . "
)
REFERS = "reference:one a r2p:R2PReference ; r2p:references resolution:one ; r2p:byTest test:{0} ."
NAMED = REFERS.format("exact-phrase")
THEN = 'finding:one r2p:asOf "2020-01"^^xsd:gYearMonth .'


def asked(world: Ask, kind: str, *facts: str) -> list[tuple[str, str]]:
    """Return verdict and finding of each row of one kind of the audit, of a small graph."""
    rows = run(world("\n".join((TEXT, *facts))), kind, {"state": "AAA", "year": "2020"}).records()
    return [(row["verdict"].value, row["found"].value) for row in rows]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ((THIRD, REVIEW.format("2023-01-01")), ("stale", "review 2023-01-01")),
        ((THIRD, THEN, REVIEW.format("2023-01-01")), ("silent", "")),
        ((THIRD, THEN), ("silent", "")),
        ((OUTSIDE, ACT.format("Accession", "2023-01-01")), ("stale", "accession 2023-01-01")),
        ((OUTSIDE, THEN, ACT.format("Accession", "2023-01-01")), ("silent", "")),
        ((LAST, VISIT.format("2023-01-01")), ("stale", "visit 2023-01-01")),
        ((LAST, VISIT.format("2020-06-30")), ("silent", "")),
        ((LAST, VISIT.format("2020-07-01")), ("stale", "visit 2020-07-01")),
        ((ALL, VOTE.format("AAA", "votedNo", "2021-01-01"), NAMED), ("stale", f"voted no on {LATER} 2021-01-01")),
        ((ALL, VOTE.format("AAA", "abstainedOn", "2021-01-01"), NAMED), ("stale", f"abstained on {LATER} 2021-01-01")),
        ((ALL, VOTE.format("AAA", "votedYes", "2021-01-01"), NAMED), ("silent", "")),
        ((ALL, VOTE.format("BBB", "votedNo", "2021-01-01"), NAMED), ("silent", "")),
        ((ALL, VOTE.format("AAA", "votedNo", "2020-06-30"), NAMED), ("silent", "")),
        ((ALL, VOTE.format("AAA", "votedNo", "2021-01-01"), REFERS.format("phrase-pattern")), ("silent", "")),
    ],
    ids=[
        "three reviews so far", "a review that took place then", "no later review", "outside", "outside at that time",
        "the last visit", "a visit by the day of the text", "a visit in the year of the text, after it",
        "a no after support of all", "an abstention after it", "a yes after it", "a no of another state",
        "a no before it", "a no on a text that has the duty in other words",
    ],
)  # fmt: skip
def test_a_later_fact_breaks_what_was_said_of_now_and_not_what_was_said_of_then(
    world: Ask, facts: tuple[str, ...], outcome: tuple[str, str]
) -> None:
    """A fourth review does not undo the third; that a visit was the last holds until the next."""
    assert [outcome] == asked(world, "later-fact", *facts)


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        (("2019-01-01",), ("agrees", "2019")),
        (("2019-01-01", "2020-06-30"), ("contradicts", "2020")),
        (("2019-01-01", "2020-07-01"), ("agrees", "2019")),
        (("2020-07-01",), ("unresolvable", "")),
    ],
)
def test_the_last_visit_is_the_last_that_the_text_could_know(
    world: Ask, days: tuple[str, ...], outcome: tuple[str, str]
) -> None:
    """A visit between the text and the end of its year contradicts no word of it."""
    assert [outcome] == asked(world, "numeric-claim", LAST, *map(VISIT.format, days))


@pytest.mark.parametrize(
    ("year", "outcome"),
    [
        ("2019", ("contradicts", "3 in 2019")),
        ("2020", ("unresolvable", "3 in 2020")),
        ("2021", ("stale", "3 in 2021")),
    ],
)
def test_a_figure_of_the_year_in_which_the_text_was_finished_decides_nothing(
    world: Ask, year: str, outcome: tuple[str, str]
) -> None:
    """Whether it was known when the text was written is not known."""
    sought = """
    absence:one a r2p:AbsenceOfEvidence ; r2p:soughtFor "Such a thing."@en ; r2p:measure measure:reports-overdue .
    measurement:one a r2p:Measurement ; r2p:state state:AAA ; r2p:measure measure:reports-overdue ;
        r2p:year '%s'^^xsd:gYear ; r2p:value 3 ; prov:hadPrimarySource source:un ."""

    assert [outcome] == asked(world, "absence-against-facts", sought % year)


FIGURE = (
    "measurement:{0} a r2p:Measurement ; r2p:state state:AAA ; r2p:measure measure:reports-overdue ; "
    'r2p:year "2020"^^xsd:gYear ; r2p:value {1} ; prov:hadPrimarySource source:{0} .'
)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ((("one", 10), ("two", 9)), ("agrees", "9", "two")),
        ((("one", 9), ("two", 10)), ("agrees", "9", "one")),
        ((("one", 11),), ("contradicts", "11", "one")),
    ],
)
def test_of_several_facts_the_one_that_confirms_a_figure_is_told_with_its_own_source(
    world: Ask, facts: tuple[tuple[str, int], ...], outcome: tuple[str, str, str]
) -> None:
    """A verdict, the figure on record and its source belong to one fact."""
    claim = "finding:one r2p:measure measure:reports-overdue ; r2p:value 9 ."
    store = world("\n".join((TEXT, claim, *(FIGURE.format(*fact) for fact in facts))))
    (row,) = run(store, "numeric-claim", {"state": "AAA", "year": "2020"}).records()

    assert outcome == (row["verdict"].value, row["found"].value, row["source"].value.rsplit("/", 1)[-1])


def judged(shipped: dict[str, bytes], indicator: str, left: str, act: str = "Withdrawal IV-2") -> tuple[str, str]:
    """Return how a rating of Timor-Leste is held against its rule, with the sentence, once it left a convention."""
    kind, treaty = act.split()
    subject = f"<{iri('action', 'planted')}>"
    planted = (
        f"{subject} <{EXTERNAL['rdf']}type> <{R2P}{kind}> .\n"
        f"{subject} <{R2P}actor> <{iri('state', 'TLS')}> .\n"
        f"{subject} <{R2P}treaty> <{iri('treaty', treaty)}> .\n"
        f'{subject} <{R2P}date> "{left}"^^<{EXTERNAL["xsd"]}date> .\n'
    ).encode()
    store = EmbeddedStore(pipeline.in_memory({**shipped, "https://example.org/planted": planted}))
    (found,) = (each for each in audit(store, "TLS", 2023).of(LEVELS) if each.item == f"rating:TLS-2023-{indicator}")
    return found.verdict, found.says


@pytest.mark.parametrize(
    ("left", "verdict"), [("2023-09-05", "contradicts"), ("2023-09-06", "silent"), ("2024-01-01", "agrees")]
)
def test_a_level_that_rests_on_what_came_after_the_text_is_not_held_against_it(
    shipped: dict[str, bytes], left: str, verdict: str
) -> None:
    """A withdrawal by the day of the text counts, one by the end of its year is told, a later one is another year's."""
    found, says = judged(shipped, "non-discrimination", left)

    assert verdict == found
    assert ("Since 2023-09-05 there came: Timor-Leste withdrew from" in says) == (verdict == "silent")


def test_what_came_after_the_text_is_told_where_it_changes_nothing(shipped: dict[str, bytes]) -> None:
    """A second act of December 2023 leaves the level as it was a year before."""
    verdict, says = judged(shipped, "refugees", "2023-12-19", "Accession V-2")

    assert "contradicts" == verdict
    assert "Since 2023-09-05 there came: Timor-Leste acceded to" in says
    assert says.endswith("The level was the same a year before.")

"""Hold the verdict on a rating to the facts: a planted change in them changes it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from r2pgraph import pipeline
from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.evidence import evidence, profile
from r2pgraph.evidence.auditing import LEVELS, audit
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import EXTERNAL, R2P, iri

HEAVY = {"rdflib", "polars", "SPARQLWrapper", "pyshacl", "owlready2", "rich", "jinja2", "pyld"}


def left(date: str) -> bytes:
    """Return the withdrawal of Timor-Leste from a convention as N-Triples."""
    subject = f"<{iri('action', 'planted')}>"
    return (
        f"{subject} <{EXTERNAL['rdf']}type> <{R2P}Withdrawal> .\n"
        f"{subject} <{R2P}actor> <{iri('state', 'TLS')}> .\n"
        f"{subject} <{R2P}treaty> <{iri('treaty', 'IV-2')}> .\n"
        f'{subject} <{R2P}date> "{date}"^^<{EXTERNAL["xsd"]}date> .\n'
    ).encode()


@pytest.mark.parametrize(
    ("date", "verdict", "since"),
    [(None, "agrees", None), ("2022-05-01", "contradicts", None), ("2025-05-01", "stale", "2025-05-01")],
)
def test_a_planted_withdrawal_changes_the_verdict(
    date: str | None, verdict: str, since: str | None, shipped: dict[str, bytes]
) -> None:
    """Before the end of the year the facts contradict, after it the rating is stale since that day."""
    planted = {iri("graph", "planted"): left(date)} if date else {}
    store = EmbeddedStore(pipeline.in_memory({**shipped, **planted}))
    (found,) = evidence(store, "TLS", 2023, "non-discrimination").indicators

    assert (verdict, since) == (found.verdict, found.since)


def test_the_suggestion_stands_beside_the_rating(embedded: EmbeddedStore) -> None:
    """Vulnerable groups: three conventions suggest what the assessment says."""
    (found,) = evidence(embedded, "timor-leste", "2023", "16").indicators

    assert ("vulnerable-groups", "strong", "strong", "agrees", 0) == (
        found.indicator, found.suggestion.level if found.suggestion else None, found.rating, found.verdict, found.steps
    )  # fmt: skip


OWN = [
    "focal-point",
    "nhri",
    "mandate-holders",
    "veto-restraint",
    "networks",
    "past-atrocities",
    "protection-capacities",
]


@pytest.mark.parametrize("indicator", OWN)
def test_a_witness_cannot_vouch_for_itself(indicator: str, embedded: EmbeddedStore) -> None:
    """What was taken from the report suggests a level, is marked, and neither agrees nor contradicts."""
    (found,) = evidence(embedded, "TLS", 2023, indicator).indicators
    assert found.suggestion is not None
    assert {True} == {each.own for each in found.statements}
    assert ("alone", "silent", None) == (found.own_word, found.verdict, found.steps)
    (checked,) = [each for each in audit(embedded, "TLS", 2023).of(LEVELS) if each.item.endswith(f"-{indicator}")]
    assert ("silent", None) == (checked.verdict, checked.found)
    assert "rests on the assessment's own word alone" in checked.says


def test_another_source_makes_a_second_opinion(shipped: dict[str, bytes]) -> None:
    """The same facts agree as soon as somebody else vouches for both of them, and not before."""
    vouched = [
        f"<{iri('endorsement', f'TLS-{pledge}')}> <{EXTERNAL['prov']}hadPrimarySource> <{iri('source', 'planted')}> .\n"
        for pledge in ("act-code-of-conduct", "veto-declaration")
    ]
    found = [
        evidence(
            EmbeddedStore(pipeline.in_memory({**shipped, iri("graph", "planted"): text.encode()})), "TLS", 2023, "36"
        )
        for text in (vouched[0], "".join(vouched))
    ]

    assert [("in part", "silent"), (None, "agrees")] == [
        (each.indicators[0].own_word, each.indicators[0].verdict) for each in found
    ]


def test_a_gap_is_told_with_its_reason(embedded: EmbeddedStore) -> None:
    """An indicator without a query is silent and says why."""
    (found,) = evidence(embedded, "TLS", 2023, "education").indicators

    assert ("silent", ()) == (found.verdict, found.statements)
    assert found.gap is not None


def test_a_profile_counts_the_indicators_that_have_evidence(embedded: EmbeddedStore) -> None:
    """A state that was never assessed has facts, no rating and no verdict."""
    found = profile(embedded, "FJI", 2023)
    covered = len([each for each in found.evidence.indicators if each.statements])

    assert found.coverage.startswith(f"{covered} of 36 indicators have evidence; ")
    assert not found.evidence.is_assessed
    assert "rating" not in found.to_json()["indicators"][0]
    assert found.nearest[0].states[0].share >= found.furthest[0].states[0].share


def test_a_profile_tells_how_much_is_an_assessments_own_word(embedded: EmbeddedStore) -> None:
    """Half of what is held on the assessed state was taken from its assessment."""
    found = profile(embedded, "TLS", 2023)

    assert (
        "14 of 36 indicators have evidence, 7 of them on an assessment's own word alone; "
        "7 have a query and no fact was found; 15 cannot be computed here" == found.coverage
    )
    assert {"covered": 14, "independent": 7, "notFound": 7, "notComputable": 15, "of": 36} == found.to_json()[
        "coverage"
    ]


@pytest.mark.parametrize(("state", "error"), [("Fijj", UnknownNameError), ("any", QueryError)])
def test_a_state_that_is_not_known_is_refused(state: str, error: type[Exception], embedded: EmbeddedStore) -> None:
    """The nearest names are told."""
    with pytest.raises(error, match=r"Fiji|every state"):
        profile(embedded, state, 2023)


def test_an_unknown_indicator_is_answered_with_the_nearest(embedded: EmbeddedStore) -> None:
    """A slip of the finger finds its neighbour."""
    with pytest.raises(UnknownNameError, match="Refugees"):
        evidence(embedded, "TLS", 2023, "refugee")


@pytest.mark.parametrize("module", ["r2pgraph.evidence", "r2pgraph.cli.study.evidence", "r2pgraph.cli.study.profile"])
def test_evidence_loads_no_heavy_library(module: str) -> None:
    """Facts are told at once because nothing is loaded that is not needed."""
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == outcome.stdout.strip()

"""What follows from the ontology, and what does not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.errors import MissingToolError
from r2pgraph.graph.reading import read
from r2pgraph.ontology.reasoner import Verdict, classify, find_java
from r2pgraph.vocab import PREFIXES, R2P

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
WORLD = """
state:AAA a r2p:State ; r2p:votedYes resolution:1 .
state:BBB a r2p:State ; r2p:votedYes resolution:2 .
state:CCC a r2p:State ; r2p:abstainedOn resolution:1 .
state:DDD a r2p:State .
state:EEE a r2p:HistoricState .
resolution:1 a r2p:Resolution .
resolution:2 a r2p:Resolution .
reference:1 a r2p:R2PReference ; r2p:references resolution:1 .
action:1 a r2p:Accession ; r2p:actor state:AAA ; r2p:treaty treaty:1 ; r2p:date "2002-09-06"^^xsd:date .
action:2 a r2p:Signature ; r2p:actor state:BBB ; r2p:treaty treaty:1 .
action:3 a r2p:Succession ; r2p:actor state:EEE ; r2p:treaty treaty:1 .
action:4 a r2p:Reservation ; r2p:actor state:CCC ; r2p:treaty treaty:1 .
endorsement:1 a r2p:Endorsement ; r2p:endorser state:AAA ; r2p:commitment commitment:1 .
rating:1 a r2p:Rating ; r2p:year "2023"^^xsd:gYear ; r2p:restsOn finding:1 .
finding:1 a r2p:Finding ; r2p:hasCitation citation:1 .
score:1 a r2p:IndexScore ; r2p:ofAssessment assessment:1 .
"""


def turtle(body: str) -> list[ox.Quad]:
    """Read statements written with the prefixes of the project."""
    return read((HEAD + body).encode(), name="world.ttl")


@pytest.fixture(scope="module")
def ontology(java: str) -> Verdict:
    """Return the verdict on the ontology alone."""
    assert java

    return classify()


@pytest.fixture(scope="module")
def world(java: str) -> Verdict:
    """Return the verdict on the ontology with a small world added."""
    assert java

    return classify(turtle(WORLD))


def members(verdict: Verdict, name: str) -> set[str]:
    """Return the short names of the states in a class."""
    return {
        iri.removeprefix(PREFIXES["state"])
        for iri, classes in verdict.members.items()
        if R2P + name in classes and iri.startswith(PREFIXES["state"])
    }


def test_the_ontology_is_consistent(ontology: Verdict) -> None:
    """HermiT reads every module, bridge and scheme as OWL 2 DL and finds no contradiction."""
    assert ontology.consistent
    assert () == ontology.unsatisfiable


def test_the_verdict_names_its_engine_and_what_it_read(ontology: Verdict) -> None:
    """Counts show that nothing was passed over in silence."""
    assert ontology.engine.startswith("HermiT 1.3.8")
    assert min(ontology.classes, ontology.properties, ontology.individuals) > 100


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ConsentingState", {"AAA", "EEE"}),
        ("Endorser", {"AAA"}),
        ("HistoricState", {"EEE"}),
        ("R2PSupporter", {"AAA"}),
        ("State", {"AAA", "BBB", "CCC", "DDD", "EEE"}),
        ("VotingState", {"AAA", "BBB", "CCC"}),
    ],
)
def test_a_state_belongs_to_a_defined_class_by_what_it_did(world: Verdict, name: str, expected: set[str]) -> None:
    """A signature, a reservation, an abstention or a yes on another matter does not make a member."""
    assert expected == members(world, name)


@pytest.mark.parametrize(
    ("individual", "expected"),
    [
        ("action:1", "r2p:ConsentToBeBound"),
        ("finding:1", "r2p:Evidence"),
        ("rating:1", "qb:Observation"),
        ("resolution:2", "r2p:Resolution"),
        ("score:1", "prov:Entity"),
        ("state:DDD", "schema:Country"),
        ("treaty:1", "r2p:Treaty"),
    ],
)
def test_a_neighbour_vocabulary_or_a_parent_class_follows(world: Verdict, individual: str, expected: str) -> None:
    """Bridges, parents and ranges place a thing that was never typed so."""
    prefix, key = individual.split(":")
    kind, local = expected.split(":")

    assert PREFIXES[kind] + local in world.members[PREFIXES[prefix] + key]


@pytest.mark.parametrize(
    "contradiction",
    [
        "state:AAA r2p:votedYes resolution:1 ; r2p:votedNo resolution:1 .",
        "action:1 a r2p:Accession , r2p:Ratification .",
        "level:strong a r2p:Trend .",
        "finding:1 a r2p:Finding , r2p:AbsenceOfEvidence .",
        "score:1 a r2p:IndexScore ; r2p:ofArea area:basic-compliance .",
        "state:AAA a r2p:State , r2p:Resolution .",
        'rating:1 r2p:number "eleven" .',
    ],
    ids=[
        "yes and no",
        "acceded and ratified",
        "level and trend",
        "found and absent",
        "index and area",
        "kinds",
        "word",
    ],
)
def test_a_contradiction_is_found(java: str, contradiction: str) -> None:
    """Two things that cannot both be true are refused."""
    assert java

    assert not classify(turtle(contradiction)).consistent


def test_a_run_leaves_nothing_behind(ontology: Verdict, world: Verdict, capfd: pytest.CaptureFixture[str]) -> None:
    """A second run knows nothing of the first, and the reasoner prints nothing."""
    again = classify()

    assert world.individuals > ontology.individuals
    assert ontology == again
    assert ("", "") == tuple(capfd.readouterr())


def test_java_is_taken_from_its_home_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """JAVA_HOME comes before PATH."""
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert str(program) == find_java()


def test_a_machine_without_java_is_told_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The error names the tool, what needs it and what to do."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingToolError, match=r"HermiT needs Java, which was not found\. Install a Java runtime"):
        classify()

"""Two editions are set beside each other by what their graphs state; every expectation is counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.publication.canonical import nquads
from r2pgraph.publication.changes import Changes, changes, patch
from r2pgraph.store import EmbeddedStore, load, open_store
from r2pgraph.vocab import PREFIXES, expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from r2pgraph.store import Store

PREAMBLE = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
SCHEMES = """code:levels-in-order skos:memberList ( level:weak level:fair level:strong ) .
plan:p a r2p:ScoringPlan ; r2p:awards award:p-fair .
award:p-fair a r2p:Award ; r2p:level level:fair ; r2p:points 2 ."""
ASSESSMENT = """rating:AAA-2023-upr a r2p:Rating ; r2p:inAssessment assessment:AAA-2023 ; r2p:state state:AAA ;
  r2p:year "2023"^^xsd:gYear ; r2p:indicator indicator:upr ; r2p:level level:fair ; r2p:trend trend:unchanged ;
  r2p:rationale "Late."@en ; r2p:restsOn finding:old .
finding:old a r2p:Finding ; r2p:claim "Two reports are late."@en .
erratum:e a r2p:Erratum ; r2p:inAssessment assessment:AAA-2023 ; r2p:concerns indicator:upr ; r2p:printed "Fare" ."""
RESOLUTIONS = """state:AAA a r2p:State ; r2p:votedYes resolution:R-1 .
state:BBB a r2p:State ; r2p:votedNo resolution:R-1 .
resolution:R-1 a r2p:Resolution ; r2p:yesCount 1 ."""
ONTOLOGY = """r2p:Old a owl:Class . r2p:New a owl:Class .
r2p:Either a owl:Class ; owl:unionOf ( r2p:Old r2p:New ) .
r2p:Both a owl:Class ; owl:intersectionOf ( r2p:Old r2p:New ) ."""
SCORES = """score:s a r2p:IndexScore ; r2p:state state:AAA ; r2p:year "2023"^^xsd:gYear ;
  r2p:byPlan plan:p ; r2p:value 50 ."""
FIRST = {"schemes": SCHEMES, "assessment-AAA-2023": ASSESSMENT, "resolutions": RESOLUTIONS, "ontology": ONTOLOGY,
         "scores": SCORES, "service": "graph:service void:triples 9 ."}  # fmt: skip


def triples(text: str) -> bytes:
    """Return a graph as N-Triples."""
    return ox.serialize(ox.parse(PREAMBLE + text, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""


@pytest.fixture
def compare(tmp_path: Path) -> Iterator[Compare]:
    """Return what sets an edition beside the first."""
    found = Compare(tmp_path)
    yield found
    for store in found.opened:
        store.close()


class Compare:
    """Load the first edition and another, and compare them."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.opened: list[Store] = []

    def edition(self, graphs: Mapping[str, str]) -> EmbeddedStore:
        """Return a store of graphs by the key of their name."""
        home = self.place / str(len(self.opened))
        load(home, {iri("graph", key): triples(text) for key, text in graphs.items()})
        self.opened.append(store := open_store(home))
        return store

    def __call__(self, most: int | None = None, **changed: Mapping[str, str]) -> Changes:
        """Return the changes where, in the graph of that name, texts took the place of others."""
        later = dict(FIRST)
        for key, texts in changed.items():
            name = "assessment-AAA-2023" if key == "assessment" else key
            for old, new in texts.items():
                assert old in later[name]
                later[name] = later[name].replace(old, new)
        return changes(self.edition(FIRST), self.edition(later), most)


def test_an_edition_loaded_again_has_not_changed(compare: Compare) -> None:
    """Blank nodes get other names with each loading, and the lists are the same all the same."""
    found = compare()

    assert not found
    assert Changes((), (), (), (), (), ()) == found


def test_a_rating_that_rises_tells_the_finding_that_is_new(compare: Compare) -> None:
    """Level before and after, and as reasons the finding, the link to it, and the rationale."""
    (rating,) = compare(assessment={
        "level:fair": "level:strong",
        "Late.": "In time.",
        "restsOn finding:old": "restsOn finding:old , finding:new",
        "finding:old a": 'finding:new a r2p:Finding ; r2p:claim "Both came in."@en . finding:old a',
    }).ratings  # fmt: skip

    assert ("rose", iri("state", "AAA"), "2023", iri("indicator", "upr")) == (
        rating.how, rating.state, rating.year, rating.indicator
    )  # fmt: skip
    assert (iri("level", "fair"), iri("trend", "unchanged")) == rating.before
    assert (iri("level", "strong"), iri("trend", "unchanged")) == rating.after
    assert [
        ("rationale", "changed", iri("rating", "AAA-2023-upr"), [expand("r2p:rationale")]),
        ("evidence", "came", iri("finding", "new"), [expand("rdf:type"), expand("r2p:claim")]),
        ("evidence", "changed", iri("rating", "AAA-2023-upr"), [expand("r2p:restsOn")]),
    ] == [(kind, thing.how, thing.iri, [each.relation for each in thing.differences]) for kind, thing in rating.reasons]


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        ("r2p:level level:fair", "r2p:level level:weak", "fell"),
        ("r2p:level level:fair ;", "", "moved"),
        ("trend:unchanged", "trend:increase", "moved"),
        ("Two reports", "Three reports", "same"),
        ('"Fare"', '"Fear"', "same"),
    ],
)
def test_a_rating_moves_by_its_level_or_trend_or_rests_on_something_else(
    old: str, new: str, how: str, compare: Compare
) -> None:
    """A corrected finding and an erratum about its indicator are told where the mark stayed, too."""
    (rating,) = compare(assessment={old: new}).ratings

    assert how == rating.how
    assert [[], ["evidence"], ["erratum"]][0 if how != "same" else 1 + ("Fare" in old)] == [
        kind for kind, _ in rating.reasons
    ]


def test_a_rating_comes_and_is_withdrawn(compare: Compare) -> None:
    """One side has no mark."""
    first, without = (
        compare.edition(FIRST),
        compare.edition({**FIRST, "assessment-AAA-2023": "finding:old a r2p:Finding ."}),
    )
    (gone,), (new,) = changes(first, without).ratings, changes(without, first).ratings

    assert ("withdrawn", None, "came", None) == (gone.how, gone.after, new.how, new.before)


def test_a_score_that_moved_tells_ratings_and_plan(compare: Compare) -> None:
    """Points of an award are no reason for a rating that stayed."""
    found = compare(scores={"50": "75.5"}, schemes={"r2p:points 2": "r2p:points 3"})
    (score,) = found.scores

    assert ("50", "75.5", (), [iri("award", "p-fair")]) == (
        score.before, score.after, score.ratings, [part.iri for part in score.plan_changes]
    )  # fmt: skip
    assert () == found.ratings


def test_a_vote_is_corrected_came_or_was_withdrawn(compare: Compare) -> None:
    """It is told once, as a vote and not as a change of the state."""
    found = compare(resolutions={
        "votedYes": "abstainedOn",
        "; r2p:votedNo resolution:R-1 .": ". state:CCC r2p:votedYes resolution:R-1 .",
    })  # fmt: skip
    yes, no, abstention = (iri("position", key) for key in ("yes", "no", "abstention"))

    assert [("AAA", "corrected", yes, abstention), ("BBB", "withdrawn", no, ""), ("CCC", "came", "", yes)] == [
        (vote.state.rpartition("/")[2], vote.how, vote.before, vote.after) for vote in found.votes
    ]
    assert () == found.things


def test_things_are_told_by_kind_with_what_was_corrected(compare: Compare) -> None:
    """Treaty actions first, then sources and states, then the rest by name."""
    others = "source:s a r2p:Source . action:x a r2p:Ratification . area:z a r2p:ThematicArea ."
    found = compare(resolutions={"r2p:yesCount 1 .": f"r2p:yesCount 2 . {others}"})
    (resolution,) = found.by_kind()["resolution"]
    (counted,) = resolution.differences

    assert ["action", "source", "area", "resolution"] == list(found.by_kind())
    assert ("changed", (expand("r2p:Resolution"),)) == (resolution.how, resolution.types)
    assert ["1"] == [value.value for value in counted.went]
    assert ["2"] == [value.value for value in counted.came]


def test_a_term_is_deprecated_with_its_successor(compare: Compare) -> None:
    """Terms are told apart from things."""
    found = compare(ontology={"r2p:Old a": "r2p:Old owl:deprecated true ; dcterms:isReplacedBy r2p:New ; a"})
    (term,) = found.terms

    assert (expand("r2p:Old"), "changed", True, (expand("r2p:New"),)) == (
        term.iri, term.how, term.is_deprecated, term.successors
    )  # fmt: skip
    assert () == found.things


def test_what_hangs_on_a_term_without_a_name_is_told_of_the_term(compare: Compare) -> None:
    """Of two lists that are alike only the one that changed is told."""
    found = compare(ontology={"owl:unionOf ( r2p:Old r2p:New )": "owl:unionOf ( r2p:New r2p:Old )"})

    assert [expand("r2p:Either")] == [term.iri for term in found.terms]


def test_statements_are_counted_by_graph_the_derived_apart(compare: Compare) -> None:
    """Which came and went is at hand, as sorted N-Triples."""
    found = compare(service={"9": "10"}, resolutions={"r2p:yesCount 1": "r2p:yesCount 2"})
    (facts,), (derived,) = found.facts, found.derived
    integer = "http://www.w3.org/2001/XMLSchema#integer"

    assert (iri("graph", "resolutions"), 6, 6) == (facts.graph, facts.before, facts.after)
    assert (f'<{iri("resolution", "R-1")}> <{expand("r2p:yesCount")}> "2"^^<{integer}> .\n'.encode(),) == facts.came
    assert (f'<{iri("resolution", "R-1")}> <{expand("r2p:yesCount")}> "1"^^<{integer}> .\n'.encode(),) == facts.went
    assert (iri("graph", "service"), 1, 1) == (derived.graph, len(derived.came), len(derived.went))


def test_the_largest_graphs_are_left_out_where_not_all_may_be_looked_at(compare: Compare) -> None:
    """Their sizes are told, and nothing about their contents."""
    found = compare(most=12, scores={"50": "75"})

    assert {"scores": True, "assessment-AAA-2023": False, "ontology": False, "schemes": False} == {
        graph.graph.rpartition("/")[2]: graph.is_compared for graph in found.graphs
    }
    assert 1 == len(found.scores)


def test_the_same_editions_give_the_same_answer(compare: Compare) -> None:
    """In the same order, also as data."""
    first, second = compare.edition(FIRST), compare.edition({"resolutions": RESOLUTIONS})

    assert changes(first, second).to_json() == changes(first, second).to_json()


@pytest.mark.parametrize(
    "later",
    [
        FIRST,
        {},
        {**FIRST, "extra": 'state:AAA rdfs:label "A _:c"@en .'},
        {**FIRST, "ontology": ONTOLOGY.replace("( r2p:Old r2p:New ) .\nr2p:Both", "( r2p:New ) .\nr2p:Both")},
    ],
)  # fmt: skip
def test_the_patch_makes_the_later_edition_of_the_former(later: dict[str, str], compare: Compare) -> None:
    """Applied line by line to canonical N-Quads, blank nodes included; one transaction, what goes before what comes."""
    former, wanted = compare.edition(FIRST), compare.edition(later)
    begin, *steps, end = patch(former, wanted).splitlines(keepends=True)
    held = set(nquads(former.engine).splitlines(keepends=True))
    for step in steps:
        (held.remove if step.startswith(b"D ") else held.add)(step[2:])

    assert (b"TX .\n", b"TC .\n") == (begin, end)
    assert nquads(wanted.engine) == b"".join(sorted(held))
    assert steps == sorted(steps, key=lambda step: (step[:1] != b"D", step))

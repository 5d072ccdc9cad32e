"""What the project ships passes its own rules: the facts, the assessments and the scores."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.ontology.terms import terms
from r2pgraph.pipeline import check as check_files
from r2pgraph.pipeline import in_memory
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.validation import Severity, check
from r2pgraph.vocab import CONTEXT, PREFIXES, R2P, compact, iri

ROOT = Path(__file__).parents[2]
APART = ("ontology", "schemes", "catalogue", "links", "scores", "service")


def written(graphs: dict[str, bytes], folder: Path, *, derived: bool) -> list[Path]:
    """Write the graphs of facts and judgements, or the derived scores, one file each."""
    names = {name.rsplit("/")[-1]: text for name, text in graphs.items()}
    chosen = ["scores"] if derived else [name for name in names if name not in APART]
    for name in chosen:
        (folder / f"{name}.nt").write_bytes(names[name])
    return [folder / f"{name}.nt" for name in chosen]


def test_facts_and_assessments_break_no_rule(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """Every state, treaty, resolution, organisation and source is as its shape demands, all judged together."""
    files = written(shipped, tmp_path, derived=False)
    assert 6 <= len(files)
    assert [] == [problem.text() for problem in check(files, in_memory(shipped)).violations]


def test_links_break_no_rule(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """Every link names its kind, reason, confidence, author, set and source; no draft may hold such statements."""
    file = tmp_path / "links.nt"
    file.write_bytes(shipped[iri("graph", "links")])
    report = check([file], in_memory(shipped), subjects=["links"])
    assert [] == [problem.text() for problem in report.problems]


def test_a_broken_link_is_noticed(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """The silence of the test above means something: a link without its author is found."""
    author = b"<http://www.w3.org/ns/prov#wasAttributedTo>"
    lines = shipped[iri("graph", "links")].splitlines(keepends=True)
    gone = next(line for line in lines if author in line)
    file = tmp_path / "links.nt"
    file.write_bytes(b"".join(line for line in lines if line != gone))
    (problem,) = check([file], in_memory(shipped), subjects=["links"]).problems
    assert iri("shape", "link-author") == problem.rule


def test_scores_break_no_rule(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """Every derived score names its plan, assessment, points, maximum, value and origin."""
    (file,) = written(shipped, tmp_path, derived=True)
    report = check([file], in_memory(shipped), subjects=["scores"])
    assert [] == [problem.text() for problem in report.problems]


def test_a_broken_score_is_noticed(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """The silence of the test above means something: more points than the maximum are found."""
    (file,) = written(shipped, tmp_path, derived=True)
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    score = next(store.quads_for_pattern(None, ox.NamedNode("https://w3id.org/r2pgraph/ontology#maximum"), None))
    low = ox.Quad(score.subject, score.predicate, ox.Literal("1", datatype=score.object.datatype))  # type: ignore[union-attr]
    store.remove(score)
    store.add(low)
    file.write_bytes(ox.serialize((quad.triple for quad in store), format=ox.RdfFormat.N_TRIPLES))
    (problem,) = check([file], in_memory(shipped), subjects=["scores"]).problems
    assert (Severity.VIOLATION, "points", iri("shape", "score-points")) == (
        problem.severity,
        problem.field,
        problem.rule,
    )


def test_each_graph_is_in_order_alone(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """A file that only mentions a thing does not answer for what is known of it from elsewhere."""
    known = in_memory(shipped)
    files = written(shipped, tmp_path, derived=False)
    assert [] == [problem.text() for file in files for problem in check([file], known).violations]


ADDED = [
    "state:FJI r2p:votedYes resolution:A-RES-75-277 .",
    'rating:TLS-2023-upr skos:note "joined"@en .',
    'assessment:TLS-2023 skos:note "joined"@en .',
    'citation:TLS-2023-21a skos:note "joined"@en .',
    'plan:percent-1-5 skos:note "joined"@en .',
]


@pytest.mark.parametrize("statement", ADDED)
def test_one_statement_about_a_known_thing_is_judged_alone(
    statement: str, shipped: dict[str, bytes], tmp_path: Path
) -> None:
    """Who adds a vote or a note to a thing that we describe is not blamed for our description."""
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    (tmp_path / "a.ttl").write_text(head + statement, encoding="utf-8")
    assert () == check([tmp_path / "a.ttl"], in_memory(shipped)).violations


def test_a_second_level_for_a_known_rating_is_noticed(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """The silence of the test above means something: what an addition contradicts is told."""
    added = ox.Quad(
        ox.NamedNode(iri("rating", "TLS-2023-upr")),
        ox.NamedNode(R2P + "level"),
        ox.NamedNode(iri("level", "very-weak")),
    )
    (tmp_path / "a.nt").write_bytes(ox.serialize([added.triple], format=ox.RdfFormat.N_TRIPLES) or b"")
    rules = {compact(problem.rule) for problem in check([tmp_path / "a.nt"], in_memory(shipped)).violations}
    assert "shape:rating-level" in rules


def test_json_ld_that_names_our_context_is_in_order(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """An exported assessment may name the context by its IRI instead of carrying it: nothing is fetched or lost."""
    quads = list(ox.parse(shipped[iri("graph", "assessment-TLS-2023")], format=ox.RdfFormat.N_TRIPLES))
    document = json.loads(jsonld(ox.Quad(q.subject, q.predicate, q.object) for q in quads))
    file = tmp_path / "assessment.jsonld"
    file.write_text(json.dumps({**document, "@context": CONTEXT}), encoding="utf-8")
    assert [] == [problem.text() for problem in check_files([file]).violations]


def test_the_json_ld_of_the_page_says_what_it_seems_to_say(tmp_path: Path) -> None:
    """The example in docs/ontology.md is read whole; only what it leaves out of a rating is missed."""
    page = (ROOT / "docs/ontology.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "a.jsonld").write_text(example, encoding="utf-8")
    faults = [problem for problem in check_files([tmp_path / "a.jsonld"]).violations if problem.value != "nothing"]
    assert [] == [problem.text() for problem in faults]


def test_the_classes_that_data_may_have_are_those_of_the_ontology() -> None:
    """A class that the ontology gains can be used at once, but for the reasoner's, the abstract and the closed."""
    shapes = (ROOT / "shapes/submission.ttl").read_text(encoding="utf-8")
    allowed = re.search(r"ontology#\(([A-Za-z0-9|]+)\)\$", shapes)
    assert allowed is not None
    classes = {term.name: term for term in terms() if term.kind == "class"}
    inferred = {"ConsentingState", "Endorser", "R2PSupporter", "VotingState"}
    abstract = {"Evidence", "Score"}
    closed_lists = {"Level", "Trend", "Verdict"}
    assert all("skos:Concept" in classes[name].parents for name in closed_lists)
    assert sorted(classes.keys() - inferred - abstract - closed_lists) == allowed.group(1).split("|")

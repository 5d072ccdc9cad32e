"""What the project ships passes its own rules: the facts, the assessments and the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from r2pgraph.pipeline import in_memory
from r2pgraph.validation import Severity, check
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from pathlib import Path

APART = ("ontology", "schemes", "catalogue", "scores")


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

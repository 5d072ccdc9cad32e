"""The questions that the shapes ask in SPARQL get the same answers from a second engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from r2pgraph.graph.reading import read
from r2pgraph.validation import background, constraints, conversion, engine, shapes
from r2pgraph.vocab import EXTERNAL, R2P

if TYPE_CHECKING:
    from collections.abc import Iterable

    Answer = tuple[str, str, str, str, str]

ROOT = Path(__file__).parents[2]
SH = EXTERNAL["sh"]
ASKING = ("links", "scores", "submission", "votes")
TWINS = sorted(path for stem in ASKING for path in (ROOT / "tests/shapes" / stem).glob("*.ttl"))
SHIPPED = sorted((ROOT / "data/assessments").rglob("*.ttl"))


def ours(quads: list[ox.Quad], *subjects: str) -> set[Answer]:
    """Return what Oxigraph finds: constraint, focus, path, value and message."""
    return answers(constraints.run(quads, shapes.load(*subjects).questions))


def theirs(quads: list[ox.Quad], *subjects: str) -> set[Answer]:
    """Return what pySHACL finds by the same constraints, the shapes as they stand in their files."""
    files = [path for path in shapes.paths() if path.stem in (*subjects, "values")]
    whole = conversion.graph([quad for path in files for quad in read(path)])
    return answers(engine.run(conversion.graph(quads), replace(shapes.load(*subjects), graph=whole)))


def answers(results: Iterable[engine.Result]) -> set[Answer]:
    """Return what each result of a question says, as texts."""
    return {(r.rule, str(r.focus), r.path or "", str(r.value), r.message) for r in results if r.of_query}


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.mark.parametrize("path", [*TWINS, *SHIPPED], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_engines_find_the_same(path: Path, known: ox.Store) -> None:
    """Results of pySHACL on rdflib and of pre-bound SELECTs on Oxigraph agree to the letter of the message."""
    said = read(path)
    quads = [*said, *background.marks(said), *background.needed(said, known)]
    subjects = [path.parent.name] if path in TWINS else ASKING
    assert theirs(quads, *subjects) == ours(quads, *subjects)


def test_no_question_is_left_to_the_slower_engine() -> None:
    """The graph that pySHACL is given holds no SPARQL, and no question of the files is lost."""
    asked = [
        quad.object.value for path in shapes.paths() for quad in read(path) if quad.predicate.value == SH + "sparql"
    ]
    assert sorted(asked) == sorted(question.iri for question in shapes.load().questions)
    assert not list(shapes.load().graph.subject_objects(URIRef(SH + "sparql")))


def test_every_question_is_asked_of_a_few_nodes_only() -> None:
    """Set at a time: a question is asked once an assessment or once a submission, never once a rating."""
    assert 25 <= len(shapes.load(*ASKING).questions)
    for path in shapes.paths():
        for quad in read(path):
            if quad.predicate.value == SH + "sparql":
                assert path.stem in ASKING
                targets = {
                    q.object.value for q in read(path) if q.subject == quad.subject and "target" in q.predicate.value
                }
                assert targets <= {R2P + "Assessment", background.SUBMISSION}

"""The questions that the shapes ask in SPARQL get the same answers from a second engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest

from r2pgraph.files import folder
from r2pgraph.graph.reading import read
from r2pgraph.validation import background, conversion, engine, shapes
from r2pgraph.vocab import EXTERNAL, R2P

if TYPE_CHECKING:
    from collections.abc import Iterator

    Answer = tuple[str, str, str, str]

ROOT = Path(__file__).parents[2]
SH = EXTERNAL["sh"]
ASKING = ("scores", "submission", "votes")
TWINS = sorted(path for stem in ASKING for path in (ROOT / "tests/shapes" / stem).glob("*.ttl"))
SHIPPED = sorted((ROOT / "data/assessments").rglob("*.ttl"))


class Constraint(NamedTuple):
    """One question of the shapes: its name, its text with prefixes, and the class or node it is asked of."""

    iri: str
    text: str
    of_assessments: bool


def constraints(*subjects: str) -> Iterator[Constraint]:
    """Yield every SPARQL constraint of some shape files, its prefixes taken from its own file."""
    for path in (folder("shapes") / f"{subject}.ttl" for subject in subjects):
        store = ox.Store()
        store.extend(read(path))
        asked = f"""PREFIX sh: <{SH}> SELECT ?iri ?text ?prefixes ?class WHERE {{
            ?shape sh:sparql ?iri . ?iri sh:select ?text ; sh:prefixes ?prefixes .
            OPTIONAL {{ ?shape sh:targetClass ?class }} }}"""
        for row in store.query(asked):
            declared = f"""PREFIX sh: <{SH}> SELECT ?prefix ?space WHERE {{
                {row["prefixes"]} sh:declare ?declaration . ?declaration sh:prefix ?prefix ; sh:namespace ?space }}"""
            head = "".join(f"PREFIX {p['prefix'].value}: <{p['space'].value}>\n" for p in store.query(declared))
            yield Constraint(row["iri"].value, head + row["text"].value, row["class"] is not None)


def second(data: ox.Store, *subjects: str) -> set[Answer]:
    """Return what pyoxigraph finds: constraint, focus, path and value."""
    assessments = [quad.subject for quad in data.quads_for_pattern(None, None, ox.NamedNode(R2P + "Assessment"))]
    found = set()
    for constraint in constraints(*subjects):
        for focus in assessments if constraint.of_assessments else [ox.NamedNode(background.SUBMISSION)]:
            rows = data.query(constraint.text, substitutions={ox.Variable("this"): focus})
            names = [variable.value for variable in rows.variables]
            for row in rows:
                path, value = (row[name] if name in names else None for name in ("path", "value"))
                found.add((constraint.iri, focus.value, text(path), text(value or focus)))
    return found


def first(quads: list[ox.Quad], *subjects: str) -> set[Answer]:
    """Return what pySHACL finds by the same constraints."""
    results = engine.run(conversion.graph(quads), shapes.load(*subjects))
    return {(r.rule, str(r.focus), r.path or "", str(r.value)) for r in results if r.of_query}


def text(term: object) -> str:
    """Return the letters of a term, empty where there is none."""
    return getattr(term, "value", "")


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.mark.parametrize("path", [*TWINS, *SHIPPED], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_engines_find_the_same(path: Path, known: ox.Store) -> None:
    """Results of pySHACL on rdflib and of plain SELECTs on pyoxigraph agree in constraint, focus, path and value."""
    said = read(path)
    quads = [*said, *background.marks(said), *background.needed(said, known)]
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    subjects = [path.parent.name] if path in TWINS else ASKING
    assert second(store, *subjects) == first(quads, *subjects)


def test_every_question_is_asked_of_a_few_nodes_only() -> None:
    """Set at a time: a question is asked once an assessment or once a submission, never once a rating."""
    assert 25 <= len(list(constraints(*ASKING)))
    for path in shapes.paths():
        for quad in read(path):
            if quad.predicate.value == SH + "sparql":
                assert path.stem in ASKING
                targets = {
                    q.object.value for q in read(path) if q.subject == quad.subject and "target" in q.predicate.value
                }
                assert targets <= {R2P + "Assessment", background.SUBMISSION}

"""The shapes are written for people first: every one has a name, a severity, a message and a remedy."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from r2pgraph.files import folder
from r2pgraph.graph.reading import read
from r2pgraph.validation import shapes
from r2pgraph.vocab import EXTERNAL, PREFIXES

SH = EXTERNAL["sh"]
SHAPE = "https://w3id.org/r2pgraph/shape/"
TYPE = EXTERNAL["rdf"] + "type"
QUADS = {path.stem: read(path) for path in shapes.paths()}
ALL = [quad for quads in QUADS.values() for quad in quads]
RULES = shapes.load().rules.values()


def typed(kind: str) -> set[str]:
    """Return the names of all shapes or constraints of one kind."""
    return {quad.subject.value for quad in ALL if quad.predicate.value == TYPE and quad.object.value == SH + kind}


def values(word: str) -> dict[str, list[str]]:
    """Return the values of one word of SHACL by the node that carries it."""
    found: dict[str, list[str]] = {}
    for quad in ALL:
        if quad.predicate.value == SH + word:
            found.setdefault(quad.subject.value, []).append(quad.object.value)
    return found


def test_every_shape_has_a_name_of_its_own() -> None:
    """Node shapes, property shapes and constraints are IRIs in one namespace, so that a result can be looked up."""
    names = typed("NodeShape") | typed("PropertyShape") | typed("SPARQLConstraint")
    assert [] == sorted(name for name in names if not re.fullmatch(SHAPE + "[a-z0-9-]+", name))
    parts = [quad.object for quad in ALL if quad.predicate.value in (SH + "property", SH + "sparql")]
    assert [] == [part for part in parts if not isinstance(part, ox.NamedNode)]


def test_no_name_is_used_for_two_shapes() -> None:
    """A name stands for one thing only."""
    kinds = [typed(kind) for kind in ("NodeShape", "PropertyShape", "SPARQLConstraint")]
    assert sum(map(len, kinds)) == len(set().union(*kinds))


@pytest.mark.parametrize("word", ["severity", "name"])
def test_every_shape_says(word: str) -> None:
    """How grave it is and what people call the field stands with every shape."""
    assert set() == (typed("NodeShape") | typed("PropertyShape")) - set(values(word))


def test_every_property_shape_and_constraint_has_message_and_remedy() -> None:
    """What reports can say is written out, never made up by the validator."""
    speaking = typed("PropertyShape") | typed("SPARQLConstraint")
    assert set() == speaking - set(values("message"))
    assert set() == set(values("message")) - set(values("description"))


def test_messages_are_sentences_and_say_different_things() -> None:
    """Messages end with a full stop or a quoted text; no two fields of one thing say the same."""
    assert [] == [rule.iri for rule in RULES if not rule.message.endswith((".", "}"))]
    assert [] == [rule.iri for rule in RULES if not rule.remedy.endswith(".")]
    seen = [(rule.subject, rule.thing, rule.message) for rule in RULES]
    assert len(seen) == len(set(seen))


def test_a_message_uses_only_what_its_question_selects() -> None:
    """A placeholder that nothing fills would reach the reader as it is."""
    for node, (text,) in values("message").items():
        if node in values("select"):
            selected = set(re.findall(r"\?(\w+)", values("select")[node][0].partition("WHERE")[0]))
            assert set(re.findall(r"\{\?(\w+)\}", text)) <= selected, node


def test_patterns_cannot_run_away() -> None:
    """No repeated group holds a repetition: the validator uses a backtracking engine."""
    for patterns in values("pattern").values():
        for pattern in patterns:
            re.compile(pattern)
            assert pattern.startswith("^")
            assert not re.search(r"[+*}]\)[+*{]", pattern), pattern
            assert not re.search(r"[+*][+*]", pattern), pattern


def test_questions_declare_the_prefixes_they_use_and_no_other() -> None:
    """Each file declares its prefixes as the project spells them; nothing rests on an engine's defaults."""
    for stem, quads in QUADS.items():
        texts = [quad.object.value for quad in quads if quad.predicate.value == SH + "select"]
        bare = re.sub(r'"[^"]*"', "", " ".join(texts))
        used = set(re.findall(r"(?<![\w:<?$])([a-z][a-z0-9-]*):(?=[A-Za-z])", bare))
        declared = {quad.object.value for quad in quads if quad.predicate.value == SH + "prefix"}
        spaces = {quad.object.value for quad in quads if quad.predicate.value == SH + "namespace"}
        assert used == declared, stem
        assert {PREFIXES[prefix] for prefix in declared} == spaces, stem


def test_questions_stay_within_what_the_standard_allows() -> None:
    """MINUS, VALUES and SERVICE are forbidden in a constraint; every question selects $this."""
    for (text,) in values("select").values():
        assert not re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH)\b", text)
        assert text.strip().startswith("SELECT $this")


def test_no_question_follows_a_path_without_end_once_a_row() -> None:
    """Below EXISTS it is followed anew for each row, from where the engine likes: in 0.02 s once, then in 1.2."""

    def below(text: str) -> list[str]:
        return [text[found.end() : end(text, found.end())] for found in re.finditer(r"EXISTS\s*\{", text)]

    def end(text: str, start: int) -> int:
        depth = 1
        for place in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            if not depth:
                return place
        raise AssertionError(text)

    every = {name: below(text) for name, (text,) in values("select").items()}
    assert sum(map(len, every.values())) > 30
    assert [] == [
        name
        for name, parts in every.items()
        if any(re.search(r"(?<=[)\w])(?<!rdf:rest)[*+](?=[\s/])", part) for part in parts)
    ]


def test_the_closed_world_knows_every_class_that_has_a_shape() -> None:
    """The list of classes that data may have is the list of classes that shapes are made for."""
    (pattern,) = values("pattern")[SHAPE + "known-class"]
    targets = {name.partition("#")[2] for names in values("targetClass").values() for name in names}
    assert targets == set(re.search(r"#\((.*)\)\$", pattern)[1].split("|"))


def test_the_shapes_use_only_terms_of_the_ontology() -> None:
    """A path or class that the ontology lacks would be asked for in vain."""
    own = "https://w3id.org/r2pgraph/ontology#"
    known = {quad.subject.value for path in sorted(folder("ontology").glob("*.ttl")) for quad in read(path)
             if isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
    used = {quad.object.value for quad in ALL if isinstance(quad.object, ox.NamedNode)}
    assert set() == {term for term in used if term.startswith(own)} - known

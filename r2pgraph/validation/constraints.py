"""Ask the shapes' own SPARQL: each constraint once a focus node, by Oxigraph, with the node pre-bound as ``$this``.

pySHACL would have rdflib read every question anew for each check; the tests hold both ways to the same answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.validation import conversion
from r2pgraph.validation.engine import Result
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.validation.shapes import Question

    Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Solution = Mapping[str, Node]

_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")
_THIS: Final = ox.Variable("this")
_FOR_THE_RESULT: Final = frozenset({"this", "path", "value"})
_SLOT: Final = re.compile(r"\{[?$]([A-Za-z]\w*)\}")


def run(quads: Iterable[ox.Quad], questions: Iterable[Question]) -> list[Result]:
    """Return what breaks a constraint, each broken one once a node, property, value and message.

    Args:
        quads: the data; whichever named graph they stand in, they are asked as one graph.
        questions: the constraints, as ``shapes.load`` gives them.
    """
    data = ox.Store()
    data.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    found: dict[tuple[object, ...], Result] = {}
    for question in questions:
        for focus in _foci(data, question):
            for result in _results(data, question, focus):
                found.setdefault(result.key(), result)
    return list(found.values())


def _foci(data: ox.Store, question: Question) -> Iterator[ox.NamedNode | ox.BlankNode]:
    """Yield the nodes that a question is asked of: those named, and those of the classes named."""
    yield from (ox.NamedNode(node) for node in question.nodes)
    for kind in question.classes:
        for quad in data.quads_for_pattern(None, _TYPE, ox.NamedNode(kind)):
            if not isinstance(quad.subject, ox.Triple):
                yield quad.subject


def _results(data: ox.Store, question: Question, focus: ox.NamedNode | ox.BlankNode) -> Iterator[Result]:
    rows = data.query(question.text, substitutions={_THIS: focus})
    assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - every constraint is a SELECT
    names = [variable.value for variable in rows.variables]
    for row in rows:
        bound = {name: row[name] for name in names if row[name] is not None}
        yield _result(question, focus, bound)


def _result(question: Question, focus: ox.NamedNode | ox.BlankNode, row: Solution) -> Result:
    path = row.get("path")
    return Result(
        rule=question.iri,
        focus=conversion.term(focus),
        path=path.value if isinstance(path, ox.NamedNode) else None,
        value=conversion.term(row.get("value", focus)),
        message=_filled(question.message, row),
        of_query=True,
        excess=False,
    )


def _filled(message: str, row: Solution) -> str:
    """Return a message with the row's values in their places; a place without a value stays as it is."""
    words = {name: str(getattr(value, "value", value)) for name, value in row.items() if name not in _FOR_THE_RESULT}
    return _SLOT.sub(lambda slot: words.get(slot[1], slot[0]), message)

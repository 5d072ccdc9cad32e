"""Run the shapes over a graph: the only place that knows pySHACL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import R2PGraphError
from r2pgraph.memory import uncollected
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    from r2pgraph.validation.shapes import Shapes

_SH: Final = EXTERNAL["sh"]


@dataclass(frozen=True)
class Result:
    """One result of the validator: which rule was broken by which node, property and value."""

    rule: str
    focus: Node
    path: str | None
    value: Node | None
    message: str
    of_query: bool
    excess: bool

    def key(self) -> tuple[object, ...]:
        """Return what makes this result another one than the rest; a question may have more to say of one value."""
        return self.rule, self.focus, self.path, self.value, self.message if self.of_query else ""


def run(data: rdflib.Graph, shapes: Shapes) -> list[Result]:
    """Return what breaks a shape, each broken rule once a node, property and value.

    The shapes are always ours: whatever the data say about shapes, imports or inference is not followed.

    Raises:
        R2PGraphError: a shape itself is at fault, which is an error of this package.
    """
    from pyshacl import validate

    with uncollected():  # reading the constraints makes many objects and few cycles
        _, found, text = validate(
            data,
            shacl_graph=shapes.graph,
            advanced=False,
            inference="none",
            do_owl_imports=False,
            meta_shacl=False,
            js=False,
            inplace=True,
        )
    if isinstance(found, Exception):
        message = f"The shapes of this installation cannot be applied: {text}"
        raise R2PGraphError(message)
    return _results(found)


def _results(report: rdflib.Graph) -> list[Result]:
    from rdflib import RDF, URIRef

    results: dict[tuple[object, ...], Result] = {}
    for summary in report.subjects(RDF.type, URIRef(_SH + "ValidationReport")):
        for node in report.objects(summary, URIRef(_SH + "result")):
            result = _result(report, node)
            results.setdefault(result.key(), result)
    return list(results.values())


def _result(report: rdflib.Graph, node: Node) -> Result:
    from rdflib import URIRef

    def one(word: str) -> Node | None:
        return report.value(node, URIRef(_SH + word))

    constraint, path, focus = one("sourceConstraint"), one("resultPath"), one("focusNode")
    assert focus is not None  # noqa: S101 - the standard demands one
    return Result(
        rule=str(constraint or one("sourceShape")),
        focus=focus,
        path=str(path) if isinstance(path, URIRef) else None,
        value=one("value"),
        message=str(one("resultMessage") or ""),
        of_query=constraint is not None,
        excess=str(one("sourceConstraintComponent")).endswith("MaxCountConstraintComponent"),
    )

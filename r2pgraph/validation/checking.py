"""Check files against every shape, and say each problem once, where it stands and in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.reading import faults, read
from r2pgraph.validation import (
    background,
    consequences,
    constraints,
    conversion,
    datatypes,
    engine,
    places,
    shapes,
    suggestions,
)
from r2pgraph.validation.labels import Labels
from r2pgraph.validation.report import Problem, Report, Severity, visible
from r2pgraph.vocab import BASE, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pyoxigraph as ox
    from rdflib.term import Node

    from r2pgraph.graph.contexts import Context
    from r2pgraph.validation.engine import Result
    from r2pgraph.validation.places import Places
    from r2pgraph.validation.shapes import Shapes
    from r2pgraph.validation.suggestions import Names

MOST_STATEMENTS: Final = 100_000
"""How many statements one check judges, all files together."""

_NO_CONTEXTS: Final[Mapping[str, Context]] = MappingProxyType({})


@dataclass(frozen=True)
class Document:
    """What was read from one file: its statements, and the place of each."""

    file: str
    quads: list[ox.Quad]
    places: Places


def check(
    files: Sequence[Path],
    known: Iterable[ox.Quad] | ox.Store = (),
    *,
    contexts: Mapping[str, Context] = _NO_CONTEXTS,
    subjects: Sequence[str] = (),
) -> Report:
    """Return every problem of all files in one pass.

    Args:
        files: the files to judge, together; each in a format that ``r2pgraph.graph.reading`` knows.
        known: what they may refer to: the framework, closed lists, states, sources, resolutions, earlier assessments.
        contexts: the JSON-LD contexts that a file may name, by IRI.
        subjects: the shape files to use, such as ``votes``; all where none is named.

    Returns:
        the report; a file that cannot be read, or has too many statements, is one problem in it, and the other
        files are still checked.
    """
    documents, problems = _read(files, contexts)
    problems += judge(documents, known, subjects=subjects)
    return Report(tuple(str(path) for path in files), tuple(sorted(problems, key=order)))


def judge(
    documents: Sequence[Document], known: Iterable[ox.Quad] | ox.Store = (), *, subjects: Sequence[str] = ()
) -> list[Problem]:
    """Return every problem of documents that have been read, judged together; none where they say nothing.

    Args:
        documents: what was read, whatever it was read from.
        known: what they may refer to, as in ``check``.
        subjects: the shape files to use; all where none is named.
    """
    quads = [quad for document in documents for quad in document.quads]
    if not quads:
        return []
    found = {document.file: document.places for document in documents}
    with conversion.silence():
        store = background.store(known)
        world = [*quads, *background.marks(quads), *background.needed(quads, store)]
        names = suggestions.Names(store, background.submitted(quads))
        return sorted(_Judge(world, shapes.load(*subjects), found, names).problems(), key=order)


def _read(files: Sequence[Path], contexts: Mapping[str, Context]) -> tuple[list[Document], list[Problem]]:
    """Return what all files say and where, and a problem for each file that is left out."""
    problems: list[Problem] = []
    documents: list[Document] = []
    number = 0
    for path in files:
        try:
            said = read(path, contexts=contexts)
        except UnreadableFileError as error:
            told = faults(path, error)
            problems += [on_the_file(fault.file, fault.line, fault.reason, fault.remedy) for fault in told]
            continue
        if number + len(said) > MOST_STATEMENTS:
            problems.append(too_many(str(path), len(said)))
            continue
        if not said:
            problems.append(on_the_file(str(path), None, "The file says nothing.", "Add statements, or remove it."))
        number += len(said)
        documents.append(Document(str(path), said, places.find(_text(path), path.suffix.lower())))
    return documents, problems


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def too_many(file: str, number: int) -> Problem:
    """Return the problem of a file with which there would be more statements than one check judges."""
    reason = f"The file has {number:,} statements, and one check judges at most {MOST_STATEMENTS:,} of all files."
    return on_the_file(file, None, reason, "Check it in parts: fewer files at once, or smaller files.")


def order(problem: Problem) -> tuple[int, str, bool, int, str, str]:
    """Return what to sort by: the gravest first, in each file first what others follow from."""
    rank = tuple(Severity).index(problem.severity)
    return rank, problem.file, not problem.consequences, problem.line or 0, problem.rule, problem.subject


def on_the_file(file: str, line: int | None, message: str, remedy: str) -> Problem:
    """Return a violation that concerns the file as a whole."""
    return Problem(Severity.VIOLATION, file, line, "the file as a whole", "", "", message, remedy)


class _Judge:
    """One run of the shapes over one graph, with the places its submitted part came from."""

    def __init__(self, world: list[ox.Quad], rules: Shapes, found: Mapping[str, Places], names: Names) -> None:
        self._world, self._shapes, self._found, self._names = world, rules, found, names
        self._submitted = names.submitted
        self._data = conversion.graph(world)
        self._labels = Labels(self._data)

    def problems(self) -> list[Problem]:
        """Return the problems of the submitted things; what is only known already is not judged."""
        results = [*engine.run(self._data, self._shapes), *constraints.run(self._world, self._shapes.questions)]
        own = [result for result in results if str(self._thing(result)) in self._submitted]
        found = [consequences.Found(self._problem(one), str(one.focus), self._unknown(one)) for one in own]
        return consequences.fold(sorted(found, key=lambda one: order(one.problem)))

    def _problem(self, result: Result) -> Problem:
        rule = self._shapes.rules[result.rule]
        thing = self._thing(result)
        file, line = self._place(result, thing)
        return Problem(
            severity=rule.severity,
            file=file,
            line=line,
            subject=self._labels.subject(thing),
            field=rule.name or self._shapes.field_names.get(result.path or "", ""),
            value=self._value(result, thing),
            message=self._labels.message(result.message if result.of_query else rule.message),
            remedy=f"{self._hint(self._unknown(result))} {rule.remedy}".strip(),
            rule=result.rule,
            iri=str(thing),
        )

    def _thing(self, result: Result) -> Node:
        """Return the node at fault: a query names it as its value, a nameless node stands for what leads to it."""
        from rdflib import BNode

        node, passed = result.focus, set()
        if result.of_query and result.value is not None and str(result.value) in self._submitted:
            node = result.value
        while isinstance(node, BNode) and node not in passed:
            passed.add(node)
            node = next(self._data.subjects(None, node), node)
        return node

    def _value(self, result: Result, thing: Node) -> str:
        """Return what was found: the value at fault, else all values of the property."""
        from rdflib import Literal, URIRef

        allowed = datatypes.asked_for(self._shapes.graph, result.rule)

        def shown(value: Node) -> str:
            text = self._labels.value(value)
            if result.of_query or not isinstance(value, Literal):
                return text
            return datatypes.told(value, text, allowed)

        if result.value is not None and result.value != thing:
            return shown(result.value)
        values = self._data.objects(thing, URIRef(result.path)) if result.path else ()
        return ", ".join(sorted(shown(value) for value in values)) or ("nothing" if result.path else "")

    def _hint(self, unknown: str) -> str:
        """Return which name may be meant in place of one that nobody describes, or that nobody does."""
        if not unknown:
            return ""
        return self._names.question(unknown) or f"Nobody describes {visible(compact(unknown))}."

    def _unknown(self, result: Result) -> str:
        """Return the name at fault where nobody describes it: that of the value, else that of the node."""
        from rdflib import BNode, Literal, URIRef

        name = str(result.focus if result.value is None else result.value)
        if not name.startswith(BASE) or isinstance(result.value, BNode | Literal):
            return ""
        return "" if (URIRef(name), None, None) in self._data else name

    def _place(self, result: Result, thing: Node) -> tuple[str, int | None]:
        """Return file and line of the statement, else of the property, else of the subject, else the first file."""
        subject, path = _key(thing), result.path or self._way_to(result.focus)
        value = _key(result.value) if result.value is not None else ""
        for find in _finders(subject, path, value, last=result.excess):
            for file, found in self._found.items():
                if line := find(found):
                    return file, line
        return next(iter(self._found)), None

    def _way_to(self, focus: Node) -> str:
        """Return the property that leads to a nameless node; a named one is found by its name."""
        from rdflib import BNode

        return str(next(self._data.predicates(None, focus), "")) if isinstance(focus, BNode) else ""


def _finders(subject: str, path: str, value: str, *, last: bool) -> tuple[Callable[[Places], int | None], ...]:
    """Return the ways to find a line, the most exact first."""
    return (
        lambda found: found.statements.get((subject, path, value)),
        lambda found: found.line_of(subject, path, last=last),
        lambda found: found.subjects.get(subject),
        lambda found: found.terms.get(subject),
        lambda found: found.subjects.get(places.NAMELESS) if subject.startswith("_:") else None,
    )


def _key(node: Node) -> str:
    from rdflib import BNode, Literal

    if isinstance(node, BNode):
        return f"_:{node}"
    return places.literal(str(node)) if isinstance(node, Literal) else str(node)

"""Judge a file of RDF that is submitted: by the shapes, and by what a submission may speak of at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.errors import UnreadableFileError
from r2pgraph.vocab import CONTEXT, EXTERNAL, R2P

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from r2pgraph.validation import Report


@dataclass(frozen=True)
class Judged:
    """What came of judging a file.

    Attributes:
        report: every problem of it.
        ntriples: what it says as sorted N-Triples; empty where it cannot be read.
        state: the code of the state; empty where it cannot be told.
        year: the year; empty where it cannot be told.
        form: what kind of file it is, such as ``ttl``.
    """

    report: Report
    ntriples: bytes
    state: str
    year: str
    form: str


def judge(home: Path, path: Path) -> Judged:
    """Return the verdict on a file, with the store in ``home`` as what is known.

    Raises:
        StoreError: there is no sound store in ``home``.
    """
    from r2pgraph import store, validation
    from r2pgraph.graph import own
    from r2pgraph.ontology import context
    from r2pgraph.publication.canonical import ntriples

    form = path.suffix.removeprefix(".").lower()
    with store.open_store(home) as known:
        report = validation.check([path], known.engine, contexts={CONTEXT: context.stored()})
    try:
        quads = _read(path)
    except UnreadableFileError:
        return Judged(report, b"", "", "", form)
    state, year = _about(quads)
    if report.conforms:
        try:
            own.refuse_strange(path, quads, f"{state}-{year}")
        except UnreadableFileError as error:
            report = refusal(path, error.reason, error.remedy)
    return Judged(report, ntriples(quads), state, year, form)


def statements(path: Path) -> bytes:
    """Return what a file says as sorted N-Triples, unjudged; raises UnreadableFileError."""
    from r2pgraph.publication.canonical import ntriples

    return ntriples(_read(path))


def refusal(path: Path, reason: str, remedy: str) -> Report:
    """Return the report of a file that is refused as a whole."""
    from r2pgraph.validation import Report
    from r2pgraph.validation.report import Problem, Severity

    problem = Problem(Severity.VIOLATION, str(path), None, "the file as a whole", "", "", reason, remedy)
    return Report((str(path),), (problem,))


def _read(path: Path) -> list[ox.Quad]:
    from r2pgraph.graph.reading import read
    from r2pgraph.ontology import context

    return read(path, contexts={CONTEXT: context.stored()})


def _about(quads: list[ox.Quad]) -> tuple[str, str]:
    """Return state and year of the one assessment that is described; empty where it is not one."""
    wholes = {
        quad.subject
        for quad in quads
        if quad.predicate.value == EXTERNAL["rdf"] + "type" and getattr(quad.object, "value", "") == R2P + "Assessment"
    }
    said = {(quad.subject, quad.predicate.value): getattr(quad.object, "value", "") for quad in quads}
    if len(wholes) != 1:
        return "", ""
    whole = next(iter(wholes))
    state = said.get((whole, R2P + "state"), "").rsplit("/", 1)[-1]
    return state, said.get((whole, R2P + "year"), "")

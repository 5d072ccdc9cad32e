"""Judge a file that is submitted, in a worker, and by what a submission may speak of at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.vocab import CONTEXT

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from r2pgraph.submission.worker import Verdict, Waiting
    from r2pgraph.validation import Report


_ARCHIVE: Final = b"PK"
"""How an archive begins; one of CSV files is kept with the ending of these."""


def examine(home: Path, path: Path, ready: Waiting, *, annotate: bool = False) -> Verdict:
    """Return the verdict of a worker on a form or a file of RDF, with the store in ``home`` as what is known.

    With it comes the annotated copy of a workbook where one is asked for.

    Raises:
        R2PGraphError: the worker failed, or there is no sound store in ``home``.
    """
    import pyoxigraph as ox

    from r2pgraph.graph import own
    from r2pgraph.submission import receiving, worker
    from r2pgraph.submission.judging import Judged, form_of

    try:
        given = receiving.receive(path)
    except UnreadableFileError as error:
        judged = Judged(refusal(path, error.reason, error.remedy), b"", "", "", form_of(path.name))
        return worker.Verdict(judged)
    verdict = ready.judge([given], home, annotate=annotate)
    judged = verdict.judged
    if judged.report.conforms:
        said = [_quad(found) for found in ox.parse(judged.ntriples, ox.RdfFormat.N_TRIPLES)]
        try:
            own.refuse_strange(path, said, f"{judged.state}-{judged.year}")
        except UnreadableFileError as error:
            return replace(verdict, judged=replace(judged, report=refusal(path, error.reason, error.remedy)))
    return verdict


def statements(path: Path) -> bytes:
    """Return what a file that was accepted says as sorted N-Triples, unjudged; raises UnreadableFileError."""
    from r2pgraph.graph.reading import read
    from r2pgraph.ontology import context
    from r2pgraph.submission import judging, reading
    from r2pgraph.submission.lifting import lift

    if not path.name.lower().endswith(reading.ENDINGS):
        return judging.ntriples(read(path, contexts={CONTEXT: context.stored()}))
    data = path.read_bytes()
    taken = reading.read(data, f"{path.stem}.zip" if data.startswith(_ARCHIVE) and path.suffix == ".csv" else path.name)
    return judging.ntriples(lift(taken.filled).quads)


def refusal(path: Path, reason: str, remedy: str) -> Report:
    """Return the report of a file that is refused as a whole."""
    from r2pgraph.validation import Report
    from r2pgraph.validation.report import Problem, Severity

    problem = Problem(Severity.VIOLATION, str(path), None, "the file as a whole", "", "", reason, remedy)
    return Report((str(path),), (problem,))


def _quad(found: ox.Quad | ox.Triple) -> ox.Quad:
    import pyoxigraph as ox

    return found if isinstance(found, ox.Quad) else ox.Quad(found.subject, found.predicate, found.object)

"""Judge what was submitted, in whatever format: every problem at once, each where it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from r2pgraph import validation
from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import reading as rdf
from r2pgraph.submission import contradicting, reading, wording
from r2pgraph.submission.lifting import lift
from r2pgraph.validation import checking, places
from r2pgraph.validation.report import Problem, Report
from r2pgraph.vocab import CONTEXT, EXTERNAL, R2P

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from r2pgraph.graph.contexts import Context

_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")
_ASSESSMENT: Final = ox.NamedNode(R2P + "Assessment")


class Submitted(NamedTuple):
    """One file as it came: its name, whose ending says its format, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Judged:
    """What was made of a submission.

    Attributes:
        report: every problem that was found.
        ntriples: what the files say as sorted N-Triples; nothing of a file that cannot be read.
        state: the key of the state assessed, such as ``FJI``; nothing where it cannot be told.
        year: the year assessed, in digits; nothing where it cannot be told.
        form: in which form the first file is, such as ``xlsx``.
    """

    report: Report
    ntriples: bytes
    state: str
    year: str
    form: str


def judge(submitted: Sequence[Submitted], known: ox.Store) -> Judged:
    """Return every problem of some files, which are judged together, and what they say.

    Args:
        submitted: the files: filled forms or RDF, in any mixture.
        known: what they may refer to.
    """
    from r2pgraph.ontology import context

    taken = _Taken({CONTEXT: context.stored()})
    for one in submitted:
        taken.take(one)
    quads = [quad for document in taken.documents for quad in document.quads]
    state, year = _assessed(quads)
    judged = [
        *validation.judge(taken.documents, known),
        *contradicting.problems(taken.documents, known, state, year),
    ]
    found = taken.problems + [taken.worded(problem) for problem in judged]
    report = Report(tuple(one.name for one in submitted), tuple(sorted(taken.folded(found), key=_order)))
    return Judged(report, ntriples(quads), state, year, form_of(submitted[0].name) if submitted else "")


def _refuse_strange(name: str) -> None:
    """Raise UnreadableFileError where a file is neither form nor RDF, such as a workbook of another program."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in rdf.FORMATS:
        return
    remedy = (
        "Hand in the form as a workbook (.xlsx), as CSV files in a folder or in a .zip, or RDF "
        f"({', '.join(rdf.FORMATS)}). A table of another program is first saved as .xlsx there; the text of a report "
        "goes into the form that `r2pgraph template` writes."
    )
    raise UnreadableFileError(name, f"The ending {ending!r} is not read.", None, remedy)


def form_of(name: str) -> str:
    """Return in which form a file is by its name: ``xlsx``, ``csv``, ``jsonld`` or another ending of RDF."""
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    return {"json": "jsonld", "zip": "csv"}.get(ending, ending) if not name.endswith("/") else "csv"


def ntriples(quads: Iterable[ox.Quad]) -> bytes:
    """Return statements as N-Triples in order, whatever graph they came in."""
    lines = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


class _Taken:
    """The files that were read so far: what they say, what is wrong with them as files, and the cells of forms."""

    def __init__(self, contexts: Mapping[str, Context]) -> None:
        self._contexts = contexts
        self._forms: dict[str, wording.Form] = {}
        self.documents: list[checking.Document] = []
        self.problems: list[Problem] = []

    def take(self, one: Submitted) -> None:
        """Read one file; what makes it unreadable is a problem of its own."""
        try:
            if one.name.lower().endswith(reading.ENDINGS):
                self._take_form(one)
            else:
                _refuse_strange(one.name)
                self._take_rdf(one)
        except UnreadableFileError as error:
            told = rdf.faults(one.data, error)
            self.problems += [checking.on_the_file(each.file, each.line, each.reason, each.remedy) for each in told]

    def worded(self, problem: Problem) -> Problem:
        """Return a problem of a form in the words of the form, with the cell in the place of the line."""
        form = self._forms.get(problem.file)
        return form.worded(problem) if form else problem

    def folded(self, problems: list[Problem]) -> list[Problem]:
        """Return the problems, those that follow from what is wrong with the file as a form below it."""
        for form in self._forms.values():
            problems = form.folded(problems)
        return problems

    def _take_form(self, one: Submitted) -> None:
        taken = reading.read(one.data, one.name)
        if taken.is_whole:
            form = wording.Form(one.name, taken, lift(taken.filled))
            self._forms[one.name] = form
            self._add(one.name, list(form.lifted.quads), form.places())
            self.problems += form.problems()
        else:
            self.problems += taken.problems

    def _take_rdf(self, one: Submitted) -> None:
        quads = rdf.read(one.data, name=one.name, contexts=self._contexts)
        text = one.data.decode("utf-8-sig")
        self._add(one.name, quads, places.find(text, PurePosixPath(one.name).suffix.lower()))

    def _add(self, file: str, quads: list[ox.Quad], found: places.Places) -> None:
        """Keep what a file says, unless that is nothing, or too much together with the files before."""
        if sum(len(document.quads) for document in self.documents) + len(quads) > checking.MOST_STATEMENTS:
            self.problems.append(checking.too_many(file, len(quads)))
            return
        if not quads:
            self.problems.append(
                checking.on_the_file(file, None, "The file says nothing.", "Fill it in, or remove it.")
            )
        self.documents.append(checking.Document(file, quads, found))


def _order(problem: Problem) -> tuple[object, ...]:
    """Return what to sort by: as the report does, and in a form by sheet, row and column."""
    rank, *rest = checking.order(problem)
    return rank, problem.file, wording.order(problem), *rest


def _assessed(quads: Iterable[ox.Quad]) -> tuple[str, str]:
    """Return state and year of the one assessment that is described; nothing where there are two or none."""
    said: dict[object, dict[str, str]] = {}
    for quad in quads:
        said.setdefault(quad.subject, {})[quad.predicate.value] = getattr(quad.object, "value", "")
    whole = [words for words in said.values() if words.get(_TYPE.value) == _ASSESSMENT.value]
    if len(whole) != 1:
        return "", ""
    return whole[0].get(R2P + "state", "").rpartition("/")[2], whole[0].get(R2P + "year", "")

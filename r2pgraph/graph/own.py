"""Read the user's own plans and assessments, and refuse what would change anything that is shipped."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.reading import read
from r2pgraph.vocab import EXTERNAL, R2P, compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Quads = list[ox.Quad]

OWN_PLAN: Final = "plan-"
"""How the key of the named graph of a user's own plan begins."""

OWN_ASSESSMENT: Final = "own-assessment-"
"""How the key of the named graph of a user's own assessment begins; state and year follow."""

_PLAN_CLASSES: Final = frozenset({"Award", "ScoringPlan", "Weighting"})
_ASSESSMENT_CLASSES: Final = frozenset({
    "AbsenceOfEvidence", "AbsenceOfSource", "Assessment", "Citation", "Erratum", "Finding", "Inference",
    "LegalProvision", "ListedResolution", "Measure", "NationalInstitution", "OmittedResolution", "Organisation",
    "Rating", "Resolution", "Source", "SummaryStatement", "TrainingCentre", "Unit",
})  # fmt: skip
_PLAN_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_STATE: Final = re.compile(r"[A-Z]{3}")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_KEY: Final = re.compile(rf"(?:{_STATE.pattern})-(?:{_YEAR.pattern})")
_TYPE: Final = EXTERNAL["rdf"] + "type"
_ASSESSMENT: Final = ox.NamedNode(R2P + "Assessment")
_LINKS: Final = frozenset({R2P + "inAssessment", R2P + "statedBy"})
_COPY: Final = "To mend what is shipped, edit a checkout; `r2pgraph check FILE` judges a copy without building."


def read_plan(path: Path) -> Quads:
    """Return what a plan's file says; raises UnreadableFileError where it speaks of more than plans of its own."""
    if not _PLAN_NAME.fullmatch(path.stem):
        reason = "The name of a plan's file has letters, digits and hyphens only."
        raise UnreadableFileError(str(path), reason, None, "Name it otherwise.")
    quads = read(path)
    _refuse_others(path, quads, _PLAN_CLASSES, "scoring plan, award or weighting")
    return quads


def read_assessment(path: Path) -> Quads:
    """Return what the file of an assessment says.

    Raises:
        UnreadableFileError: it stands in a wrong place, describes another assessment or none, or speaks of more than
            an assessment of its own and what that cites.
    """
    key = assessment_key(path)
    quads = read(path)
    refuse_strange(path, quads, key)
    return quads


def refuse_strange(path: Path, quads: Quads, key: str) -> None:
    """Raise UnreadableFileError unless statements are of the assessment ``key`` alone and of what that cites."""
    if not _KEY.fullmatch(key):
        reason = "The file is not about one assessment of one state in one year."
        raise UnreadableFileError(str(path), reason, None, "Describe one r2p:Assessment with r2p:state and r2p:year.")
    _refuse_others(path, quads, _ASSESSMENT_CLASSES, "part of an assessment, nor a source or the like,")
    _refuse_another_assessment(path, quads, key)


def refuse_submitted(paths: Iterable[Path], submitted: Iterable[str]) -> None:
    """Raise UnreadableFileError where an own file is of a state and year of which a submission counts."""
    taken = frozenset(submitted)
    for path in paths:
        if assessment_key(path) in taken:
            reason = f"An assessment of {path.parent.name} in {path.stem} was submitted, and both cannot count."
            remedy = f"Take the file away, or run `r2pgraph withdraw {path.parent.name} {path.stem}`."
            raise UnreadableFileError(str(path), reason, None, remedy)


def assessment_key(path: Path) -> str:
    """Return ``FJI-2024`` for ``assessments/FJI/2024.ttl``; raises UnreadableFileError in any other place."""
    top, state, year = path.absolute().parent.parent.name, path.parent.name, path.stem
    is_there = top == "assessments" and path.suffix == ".ttl"
    if not (is_there and _STATE.fullmatch(state) and _YEAR.fullmatch(year)):
        reason = "An assessment of your own is not looked for here."
        raise UnreadableFileError(
            str(path), reason, None, "Put it as Turtle in assessments/STATE/YEAR.ttl of the home."
        )
    return f"{state}-{year}"


def refuse_shipped(path: Path, shipped: Iterable[str]) -> None:
    """Raise UnreadableFileError where an assessment of the same state and year is among the ``shipped`` graphs."""
    if iri("graph", f"assessment-{assessment_key(path)}") in shipped:
        reason = f"An assessment of {path.parent.name} in {path.stem} is shipped, and an own file replaces nothing."
        raise UnreadableFileError(str(path), reason, None, f"Take it away. {_COPY}")


def refuse_known(files: Mapping[Path, Quads], shipped: ox.Store) -> None:
    """Raise UnreadableFileError where a file describes a thing that is shipped, or that a file before describes."""
    taken: dict[object, Path] = {}
    for path, quads in files.items():
        for subject in {quad.subject: None for quad in quads}:
            name = _name(subject)
            if next(shipped.quads_for_pattern(subject, None, None), None) is not None:
                reason = f"{name} is shipped, and an own file neither replaces it nor adds to it."
                raise UnreadableFileError(str(path), reason, None, "Give yours a name of its own, or leave it out.")
            if taken.setdefault(subject, path) != path:
                reason = f"{name} is described in {taken[subject]} already."
                raise UnreadableFileError(str(path), reason, None, "Leave it out here; naming it is enough.")


def known_already(file: str, subject: object) -> UnreadableFileError:
    """Return the error of a file that describes what is described elsewhere."""
    reason = f"{_name(subject)} is described elsewhere already, and a submission neither replaces it nor adds to it."
    return UnreadableFileError(file, reason, None, "Give yours a name of its own, or leave it out.")


def _refuse_others(path: Path, quads: Quads, classes: frozenset[str], kinds: str) -> None:
    """Refuse a subject without a name, without a class of those allowed, or with another class of ours beside it."""
    types: dict[object, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
            types[quad.subject].add(quad.object.value)
    allowed = {R2P + name for name in classes}
    for subject in {quad.subject: None for quad in quads}:
        if not isinstance(subject, ox.NamedNode):
            reason = "A thing that the file describes has no name."
            raise UnreadableFileError(str(path), reason, None, "Give it an IRI instead of square brackets.")
        ours = {name for name in types[subject] if name.startswith(R2P)}
        if not ours or not ours <= allowed:
            reason = f"{_name(subject)} is no {kinds} that this file describes."
            raise UnreadableFileError(str(path), reason, None, "Give it one of these classes, or leave it out.")


def _refuse_another_assessment(path: Path, quads: Quads, key: str) -> None:
    """Refuse a file that describes another assessment than its place says, or adds to another one."""
    whole = ox.NamedNode(iri("assessment", key))
    state, year = key.split("-")
    said = {(quad.subject, quad.predicate.value, quad.object) for quad in quads}
    wholes = [thing for _, predicate, thing in said if predicate in _LINKS]
    wholes += [subject for subject, predicate, thing in said if predicate == _TYPE and thing == _ASSESSMENT]
    if others := sorted(_name(other) for other in wholes if other != whole):
        reason = f"The file of {_name(whole)} speaks for {others[0]} too."
        raise UnreadableFileError(str(path), reason, None, "Write one assessment a file, each part of that one.")
    facts = {
        _TYPE: _ASSESSMENT,
        R2P + "state": ox.NamedNode(iri("state", state)),
        R2P + "year": ox.Literal(year, datatype=ox.NamedNode(EXTERNAL["xsd"] + "gYear")),
    }
    for predicate, value in facts.items():
        if (whole, predicate, value) not in said:
            reason = f"The file does not say that {_name(whole)} has {compact(predicate)} {_name(value)}."
            raise UnreadableFileError(str(path), reason, None, "Say so, or move the file to where it belongs.")


def _name(term: object) -> str:
    """Return the prefixed name of a thing, or the words of a literal."""
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))

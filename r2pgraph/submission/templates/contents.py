"""Gather what a template holds: empty rows or an assessment, the year before beside it, and what the facts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph import validation
from r2pgraph.errors import WrongValueError
from r2pgraph.evidence import evidence
from r2pgraph.publication.export import triples
from r2pgraph.queries import run
from r2pgraph.submission.form import VERTICAL, form
from r2pgraph.submission.lowering import lower, rows
from r2pgraph.submission.tables import Filled
from r2pgraph.submission.words import words
from r2pgraph.validation.places import Places
from r2pgraph.vocab import EXTERNAL, R2P, compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.evidence import EvidenceReport, IndicatorEvidence, Suggestion
    from r2pgraph.store import Store, Term

    Record = dict[str, Term | None]
    Texts = dict[str, str]

RATINGS: Final = "Ratings"
NUMBER: Final = "Number"

_OWN: Final = "assessment-{0}", "own-assessment-{0}"
_GRAPHS: Final = ("commitments", "organisations", "sources", "treaties")
_KINDS: Final = ("Source", "Organisation", "Treaty", "Commitment")
_NAMES: Final = (EXTERNAL["dcterms"] + "title", EXTERNAL["rdfs"] + "label", EXTERNAL["skos"] + "prefLabel")
_DETAILS: Final = (EXTERNAL["dcterms"] + "publisher", EXTERNAL["dcterms"] + "issued")
_TYPE: Final = EXTERNAL["rdf"] + "type"
_GYEAR: Final = ox.NamedNode(EXTERNAL["xsd"] + "gYear")


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that a form may name: what it is, what is to be written for it, and what it is called."""

    kind: str
    written: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Contents:
    """What a template holds.

    Attributes:
        state: the key of the state.
        label: its name.
        year: the year in digits.
        filled: the cells, what is only shown among them.
        is_revision: whether the cells hold an assessment of that year already.
        earlier: the year of the latest earlier assessment; nothing where there is none.
        known: what the form may name, by kind and key.
        reaches: the date of the latest fact that is shown; nothing where no fact has a date.
    """

    state: str
    label: str
    year: str
    filled: Filled
    is_revision: bool
    earlier: str
    known: tuple[Known, ...]
    reaches: str


def gather(store: Store, state: str, year: str, *, empty: bool = False) -> Contents:
    """Return what the template of a state and a year holds.

    Args:
        store: the graph to ask.
        state: an ISO 3166 code or a name.
        year: the year that is assessed.
        empty: leave an assessment of that year out, where there is one.

    Raises:
        UnknownNameError: the graph holds no such state; the nearest are named.
        QueryError: the year is none, or one that no assessment may be of.
        InexpressibleError: the assessment of that year says what the form cannot.
    """
    report = evidence(store, state, year)
    _refuse_unfit(report.state, report.year)
    assessed = _assessed(store, report.state)
    earlier = max((one for one in assessed if one < report.year), default="")
    is_revision = report.year in assessed and not empty
    before = _ratings(store, report.state, earlier) if earlier else {}
    found = _filled(store, report) if is_revision else _blank(report, assessed.get(earlier), earlier)
    return Contents(
        state=report.state,
        label=report.label,
        year=report.year,
        filled=_with_shown(found, _shown(report, before)),
        is_revision=is_revision,
        earlier=earlier,
        known=_known(store),
        reaches=max((one.as_of or "" for each in report.indicators for one in each.statements), default=""),
    )


def _refuse_unfit(state: str, year: str) -> None:
    """Raise WrongValueError for a year that the shapes refuse: a form for it would be filled in for nothing."""
    assessment = ox.NamedNode(iri("assessment", f"{state}-{year}"))
    said = [
        ox.Quad(assessment, ox.NamedNode(_TYPE), ox.NamedNode(R2P + "Assessment")),
        ox.Quad(assessment, ox.NamedNode(R2P + "year"), ox.Literal(year, datatype=_GYEAR)),
    ]
    problems = validation.judge([validation.Document("", said, Places())], subjects=("assessments", "submission"))
    if wrong := next((problem for problem in problems if problem.field == "year"), None):
        reason = f"No form is written for {year}: {wrong.message}"
        raise WrongValueError(reason, "Correct the year; the form would be refused once it is filled in.")


def _assessed(store: Store, state: str) -> dict[str, Record]:
    """Return the assessments of a state by year."""
    records = run(store, "assessments", {}).records()
    return {_text(row["year"]): row for row in records if _text(row["state"]) == iri("state", state)}


def _ratings(store: Store, state: str, year: str) -> dict[str, Record]:
    """Return the ratings of a state and a year by the number of the indicator, those of the first assessor only."""
    found: dict[str, Record] = {}
    for row in run(store, "ratings", {"state": state, "year": year}).records():
        found.setdefault(_text(row["number"]), row)
    return found


def _filled(store: Store, report: EvidenceReport) -> Filled:
    """Return the form with the assessment that the store holds, and what is described with it."""
    names = [iri("graph", each.format(f"{report.state}-{report.year}")) for each in _OWN]
    graphs = [name for name in names if name in store.graphs()]
    return lower([quad for name in graphs for quad in triples(store, name)], report.state, report.year)


def _blank(report: EvidenceReport, before: Record | None, earlier: str) -> Filled:
    """Return the form with what is known before anybody judges."""
    whole = {"State": report.state, "Year": report.year, "Framework": "APR2P", "Baseline year": earlier}
    if before and before["assessor"]:
        whole["Assessor"] = _text(before["assessor"]).rpartition("/")[2]
    texts: dict[str, list[Texts]] = {VERTICAL: [whole], RATINGS: [{NUMBER: number} for number in words().indicators]}
    return Filled({sheet.name: rows(sheet, texts.get(sheet.name, [])) for sheet in form().sheets})


def _with_shown(filled: Filled, shown: Mapping[str, Texts]) -> Filled:
    """Return the form with what is only shown beside each rating, and a row for each indicator that has none."""
    sheet = form().sheet(RATINGS)
    said = {row[NUMBER].text: {title: cell.text for title, cell in row.items()} for row in filled.sheets[RATINGS].rows}
    numbers = dict.fromkeys([*shown, *said])
    ratings = rows(sheet, [said.get(number, {NUMBER: number}) | shown.get(number, {}) for number in numbers])
    return Filled({**filled.sheets, RATINGS: ratings})


def _shown(report: EvidenceReport, before: Mapping[str, Record]) -> dict[str, Texts]:
    told = {str(each.number): each for each in report.indicators}
    shown: dict[str, Texts] = {}
    for number, indicator in words().indicators.items():
        row, each = before.get(number), told.get(number)
        shown[number] = {
            "Area": indicator.area,
            "Indicator": indicator.title,
            "Earlier level": _label(row, "level"),
            "Earlier trend": _label(row, "trend"),
            "Earlier rationale": _text(row["rationale"]) if row else "",
            "Facts suggest": _suggested(each.suggestion) if each and each.suggestion else "",
            "Evidence": _evidence(each) if each else "",
        }
    return shown


def _suggested(found: Suggestion) -> str:
    """Return the level as people read it: ``Strong``, or ``At least strong``."""
    label = words().label(iri("level", found.level))
    return label if found.is_exact else f"{found.comparator.capitalize()} {label.lower()}"


def _evidence(each: IndicatorEvidence) -> str:
    """Return what the facts say of an indicator, a sentence a line, each with its source."""
    lines = [
        f"{one.says} [{one.source or 'no source'}]{' (an assessment says so itself)' if one.own else ''}"
        for one in each.statements
    ]
    if each.suggestion:
        lines.append(f"In short: {each.suggestion.says}")
    if each.gap:
        lines.append(f"No evidence can be computed: {each.gap.reason}")
    return "\n".join(lines) or "No fact of the graph speaks to it."


def _known(store: Store) -> tuple[Known, ...]:
    """Return the sources, organisations, treaties and commitments that the store describes."""
    said: dict[str, dict[str, str]] = {}
    kinds = {R2P + kind: kind for kind in _KINDS}
    own = tuple(iri("graph", each.format("")) for each in _OWN)
    shared = {iri("graph", key) for key in _GRAPHS}
    for graph in store.graphs():
        if graph in shared or graph.startswith(own):
            for quad in ox.parse(store.construct(_told_of(graph, kinds)), format=ox.RdfFormat.N_TRIPLES):
                subject, value = quad.subject, quad.object
                if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                    continue
                if quad.predicate.value != _TYPE or value.value in kinds:
                    said.setdefault(subject.value, {}).setdefault(quad.predicate.value, value.value)
    return tuple(sorted(_known_things(said, kinds), key=lambda one: (_KINDS.index(one.kind), one.written)))


def _told_of(graph: str, kinds: Iterable[str]) -> str:
    """Return the query for what a graph says of the things of some kinds, as far as it is shown."""
    relations = " ".join(f"<{name}>" for name in (_TYPE, *_NAMES, *_DETAILS))
    return f"""
        CONSTRUCT {{ ?thing ?relation ?value }} WHERE {{
            GRAPH {ox.NamedNode(graph)} {{ ?thing a ?kind ; ?relation ?value }}
            VALUES ?kind {{ {" ".join(f"<{kind}>" for kind in kinds)} }}
            VALUES ?relation {{ {relations} }}
        }}
    """


def _known_things(said: Mapping[str, Mapping[str, str]], kinds: Mapping[str, str]) -> Iterable[Known]:
    for full, statements in said.items():
        kind = kinds.get(statements.get(_TYPE, ""))
        if kind:
            name = next((statements[one] for one in _NAMES if one in statements), "")
            detail = ", ".join(statements[one].rpartition("/")[2] for one in _DETAILS if one in statements)
            is_key = kind in ("Source", "Organisation")
            yield Known(kind, full.rpartition("/")[2] if is_key else compact(full), name, detail)


def _label(row: Record | None, column: str) -> str:
    return words().label(_text(row[column])) if row and row[column] else ""


def _text(term: Term | None) -> str:
    return "" if term is None else term.value

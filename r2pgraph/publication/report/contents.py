"""What stands in the report of one assessment, before anybody thinks of its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from r2pgraph.graph.own import OWN_ASSESSMENT

LEVELS = 5
"""How many levels there are; a level's rank runs from 1, the weakest."""


_LEADS: Final = {
    "finding": ("", "Our finding (not the report's)"),
    "absence": ("The report found no evidence", "We found no evidence"),
    "unsourced": ("The report names no source", "No source given (our remark, not the report's)"),
    "inference": ("The report infers", "Our reading (not the report's)"),
}


@dataclass(frozen=True)
class Mark:
    """A footnote as cited at one place: its number, and its part where not all parts are meant."""

    number: int
    part: str = ""

    @property
    def label(self) -> str:
        """Return what the reader sees, such as ``13`` or ``13a``."""
        return f"{self.number}{self.part}"


@dataclass(frozen=True)
class Evidence:
    """One thing that a rating rests on: a finding, a recorded absence, or an inference."""

    kind: str
    text: str
    value: str = ""
    confidence: str = ""
    marks: tuple[Mark, ...] = ()
    rows: tuple[int, ...] = ()
    """The indicators that an inference is drawn from, by number."""
    by_report: bool = True
    """Whether the report says it itself; what it does not say is ours."""

    @property
    def lead(self) -> str:
        """Return the words that tell what kind of evidence it is, and whose; none for a finding of the report."""
        return _LEADS[self.kind][0 if self.by_report else 1]


@dataclass(frozen=True)
class Rating:
    """One row of the table."""

    key: str
    number: int
    name: str
    title: str
    title_origin: str
    level: str
    rank: int
    """From 1 to `LEVELS`; 0 where the indicator is not rated."""
    trend: str
    direction: str
    """``up``, ``down``, ``same`` or nothing."""
    rationale: str
    evidence: tuple[Evidence, ...]
    area_is_certain: bool = True
    errata: tuple[str, ...] = ()
    iri: str = ""

    @property
    def size(self) -> int:
        """Return how many letters its notes hold: a row that could fill a page may not be kept whole."""
        return len(self.rationale) + sum(len(piece.text) + len(piece.value) for piece in self.evidence)


@dataclass(frozen=True)
class Area:
    """A thematic area with its rows and its score under the plan of the report."""

    number: int
    key: str
    title: str
    title_origin: str
    points: Decimal
    maximum: Decimal
    ratings: tuple[Rating, ...]

    @property
    def doubtful(self) -> bool:
        """Tell whether it is only probable which indicators belong here."""
        return not all(rating.area_is_certain for rating in self.ratings)

    @property
    def percent(self) -> Decimal:
        """Return the points as a percentage of the maximum."""
        return 100 * self.points / self.maximum if self.maximum else Decimal(0)

    @property
    def twentieths(self) -> int:
        """Return the percentage as a number of twentieths, for a bar drawn in letters."""
        return round(self.percent / 5)


@dataclass(frozen=True)
class Earlier:
    """Where the index may have stood before, and how many of the earlier sets of levels give the stated change."""

    least: Decimal
    greatest: Decimal
    states: int
    """How many sets of earlier levels the marks allow; 0 where no change is stated."""
    exact: int
    """How many of them give the stated change exactly."""
    about: int
    """How many give it after rounding to the places that are stated."""
    is_single_step: bool
    """Whether one step a mark gives the stated change."""


@dataclass(frozen=True)
class PlanScore:
    """The index under one scoring plan, and what the marks allow its change to have been."""

    key: str
    label: str
    standing: str
    value: Decimal
    points: Decimal
    maximum: Decimal
    unit: str
    least_change: Decimal | None
    greatest_change: Decimal | None
    single_step_change: Decimal | None
    earlier: Earlier | None
    """``None`` where a mark is missing."""


@dataclass(frozen=True)
class Statement:
    """One sentence of the summary and the rows that it sums up."""

    number: int
    text: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A resolution of the report's list, as read and as it is."""

    number: int | None
    """``None`` for a resolution that the list lacks."""
    printed_year: str
    printed_title: str
    printed_symbol: str
    printed_position: str
    symbol: str
    title: str
    adopted: str
    counts: str
    position: str
    verdict: str
    confidence: str
    recorded: bool
    agrees: bool


@dataclass(frozen=True)
class Reference:
    """One document behind a footnote."""

    part: str
    publisher: str
    creator: str
    title: str
    date: str
    locator: str
    url: str
    printed_url: str
    interest: str
    marker_printed: bool
    source: str = ""
    """The IRI of the document."""


@dataclass(frozen=True)
class Footnote:
    """A numbered note and the rows that refer to it."""

    number: int
    references: tuple[Reference, ...]
    rows: tuple[int, ...]

    @property
    def marker_printed(self) -> bool:
        """Tell whether the marker stands in the text that we read."""
        return all(reference.marker_printed for reference in self.references)


@dataclass(frozen=True)
class Known:
    """A document from which something is known."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Erratum:
    """What we read in the report, what is right, and how that is known."""

    code: str
    fault: str
    printed: str
    corrected: str
    reasoning: str
    confidence: str
    known_from: tuple[Known, ...]
    rows: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    """The footnotes that it touches, by number."""


@dataclass(frozen=True)
class Against:
    """One thing that the record does not bear out: by which verdict, what was found, and where it stands."""

    verdict: str
    says: str
    source: str = ""
    """The IRI of what the record was read from."""


@dataclass(frozen=True)
class Tested:
    """What one question of the audit found: how often each verdict, and each thing that needs a reader's eye."""

    kind: str
    question: str
    counts: tuple[int, ...]
    """One figure for each of the audit's verdicts."""
    against: tuple[Against, ...]


@dataclass(frozen=True)
class Audited:
    """The assessment held against the record."""

    verdicts: tuple[str, ...]
    tested: tuple[Tested, ...]
    command: str
    """What shows the whole audit."""

    @property
    def total(self) -> tuple[int, ...]:
        """Return how often each verdict was reached."""
        return tuple(map(sum, zip(*(each.counts for each in self.tested), strict=True)))

    @property
    def against(self) -> tuple[Tested, ...]:
        """Return the questions that found something for a reader's eye."""
        return tuple(each for each in self.tested if each.against)


@dataclass(frozen=True)
class Head:
    """What the report is about, for when, by whom."""

    key: str
    title: str
    state: str
    formal_name: str
    year: str
    assessor: str
    not_before: str
    baseline_year: str
    stated_change: Decimal | None
    version: str
    iri: str
    is_own: bool = False
    """Whether the assessment is a user's own, so that nothing in it was read or retold by us."""

    @property
    def graph(self) -> str:
        """Return the name that an export gives the assessment's files."""
        return f"{OWN_ASSESSMENT if self.is_own else 'assessment-'}{self.key}"


@dataclass(frozen=True)
class Report:
    """The whole report."""

    head: Head
    plan: PlanScore
    plans: tuple[PlanScore, ...]
    areas: tuple[Area, ...]
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]
    errata: tuple[Erratum, ...]
    levels: tuple[tuple[str, int, int], ...] = field(default=())
    """Each level with its rank and the number of ratings, strongest first."""
    audited: Audited | None = None
    """``None`` where the assessment was not held against the record."""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Return the rows of all areas in order."""
        return tuple(rating for area in self.areas for rating in area.ratings)

"""The sentences of a report that follow from its figures: the vote, the doubts, the method, the citation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report.words import DASH, fixed, many, number, series, signed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from r2pgraph.publication.report.contents import Erratum, PlanScore, Report

FAULTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "Extraction": (
        "Lost or garbled in the text we read",
        "A machine took that text from the report; the publisher's own file may have it whole.",
    ),
    "Data error": ("Errors of data", "What the text says, against the public record or against itself."),
    "Content oddity": ("Oddities of content", "Kept as rated or stated; what a reader should know beside it."),
    "Language": ("Slips of language", "Spelling and grammar, some of it perhaps the machine's."),
})  # fmt: skip
UNKNOWN_FORMULA: Final = "We have not found the publisher's formula; its full regional reports could not be read."
RECONSTRUCTION: Final = "Reconstruction"
STANDINGS: Final[Mapping[str, str]] = MappingProxyType({
    RECONSTRUCTION: "The scores are a reconstruction.",
    "Published": "The scores follow a published method.",
    "User": "The scores follow a plan of the user's own.",
})  # fmt: skip
NO_SCORE: Final = "The report itself prints no score."
AUDIT: Final = (
    "What the assessment prints, held against the facts that are kept here, without a look at the errata. Listed is "
    "what the record contradicts, holds besides, or has overtaken; the rest is counted."
)
CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Votes:
    """How a state stood to the distinct resolutions of a list."""

    yes: int
    recorded: int
    without: int
    missing: int


@dataclass(frozen=True)
class Doubt:
    """One reason for care, with the rows that it touches."""

    text: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Group:
    """The errata of one kind of fault."""

    title: str
    explanation: str
    errata: tuple[Erratum, ...]


@dataclass(frozen=True)
class Drawing:
    """Where the index stands on a line from 0 to 100, and where it may have stood before."""

    now: Decimal
    least: Decimal
    greatest: Decimal
    stated: Decimal | None
    """Where the stated change puts the earlier index; ``None`` where no set of levels gives it exactly."""
    words: str
    caution: str
    """What to know of a stated change that no set of levels gives exactly."""

    @property
    def width(self) -> Decimal:
        """Return how long the band of possible earlier values is."""
        return self.greatest - self.least


def unknown_formula(report: Report) -> str:
    """Return what is not known of the formula; of a user's own report we do not know what it prints."""
    return UNKNOWN_FORMULA if report.head.is_own else f"{UNKNOWN_FORMULA} {NO_SCORE}"


def stated(report: Report) -> str:
    """Return the change that the report states, and on which year."""
    head = report.head
    if head.stated_change is None:
        return "The report states no change of its index."
    since = f" on {head.baseline_year}" if head.baseline_year else ""
    return f"Stated change{since}: {signed(head.stated_change)}."


def areas_in_words(report: Report) -> str:
    """Return what the chart of the areas shows, for those who do not see it."""
    told = [f"{area.title} {fixed(area.percent, 1)}" for area in report.areas]
    return f"Bars, a bar for each area, in per cent of the points that it can reach: {'; '.join(told)}."


def licence(report: Report) -> tuple[str, str, str, str]:
    """Return what is said before the licence's name, the name, its address, and what is said after it."""
    head = report.head
    if head.is_own:
        text = f"that of {head.assessor}, whose work the assessment is; its file is not part of r2pgraph."
        return text, "", "", ""
    after = (
        f". The assessment is the work of {head.assessor}: its ratings, figures and titles are facts that are carried "
        "over, its sentences are not."
    )
    return "data and this report, ", "CC BY 4.0", CC_BY, after


def votes(report: Report) -> Votes:
    """Count each resolution once, however often the report prints it."""
    lines = {line.symbol: line for line in report.lines}.values()
    recorded = [line for line in lines if line.recorded]
    return Votes(
        yes=sum(line.position == "Yes" for line in recorded),
        recorded=len(recorded),
        without=len(lines) - len(recorded),
        missing=sum(line.number is None for line in lines),
    )


def votes_in_words(report: Report) -> str:
    """Return what the list of resolutions comes to, in a sentence or two."""
    found = votes(report)
    text = (
        f"{report.head.state} voted yes on {found.yes} of {found.recorded} recorded resolutions; "
        f"{found.without} more were adopted without a vote, which is nobody's yes."
    )
    if found.missing:
        whole = found.recorded + found.without
        text += f" Of these {whole} the list, as we read it, lacks {found.missing}."
    return text


def drawing(report: Report) -> Drawing | None:
    """Return the drawing of the index; ``None`` where the plan gives no percentage or no range."""
    plan, head = report.plan, report.head
    before = plan.earlier
    if plan.unit != "percent" or before is None:
        return None
    words = (
        f"On a line from 0 to 100 the index of {head.year} stands at {fixed(plan.value)}; as the marks allow, "
        f"that of {head.baseline_year} lies between {fixed(before.least)} and {fixed(before.greatest)}."
    )
    if head.stated_change is None:
        return Drawing(plan.value, before.least, before.greatest, None, words, "")
    stated = plan.value - head.stated_change
    if before.exact:
        words += f" The change that the report states puts it at {fixed(stated)}."
        return Drawing(plan.value, before.least, before.greatest, stated, words, "")
    caution = (
        f"The stated {signed(head.stated_change)} would put {head.baseline_year} at about {number(stated, 0)}; "
        "no set of levels gives it exactly under this plan."
    )
    return Drawing(plan.value, before.least, before.greatest, None, words, caution)


def _sets(count: int) -> str:
    return many(count, "possible set of earlier levels", "possible sets of earlier levels")


def verdict(plan: PlanScore) -> tuple[str, str]:
    """Return whether the marks allow the stated change under a plan, and in how many of the earlier sets of levels."""
    before = plan.earlier
    if before is None or not before.states:
        return DASH, ""
    if not before.about:
        return "Not possible", f"none of {_sets(before.states)}"
    found = "Agrees with one step a mark" if before.is_single_step else "Only if some marks hide more than one step"
    rounding = ", after rounding" if before.exact < before.about else ""
    nothing = "; none exactly" if not before.exact else ""
    return found, f"{before.about} of {_sets(before.states)}{rounding}{nothing}"


def groups(report: Report) -> tuple[Group, ...]:
    """Return the errata by kind of fault, in the order of their first codes."""
    faults = dict.fromkeys(erratum.fault for erratum in report.errata)
    return tuple(
        Group(*FAULTS.get(fault, (fault or "Other", "")), tuple(one for one in report.errata if one.fault == fault))
        for fault in faults
    )


def doubts(report: Report) -> tuple[Doubt, ...]:
    """Return the reasons for care that the figures of the report themselves give."""
    parts = (_formula, _titles, _areas, _unsupported, _attributions, _markers, _errata)
    found = [part(report) for part in parts]
    return tuple(doubt for doubt in found if doubt is not None)


def _formula(report: Report) -> Doubt:
    head = report.head
    others = [plan.key for plan in report.plans if plan.standing != RECONSTRUCTION]
    text = f"{unknown_formula(report)} Every number here rests on a reconstructed plan"
    text += f", but for those under {series(others)}." if others else "."
    before = {plan.key: plan.earlier for plan in report.plans if plan.earlier is not None and plan.earlier.states}
    if head.stated_change is None or not before:
        return Doubt(text)
    single = [key for key, found in before.items() if found.is_single_step]
    hidden = [
        f"{key} in {found.about} of {_sets(found.states)}"
        for key, found in before.items()
        if found.about and not found.is_single_step
    ]
    text += f" With one step a mark, the stated {signed(head.stated_change)} comes from {series(single) or 'no plan'}."
    if hidden:
        text += f" Elsewhere it takes marks that hide more than one step, and rounding: {series(hidden)}."
    return Doubt(text)


def _titles(report: Report) -> Doubt | None:
    rows = tuple(rating.number for rating in report.ratings if rating.title_origin != "printed")
    if not rows:
        return None
    text = (
        f"{many(len(rows), 'title')} (marked †), lost in the extracted text that we read, "
        f"{'is' if len(rows) == 1 else 'are'} restored from remains and from other texts; "
        "the publisher's own file may have them."
    )
    return Doubt(text, rows)


def _areas(report: Report) -> Doubt | None:
    rows = tuple(rating.number for rating in report.ratings if not rating.area_is_certain)
    if not rows:
        return None
    text = (
        "The border between two areas is lost in the extracted text that we read: where these rows belong is probable. "
        "Area scores and plans that average areas depend on it, the other plans do not."
    )
    return Doubt(text, rows)


def _unsupported(report: Report) -> Doubt | None:
    rows = tuple(rating.number for rating in report.ratings if not any(evidence.marks for evidence in rating.evidence))
    if not rows:
        return None
    text = (
        f"{many(len(rows), 'rating cites', 'ratings cite')} no source: a search that found nothing, other ratings, "
        "or a statement alone stand behind them."
    )
    return Doubt(text, rows)


def _attributions(report: Report) -> Doubt | None:
    doubtful = {
        rating.number: sum(item.kind == "finding" and bool(item.marks and item.confidence) for item in rating.evidence)
        for rating in report.ratings
    }
    rows = tuple(number for number, count in doubtful.items() if count)
    if not rows:
        return None
    claims = many(sum(doubtful.values()), "claim stands", "claims stand")
    text = f"{claims} with a footnote whose marker is lost or closes another sentence, so that the note bears "
    return Doubt(f"{text}{'it' if sum(doubtful.values()) == 1 else 'them'} is our reading.", rows)


def _markers(report: Report) -> Doubt | None:
    lost = [str(note.number) for note in report.footnotes if not note.marker_printed]
    if not lost:
        return None
    text = (
        f"The markers of footnotes {series(lost)} are lost in the text that we read; "
        "the notes are placed by subject and order."
    )
    text += " Addresses are as read or repaired, and were not tried."
    return Doubt(text)


def _errata(report: Report) -> Doubt | None:
    if not report.errata:
        return None
    counts = Counter(erratum.confidence.lower() for erratum in report.errata)
    parts = [f"{counts[degree]} {degree}" for degree in ("certain", "probable", "possible") if counts[degree]]
    recorded = many(len(report.errata), "erratum is", "errata are")
    return Doubt(f"{recorded} recorded: {series(parts)}. What we read is kept beside each.")


def method(report: Report) -> tuple[str, ...]:
    """Return how the numbers came about, a paragraph each."""
    plan = report.plan
    judgement = _judgement(report)
    scores = (
        f"{STANDINGS.get(plan.standing, 'The scores follow a plan.')} "
        "A plan says how many points each level earns and how they are summed; "
        f"{plan.key} gives {fixed(plan.value)}. Plans are data: whoever holds another formula can add it."
    )
    change = (
        "The range of change follows from the marks alone: a rise to Fair began at Very Weak or Weak, "
        "and so on for every marked row."
    )
    return judgement, scores, change


def citation(report: Report) -> str:
    """Return how this report is to be cited."""
    head = report.head
    if head.is_own:
        return f"{head.assessor}. {head.title}. Scores computed with r2pgraph {head.version}."
    return f"The r2pgraph developers. {head.title}, as linked data. Edition {head.version}."


def _judgement(report: Report) -> str:
    """Return whose the judgements are and whose the words."""
    head = report.head
    if head.is_own:
        return (
            f"Levels, trends and notes are the judgement and the words of {head.assessor}, "
            "in a file that was laid beside what r2pgraph ships and judged by the same rules."
        )
    return (
        f"Levels, trends and notes are the judgement of {head.assessor}, "
        "read from a text that a machine took from its report. "
        "The notes are retold in our words, claim by claim, each with the footnote that it came with."
    )

"""The sentences of a report that follow from its figures: the vote, the doubts, the method, the citation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.publication.report.words import fixed, many, series, signed

if TYPE_CHECKING:
    from decimal import Decimal

    from r2pgraph.publication.report.contents import Report


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
class Drawing:
    """Where the index stands on a line from 0 to 100, and where it may have stood before."""

    now: Decimal
    least: Decimal
    greatest: Decimal
    stated: Decimal | None
    words: str

    @property
    def width(self) -> Decimal:
        """Return how long the band of possible earlier values is."""
        return self.greatest - self.least


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
        text += f" Of these {whole} the report leaves out {found.missing}."
    return text


def drawing(report: Report) -> Drawing | None:
    """Return the drawing of the index; ``None`` where the plan gives no percentage or no range."""
    plan, head = report.plan, report.head
    if plan.unit != "percent" or plan.least_change is None or plan.greatest_change is None:
        return None
    least, greatest = plan.value - plan.greatest_change, plan.value - plan.least_change
    stated = None if head.stated_change is None else plan.value - head.stated_change
    words = (
        f"On a line from 0 to 100 the index of {head.year} stands at {fixed(plan.value)}; "
        f"that of {head.baseline_year} lies between {fixed(least)} and {fixed(greatest)}"
    )
    words += "." if stated is None else f", and at {fixed(stated)} by the change that the report states."
    return Drawing(plan.value, least, greatest, stated, words)


def doubts(report: Report) -> tuple[Doubt, ...]:
    """Return the reasons for care that the figures of the report themselves give."""
    found = (_formula(report), _titles(report), _areas(report), _unsupported(report), _markers(report), _errata(report))
    return tuple(doubt for doubt in found if doubt is not None)


def _formula(report: Report) -> Doubt:
    head = report.head
    text = "The publisher prints no score and no formula, so every number here rests on a reconstructed plan."
    possible = [plan.key for plan in report.plans if plan.stated_is_possible]
    single = [plan.key for plan in report.plans if plan.single_step_change == head.stated_change]
    if head.stated_change is None:
        return Doubt(text)
    text += f" The stated {signed(head.stated_change)} is possible under {series(possible) or 'none of the plans'}"
    text += f"; if each mark is one step, under {series(single) or 'none'}."
    return Doubt(text)


def _titles(report: Report) -> Doubt | None:
    rows = tuple(rating.number for rating in report.ratings if rating.title_origin != "printed")
    if not rows:
        return None
    text = (
        f"{many(len(rows), 'title')} (marked †), lost in the report's text, "
        f"{'is' if len(rows) == 1 else 'are'} restored from remains and from other texts."
    )
    return Doubt(text, rows)


def _areas(report: Report) -> Doubt | None:
    rows = tuple(rating.number for rating in report.ratings if not rating.area_is_certain)
    if not rows:
        return None
    text = (
        "The border between two areas is lost in the report's text: where these rows belong is probable. "
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


def _markers(report: Report) -> Doubt | None:
    lost = [str(note.number) for note in report.footnotes if not note.marker_printed]
    if not lost:
        return None
    text = f"The markers of footnotes {series(lost)} are lost; the notes are placed by subject and order."
    text += " Addresses are as printed or repaired, and were not tried."
    return Doubt(text)


def _errata(report: Report) -> Doubt | None:
    if not report.errata:
        return None
    counts = Counter(erratum.confidence.lower() for erratum in report.errata)
    parts = [f"{counts[degree]} {degree}" for degree in ("certain", "probable", "possible") if counts[degree]]
    recorded = many(len(report.errata), "erratum is", "errata are")
    return Doubt(f"{recorded} recorded: {series(parts)}. What was printed is kept beside each.")


def method(report: Report) -> tuple[str, ...]:
    """Return how the numbers came about, a paragraph each."""
    head, plan = report.head, report.plan
    judgement = (
        f"Levels, trends and notes are the judgement of {head.assessor}, read from its published text. "
        "The notes are retold in our words, claim by claim, each with the footnote that it came with."
    )
    scores = (
        "The scores are a reconstruction. A plan says how many points each level earns and how they are summed; "
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
    return f"The r2pgraph developers. {head.title}, as linked data. Edition {head.version}."

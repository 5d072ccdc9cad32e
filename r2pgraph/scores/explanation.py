"""What stands behind a number, as plain frozen values that know how to say themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from r2pgraph.scores.report import ScoreReport


@dataclass(frozen=True)
class Footnote:
    """A footnote of the report and the document it leads to; ``number`` is as printed, with its part."""

    number: str
    title: str
    locator: str
    url: str

    def __str__(self) -> str:
        place = f", {self.locator}" if self.locator else ""
        return f"Footnote {self.number}: {self.title}{place}\n    {self.url or 'no address'}"


@dataclass(frozen=True)
class EvidenceItem:
    """One thing that a rating rests on; ``figure`` is its value in words, such as ``186 of 194 recommendations``.

    ``is_ours`` tells our own reading from what the report says.
    """

    evidence: str
    kind: str
    says: str
    figure: str
    inferred_from: tuple[str, ...]
    footnotes: tuple[Footnote, ...]
    is_ours: bool = False

    def __str__(self) -> str:
        kind = f"Our reading (not the report's), {self.kind[:1].lower()}{self.kind[1:]}" if self.is_ours else self.kind
        head = f"{kind}: {self.says}"
        head += f" [{self.figure}]" if self.figure else ""
        head += f" Reasoned from: {', '.join(self.inferred_from)}." if self.inferred_from else ""
        return "\n".join([head, *(indented(str(footnote)) for footnote in self.footnotes)])


@dataclass(frozen=True)
class IndicatorPoints:
    """What one rating adds to the score."""

    number: int
    indicator: str
    label: str
    level: str
    trend: str
    points: Decimal
    maximum: Decimal

    def __str__(self) -> str:
        return f"{self.number:>2}  {self.label:<34} {self.level:<12} {self.trend:<10} {self.points} of {self.maximum}"


@dataclass(frozen=True)
class AreaPoints:
    """The ratings of one area and what they add up to."""

    label: str
    points: Decimal
    maximum: Decimal
    indicators: tuple[IndicatorPoints, ...]

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.label}: {self.points} of {self.maximum}", *(indented(str(i)) for i in self.indicators)]
        )


@dataclass(frozen=True)
class IndexExplanation:
    """Why an index is what it is: the points of each rating, area by area."""

    score: ScoreReport
    areas: tuple[AreaPoints, ...]

    def __str__(self) -> str:
        score = self.score
        head = f"{score.state_label} {score.year}: {score.value}, from {score.points} of {score.maximum} points"
        plan = f"Plan {score.plan}: {score.plan_label}. {score.status}"
        return "\n\n".join([f"{head}\n{plan}", *map(str, self.areas), score.change_sentence])


@dataclass(frozen=True)
class IndicatorExplanation:
    """Why an indicator is rated as it is: evidence, footnotes, addresses; and what ``other`` versions say otherwise."""

    points: IndicatorPoints
    title: str
    rationale: str
    evidence: tuple[EvidenceItem, ...]
    other: tuple[str, ...] = ()

    def __str__(self) -> str:
        own = self.points
        head = f"{own.number}. {self.title}\n{own.level}, {own.trend}: {own.points} of {own.maximum} points"
        other = ["\n".join(["Other versions, which do not count, say otherwise:", *map(indented, self.other)])]
        return "\n\n".join(
            [f"{head}\n{self.rationale}".rstrip(), *map(str, self.evidence), *(other if self.other else ())]
        )


def indented(lines: str) -> str:
    """Return text moved to the right by four blanks."""
    return "\n".join(f"    {line}" for line in lines.splitlines())

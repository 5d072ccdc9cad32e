"""The chapters of the report in Word before and with the table of the ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report import remarks, words
from r2pgraph.publication.report.word.chart import by_area
from r2pgraph.publication.report.word.elements import inward, paragraph, runs
from r2pgraph.publication.report.word.styles import LEVELS
from r2pgraph.publication.report.word.tables import Cell, cell, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Area, Evidence, Rating
    from r2pgraph.publication.report.word import Paper

ARROWS: Final = {"up": "\N{NORTH EAST ARROW}", "down": "\N{SOUTH EAST ARROW}", "same": "\N{RIGHTWARDS ARROW}"}
_COLUMNS: Final = (("Thematic Area", 3.3), ("Indicator", 3.7), ("Assessment", 2.5), ("Notes", 7.5))


def opening(paper: Paper) -> Iterator[Element]:
    """Yield the title and the summary, which in the printed report come first, too."""
    head = paper.report.head
    yield paragraph(f"Assessment of the Responsibility to Protect, {head.year}", style="Kicker")
    yield paragraph(head.state, style="Title")
    if head.formal_name:
        yield paragraph(head.formal_name, style="Subtitle")
    about = f", by {head.assessor}, as linked data."
    if head.is_own:
        about += " An assessment of a user's own, not one that r2pgraph ships."
    if head.not_before:
        about += f" Its text cannot be older than {head.not_before}."
    yield paragraph(runs(head.title, italic=True), f"{about} Edition {head.version} of r2pgraph.", style="About")
    if paper.report.statements:
        yield paper.heading("Summary")
        whose = "" if head.is_own else ", in our words"
        yield paragraph(
            f"What the report's summary says{whose}; the numbers lead to the rows that it sums up.", style="About"
        )
    for statement in paper.report.statements:
        yield paragraph(statement.text, paper.rows(statement.rows), style="ListNumber")


def score(paper: Paper) -> Iterator[Element]:
    """Yield the box with the index and its stated change, and the areas as a chart and as figures."""
    report, plan = paper.report, paper.report.plan
    yield paper.heading("Score")
    figure = words.fixed(plan.value) if plan.unit == "percent" else words.number(plan.value)
    unit = " of 100" if plan.unit == "percent" else f" {plan.unit}"
    yield paragraph(runs(figure), runs(unit), style="ScoreFigure")
    yield paragraph(
        runs(f"{words.number(plan.points)} of {words.number(plan.maximum)} points", bold=True),
        f" under {plan.key} ({plan.label}). Status of the plan: {plan.standing.lower()}.", style="Score",
    )  # fmt: skip
    yield paragraph(runs(remarks.stated(report), bold=True), style="Score")
    yield paragraph(remarks.unknown_formula(report), style="Score")
    if not report.areas:
        return
    yield paper.heading("Points by area", 2)
    yield paragraph([by_area(paper.document, report, remarks.areas_in_words(report))], style="Normal")
    rows = [
        (cell(f"{area.number}. {area.title}{_restored(area.title_origin)}"),
         cell(f"{words.number(area.points)} of {words.number(area.maximum)}"), cell(words.fixed(area.percent, 1)))
        for area in report.areas
    ]  # fmt: skip
    yield table("Points by area", (("Area", 11), ("Points", 3), ("Per cent of the maximum", 3)), rows)
    drawn = remarks.drawing(report)
    if drawn is not None:
        yield paragraph(f"{drawn.words} {drawn.caution}".strip(), style="About")


def ratings(paper: Paper) -> Iterator[Element]:
    """Yield the table of each area: area, indicator, assessment and notes, in the columns of the printed report."""
    report = paper.report
    yield paper.heading(f"The {len(report.ratings)} ratings")
    if any(rating.title_origin != "printed" for rating in report.ratings):
        yield paragraph("† The title is lost in the extracted text that we read, and is restored.", style="About")
    for area in report.areas:
        yield paper.heading(f"{area.number}. {area.title}", 2)
        rows = [_row(paper, area, rating, place) for place, rating in enumerate(area.ratings)]
        yield table(f"Ratings of the area {area.title}", _COLUMNS, rows)
    loose = paper.notes.uncited
    if loose:
        yield paragraph(runs("Notes that no row cites", bold=True))
    for note in loose:
        yield paragraph(f"{note.number}. ", paper.notes.described(note), style="FootnoteText")


def _row(paper: Paper, area: Area, rating: Rating, place: int) -> Sequence[Cell]:
    title = paper.bookmarks.around(
        f"row{rating.number}", *runs(f"{rating.number}. {rating.title}{_restored(rating.title_origin)}")
    )
    style = LEVELS[rating.rank][0]
    arrow = f"{ARROWS[rating.direction]} " if rating.direction in ARROWS else ""
    return (
        _area(area) if not place else Cell(merge="continue"),
        cell(title),
        Cell((
            paragraph(rating.level or "Not rated", style=style),
            paragraph(f"{arrow}{rating.trend or 'No mark'}", style="Cell"),
        )),
        Cell(tuple(_notes(paper, rating))),
    )  # fmt: skip


def _area(area: Area) -> Cell:
    doubt = "Which indicators belong here is probable, not certain."
    return Cell((
        paragraph(runs(f"{area.title}{_restored(area.title_origin)}", bold=True), style="Cell"),
        paragraph(f"{words.number(area.points)} of {words.number(area.maximum)} points", style="CellSmall"),
        *((paragraph(doubt, style="CellSmall"),) if area.doubtful else ()),
    ), "restart")  # fmt: skip


def _notes(paper: Paper, rating: Rating) -> Iterator[Element]:
    if rating.rationale or not rating.evidence:
        yield paragraph(rating.rationale, style="Cell")
    for piece in rating.evidence:
        yield _evidence(paper, piece)
    if rating.errata:
        codes = [inward(f"erratum{paper.erratum(code)}", code) for code in rating.errata]
        yield paragraph("Errata: ", [part for code in codes for part in (code, *runs(", "))][:-1], style="CellSmall")


def _evidence(paper: Paper, piece: Evidence) -> Element:
    lead = piece.lead
    if lead and piece.rows:
        lead += f", from {'row' if len(piece.rows) == 1 else 'rows'} {words.series([str(row) for row in piece.rows])}"
    ours = bool(lead) and not piece.by_report
    return paragraph(
        "•\N{NO-BREAK SPACE}",
        runs(f"{lead}: ", bold=True, italic=ours) if lead else "",
        runs(piece.text, italic=ours),
        paper.notes.marks(piece.marks),
        f" ({piece.value})" if piece.value else "",
        runs(f" ({piece.confidence.lower()})", italic=True) if piece.confidence else "",
        style="Evidence",
    )


def _restored(origin: str) -> str:
    return " †" if origin != "printed" else ""

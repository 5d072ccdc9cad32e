"""The chapters of the report in Word after the ratings: resolutions, doubts, errata, the audit, the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report import remarks, words
from r2pgraph.publication.report.word.elements import known, outward, paragraph, runs
from r2pgraph.publication.report.word.tables import Cell, cell, table
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Erratum, Line, PlanScore
    from r2pgraph.publication.report.word import Paper

_RESOLUTIONS: Final = (("Line", 1.2), ("As read", 5.2), ("As it is", 5.2), ("Position", 2.5), ("Verdict", 2.9))
_ERRATA: Final = (("Code", 1.5), ("As read", 5.0), ("What is right, and why", 7.8), ("Confidence", 2.7))


def resolutions(paper: Paper) -> Iterator[Element]:
    """Yield the resolutions that the report lists, beside the record."""
    report = paper.report
    if not report.lines:
        return
    yield paper.heading("The listed resolutions, as read and as they are")
    yield paragraph(remarks.votes_in_words(report))
    yield paragraph("Counts are yes\N{EN DASH}no\N{EN DASH}abstaining.", style="About")
    yield table(
        "The listed resolutions beside the record of the United Nations", _RESOLUTIONS, list(map(_line, report.lines))
    )


def _line(line: Line) -> Sequence[Cell]:
    printed = _joined(line.printed_symbol, line.printed_year, line.printed_position.lower())
    read = (line.printed_title, printed) if line.number is not None else ("Not in the list",)
    return (
        cell(str(line.number) if line.number is not None else words.DASH),
        _two(*read),
        _two(line.title, _joined(line.symbol, line.adopted, line.counts)),
        cell(line.position),
        Cell((
            paragraph(runs(line.verdict, bold=not line.agrees), style="Cell"),
            *((paragraph(line.confidence.lower(), style="CellSmall"),) if line.confidence else ()),
        )),
    )  # fmt: skip


def doubts(paper: Paper) -> Iterator[Element]:
    """Yield the reasons for care."""
    yield paper.heading("How far to trust this")
    for doubt in remarks.doubts(paper.report):
        yield paragraph(doubt.text, paper.rows(doubt.rows), style="ListBullet")


def errata(paper: Paper) -> Iterator[Element]:
    """Yield what was read, what is right, and how that is known."""
    report = paper.report
    if not report.errata:
        return
    yield paper.heading("Appendix: errata")
    text = "What we read in the report is kept; what is right stands beside it, with how that is known."
    if not report.head.is_own:
        text += " We hold a text that a machine took from the report, not the publisher's own file."
    yield paragraph(text, style="About")
    for group in remarks.groups(report):
        yield paper.heading(group.title, 2)
        yield paragraph(f"{group.explanation} {len(group.errata)} of {len(report.errata)}.".strip(), style="About")
        yield table(f"Errata: {group.title}", _ERRATA, [_erratum(paper, each) for each in group.errata])


def _erratum(paper: Paper, erratum: Erratum) -> Sequence[Cell]:
    part = paper.document.part
    where = _joined(_numbered("row", erratum.rows), _numbered("note", erratum.notes))
    sources = [link for each in erratum.known_from for link in (*known(part, each), *runs("; "))][:-1]
    return (
        cell(paper.bookmarks.around(f"erratum{paper.erratum(erratum.code)}", *runs(erratum.code, bold=True))),
        _two(f"“{erratum.printed}”" if erratum.printed else "Nothing to quote", where),
        Cell((
            paragraph(runs(erratum.corrected, bold=True), style="Cell"), paragraph(erratum.reasoning, style="Cell"),
            *((paragraph("Known from ", sources, style="CellSmall"),) if sources else ()),
        )),
        cell(erratum.confidence),
    )  # fmt: skip


def _numbered(word: str, numbers: Sequence[int]) -> str:
    series = words.series([str(number) for number in numbers])
    return f"{word if len(numbers) == 1 else word + 's'} {series}" if numbers else ""


def audit(paper: Paper) -> Iterator[Element]:
    """Yield what the record does not bear out, and how much was tested."""
    audited = paper.report.audited
    if audited is None:
        return
    yield paper.heading("Appendix: the assessment against the record")
    yield paragraph(remarks.AUDIT, " The whole of it: ", runs(audited.command, italic=True), ".", style="About")
    total = ("All", *map(str, audited.total))
    counts = [(each.kind, *map(str, each.counts)) for each in audited.tested]
    widths = [0.55 + 0.21 * len(verdict) for verdict in audited.verdicts]
    columns = (("Question", 17 - sum(widths)), *zip(audited.verdicts, widths, strict=True))
    rows = [[cell(value) for value in row] for row in (*counts, total)]
    yield table("How often the audit reached each verdict", columns, rows)
    for tested in audited.against:
        yield paper.heading(tested.kind, 2)
        yield paragraph(tested.question, style="About")
        found = [
            (cell(runs(each.verdict, bold=True)), cell(each.says),
             cell(outward(paper.document.part, each.source, compact(each.source)) if each.source else words.DASH))
            for each in tested.against
        ]  # fmt: skip
        yield table(f"Audit: {tested.kind}", (("Verdict", 2.9), ("What was found", 10.1), ("Source", 4.0)), found)


def method(paper: Paper) -> Iterator[Element]:
    """Yield how the numbers came about, the index under every plan, the citation, the licence and the edition."""
    report, head = paper.report, paper.report.head
    yield paper.heading("Method, citation, licence")
    for text in remarks.method(report):
        yield paragraph(text)
    asked = f"{words.signed(head.stated_change)} as stated?" if head.stated_change is not None else "Stated change"
    columns = (("Plan", 4.6), ("Index", 1.7), ("Points", 2.2), ("Change if each mark is one step", 2.5),
               ("Change the marks allow", 2.4), (asked, 3.6))  # fmt: skip
    yield table("The index under every plan", columns, list(map(_plan, report.plans)))
    yield paragraph("", style="About")
    yield paragraph(
        runs("Cite this: ", bold=True), f"{remarks.citation(report)} ", outward(paper.document.part, head.iri)
    )
    yield paragraph(runs("Licence: ", bold=True), *_licence(paper))
    yield paragraph(
        runs("Edition: ", bold=True),
        f"r2pgraph {head.version}, made from assessment:{head.key} and the plan {report.plan.key}; "
        "the same graph gives the same file, byte for byte.",
    )


def _plan(plan: PlanScore) -> Sequence[Cell]:
    found, cases = remarks.verdict(plan)
    single, least, greatest = plan.single_step_change, plan.least_change, plan.greatest_change
    allowed = least is not None and greatest is not None
    return (
        _two(plan.key, plan.label),
        cell(words.fixed(plan.value) if plan.unit == "percent" else words.number(plan.value)),
        cell(f"{words.number(plan.points)} of {words.number(plan.maximum)}"),
        cell(words.DASH if single is None else words.signed(single)),
        cell(f"{words.signed(least or 0)} to {words.signed(greatest or 0)}" if allowed else words.DASH),
        _two(found, cases),
    )


def _licence(paper: Paper) -> tuple[str | list[Element], ...]:
    before, name, address, after = remarks.licence(paper.report)
    return (before, outward(paper.document.part, address, name), after) if name else (before,)


def _two(first: str, second: str = "") -> Cell:
    small = (paragraph(second, style="CellSmall"),) if second else ()
    return Cell((paragraph(first, style="Cell"), *small))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)

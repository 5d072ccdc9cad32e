"""``r2pgraph evidence``: what structured facts say of a state by the end of a year, beside what was judged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import format_option, home_option, store_option
from r2pgraph.cli.show import open_store, write_out

if TYPE_CHECKING:
    from r2pgraph.evidence import EvidenceReport, IndicatorEvidence

COLUMNS = (
    "number", "indicator", "verdict", "rating", "comparator", "suggested",
    "measure", "value", "outOf", "unit", "says", "fact", "source", "asOf", "own",
)  # fmt: skip
RESTS = {
    "alone": "rests on an assessment's own word alone",
    "in part": "rests in part on an assessment's own word",
}
"""How far a suggestion rests on what it would have to confirm."""


@click.command(
    "evidence",
    short_help="Show what structured facts say of a state.",
    epilog="Example: r2pgraph evidence TLS 2023 treaties",
)
@click.argument("state")
@click.argument("year")
@click.argument("indicator", required=False)
@format_option("table", "json", "csv")
@home_option
@store_option
def command(state: str, year: str, indicator: str | None, form: str) -> None:
    """Show what the facts say of STATE by the end of YEAR, for each indicator or for INDICATOR.

    Beside the facts stands the level that they alone suggest, by a rule of a saved query, and the
    rating where there is one. An indicator without evidence says why it has none.
    """
    from r2pgraph.evidence import evidence

    with open_store() as store:
        report = evidence(store, state, year, indicator)
    if form == "json":
        write_out(json.dumps(report.to_json(), ensure_ascii=False) + "\n")
    elif form == "csv":
        for remark in report.remarks:
            click.echo(remark, err=True)
        write_out(rows(report))
    else:
        show_evidence(report)


def rows(report: EvidenceReport) -> str:
    """Return the report as CSV, a line for each fact and one for each indicator without any."""
    import csv
    import io

    from r2pgraph.evidence.statements import written
    from r2pgraph.publication.tables import guarded

    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for each in report.indicators:
        found = each.suggestion
        suggested = {"comparator": found.comparator, "suggested": found.level} if found else {}
        head = {
            "number": each.number,
            "indicator": each.indicator,
            "verdict": each.verdict,
            "rating": each.rating or "",
        }
        for fact in [written(statement) for statement in each.statements] or [{}]:
            if fact:
                fact["says"] = guarded(fact["says"])
            writer.writerow({**head, **suggested, **fact})
    return out.getvalue()


def show_evidence(report: EvidenceReport) -> None:
    """Print each indicator with its facts, the suggested level, and the rating beside it."""
    beside = "beside the ratings of its assessment" if report.is_assessed else "without a published assessment"
    click.secho(f"{report.label} {report.year}: what structured facts say, {beside}", bold=True)
    for remark in report.remarks:
        click.echo(remark)
    for each in report.indicators:
        click.echo()
        click.secho(f"{each.number}  {each.label}", bold=True)
        for line in lines(each):
            click.echo(f"    {line}")


def lines(each: IndicatorEvidence) -> list[str]:
    """Return what is said of one indicator, a line each."""
    from r2pgraph.evidence.statements import spoken
    from r2pgraph.vocab import compact

    said = [
        f"{fact.says} [{fact.source or 'no source'}; {compact(fact.fact)}]" for fact in each.statements
    ] or ["No evidence." if each.gap else "Silent: no fact here speaks to it."]  # fmt: skip
    if each.gap:
        said += [f"Why: {each.gap.reason}", f"Needs: {each.gap.needs}"]
    if each.suggestion:
        said += [f"Suggests {each.suggestion.words}: {each.suggestion.says}", f"Rule: {each.suggestion.rule}"]
    if each.rating:
        said.append(f"Rated {spoken(each.rating)}: {verdict(each)}.")
    elif each.suggestion and each.own_word:
        said.append(f"The suggestion {RESTS[each.own_word]}.")
    return said


def verdict(each: IndicatorEvidence) -> str:
    """Return in words how the rating stands to the facts."""
    from r2pgraph.evidence.statements import EXACTLY

    match each.verdict:
        case "agrees":
            if each.suggestion is None or each.suggestion.comparator == EXACTLY:
                return "the facts agree"
            return f"the facts suggest {each.suggestion.words}, and no more"
        case "contradicts" if each.steps is not None:
            way = "above" if each.steps > 0 else "below"
            count = abs(each.steps)
            least = " at least" if each.suggestion and each.suggestion.comparator != EXACTLY else ""
            return f"{count} {'level' if count == 1 else 'levels'} {way} what the facts suggest{least}"
        case "stale":
            return f"the facts agreed, and agree no more since {each.since}"
        case _:
            if each.suggestion and each.own_word:
                return f"no second opinion, the suggestion {RESTS[each.own_word]}"
            return "the facts suggest no level"

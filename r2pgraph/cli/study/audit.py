"""``r2pgraph audit``: what an assessment prints, held against the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import format_option, home_option, store_option
from r2pgraph.cli.show import open_store, write_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.evidence.auditing import Audit, Checked

COLOURS = {"agrees": "green", "contradicts": "red", "missing": "red", "stale": "yellow"}


@click.command(
    "audit",
    short_help="Hold an assessment against the record.",
    epilog="Example: r2pgraph audit TLS 2023 --format html > audit.html",
)
@click.argument("state")
@click.argument("year")
@format_option("table", "json", "html")
@click.option("--words", is_flag=True, help="List in the table what stands in words alone, too, with the reason.")
@home_option
@store_option
def command(state: str, year: str, form: str, *, words: bool) -> None:
    """Hold what the assessment of STATE in YEAR prints against the facts of the graph.

    Each thing checked agrees, contradicts, is missing, stale or unresolvable, or the facts are
    silent. No erratum is read: what is found is found anew. What stands in words alone can be held
    against no fact: the table counts it, and --words lists it.
    """
    from r2pgraph.evidence.auditing import audit

    with open_store() as store:
        found = audit(store, state, year)
    if form == "json":
        write_out(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
    elif form == "html":
        from r2pgraph.publication.audit import html

        write_out(html(found))
    else:
        show_audit(found, words=words)


def show_audit(found: Audit, *, words: bool) -> None:
    """Print the counts, then kind by kind each thing checked, what needs a reader's eye first."""
    from r2pgraph.evidence.auditing import WORDS, kinds

    click.secho(f"{found.label} {found.year}: the assessment against the record", bold=True)
    click.echo(found.cut_off)
    for ground, total, counts in found.tallies():
        click.echo(f"  {ground}: {total}. {_counted(counts)}")
    for kind, question in kinds():
        if checked := found.of(kind):
            click.echo()
            click.secho(kind, bold=True)
            click.echo(f"  {question}")
            if kind == WORDS and not words:
                click.echo(f"  {_counted(found.counts(checked[0].ground))} List them with --words.")
                continue
            for each in checked:
                show_checked(each)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) + "." if counts else ""


def show_checked(each: Checked) -> None:
    """Print one thing checked, with its source; the reason too where nothing could be checked."""
    from r2pgraph.evidence.auditing import ABSENCES, WORDS

    click.echo(f"  {click.style(each.verdict, fg=COLOURS.get(each.verdict))}  {each.item}")
    click.echo(f"      {each.says}" + (f" [{each.source}]" if each.source else ""))
    if each.kind in {ABSENCES, WORDS} and each.found:
        click.echo(f"      {each.found}")

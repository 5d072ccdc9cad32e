"""``r2pgraph submit``: take a finished assessment in, durably."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.ending import on_record
from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import progress

if TYPE_CHECKING:
    from r2pgraph.receiving import Received


@click.command(
    "submit",
    short_help="Take a finished assessment in.",
    epilog='Example: r2pgraph submit fiji-2024.xlsx --by "Ana Example" --note "First edition."',
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Who submits it; the name is kept and shown.")
@click.option("--note", default="", metavar="TEXT", help="What there is to say of it; kept and shown.")
@home_option
def command(file: Path, by: str, note: str) -> None:
    """Check FILE, a form or RDF, and, where it is in order, let it count for its state and year.

    A later submission for the same state and year is a revision: the one before stays on record.
    When this says "accepted", all is on disk. What is refused is kept too, with its report.
    Ends with status 1 where the file is refused.
    """
    from r2pgraph import receiving

    with on_record(), progress("Submitting") as tell:
        received = receiving.submit(home(), file, by, note, tell)
    show(received)
    if not received.accepted:
        raise click.exceptions.Exit(1)


def show(received: Received) -> None:
    """Print what came of a submission."""
    entry, report = received.entry, received.report
    if not received.new:
        click.echo(f"This file was submitted as number {entry.number} and counts already; nothing changed.")
        return
    if report is not None:
        click.echo(report.text(remarks=False))
    if not received.accepted:
        click.echo(f"Refused; kept on record as number {entry.number} with this report.", err=True)
        return
    before = " It revises the assessment that counted before, which is kept." if entry.revises else ""
    click.echo(f"Accepted as number {entry.number}: {entry.state} {entry.year}, by {entry.by}.{before}")
    click.echo(f"SHA-256 of the file: {entry.original}")

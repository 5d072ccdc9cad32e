"""``r2pgraph withdraw``: take a submission back, with a reason."""

from __future__ import annotations

import click

from r2pgraph.cli.ending import on_record
from r2pgraph.cli.options import home, home_option


@click.command(
    "withdraw",
    short_help="Take a submission back.",
    epilog='Example: r2pgraph withdraw FJI 2024 --by "Ana Example" --reason "Two sources were mixed up."',
)
@click.argument("state")
@click.argument("year")
@click.option("--by", required=True, metavar="NAME", help="Who takes it back; the name is kept and shown.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence; kept and shown.")
@home_option
def command(state: str, year: str, by: str, reason: str) -> None:
    """Take back the submission that counts for STATE in YEAR: what counted before counts again.

    Nothing is deleted: the submission stays on record as withdrawn, with the reason.
    """
    from r2pgraph import receiving

    with on_record():
        entry = receiving.withdraw(home(), state, year, by, reason)
    click.echo(f"Withdrawn, on record as number {entry.number}: {entry.state} {entry.year}.")

"""``r2pgraph verify``: read every stored file to its last byte and compare it with what was written."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home, home_option


@click.command("verify", short_help="Compare every stored file with its hash.", epilog="Example: r2pgraph verify")
@home_option
def command() -> None:
    """Compare every file of the inbox and of the built store with its hash, and the journal with itself.

    Each fault is told with the file, what is wrong and what to do. Ends with status 1 where there is one.
    """
    from r2pgraph import receiving

    faults = receiving.verify(home())
    for fault in faults:
        click.echo(str(fault))
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"Everything is as it was written: {len(receiving.log(home()))} lines of the journal, and all files.")

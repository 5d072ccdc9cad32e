"""``r2pgraph restore``: mend what was submitted, from what is left and from a copy."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import progress


@click.command(
    "restore", short_help="Mend what verify finds.", epilog="Example: r2pgraph restore /backup/r2pgraph/inbox"
)
@click.argument("copy", metavar="[FROM]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
def command(copy: Path | None) -> None:
    """Mend the inbox, with a copy of it where you name one as FROM, and build the store anew where it must be.

    Every hash is compared first; what is sound is never written over, and what is damaged is put aside.
    Ends with status 1 where something could not be mended.
    """
    from r2pgraph import receiving

    with progress("Restoring") as tell:
        done = receiving.restore(home(), copy, tell)
    for sentence in done.mended:
        click.echo(f"Mended: {sentence}")
    for fault in done.left:
        click.echo(f"Left: {fault}")
    if done.left:
        raise click.exceptions.Exit(1)
    click.echo("Everything is as it was written." if done.mended else "Nothing was to mend.")

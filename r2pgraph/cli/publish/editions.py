"""``r2pgraph editions``: keep the store as it is under a name, list what is kept, and withdraw it."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import open_store


@click.group(
    "editions",
    invoke_without_command=True,
    short_help="Keep the store as it is under a name.",
    epilog="Example: r2pgraph editions keep 2026.1",
)
@click.pass_context
@home_option
def command(context: click.Context) -> None:
    """List the editions of the store that are kept, or keep and withdraw one.

    An edition never changes: `r2pgraph serve` answers from it wherever an address ends with
    `?edition=NAME`, whatever is built later.
    """
    if context.invoked_subcommand is not None:
        return
    from r2pgraph.store import kept

    found = kept.editions(home())
    if not found:
        click.echo("No edition is kept. Keep one: r2pgraph editions keep NAME", err=True)
    for edition in found.values():
        gone = f"  withdrawn {edition.withdrawn}: {edition.reason}" if edition.withdrawn else ""
        click.echo(f"{edition.name}  kept {edition.kept}{gone}")


@command.command("keep", short_help="Keep the store as it is now.")
@click.argument("name")
@home_option
def keep(name: str) -> None:
    """Keep the store as it is now as the edition NAME; it takes hardly any space until the next build."""
    from r2pgraph.store import kept

    with open_store():
        pass
    edition = kept.keep(home(), name)
    click.echo(f"Kept: {edition.name}, {len(edition.files)} files.")


@command.command("withdraw", short_help="Take an edition back.")
@click.argument("name")
@click.option("--reason", required=True, help="Why, in a sentence; those who ask for the edition read it.")
@home_option
def withdraw(name: str, reason: str) -> None:
    """Take the edition NAME back: its files are deleted, its name, the day and the reason stay."""
    from r2pgraph.store import kept

    edition = kept.withdraw(home(), name, reason)
    click.echo(f"Withdrawn: {edition.name}.")

"""``r2pgraph token``: who may submit over the network."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.service.submissions.tokens import MOST_DAYS, SCOPES, USUAL_DAYS


@click.group(
    "token",
    short_help="Say who may submit over the network.",
    epilog='Example: r2pgraph token add "Ana Example" --scope submit --states FJI,TLS --days 90',
)
@home_option
def command() -> None:
    """Make, list and revoke tokens. `r2pgraph serve` takes submissions in from those who show one.

    A token is shown once and kept as a hash. A service that runs heeds every change at once.
    """


@command.command("add", short_help="Make a token and show it once.")
@click.argument("name")
@click.option("--scope", type=click.Choice(SCOPES), default=SCOPES[0], show_default=True, help="What it is for.")
@click.option("--states", default="", metavar="CODES", help="States that it may submit for, such as FJI,TLS; else all.")
@click.option(
    "--days", type=click.IntRange(1, MOST_DAYS), default=USUAL_DAYS, show_default=True, help="How long it holds."
)
@home_option
def add(name: str, scope: str, states: str, days: int) -> None:
    """Make a token for NAME and print it, this once. What is submitted with it counts under this name."""
    from r2pgraph.service.submissions import tokens

    secret = tokens.add(home(), name, scope, states.split(","), days)
    click.echo("This is shown once. Pass it on by a safe way; who has it may submit.", err=True)
    click.echo(secret)


@command.command("list", short_help="List the tokens.")
@home_option
def listing() -> None:
    """List whose tokens there are, what each is for, and until when it holds. No secret is kept, so none is shown."""
    from r2pgraph.service.submissions import tokens

    held = tokens.read(home())
    if not held:
        click.echo('There is no token, so nobody submits over the network. r2pgraph token add "Ana Example"', err=True)
    for one in held:
        states = ", ".join(one.states) or "all states"
        ending = "expired" if one.has_expired else "until"
        click.echo(f"{one.name}; {one.scope}; {states}; made {one.made[:10]}; {ending} {one.expires[:10]}")


@command.command("revoke", short_help="Take a token away.")
@click.argument("name")
@home_option
def revoke(name: str) -> None:
    """Take the token of NAME away: it is refused from now on. What was submitted with it stays."""
    from r2pgraph.service.submissions import tokens

    gone = tokens.revoke(home(), name)
    click.echo(f"Revoked: {gone.name}. It is refused from now on, by a service that runs too.")

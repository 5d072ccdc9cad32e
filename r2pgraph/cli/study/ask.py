"""``r2pgraph ask``: run a saved query with values for its parameters."""

from __future__ import annotations

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option, store_option
from r2pgraph.cli.show import show_question
from r2pgraph.errors import WrongValueError


@click.command(
    "ask",
    short_help="Run a saved query.",
    epilog="Example: r2pgraph ask ratings-by-level state=TLS year=2023 --format csv",
)
@click.argument("query_id", metavar="QUERY-ID")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@format_option(*FORMATS)
@home_option
@store_option
def command(query_id: str, values: tuple[str, ...], form: str) -> None:
    """Run the saved query QUERY-ID; `r2pgraph queries` lists them with their parameters."""
    show_question(query_id, dict(map(split, values)), form)


def split(text: str) -> tuple[str, str]:
    """Split ``name=value``; raise WrongValueError where the sign is missing."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        reason = f"{text!r} is not of the form name=value."
        raise WrongValueError(reason, "For example: state=TLS.")
    return name, value

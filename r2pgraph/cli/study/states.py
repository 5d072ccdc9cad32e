"""``r2pgraph states``: a saved query with a name of its own."""

from __future__ import annotations

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option, store_option
from r2pgraph.cli.show import show_question


@click.command("states", short_help="List the states of the graph.", epilog="Example: r2pgraph states --format csv")
@format_option(*FORMATS)
@home_option
@store_option
def command(form: str) -> None:
    """The states of the graph, with their codes and the date they joined the UN."""
    show_question("states", {}, form)

"""``r2pgraph indicators``: a saved query with a name of its own."""

from __future__ import annotations

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option, store_option
from r2pgraph.cli.show import show_question


@click.command("indicators", short_help="List the 36 indicators by area.", epilog="Example: r2pgraph indicators")
@format_option(*FORMATS)
@home_option
@store_option
def command(form: str) -> None:
    """The 36 indicators by area, and where each title comes from."""
    show_question("indicators", {}, form)

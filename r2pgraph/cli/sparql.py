"""``r2pgraph sparql``: run the user's own SPARQL query on the built store."""

from __future__ import annotations

from typing import TextIO

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option
from r2pgraph.cli.show import open_store, show


@click.command(
    "sparql",
    short_help="Run a query of one's own.",
    epilog="Example: echo 'SELECT * { ?s a r2p:Rating }' | r2pgraph sparql -",
)
@click.argument("file", type=click.File("r", encoding="utf-8"), metavar="FILE|-")
@format_option(*FORMATS)
@home_option
def command(file: TextIO, form: str) -> None:
    """Run the SPARQL 1.1 query in FILE, or from standard input.

    Reading only: updates, SERVICE and LOAD are refused. The project's prefixes need no declaration.
    """
    from r2pgraph.queries import run_text

    with open_store() as store:
        show(run_text(store, file.read()), form)

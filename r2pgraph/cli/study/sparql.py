"""``r2pgraph sparql``: run the user's own SPARQL query on the built store."""

from __future__ import annotations

from typing import BinaryIO

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option, store_option
from r2pgraph.cli.show import open_store, show, show_graph
from r2pgraph.errors import UnreadableFileError


@click.command(
    "sparql",
    short_help="Run a query of one's own.",
    epilog="Example: echo 'SELECT * { ?s a r2p:Rating }' | r2pgraph sparql -",
)
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@format_option(*FORMATS)
@home_option
@store_option
def command(file: BinaryIO, form: str) -> None:
    """Run the SPARQL 1.1 query in FILE, or from standard input.

    Rows come in any format; the graph of a CONSTRUCT or DESCRIBE comes as Turtle.
    Reading only: updates, SERVICE and LOAD are refused. The project's prefixes need no declaration.
    """
    from r2pgraph.queries import run_text

    text = words(file)
    with open_store() as store:
        answer = run_text(store, text)
        if isinstance(answer, bytes):
            show_graph(answer, form)
        else:
            show(answer, form)


def words(file: BinaryIO) -> str:
    """Return the text of a query; raise UnreadableFileError where it is not UTF-8."""
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(file.name, "The query is not UTF-8 text.", None, "Save it as UTF-8.") from error

"""What the commands show: progress while they work, and answers in the form asked for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import endpoint, home
from r2pgraph.errors import WrongValueError
from r2pgraph.pipeline import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from r2pgraph.store import Answer, Store, Term

GAP = 2
WORDS = 24
"""The least width of a column of words in a terminal."""


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function ``tell(step, done, total)`` that moves a bar titled ``title``."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, step="")

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, step=step)

        yield tell


@contextmanager
def open_store() -> Iterator[Store]:
    """Yield the store of this call: the endpoint it names, or its home, built first where missing or of other files."""
    from r2pgraph import pipeline
    from r2pgraph.errors import StoreError

    if place := endpoint():
        from r2pgraph.store.remote.opening import open_endpoint

        with open_endpoint(place) as elsewhere:
            yield elsewhere
        return
    try:
        store = pipeline.open_built(home())
    except StoreError as error:
        click.echo(f"{error.reason} Building it first.", err=True)
        with progress("Building the graph") as tell:
            pipeline.build(home(), force=True, tell=tell)
        store = pipeline.open_built(home())
    try:
        yield store
    finally:
        store.close()


def show_question(query_id: str, parameters: Mapping[str, str], form: str) -> None:
    """Run the saved query ``query_id`` and print its answer as ``form``."""
    from r2pgraph.queries import find, run, triples

    query = find(query_id)
    with open_store() as store:
        if query.makes_triples and form == "ttl":
            show_graph(triples(store, query_id, parameters), form)
        else:
            show(run(store, query_id, parameters), form)


def show(answer: Answer, form: str) -> None:
    """Print an answer as a table for people, or as csv, json or ttl for programs."""
    if form == "table":
        show_table(answer)
        return
    from r2pgraph.publication import tables

    write_out(tables.write(answer, form))


def show_graph(triples: bytes, form: str) -> None:
    """Print the triples of a CONSTRUCT or DESCRIBE query as Turtle; raise WrongValueError for a form of tables."""
    if form not in {"table", "ttl"}:
        raise WrongValueError(f"A graph does not come as {form}.", "Leave --format out, or say ttl.")
    import pyoxigraph as ox

    from r2pgraph.publication.turtle import turtle

    quads = list(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    write_out(turtle(quads).decode())


def show_table(answer: Answer) -> None:
    """Print an answer as a table; where a terminal is too narrow for it, as one block a row."""
    if not answer.rows:
        click.echo("No rows.")
        return
    rows = [[cell(term) for term in row] for row in answer.rows]
    widths = [max(map(len, column)) for column in zip(answer.columns, *rows, strict=True)]
    if not sys.stdout.isatty():
        show_lines(answer.columns, rows, widths)
        return
    least = [width if is_name else min(width, WORDS) for width, is_name in zip(widths, names(answer), strict=True)]
    if sum(least) + GAP * (len(least) - 1) <= get_terminal_size().columns:
        show_wrapped(answer.columns, rows, least)
    else:
        show_blocks(answer.columns, rows)


def show_lines(columns: Sequence[str], rows: list[list[str]], widths: list[int]) -> None:
    """Print a line a row, as wide as it is: nothing is cut, so that other programs find everything."""
    for row in (list(columns), *rows):
        line = (" " * GAP).join(value.ljust(width) for value, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def show_wrapped(columns: Sequence[str], rows: list[list[str]], least: list[int]) -> None:
    """Print a table whose words wrap and whose names stay whole."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column, width in zip(columns, least, strict=True):
        table.add_column(column, overflow="fold", min_width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def show_blocks(columns: Sequence[str], rows: list[list[str]]) -> None:
    """Print one block a row, one line a column that has a value."""
    from textwrap import fill

    indent = max(map(len, columns)) + GAP
    width = max(get_terminal_size().columns, indent + WORDS)
    for number, row in enumerate(rows, start=1):
        click.secho(f"{number}", bold=True)
        for column, value in zip(columns, row, strict=True):
            if value:
                lines = fill(
                    value,
                    width,
                    initial_indent=" " * indent,
                    subsequent_indent=" " * indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                click.echo(column.ljust(indent) + lines[indent:])


def names(answer: Answer) -> list[bool]:
    """Return for each column whether it holds nothing but IRIs, which no table may break."""
    return [all(term is None or term.kind == "iri" for term in column) for column in zip(*answer.rows, strict=True)]


def cell(term: Term | None) -> str:
    """Return what a person reads in a cell: a prefixed name, the words on one line, or nothing."""
    from r2pgraph.vocab import compact

    if term is None:
        return ""
    return compact(term.value) if term.kind == "iri" else " ".join(term.value.split())


def write_out(text: str) -> None:
    """Print what programs read: always UTF-8, whatever the terminal speaks."""
    click.echo(text.encode("utf-8"), nl=False)

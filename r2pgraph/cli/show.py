"""What the commands show: progress while they work, and answers in the form asked for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import home
from r2pgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from r2pgraph.store import Answer, Store, Term

PIPE_WIDTH = 160


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
    del step, done, total


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
    """Yield the store of this call's home, built first where it is missing or of other files."""
    from r2pgraph import pipeline
    from r2pgraph.errors import StoreError

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
    from r2pgraph.queries import find, run

    find(query_id)
    with open_store() as store:
        show(run(store, query_id, parameters), form)


def show(answer: Answer, form: str) -> None:
    """Print an answer as a table for people, or as csv, json or ttl for programs."""
    if form == "table":
        show_table(answer)
        return
    from r2pgraph.publication import tables

    click.echo(tables.write(answer, form), nl=False)


def show_graph(triples: bytes, form: str) -> None:
    """Print the triples of a CONSTRUCT or DESCRIBE query as Turtle; raise QueryError for a form of tables."""
    if form not in {"table", "ttl"}:
        raise QueryError(f"A graph does not come as {form}.", "Leave --format out, or say ttl.")
    import pyoxigraph as ox

    from r2pgraph.publication.turtle import turtle

    quads = list(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    click.echo(turtle(quads).decode(), nl=False)


def show_table(answer: Answer) -> None:
    """Print an answer as a table as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not answer.rows:
        click.echo("No rows.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"] if sys.stdout.isatty() else [])
    for position, column in enumerate(answer.columns):
        is_name = all(term is None or term.kind == "iri" for term in (row[position] for row in answer.rows))
        table.add_column(column, overflow="fold", no_wrap=is_name)
    for row in answer.rows:
        table.add_row(*(Text(cell(term)) for term in row))
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
    console.print(table)


def cell(term: Term | None) -> str:
    """Return what a person reads in a cell: a prefixed name, the words, or nothing."""
    from r2pgraph.vocab import compact

    if term is None:
        return ""
    return compact(term.value) if term.kind == "iri" else term.value
